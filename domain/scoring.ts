import type { Answers } from './checklist/answers.js';
import type { DeductionUnit, Effect } from './checklist/kinds.js';
import { itemsOf, type Item, type Section, type TemplateContent } from './checklist/schema.js';
import { hundredths, isFailure, judge, type Judged, type Limits, type Verdict } from './checklist/verdict.js';

/**
 * The score of a checklist. Every score, deduction and bonus here is a whole number of hundredths of a point (9600 is
 * 96.00), so that no sum depends on its order and none drifts.
 *
 * Rules, in this order:
 * 1. Only items that are shown count. Not applicable and not observed cost nothing and give nothing; open items likewise
 *    in the live score, and widen the range between the lowest and the highest score still possible.
 * 2. An item asks for count x points and gets at most its own cap.
 * 3. A section loses at most its cap, and at most its base score when it stops at 0. In the order of the template, so
 *    that who answered first changes nothing.
 * 4. Sum: the whole is base - all deductions (at most the cap of the whole). Weighted: each section gives
 *    base x weight x section score / section base, rounded half up to the hundredth.
 * 5. Bonuses are added to the whole, not to their section, at most the bonus cap together.
 * 6. The whole stops at 0 and at the total cap. `raw` is what it was before.
 * 7. A failed critical item is named; where the template says so the score is 0 or the grade the lowest.
 * 8. A failed item whose findings review dismissed counts as conforming, a critical one too. What it made visible stays.
 */

/** What kept a deduction or bonus from counting in full. */
export type CappedBy = 'item' | 'section' | 'floor' | 'whole' | 'bonus';

export interface ScoreReason {
  section: string;
  item: string;
  effect: Effect;
  unit: DeductionUnit;
  count: number;
  /** count x points. */
  asked: number;
  /** What remained of it after every cap. */
  applied: number;
  /** The cap that bit last; null when it counts in full. */
  cappedBy: CappedBy | null;
}

export interface SectionScore {
  section: string;
  base: number;
  lost: number;
  /** base - lost; below 0 only where deductions run on. */
  score: number;
  /** What the section gives to the whole: its score, or its weighted share of the whole. */
  contribution: number;
}

export interface Score {
  score: number;
  /** Before it stopped at 0, at the total cap, or fell to 0 for a critical item. */
  raw: number;
  base: number;
  sections: SectionScore[];
  reasons: ScoreReason[];
  /** The lowest and highest score the open items still allow; both are `score` when none is open. */
  lowest: number;
  highest: number;
  /** Code of the grade; null when the template has none, or too little was judged. */
  grade: string | null;
  /** True when there is no grade because too little was judged. */
  tooLittleJudged: boolean;
  /** Codes of failed items, each of which opens a finding, and of the critical among them. */
  failures: string[];
  criticalFailures: string[];
  /** Shown items by what was said of them. */
  counts: Record<Verdict['state'], number>;
}

/** What one item costs or gives under one assumption about the open items. */
interface Claim {
  section: Section;
  item: Item;
  count: number;
  asked: number;
}

interface Totals {
  score: number;
  raw: number;
  sections: SectionScore[];
  reasons: ScoreReason[];
}

/** 9650 -> `96.5`, 9600 -> `96.0`, 9625 -> `96.25`: at least one decimal. */
export function formatScore(value: number): string {
  const text = (Math.abs(value) / 100).toFixed(2);
  return `${value < 0 ? '-' : ''}${text.endsWith('0') ? text.slice(0, -1) : text}`;
}

/**
 * Score a checklist as it stands.
 * @param content a template that `checkTemplate` finds no fault with
 * @param limits targets of the hall and promise of the service item at the time of the visit
 * @param dismissed codes of the items whose findings review dismissed, see `domain/confirmation`
 */
