import { blankContent, blankItem, blankOption, blankSection, freeCode } from '../../../../domain/checklist/blank.js';
import { condition, type Item, type TemplateContent } from '../../../../domain/checklist/schema.js';
import {
  chapters,
  combinations,
  criticalEffects,
  deadlineTypeNames,
  deductionUnits,
  effects,
  findingCategories,
  floorModes,
  itemKinds,
  limitMeasures,
  numberSources,
  numberUnits,
  severities,
  type ItemKind,
} from '../../../../domain/checklist/kinds.js';

type Raw = Record<string, unknown>;
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** What a field takes while it is being edited: `text` also empty or null, `number` also null. */
type Takes = 'text' | 'number' | 'flag' | readonly string[];
const nullable = (words: readonly string[]): readonly string[] => [...words, 'null'];

const wholeFields: Record<string, Takes> = {
  title: 'text',
  summary: 'text',
  language: ['zh-CN', 'en'],
  baseScore: 'number',
  combine: combinations,
  cap: 'number',
  bonusCap: 'number',
  totalCap: 'number',
  criticalEffect: criticalEffects,
  minimumJudgedPercent: 'number',
};
const gradeFields: Record<string, Takes> = { code: 'text', label: 'text', from: 'number' };
const sectionFields: Record<string, Takes> = {
  code: 'text',
  title: 'text',
  chapter: nullable(chapters),
  baseScore: 'number',
  weight: 'number',
  cap: 'number',
  floorMode: floorModes,
};
const itemFields: Record<string, Takes> = {
  code: 'text',
  title: 'text',
  findingTitle: 'text',
  basisClause: 'text',
  source: 'text',
  note: 'text',
  evidencePrompt: 'text',
  critical: 'flag',
  required: 'flag',
  severity: severities,
  findingCategory: findingCategories,
  minimum: 'number',
  maximum: 'number',
  passFrom: 'number',
  lowLabel: 'text',
  highLabel: 'text',
  unit: numberUnits,
  decimals: 'number',
  step: 'number',
  from: nullable(numberSources),
};
const deadlineFields: Record<string, Takes> = { type: deadlineTypeNames, amount: 'number' };
const scoringFields: Record<string, Takes> = { effect: effects, unit: deductionUnits, points: 'number', cap: 'number' };
const optionFields: Record<string, Takes> = { code: 'text', label: 'text', fails: 'flag', points: 'number' };

function fits(value: unknown, takes: Takes): boolean {
  if (takes === 'text') return value === null || typeof value === 'string';
  if (takes === 'number') return value === null || typeof value === 'number';
  if (takes === 'flag') return typeof value === 'boolean';
  return takes.includes(String(value)) && (value === null || typeof value === 'string');
}

/**
 * A draft as the editor can work on it, whatever it holds: texts may be empty and numbers missing, but everything is in
 * its place. @returns the content, and how many places made no sense and were reset
 */
export function openDraft(text: string): { content: TemplateContent; resets: number } {
  let resets = 0;
  const reset = <T>(value: T): T => {
    resets += 1;
    return value;
  };
  /** The blank with those of the raw fields that fit. */
  function over<T extends object>(blank: T, raw: Raw, fields: Record<string, Takes>): T {
    const made = { ...(blank as object) } as Raw;
    for (const [key, takes] of Object.entries(fields)) {
      if (!(key in made)) continue;
      if (fits(raw[key], takes)) made[key] = raw[key];
      else reset(null);
    }
    return made as T;
  }

  function scoring(raw: unknown, blank: Item): Item['scoring'] {
    if (raw === null || blank.kind === 'text') return null;
    if (!isObject(raw)) return reset(null);
    const each = { effect: 'deduction', unit: 'per_occurrence', cap: null } as const;
    return over('options' in blank ? each : { ...each, points: 1 }, raw, scoringFields) as Item['scoring'];
  }
  function limit(raw: unknown): Extract<Item, { kind: 'number' }>['limit'] {
    if (raw === null) return null;
    if (!isObject(raw)) return reset(null);
    const side = raw['side'] === 'at_least' ? 'at_least' : 'at_most';
    const measure = limitMeasures.find((one) => one === raw['measure']);
    if (measure) return { side, measure };
    return typeof raw['value'] === 'number' ? { side, value: raw['value'] } : reset(null);
  }
  function item(raw: unknown, taken: Iterable<string>): Item {
    const its = isObject(raw) ? raw : reset<Raw>({});
    const kind = itemKinds.find((one) => one === its['kind']) ?? reset<ItemKind>('text');
    const blank = blankItem(kind, freeCode('X-', taken));
    const made = over(blank, its, itemFields);
    const shown = its['showWhen'] === null ? null : condition.safeParse(its['showWhen']);
    return {
      ...made,
      deadline: isObject(its['deadline'])
        ? over(blank.deadline, its['deadline'], deadlineFields)
        : reset(blank.deadline),
      scoring: scoring(its['scoring'], blank),
      showWhen: shown === null ? null : shown.success ? shown.data : reset(null),
      ...(kind === 'number' ? { limit: limit(its['limit']) } : {}),
      ...('options' in blank
        ? {
            options: listOf(its['options']).map((one) => over(blankOption([]), isObject(one) ? one : {}, optionFields)),
          }
        : {}),
    } as Item;
  }

  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = reset(null);
  }
  const whole = isObject(raw) ? raw : {};
  const taken: string[] = [];
  const blank = blankContent('', 'zh-CN');
  const sections = listOf(whole['sections']).map((one, index) => {
    const its = isObject(one) ? one : reset<Raw>({});
    const made = over(blankSection(`S-${index + 1}`, 0, false), its, sectionFields);
    const items = listOf(its['items']).map((entry) => {
      const read = item(entry, taken);
      taken.push(read.code);
      return read;
    });
    return { ...made, items: items.length > 0 ? items : [reset(blankItem('conformity', freeCode('X-', taken)))] };
  });
  const content: TemplateContent = {
    ...over(blank, whole, wholeFields),
    grades: listOf(whole['grades']).map((one) =>
      over({ code: '', label: '', from: 0 }, isObject(one) ? one : {}, gradeFields),
    ),
    sections: sections.length > 0 ? sections : reset(blank.sections),
  };
  return { content, resets };
}
