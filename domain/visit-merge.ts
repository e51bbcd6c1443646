import type { Answer } from './checklist/answers.js';
import type { FieldIssue } from './errors.js';
import { visitWideSteps, type StepEntry } from './visit.js';
import { draftPath, sameValue, type DraftChecklist, type VisitDraft, type VisitSheet } from './visit-draft.js';
import { visitEdit, type VisitChange } from './visit-record.js';

/** A value that two people wrote differently: `mine` is what the change wanted, `theirs` what stands. */
export interface Clash {
  path: string;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  draft: VisitDraft;
  clashes: Clash[];
  /** Paths whose value is now the one the change asked for, with that value. */
  settled: { path: string; value: unknown }[];
  faults: FieldIssue[];
}

/** Why a change of a draft is refused beside what is wrong in itself; each has a sentence in every locale. */
export const changeRules = {
  checklistUnknown: [],
  /** Another template under the same name, after it was answered. */
  checklistAnswered: [],
  checklistHasFindings: ['count'],
  hasPictures: ['count'],
  windowHasChecklist: [],
  checklistTwice: [],
  planOtherDays: [],
  planOtherHall: [],
  windowUnknown: [],
  notInspector: [],
  selfMissing: [],
  otherUnit: [],
  /** Of settling a conflict. */
  notText: [],
  joinedTooLong: [],
} as const satisfies Record<string, readonly string[]>;

type Kind = VisitChange['kind'];
/** A change of these kinds, written so that a kind and its step stay together. */
type Of<K extends Kind> = { [P in K]: Extract<VisitChange, { kind: P }> & { kind: P } }[K];
/** When it is, and when the visit was begun; UTC milliseconds. */
interface Clock {
  now: number;
  madeAt: number;
}
type Steps = { [K in Kind]: (merged: Merged, change: Of<K>, clock: Clock) => void };

const fieldName = visitEdit.keyof();

/** Whether a value may be written over what stands there: it was known, or it is there already. */
const mayWrite = (stored: unknown, was: unknown, value: unknown): boolean =>
  sameValue(stored, was) || sameValue(stored, value);

const fault = (merged: Merged, path: string, rule: keyof typeof changeRules, params: FieldIssue['params'] = {}): void =>
  void merged.faults.push({ path, rule, params });

function mergeFields(merged: Merged, { was, value }: Of<'fields'>): void {
  for (const key of Object.keys(value)) {
    const name = fieldName.parse(key);
    mergeField(merged, name, was[name], value[name]);
  }
}

function mergeField<N extends keyof VisitSheet>(
  merged: Merged,
  name: N,
  was: VisitSheet[N] | undefined,
  value: VisitSheet[N] | undefined,
): void {
  if (value === undefined) return;
  const { sheet } = merged.draft;
  // What the page did not know it cannot have replaced knowingly.
  if (!mayWrite(sheet[name], was, value))
    return void merged.clashes.push({ path: name, mine: value, theirs: sheet[name] });
  merged.draft = { ...merged.draft, sheet: { ...sheet, [name]: value } };
  merged.settled.push({ path: name, value });
}

function replaced<T extends { clientId: string }>(list: readonly T[], entry: T): T[] {
  const known = list.some(({ clientId }) => clientId === entry.clientId);
  return known ? list.map((one) => (one.clientId === entry.clientId ? entry : one)) : [...list, entry];
}

/** A checklist with an answer given or taken back. */
export function withAnswer(list: DraftChecklist, item: string, value: Answer | null, at: number): DraftChecklist {
  const without = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([code]) => code !== item));
  const answers = without(list.answers);
  const answeredAt = without(list.answeredAt);
  if (value === null) return { ...list, answers, answeredAt };
  return { ...list, answers: { ...answers, [item]: value }, answeredAt: { ...answeredAt, [item]: at } };
}