export function score(
  content: TemplateContent,
  answers: Answers,
  limits: Limits = {},
  dismissed: ReadonlySet<string> = new Set(),
): Score {
  const judged = judge(content, answers, limits);
  const entries = itemsOf(content).map((entry): Entry => {
    const its = judged.get(entry.item.code) as Judged;
    const excused = dismissed.has(entry.item.code) && isFailure(entry.item, its.verdict);
    return { ...entry, judged: excused ? { ...its, verdict: EXCUSED } : its };
  });
  const shown = entries.filter((entry) => entry.judged.visibility === 'shown');
  const live = total(
    content,
    shown.map(({ section, item, judged: its }) => ({ section, item, ...its.verdict })),
  );
  const failures = shown.filter(({ item, judged: its }) => isFailure(item, its.verdict)).map(({ item }) => item);
  const criticalFailures = failures.filter(({ critical }) => critical);
  const zeroed = content.criticalEffect === 'zero_score';
  const ends = range(content, entries);
  // The range is for the open items only: a failure that is already there has fallen.
  const fallen = zeroed && criticalFailures.length > 0;
  const mayFall =
    zeroed && entries.some(({ item, judged: its }) => item.critical && isUnsettled(its) && couldFail(item, its));
  const counts = { open: 0, conforms: 0, fails: 0, not_applicable: 0, not_observed: 0, noted: 0 };
  for (const { judged: its } of shown) counts[its.verdict.state] += 1;
  const value = fallen ? 0 : live.score;
  const tooLittle = tooLittleJudged(content, counts);
  return {
    score: value,
    raw: live.raw,
    base: hundredths(content.baseScore),
    sections: live.sections,
    reasons: live.reasons,
    lowest: fallen || mayFall ? 0 : ends.lowest,
    highest: fallen ? 0 : ends.highest,
    grade: tooLittle ? null : gradeOf(content, value, criticalFailures.length > 0),
    tooLittleJudged: tooLittle,
    failures: failures.map(({ code }) => code),
    criticalFailures: criticalFailures.map(({ code }) => code),
    counts,
  };
}

/** Of a failure that review did not confirm. */
const EXCUSED: Verdict = { state: 'conforms', count: 0, asked: 0 };

function tooLittleJudged(content: TemplateContent, counts: Score['counts']): boolean {
  const judgedCount = counts.conforms + counts.fails;
  const applicable = judgedCount + counts.not_observed + counts.open;
  return applicable > 0 && judgedCount * 100 < applicable * content.minimumJudgedPercent;
}

/**
 * The grade of a score. @param critical whether a critical item failed
 */
export function gradeOf(content: TemplateContent, value: number, critical: boolean): string | null {
  const descending = [...content.grades].sort((a, b) => b.from - a.from);
  if (critical && content.criticalEffect === 'lowest_grade') return descending.at(-1)?.code ?? null;
  return descending.find(({ from }) => value >= hundredths(from))?.code ?? null;
}

/** Takes what is left of an allowance. */
function take(asked: number, left: number): number {
  return Math.max(0, Math.min(asked, left));
}

/** The whole from what every item claims, in the order of the template. */
function total(content: TemplateContent, claims: readonly Claim[]): Totals {
  const reasons = claims.filter(({ asked }) => asked > 0).map(reasonOf);
  const bySection = content.sections.map((section) => lose(section, reasons));
  let lost = bySection.reduce((sum, part) => sum + part.lost, 0);
  if (content.combine === 'sum' && content.cap !== null) {
    lost = limit(reasons, 'deduction', hundredths(content.cap), 'whole');
    for (const part of bySection) Object.assign(part, afterWholeCap(part, reasons));
  }
  const given = limit(reasons, 'bonus', hundredths(content.bonusCap), 'bonus');
  const sections = bySection.map((part, index) => contribute(content, content.sections[index] as Section, part));
  const base = hundredths(content.baseScore);
  const kept = content.combine === 'sum' ? base - lost : sections.reduce((sum, part) => sum + part.contribution, 0);
  const raw = kept + given;
  const top = content.totalCap === null ? Infinity : hundredths(content.totalCap);
  return { score: Math.max(0, Math.min(raw, top)), raw, sections, reasons };
}

function reasonOf({ section, item, count, asked }: Claim): ScoreReason {
  const scoring = item.scoring as NonNullable<Item['scoring']>;
  const applied = scoring.cap === null ? asked : Math.min(asked, hundredths(scoring.cap));
  return {
    section: section.code,
    item: item.code,
    effect: scoring.effect,
    unit: scoring.unit,
    count,
    asked,
    applied,
    cappedBy: applied < asked ? 'item' : null,
  };
}

