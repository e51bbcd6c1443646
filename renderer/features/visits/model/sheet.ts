import type { Answer, Answers } from '../../../../domain/checklist/answers.js';
import { answerOf } from '../../../../domain/checklist/answers.js';
import { completeness, type Completeness } from '../../../../domain/checklist/complete.js';
import type { DeductionUnit, Effect } from '../../../../domain/checklist/kinds.js';
import { itemsOf, type Item, type Section, type TemplateContent } from '../../../../domain/checklist/schema.js';
import { judge, type Limits, type VerdictState } from '../../../../domain/checklist/verdict.js';
import { score, type CappedBy, type Score } from '../../../../domain/scoring.js';

/** What an item costs or gives: now, or each time it would fail. Points in hundredths. */
export interface Cost {
  effect: Effect;
  points: number;
  unit: DeductionUnit;
  count: number;
  cappedBy: CappedBy | null;
}
export interface ItemLine {
  item: Item;
  answer: Answer | undefined;
  state: VerdictState;
  fails: boolean;
  /** It failed, and review did not confirm it. */
  dismissed: boolean;
  /** Null while it costs and gives nothing. */
  cost: Cost | null;
}
export interface SectionLine {
  section: Section;
  base: number;
  score: number;
  asked: number;
  answered: number;
  items: ItemLine[];
}
/** A checklist as it is shown: what is asked now, what it costs, what is missing. */
export interface Sheet {
  sections: SectionLine[];
  /** Codes of the items that are asked, in their order. */
  order: string[];
  score: Score;
  complete: Completeness;
}

/** A checklist with the answers that count and what follows from them. */
export interface LiveSheet {
  answers: Answers;
  sheet: Sheet;
  content: TemplateContent;
}

/** What an item counts by and for, before anybody answers; null where it is not scored or its options are. */
export function costEach(item: Item): Omit<Cost, 'count' | 'cappedBy'> | null {
  const { scoring } = item;
  if (!scoring || !('points' in scoring)) return null;
  return { effect: scoring.effect, points: Math.round(scoring.points * 100), unit: scoring.unit };
}

/**
 * @param previous lines that are the same are kept as objects, so that nothing is drawn again for them
 * @param dismissed items that count as conforming because review dismissed their findings
 */
export function sheetOf(
  content: TemplateContent,
  answers: Answers,
  limits: Limits,
  previous: Sheet | null,
  dismissed: ReadonlySet<string> = new Set(),
): Sheet {
  const judged = judge(content, answers, limits);
  const live = score(content, answers, limits, dismissed);
  const complete = completeness(content, answers, limits);
  const reasons = new Map(live.reasons.map((reason) => [reason.item, reason]));
  const failing = new Set(live.failures);
  const kept = new Map(previous?.sections.flatMap(({ items }) => items).map((line) => [line.item.code, line]));
  const lineOf = (item: Item): ItemLine => {
    const reason = reasons.get(item.code);
    const line: ItemLine = {
      item,
      answer: answerOf(answers, item.code),
      state: judged.get(item.code)?.verdict.state ?? 'open',
      fails: failing.has(item.code),
      dismissed: dismissed.has(item.code),
      cost: reason
        ? {
            effect: reason.effect,
            points: reason.applied,
            unit: reason.unit,
            count: reason.count,
            cappedBy: reason.cappedBy,
          }
        : null,
    };
    const before = kept.get(item.code);
    return before && sameLine(before, line) ? before : line;
  };
  const sections = content.sections.map((section, index): SectionLine => {
    const its = live.sections[index];
    const done = complete.sections[index];
    return {
      section,
      base: its?.base ?? 0,
      score: its?.score ?? 0,
      asked: done?.asked ?? 0,
      answered: done?.answered ?? 0,
      items: section.items.filter((item) => judged.get(item.code)?.visibility === 'shown').map(lineOf),
    };
  });
  return {
    sections,
    order: sections.flatMap(({ items }) => items.map(({ item }) => item.code)),
    score: live,
    complete,
  };
}

function sameLine(one: ItemLine, other: ItemLine): boolean {
  return (
    one.item === other.item &&
    one.answer === other.answer &&
    one.state === other.state &&
    one.fails === other.fails &&
    one.dismissed === other.dismissed &&
    JSON.stringify(one.cost) === JSON.stringify(other.cost)
  );
}

/** The next item that is open, after this one and then from the top; null when none is. */
export function nextOpen(sheet: Sheet, from: string | null): string | null {
  const open = new Set(
    sheet.sections.flatMap(({ items }) => items.filter(({ state }) => state === 'open').map(({ item }) => item.code)),
  );
  const start = from === null ? 0 : sheet.order.indexOf(from) + 1;
  const round = [...sheet.order.slice(start), ...sheet.order.slice(0, start)];
  return round.find((code) => open.has(code)) ?? null;
}

/** Every code of a version, hidden ones too. */
export const codesOf = (content: TemplateContent): string[] => itemsOf(content).map(({ item }) => item.code);
