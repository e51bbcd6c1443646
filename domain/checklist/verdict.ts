import { fittingAnswer, type Answer, type Answers } from './answers.js';
import type { LimitMeasure } from './kinds.js';
import { itemsOf, type Condition, type Item, type TemplateContent } from './schema.js';

/**
 * What an answer says about its item, and which items are asked at all. A verdict depends on the answers and on the
 * limits that stood at the time of the visit; a limit nobody set judges nothing.
 */

/** Limits of the hall and of the service item as they stood when the visit took place, in the unit of `measureUnits`. */
export type Limits = Readonly<Partial<Record<LimitMeasure, number>>>;

/**
 * `open`: no answer yet, or one that does not fit. `noted`: answered, but with nothing to hold it against: a text, a
 * number without limit, a number whose limit the hall has not set.
 */
export type VerdictState = 'open' | 'conforms' | 'fails' | 'not_applicable' | 'not_observed' | 'noted';
export interface Verdict {
  state: VerdictState;
  /** How often the deduction or bonus counts: persons, cases, occurrences, half days, steps; 0 for none. */
  count: number;
  /** What it costs or gives before any cap, in hundredths of a point. */
  asked: number;
}

/** Points as written -> whole hundredths. */
export const hundredths = (points: number): number => Math.round(points * 100);

const OPEN: Verdict = { state: 'open', count: 0, asked: 0 };

function scaleVerdict(item: Extract<Item, { kind: 'scale' }>, value: number): Verdict {
  const below = item.passFrom - value;
  const steps = item.scoring?.effect === 'bonus' ? Math.max(0, -below) : Math.max(0, below);
  return worth(item, below > 0 ? 'fails' : 'conforms', steps);
}

function numberVerdict(item: Extract<Item, { kind: 'number' }>, value: number, limits: Limits): Verdict {
  const limit = item.limit && ('measure' in item.limit ? limits[item.limit.measure] : item.limit.value);
  if (!item.limit || limit === null || limit === undefined) return { state: 'noted', count: 0, asked: 0 };
  const [is, may] = [hundredths(value), hundredths(limit)];
  const beyond = item.limit.side === 'at_most' ? is - may : may - is;
  const step = item.step === null ? null : hundredths(item.step);
  if (item.scoring?.effect === 'bonus')
    return worth(
      item,
      beyond > 0 ? 'fails' : 'conforms',
      beyond > 0 ? 0 : step === null ? 1 : Math.floor(-beyond / step),
    );
  return worth(item, beyond > 0 ? 'fails' : 'conforms', beyond <= 0 ? 0 : step === null ? 1 : Math.ceil(beyond / step));
}

function worth(item: Item, state: 'conforms' | 'fails', often: number): Verdict {
  const { scoring } = item;
  if (!scoring || !('points' in scoring) || often === 0) return { state, count: often, asked: 0 };
  const count = scoring.unit === 'once' ? 1 : often;
  return { state, count, asked: count * hundredths(scoring.points) };
}

function chosenVerdict(item: Item, given: Extract<Answer, { kind: 'chosen' }>): Verdict {
  if (!('options' in item)) return OPEN;
  const chosen = item.options.filter((option) => given.options.includes(option.code));
  const state = chosen.some((option) => option.fails) ? 'fails' : 'conforms';
  const each = item.scoring ? chosen.reduce((sum, option) => sum + hundredths(option.points), 0) : 0;
  if (each === 0) return { state, count: state === 'fails' ? given.count : 0, asked: 0 };
  const count = item.scoring?.unit === 'once' ? 1 : given.count;
  return { state, count, asked: count * each };
}

/** What one answer says about its item; `undefined` is an open item. */
export function verdictOf(item: Item, given: Answer | undefined, limits: Limits): Verdict {
  if (!given) return OPEN;
  switch (given.kind) {
    case 'not_applicable':
    case 'not_observed':
      return { state: given.kind, count: 0, asked: 0 };
    case 'conforms':
      return worth(item, 'conforms', item.scoring?.effect === 'bonus' ? given.count : 0);
    case 'fails':
      return worth(item, 'fails', item.scoring?.effect === 'bonus' ? 0 : given.count);
    case 'value':
      if (item.kind === 'scale') return scaleVerdict(item, given.value);
      return item.kind === 'number' ? numberVerdict(item, given.value, limits) : OPEN;
    case 'chosen':
      return chosenVerdict(item, given);
    case 'text':
      return given.text.trim() === '' ? OPEN : { state: 'noted', count: 0, asked: 0 };
  }
}

/** `undecided`: an answer that is still open can show or hide it. */
export type Visibility = 'shown' | 'hidden' | 'undecided';

export interface Judged {
  visibility: Visibility;
  /** Of its answer, whether the item is shown or not. */
  verdict: Verdict;
}

/** true, false, or null while open answers can still turn it either way. */
type Truth = boolean | null;

function leafTruth(leaf: Extract<Condition, { item: string }>, target: Judged | undefined, given?: Answer): Truth {
  // An item that is not asked has no answer, whatever was typed before it was hidden.
  if (!target || target.visibility === 'hidden') return false;
  if (target.visibility === 'undecided' || !given || target.verdict.state === 'open') return null;
  if ('is' in leaf) return leaf.is === 'answered' || target.verdict.state === leaf.is;
  if ('chosen' in leaf) return given.kind === 'chosen' && given.options.includes(leaf.chosen);
  if (given.kind !== 'value') return false;
  const [is, than] = [hundredths(given.value), hundredths(leaf.value)];
  return leaf.compare === 'at_least' ? is >= than : leaf.compare === 'at_most' ? is <= than : is === than;
}

function anyOf(truths: Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes(null) ? null : false;
}
const opposite = (truth: Truth): Truth => (truth === null ? null : !truth);

/**
 * Visibility and verdict of every item by code. Conditions look at earlier items only, so one pass is enough; one that
 * names a later or unknown item (`domain/checklist/check` refuses both) reads as false.
 */
export function judge(content: TemplateContent, given: Answers, limits: Limits): ReadonlyMap<string, Judged> {
  const judged = new Map<string, Judged>();
  const fitting = new Map<string, Answer | undefined>();
  const truth = (condition: Condition): Truth => {
    if ('not' in condition) return opposite(truth(condition.not));
    if ('any' in condition) return anyOf(condition.any.map(truth));
    if ('all' in condition) return opposite(anyOf(condition.all.map((part) => opposite(truth(part)))));
    return leafTruth(condition, judged.get(condition.item), fitting.get(condition.item));
  };
  for (const { item } of itemsOf(content)) {
    const its = fittingAnswer(item, given);
    const shown = item.showWhen === null ? true : truth(item.showWhen);
    fitting.set(item.code, its);
    judged.set(item.code, {
      visibility: shown === null ? 'undecided' : shown ? 'shown' : 'hidden',
      verdict: verdictOf(item, its, limits),
    });
  }
  return judged;
}

/** A failure that opens a finding and can be critical; a bonus that was not earned is none. */
export function isFailure(item: Item, verdict: Verdict): boolean {
  return verdict.state === 'fails' && item.scoring?.effect !== 'bonus';
}