/** Cuts the applied points of these reasons down to an allowance, first come in the template, and answers their sum. */
function limit(reasons: readonly ScoreReason[], effect: Effect, allowance: number, by: CappedBy): number {
  let used = 0;
  for (const reason of reasons) {
    if (reason.effect !== effect) continue;
    const applied = take(reason.applied, allowance - used);
    if (applied < reason.applied) Object.assign(reason, { applied, cappedBy: by });
    used += applied;
  }
  return used;
}

function lose(section: Section, reasons: readonly ScoreReason[]): Omit<SectionScore, 'contribution'> {
  const own = reasons.filter((reason) => reason.section === section.code);
  const base = hundredths(section.baseScore);
  const cap = section.cap === null ? Infinity : hundredths(section.cap);
  const floor = section.floorMode === 'section_zero' ? base : Infinity;
  const lost = limit(own, 'deduction', Math.min(cap, floor), cap < floor ? 'section' : 'floor');
  return { section: section.code, base, lost, score: base - lost };
}

function afterWholeCap(
  part: Omit<SectionScore, 'contribution'>,
  reasons: readonly ScoreReason[],
): Partial<SectionScore> {
  const lost = reasons
    .filter((reason) => reason.section === part.section && reason.effect === 'deduction')
    .reduce((sum, reason) => sum + reason.applied, 0);
  return { lost, score: part.base - lost };
}

function contribute(
  content: TemplateContent,
  section: Section,
  part: Omit<SectionScore, 'contribution'>,
): SectionScore {
  if (content.combine === 'sum') return { ...part, contribution: part.score };
  // Whole numbers: up to 100,000 x 100 x 100,000, far below 2^53. Floor of (2a + b) / 2b is a / b rounded half up.
  const above = hundredths(content.baseScore) * (section.weight ?? 0) * part.score;
  const below = 100 * part.base;
  return { ...part, contribution: below === 0 ? 0 : Math.floor((2 * above + below) / (2 * below)) };
}

interface Entry {
  section: Section;
  item: Item;
  judged: Judged;
}

/** Whether open answers can still change what this item costs or gives. */
function isUnsettled({ visibility, verdict }: Judged): boolean {
  return visibility === 'undecided' || (visibility === 'shown' && verdict.state === 'open');
}

function couldFail(item: Item, { verdict }: Judged): boolean {
  return verdict.state === 'open' || isFailure(item, verdict);
}

/**
 * The lowest and the highest score still possible. Each unsettled item is taken at its worst and at its best on its own;
 * where conditions exclude each other the true range can be narrower, never wider.
 */
function range(content: TemplateContent, entries: readonly Entry[]): { lowest: number; highest: number } {
  const assume = (lowest: boolean): number => {
    const claims = entries.flatMap(({ section, item, judged }): Claim[] => {
      if (judged.visibility === 'hidden' || !item.scoring) return [];
      if (!isUnsettled(judged)) return [{ section, item, ...judged.verdict }];
      const counts = (item.scoring.effect === 'deduction') === lowest;
      const asked = judged.verdict.state === 'open' ? mostOf(item) : judged.verdict.asked;
      return counts ? [{ section, item, count: 0, asked }] : [];
    });
    return total(content, claims).score;
  };
  return { lowest: assume(true), highest: assume(false) };
}

/** The highest count an answer takes, and more steps than a number can lie beyond its limit. */
const COUNT_MAXIMUM = 9999;
const STEPS_MAXIMUM = 1_000_000_000;

/** The most an item can ask for before its cap, in hundredths. */
function mostOf(item: Item): number {
  if (!item.scoring) return 0;
  const count = item.scoring.unit === 'once' ? 1 : COUNT_MAXIMUM;
  if (item.kind === 'single_choice') return count * Math.max(...item.options.map(({ points }) => hundredths(points)));
  if (item.kind === 'multiple_choice')
    return count * item.options.reduce((sum, { points }) => sum + hundredths(points), 0);
  const each = 'points' in item.scoring ? hundredths(item.scoring.points) : 0;
  if (item.kind === 'number') return (item.step === null || item.scoring.unit === 'once' ? 1 : STEPS_MAXIMUM) * each;
  if (item.kind !== 'scale') return count * each;
  const steps = item.scoring.effect === 'deduction' ? item.passFrom - item.minimum : item.maximum - item.passFrom;
  return (item.scoring.unit === 'once' ? Math.min(1, steps) : steps) * each;
}
