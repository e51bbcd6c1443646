import { checkTemplate, type TemplateRule } from './check.js';
import { itemKinds } from './kinds.js';
import type { z } from 'zod';
import { shapeFault } from './shape.js';
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

/** Faults that are listed at most: a hostile file could have one for each of its rows. */
export const MOST_FAULTS = 300;

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

/**
 * What can be reckoned with though some of its texts are refused: the very content, or null where more than texts is
 * wrong with its shape.
 */
export function readable(raw: unknown): TemplateContent | null {
  return parse(raw).content === null ? null : (raw as TemplateContent);
}

/** Checks what should be the content of a template: its shape, then all that `checkTemplate` asks. */
export function readContent(raw: unknown): ExchangeResult {
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
      faults: unknown.slice(0, MOST_FAULTS).map((place) => ({
        path: `${place.path}.kind`,
        rule: 'kindUnknown',
        params: { ...placed(place.path), value: isObject(place.raw) ? wordOf(place.raw.kind) : '' },
      })),
    };
  const { content, issues } = parse(raw);
  const shape = issues.map((issue) => {
    const fault = shapeFault(issue);
    return { ...fault, params: { ...placed(fault.path), ...fault.params } };
  });
  const faults = (content ? checkTemplate(content) : []).map(({ path, rule, params }) => {
    return { path, rule, params: { ...placed(path), ...params } };
  });
  const all = [...shape, ...faults];
  return content && all.length === 0 ? { ok: true, content } : { ok: false, faults: all.slice(0, MOST_FAULTS) };
}

/** A text that is refused says nothing about the score: with others in their place all the rest can still be checked. */
function parse(raw: unknown): { content: TemplateContent | null; issues: readonly z.core.$ZodIssue[] } {
  const first = templateContent.safeParse(raw);
  if (first.success) return { content: first.data, issues: [] };
  const { issues } = first.error;
  const copy: unknown = structuredClone(raw);
  for (const { path } of issues) {
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (isObject(at) || Array.isArray(at) ? Reflect.get(at, key) : at), copy);
    const last = path.at(-1);
    if (!isObject(holder) || typeof last !== 'string' || !freeTexts.has(last)) return { content: null, issues };
    holder[last] = 'x';
  }
  const second = templateContent.safeParse(copy);
  return { content: second.success ? second.data : null, issues };
}

/** Texts that nothing else depends on. */
const freeTexts: ReadonlySet<string> = new Set([
  'title',
  'summary',
  'findingTitle',
  'basisClause',
  'source',
  'note',
  'evidencePrompt',
  'label',
  'lowLabel',
  'highLabel',
]);
