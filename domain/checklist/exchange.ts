import { checkTemplate, type TemplateRule } from './check.js';
import { itemKinds } from './kinds.js';
import { templateContent, type TemplateContent } from './schema.js';

/** The file a template travels in: JSON, UTF-8. A reader refuses what is newer than itself. */
export const EXCHANGE_FORMAT = 'mingcha-checklist';
export const EXCHANGE_VERSION = 1;
/** UTF-16 units of a whole file. */
export const EXCHANGE_MAXIMUM = 4_000_000;

/** Why a file as a whole, or an item in it, is refused before its content is looked at. */
export const exchangeRules = {
  tooLarge: ['maximum'],
  notJson: [],
  notTemplate: [],
  versionNewer: ['found', 'known'],
  /** `row` counts the file's items from 1. */
  kindUnknown: ['value', 'row'],
} as const satisfies Record<string, readonly string[]>;

/**
 * `path` is dotted from the content, empty for the file; `rule` is one of `exchangeRules`, of `templateRules`, or the
 * code of a schema issue. `params` carries `row`, `section` and `item` where the place is an item.
 */
export interface ExchangeFault {
  path: string;
  rule: keyof typeof exchangeRules | TemplateRule | (string & {});
  params: Record<string, string | number>;
}
export type ExchangeResult = { ok: true; content: TemplateContent } | { ok: false; faults: ExchangeFault[] };

/** The file of a template. Equal contents make equal files. */
export function writeExchange(content: TemplateContent): string {
  const file = { format: EXCHANGE_FORMAT, version: EXCHANGE_VERSION, content: templateContent.parse(content) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const wordOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '');

/** Where an item of a raw file stands, for whoever has to find it there. */
interface Place {
  path: string;
  row: number;
  section: string;
  item: string;
  raw: unknown;
}

function placesOf(content: unknown): Place[] {
  const places: Place[] = [];
  if (!isObject(content)) return places;
  listOf(content.sections).forEach((section, index) => {
    if (!isObject(section)) return;
    listOf(section.items).forEach((raw, position) =>
      places.push({
        path: `sections.${index}.items.${position}`,
        row: places.length + 1,
        section: wordOf(section.code),
        item: isObject(raw) ? wordOf(raw.code) : '',
        raw,
      }),
    );
  });
  return places;
}

/** Read a template file. It is taken whole or not at all: every fault is named with its row. */
export function readExchange(text: string): ExchangeResult {
  const refuse = (rule: keyof typeof exchangeRules, params: ExchangeFault['params'] = {}): ExchangeResult => ({
    ok: false,
    faults: [{ path: '', rule, params }],
  });
  if (text.length > EXCHANGE_MAXIMUM) return refuse('tooLarge', { maximum: EXCHANGE_MAXIMUM });
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return refuse('notJson');
  }
  if (!isObject(file) || file.format !== EXCHANGE_FORMAT) return refuse('notTemplate');
  const { version } = file;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return refuse('notTemplate');
  if (version > EXCHANGE_VERSION) return refuse('versionNewer', { found: version, known: EXCHANGE_VERSION });
  return readContent(file.content);
}

function readContent(raw: unknown): ExchangeResult {
  const places = placesOf(raw);
  const placed = (path: string): ExchangeFault['params'] => {
    const place = places.find((its) => path === its.path || path.startsWith(`${its.path}.`));
    return place ? { row: place.row, section: place.section, item: place.item } : {};
  };
  const known: readonly string[] = itemKinds;
  const unknown = places.filter((place) => !isObject(place.raw) || !known.includes(wordOf(place.raw.kind)));
  if (unknown.length > 0)
    return {
      ok: false,
      faults: unknown.map((place) => ({
        path: `${place.path}.kind`,
        rule: 'kindUnknown',
        params: { ...placed(place.path), value: isObject(place.raw) ? wordOf(place.raw.kind) : '' },
      })),
    };
  const parsed = templateContent.safeParse(raw);
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.map((issue) => {
        const path = issue.path.map(String).join('.');
        const rule = issue.code === 'custom' ? issue.message : issue.code;
        return { path, rule, params: placed(path) };
      }),
    };
  const faults = checkTemplate(parsed.data);
  if (faults.length === 0) return { ok: true, content: parsed.data };
  return {
    ok: false,
    faults: faults.map(({ path, rule, params }) => ({ path, rule, params: { ...placed(path), ...params } })),
  };
}
