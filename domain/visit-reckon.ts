import { answerOf, type Answer, type Answers } from './checklist/answers.js';
import { completeness } from './checklist/complete.js';
import { severities, type NumberSource, type Severity } from './checklist/kinds.js';
import { itemsOf, type TemplateContent } from './checklist/schema.js';
import type { Limits } from './checklist/verdict.js';
import type { FieldIssue } from './errors.js';
import { findingChanges, type FindingFields } from './finding.js';
import { gradeOf, score, type Score } from './scoring.js';
import { missingInVisit } from './visit-check.js';
import { draftPath, fieldsOfDraft, type VisitDraft } from './visit-draft.js';
import { numbersFromSteps, timesAtWindow } from './visit.js';

/** What the scores of a visit are reckoned from. */
export interface ReckonInput {
  draft: VisitDraft;
  /** Content of each version in use. */
  contents: ReadonlyMap<number, TemplateContent>;
  /** Limits of each checklist, by its client id. */
  limits: ReadonlyMap<string, Limits>;
  /** Items whose findings were dismissed, by checklist, where the visit is being confirmed. */
  dismissed?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface ReckonedChecklist {
  clientId: string;
  windowId: number | null;
  versionId: number;
  content: TemplateContent;
  limits: Limits;
  /** With the numbers the steps gave. */
  answers: Answers;
  /** Null where nothing in the template gives or takes points. */
  score: Score | null;
}

/** Tenths of a minute; null where it was not measured. */
interface Measured {
  waitingTenths: number | null;
  handlingTenths: number | null;
}

export interface Reckoned extends Measured {
  checklists: ReckonedChecklist[];
  /** Hundredths of a point: the mean of the scored checklists, rounded half up; null when there is none. */
  score: number | null;
  /** The grade as its template words it; null where the checklists are not of one template, or too little was judged. */
  grade: string | null;
  /** 0 for none, then as `severities`. */
  severity: number;
  windows: ({ windowId: number; score: number | null } & Measured)[];
}

/** Answers with the numbers that timed steps give where nobody typed one. */
export function filledAnswers(
  content: TemplateContent,
  given: Answers,
  numbers: Partial<Record<NumberSource, number>>,
): Answers {
  const filled = itemsOf(content).flatMap(({ item }): [string, Answer][] => {
    if (item.kind !== 'number' || item.from === null || answerOf(given, item.code)) return [];
    const measured = numbers[item.from];
    if (measured === undefined) return [];
    const value = Number(measured.toFixed(item.decimals));
    return value < item.minimum || value > item.maximum ? [] : [[item.code, { kind: 'value', value, note: null }]];
  });
  return filled.length > 0 ? { ...given, ...Object.fromEntries(filled) } : given;
}

const tenths = (minutes: number | undefined): number | null =>
  minutes === undefined ? null : Math.round(minutes * 10);

/** Rounded half up; null of nothing. */
function mean(values: readonly number[]): number | null {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.length === 0 ? null : Math.floor((2 * sum + values.length) / (2 * values.length));
}

const longest = (values: readonly (number | null)[]): number | null => {
  const measured = values.filter((value) => value !== null);
  return measured.length === 0 ? null : Math.max(...measured);
};

const hasPoints = (content: TemplateContent): boolean => itemsOf(content).some(({ item }) => item.scoring !== null);

function gradeOfVisit(value: number | null, lists: readonly ReckonedChecklist[]): string | null {
  const scored = lists.flatMap(({ score: its, versionId, content }) => (its ? [{ its, versionId, content }] : []));
  const [first] = scored;
  if (!first || value === null || scored.some(({ versionId }) => versionId !== first.versionId)) return null;
  if (scored.some(({ its }) => its.grade === null)) return null;
  const code = gradeOf(
    first.content,
    value,
    scored.some(({ its }) => its.criticalFailures.length > 0),
  );
  return first.content.grades.find((grade) => grade.code === code)?.label ?? null;
}

const worst = (findings: readonly { severity: Severity }[]): number =>
  Math.max(0, ...findings.map(({ severity }) => severities.indexOf(severity) + 1));

/** The scores, times and worst severity of a visit as it stands. */
export function reckonVisit({ draft, contents, limits, dismissed }: ReckonInput): Reckoned {
  const { mode, windowIds } = draft.sheet;
  const numbersAt = (windowId: number | null) =>
    numbersFromSteps(mode, timesAtWindow(draft.steps, windowId, windowIds));
  const checklists = draft.checklists.flatMap(({ clientId, windowId, versionId, answers }): ReckonedChecklist[] => {
    const content = contents.get(versionId);
    if (!content) return [];
    const its = limits.get(clientId) ?? {};
    const filled = filledAnswers(content, answers, numbersAt(windowId));
    const points = hasPoints(content) ? score(content, filled, its, dismissed?.get(clientId)) : null;
    return [{ clientId, windowId, versionId, content, limits: its, answers: filled, score: points }];
  });
  const scoresOf = (lists: readonly ReckonedChecklist[]) =>
    lists.flatMap((list) => (list.score ? [list.score.score] : []));
  const measuredAt = (windowId: number | null): Measured => {
    const numbers = numbersAt(windowId);
    return { waitingTenths: tenths(numbers.waiting_minutes), handlingTenths: tenths(numbers.handling_minutes) };
  };
  const windows = windowIds.map((windowId) => ({
    windowId,
    score: mean(scoresOf(checklists.filter((list) => list.windowId === windowId))),
    ...measuredAt(windowId),
  }));
  const measured = windows.length > 0 ? windows : [measuredAt(null)];
  const value = mean(scoresOf(checklists));
  return {
    checklists,
    score: value,
    grade: gradeOfVisit(value, checklists),
    severity: worst(draft.findings),
    waitingTenths: longest(measured.map(({ waitingTenths }) => waitingTenths)),
    handlingTenths: longest(measured.map(({ handlingTenths }) => handlingTenths)),
    windows,
  };
}

/** Why an item keeps a visit from being submitted, beside the rules of answers and of the visit. */
export const submitRules = {
  open: ['item'],
  findingMissing: ['item'],
  conflictOpen: [],
} as const satisfies Record<string, readonly string[]>;

function missingInChecklist(list: ReckonedChecklist, findings: readonly FindingFields[]): FieldIssue[] {
  const { clientId, content, answers, limits } = list;
  const path = (item: string): string => `${draftPath.checklist(clientId)}.${item}`;
  const titles = new Map(itemsOf(content).map(({ item }) => [item.code, item.title]));
  const named = (rule: keyof typeof submitRules, item: string): FieldIssue => {
    return { path: path(item), rule, params: { item: titles.get(item) ?? item } };
  };
  const { missing, faults } = completeness(content, answers, limits);
  const own = findings.filter(({ checklist }) => checklist === clientId);
  const { toOpen } = findingChanges(content, answers, limits, own);
  return [
    ...missing.map(({ item }) => named('open', item)),
    ...faults.map(({ item, rule, params }) => ({ path: path(item), rule, params })),
    ...toOpen.map(({ code }) => named('findingMissing', code)),
  ];
}

/**
 * Everything that keeps a visit from being submitted, in the order in which it stands on its page. Items are named as
 * `checklists.<clientId>.<item>`.
 */
export function missingForSubmission(draft: VisitDraft, reckoned: Reckoned): FieldIssue[] {
  return [
    ...missingInVisit(fieldsOfDraft(draft)),
    ...reckoned.checklists.flatMap((list) => missingInChecklist(list, draft.findings)),
  ];
}
