import type { Answer, Answers } from '../../../domain/checklist/answers.js';
import type { Effect } from '../../../domain/checklist/kinds.js';
import type { Item, Section, TemplateContent } from '../../../domain/checklist/schema.js';

/** Parts of a template with everything filled in; tests name only what they are about. */
const common = {
  findingTitle: null,
  basisClause: null,
  source: null,
  note: null,
  evidencePrompt: null,
  critical: false,
  required: true,
  severity: 'general',
  deadline: { type: 'fixed_term_fix', amount: 5 },
  findingCategory: 'other',
  showWhen: null,
} as const;

type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;
type Points = Of<'conformity'>['scoring'];

/** Points of a deduction unless it says otherwise. */
export const worth = (points: number, rest: { cap?: number; unit?: 'per_person' | 'once'; effect?: Effect } = {}) =>
  ({
    effect: rest.effect ?? 'deduction',
    unit: rest.unit ?? 'per_occurrence',
    points,
    cap: rest.cap ?? null,
  }) satisfies Points;

export const conformity = (code: string, scoring: Points = worth(1), rest: Partial<Of<'conformity'>> = {}): Item => ({
  kind: 'conformity',
  ...common,
  code,
  title: `Item ${code}`,
  scoring,
  ...rest,
});
export const scale = (code: string, scoring: Points = worth(1), rest: Partial<Of<'scale'>> = {}): Item => ({
  kind: 'scale',
  ...common,
  code,
  title: `Item ${code}`,
  scoring,
  minimum: 1,
  maximum: 5,
  passFrom: 4,
  lowLabel: null,
  highLabel: null,
  ...rest,
});
export const number = (code: string, scoring: Points = worth(1), rest: Partial<Of<'number'>> = {}): Item => ({
  kind: 'number',
  ...common,
  code,
  title: `Item ${code}`,
  scoring,
  unit: 'minute',
  minimum: 0,
  maximum: 600,
  decimals: 1,
  limit: { side: 'at_most', value: 15 },
  step: null,
  from: null,
  ...rest,
});
type Option = Of<'single_choice'>['options'][number];
export const option = (code: string, points: number, fails = points > 0): Option => ({
  code,
  label: `Option ${code}`,
  fails,
  points,
});
type Choice = Of<'single_choice' | 'multiple_choice'>;
export const choice = (kind: Choice['kind'], code: string, options: Option[], rest: Partial<Choice> = {}): Item =>
  ({
    ...common,
    code,
    title: `Item ${code}`,
    scoring: { effect: 'deduction', unit: 'per_occurrence', cap: null },
    options,
    ...rest,
    kind,
  }) as Item;
export const text = (code: string, rest: Partial<Of<'text'>> = {}): Item => ({
  kind: 'text',
  ...common,
  code,
  title: `Item ${code}`,
  scoring: null,
  ...rest,
});

export const section = (code: string, baseScore: number, items: Item[], rest: Partial<Section> = {}): Section => ({
  code,
  title: `Section ${code}`,
  chapter: null,
  baseScore,
  weight: null,
  cap: null,
  floorMode: 'section_zero',
  items,
  ...rest,
});

/** 合格 from 80, 基本合格 from 60, 不合格 below, as a city's rules have them. */
export const grades = [
  { code: 'pass', label: '合格', from: 80 },
  { code: 'basic', label: '基本合格', from: 60 },
  { code: 'fail', label: '不合格', from: 0 },
];

export const template = (sections: Section[], rest: Partial<TemplateContent> = {}): TemplateContent => ({
  title: 'Template',
  summary: null,
  language: 'en',
  baseScore: 100,
  combine: 'sum',
  cap: null,
  bonusCap: 20,
  totalCap: null,
  criticalEffect: 'flag',
  minimumJudgedPercent: 0,
  grades,
  sections,
  ...rest,
});

export const conforms = (count = 1): Answer => ({ kind: 'conforms', count, note: null });
export const fails = (count = 1): Answer => ({ kind: 'fails', count, note: null });
export const notApplicable: Answer = { kind: 'not_applicable', note: null };
export const notObserved: Answer = { kind: 'not_observed', note: null };
export const value = (is: number): Answer => ({ kind: 'value', value: is, note: null });
export const chosen = (options: string[], count = 1): Answer => ({ kind: 'chosen', options, count, note: null });
export const written = (is: string): Answer => ({ kind: 'text', text: is, note: null });

export const answersOf = (entries: Record<string, Answer>): Answers => entries;