function mergeAnswer(merged: Merged, { checklist, item, was, value }: Of<'answer'>, { now }: Clock): void {
  const path = draftPath.answer(checklist, item);
  const list = merged.draft.checklists.find(({ clientId }) => clientId === checklist);
  if (!list) return fault(merged, path, 'checklistUnknown');
  const stored = Object.hasOwn(list.answers, item) ? (list.answers[item] ?? null) : null;
  if (!mayWrite(stored, was, value)) return void merged.clashes.push({ path, mine: value, theirs: stored });
  merged.settled.push({ path, value });
  if (sameValue(stored, value)) return;
  merged.draft = {
    ...merged.draft,
    checklists: replaced(merged.draft.checklists, withAnswer(list, item, value, now)),
  };
}

/** Two clocks read in the same moment. */
const TOLERANCE_MS = 2000;

/** Nothing was written down later than now, before the visit was begun, or before it happened. */
function writtenAt({ at, recordedAt }: StepEntry, { now, madeAt }: Clock): number {
  return Math.min(now, Math.max(recordedAt, madeAt, (at ?? madeAt) - TOLERANCE_MS));
}

function mergeStep(merged: Merged, { clientId, entry }: Of<'step'>, clock: Clock): void {
  if (merged.draft.steps.some((step) => step.clientId === clientId)) return;
  // Arriving and leaving are of the whole visit.
  const windowId = visitWideSteps.includes(entry.step) ? null : entry.windowId;
  const step = { ...entry, clientId, windowId, recordedAt: writtenAt(entry, clock) };
  merged.draft = { ...merged.draft, steps: [...merged.draft.steps, step] };
}

function mergeFinding(merged: Merged, { clientId, was, value }: Of<'finding'>): void {
  const path = draftPath.finding(clientId);
  const { findings } = merged.draft;
  const stored = findings.find((finding) => finding.clientId === clientId) ?? null;
  if (!mayWrite(stored, was, value)) return void merged.clashes.push({ path, mine: value, theirs: stored });
  merged.settled.push({ path, value });
  if (sameValue(stored, value)) return;
  merged.draft = {
    ...merged.draft,
    findings:
      value === null
        ? findings.filter((finding) => finding.clientId !== clientId)
        : replaced(findings, { ...value, clientId }),
  };
}

function mergeChecklist(merged: Merged, { clientId, windowId, versionId }: Of<'checklist'>): void {
  const { checklists } = merged.draft;
  const stored = checklists.find((list) => list.clientId === clientId);
  if (stored?.windowId === windowId && stored.versionId === versionId) return;
  if (stored && stored.versionId !== versionId && Object.keys(stored.answers).length > 0)
    return fault(merged, draftPath.checklist(clientId), 'checklistAnswered');
  const list = stored ?? { answers: {}, answeredAt: {} };
  merged.draft = { ...merged.draft, checklists: replaced(checklists, { ...list, clientId, windowId, versionId }) };
}

function mergeDrop(merged: Merged, { clientId }: Of<'dropChecklist'>): void {
  const { checklists, findings } = merged.draft;
  const hanging = findings.filter(({ checklist }) => checklist === clientId).length;
  if (hanging > 0) return fault(merged, draftPath.checklist(clientId), 'checklistHasFindings', { count: hanging });
  merged.draft = { ...merged.draft, checklists: checklists.filter((list) => list.clientId !== clientId) };
}

const steps: Steps = {
  fields: mergeFields,
  answer: mergeAnswer,
  step: mergeStep,
  finding: mergeFinding,
  checklist: mergeChecklist,
  dropChecklist: mergeDrop,
};

function merge<K extends Kind>(merged: Merged, change: Of<K>, clock: Clock): void {
  const step: Steps[K] = steps[change.kind];
  step(merged, change, clock);
}

/**
 * Puts changes into a draft one after another. A value is written when it replaces what the caller knew, or stands there
 * already; any other becomes a clash and is not written.
 */
export function mergeChanges(draft: VisitDraft, changes: readonly VisitChange[], clock: Clock): Merged {
  const merged: Merged = { draft, clashes: [], settled: [], faults: [] };
  for (const change of changes) merge(merged, change, clock);
  return merged;
}
