import type {
  Chapter,
  DeadlineType,
  DeductionUnit,
  FindingCategory,
  NumberSource,
  Severity,
} from '../checklist/kinds.js';
import type { Condition, Item, ItemOption, Section, TemplateContent } from '../checklist/schema.js';

/**
 * How the ready templates are written: structure once, every text in both languages side by side. What an item leaves
 * out comes from its section, then from the defaults here: general, to be put right within five working days.
 */
export type Language = TemplateContent['language'];
export type Words = readonly [zh: string, en: string];
/** A text in the language that was chosen. */
type Word = (words: Words) => string;

/** Points each, counted by, and the most this item can cost or give in one visit. */
export type Points = readonly [points: number, unit: DeductionUnit, cap: number];

export interface Facts {
  /** How a failure reads as a finding. */
  found?: Words;
  basis?: Words;
  source?: Words;
  note?: Words;
  evidence?: Words;
  category?: FindingCategory;
  severity?: Severity;
  deadline?: readonly [DeadlineType, number | null];
  critical?: boolean;
  optional?: boolean;
  showWhen?: Condition;
}
type SectionFacts = Pick<Facts, 'basis' | 'category'>;

type Draft = (word: Word, from: SectionFacts) => Item;

function common(code: string, title: Words, facts: Facts, from: SectionFacts, word: Word) {
  const basis = facts.basis ?? from.basis;
  const [type, amount] = facts.deadline ?? (['fixed_term_fix', 5] as const);
  return {
    code,
    title: word(title),
    findingTitle: facts.found ? word(facts.found) : null,
    basisClause: basis ? word(basis) : null,
    source: facts.source ? word(facts.source) : null,
    note: facts.note ? word(facts.note) : null,
    evidencePrompt: facts.evidence ? word(facts.evidence) : null,
    critical: facts.critical ?? false,
    required: !(facts.optional ?? false),
    severity: facts.severity ?? 'general',
    deadline: { type, amount },
    findingCategory: facts.category ?? from.category ?? 'other',
    showWhen: facts.showWhen ?? null,
  };
}

const scoringOf = (effect: 'deduction' | 'bonus', [points, unit, cap]: Points) => ({ effect, unit, points, cap });

/** 符合/不符合 with a deduction. */
export const check =
  (code: string, title: Words, points: Points, facts: Facts = {}): Draft =>
  (word, from) => ({
    kind: 'conformity',
    ...common(code, title, facts, from, word),
    scoring: scoringOf('deduction', points),
  });

/** 加分. */
export const bonus =
  (code: string, title: Words, points: Points, facts: Facts = {}): Draft =>
  (word, from) => ({
    kind: 'conformity',
    ...common(code, title, facts, from, word),
    scoring: scoringOf('bonus', points),
  });

/** 1 to 5, conforming from 3. */
export const rate =
  (code: string, title: Words, points: Points, facts: Facts = {}): Draft =>
  (word, from) => ({
    kind: 'scale',
    ...common(code, title, facts, from, word),
    scoring: scoringOf('deduction', points),
    minimum: 1,
    maximum: 5,
    passFrom: 3,
    lowLabel: word(['很差', 'Very poor']),
    highLabel: word(['很好', 'Very good']),
  });

interface Measured {
  unit: Extract<Item, { kind: 'number' }>['unit'];
  maximum: number;
  decimals?: number;
  limit: Extract<Item, { kind: 'number' }>['limit'];
  step?: number;
  from?: NumberSource;
}
/** A number held against a limit. */
export const measure =
  (code: string, title: Words, points: Points | null, is: Measured, facts: Facts = {}): Draft =>
  (word, from) => ({
    kind: 'number',
    ...common(code, title, facts, from, word),
    scoring: points && scoringOf('deduction', points),
    unit: is.unit,
    minimum: 0,
    maximum: is.maximum,
    decimals: is.decimals ?? 0,
    limit: is.limit,
    step: is.step ?? null,
    from: is.from ?? null,
  });

/** Each option with what choosing it costs; 0 is no failure. */
export const choose =
  (
    kind: 'single_choice' | 'multiple_choice',
    code: string,
    title: Words,
    counted: readonly [DeductionUnit, number],
    options: readonly (readonly [code: string, label: Words, points: number])[],
    facts: Facts = {},
  ): Draft =>
  (word, from) => ({
    kind,
    ...common(code, title, facts, from, word),
    scoring: { effect: 'deduction', unit: counted[0], cap: counted[1] },
    options: options.map(([name, label, points]): ItemOption => ({
      code: name,
      label: word(label),
      fails: points > 0,
      points,
    })),
  });

/** Free text, never required. */
export const remark =
  (code: string, title: Words, facts: Facts = {}): Draft =>
  (word, from) => ({
    kind: 'text',
    ...common(code, title, { ...facts, optional: true }, from, word),
    scoring: null,
  });

/**
 * A section. @param base its points, which are also its percent where the template is weighted
 */
export const part =
  (code: string, title: Words, base: number, facts: SectionFacts & { chapter?: Chapter }, items: readonly Draft[]) =>
  (word: Word, weighted: boolean): Section => ({
    code,
    title: word(title),
    chapter: facts.chapter ?? null,
    baseScore: base,
    weight: weighted ? base : null,
    cap: null,
    floorMode: 'section_zero',
    items: items.map((item) => item(word, facts)),
  });

/** 合格 from 80, 基本合格 from 60, 不合格 below: the grades of a city's rules. */
const grades: readonly (readonly [code: string, label: Words, from: number])[] = [
  ['pass', ['合格', 'Pass'], 80],
  ['basic', ['基本合格', 'Basic pass'], 60],
  ['fail', ['不合格', 'Fail'], 0],
];

/** The grades a template begins with. */
export const firstGrades = (language: Language): TemplateContent['grades'] =>
  grades.map(([code, words, from]) => ({ code, label: words[language === 'en' ? 1 : 0], from }));

export interface ReadyTemplate {
  title: Words;
  summary: Words;
  weighted?: boolean;
  /** 0 where the template gives no bonus. */
  bonusCap?: number;
  criticalEffect?: TemplateContent['criticalEffect'];
  sections: readonly ((word: Word, weighted: boolean) => Section)[];
}

/** The content of a ready template in one language. */
export function inLanguage(ready: ReadyTemplate, language: Language): TemplateContent {
  const word: Word = (words) => words[language === 'en' ? 1 : 0];
  return {
    title: word(ready.title),
    summary: word(ready.summary),
    language,
    baseScore: 100,
    combine: ready.weighted ? 'weighted' : 'sum',
    cap: null,
    bonusCap: ready.bonusCap ?? 0,
    totalCap: null,
    criticalEffect: ready.criticalEffect ?? 'flag',
    minimumJudgedPercent: 50,
    grades: firstGrades(language),
    sections: ready.sections.map((section) => section(word, ready.weighted ?? false)),
  };
}
