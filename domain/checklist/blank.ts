import { firstGrades } from '../templates/build.js';
import type { Item, ItemOption, Section, TemplateContent } from './schema.js';
import type { ItemKind } from './kinds.js';

/** What the editor begins with. A blank has no texts yet: whoever adds it writes them. */
type Language = TemplateContent['language'];

/** A code nobody has, beginning like this: `A.1`, `A.2` … */
export function freeCode(start: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  for (let number = 1; ; number += 1) {
    const code = `${start}${number}`;
    if (!used.has(code)) return code;
  }
}

/** General, to be put right within five working days, required. */
const common = (code: string) => ({
  code,
  title: '',
  findingTitle: null,
  basisClause: null,
  source: null,
  note: null,
  evidencePrompt: null,
  critical: false,
  required: true,
  severity: 'general' as const,
  deadline: { type: 'fixed_term_fix' as const, amount: 5 },
  findingCategory: 'other' as const,
  showWhen: null,
});

const worth = { effect: 'deduction' as const, unit: 'per_occurrence' as const, points: 1, cap: null };

export function blankOption(taken: Iterable<string>): ItemOption {
  return { code: freeCode('', taken), label: '', fails: false, points: 0 };
}

const twoOptions = (): ItemOption[] => [blankOption([]), blankOption(['1'])];
/** Whoever adds a choice has to say what it costs; until then it is worth nothing. */
const blanks: { [K in ItemKind]: (code: string) => Extract<Item, { kind: K }> } = {
  conformity: (code) => ({ kind: 'conformity', ...common(code), scoring: worth }),
  scale: (code) => ({
    kind: 'scale',
    ...common(code),
    scoring: worth,
    minimum: 1,
    maximum: 5,
    passFrom: 3,
    lowLabel: null,
    highLabel: null,
  }),
  number: (code) => ({
    kind: 'number',
    ...common(code),
    scoring: null,
    unit: 'minute',
    minimum: 0,
    maximum: 600,
    decimals: 0,
    limit: null,
    step: null,
    from: null,
  }),
  single_choice: (code) => ({ kind: 'single_choice', ...common(code), scoring: null, options: twoOptions() }),
  multiple_choice: (code) => ({ kind: 'multiple_choice', ...common(code), scoring: null, options: twoOptions() }),
  text: (code) => ({ kind: 'text', ...common(code), required: false, scoring: null }),
};

export function blankItem(kind: ItemKind, code: string): Item {
  return blanks[kind](code);
}

/** The item as another kind: what both kinds have stays, the rest is the kind's own beginning. */
export function asKind(item: Item, kind: ItemKind): Item {
  if (item.kind === kind) return item;
  const blank = blankItem(kind, item.code);
  const kept = Object.fromEntries(Object.keys(common('')).map((key) => [key, item[key as keyof Item]]));
  const options = 'options' in blank && 'options' in item ? { options: item.options } : {};
  const scoring = scoringAs(item, blank);
  const noFailure = kind === 'text' ? { critical: false, required: false } : {};
  return { ...blank, ...kept, ...options, scoring, ...noFailure } as Item;
}

/** Points are carried over where the new kind has any; the limits that numbers need are not known yet. */
function scoringAs(item: Item, blank: Item): Item['scoring'] {
  if (blank.kind === 'text' || blank.kind === 'number' || item.scoring === null) return blank.scoring;
  const { effect, unit, cap } = item.scoring;
  if ('options' in blank) return 'options' in item ? { effect, unit, cap } : null;
  return { effect, unit, cap, points: 'points' in item.scoring ? item.scoring.points : worth.points };
}

export function blankSection(code: string, baseScore: number, weighted: boolean): Section {
  return {
    code,
    title: '',
    chapter: null,
    baseScore,
    weight: weighted ? 0 : null,
    cap: null,
    floorMode: 'section_zero',
    items: [blankItem('conformity', `${code}.1`)],
  };
}

/** A template with one section and one item, to be written out. */
export function blankContent(title: string, language: Language): TemplateContent {
  return {
    title,
    summary: null,
    language,
    baseScore: 100,
    combine: 'sum',
    cap: null,
    bonusCap: 0,
    totalCap: null,
    criticalEffect: 'flag',
    minimumJudgedPercent: 50,
    grades: firstGrades(language),
    sections: [blankSection('A', 100, false)],
  };
}
