import type { Answers } from './checklist/answers.js';
import type { FindingFields } from './finding.js';
import { dayOf } from './time.js';
import type { StepEntry, VisitFields } from './visit.js';

/** The fields of a visit without its steps, which are only ever added. */
export type VisitSheet = Omit<VisitFields, 'steps'>;

/** A checklist while it is answered. */
export interface DraftChecklist {
  clientId: string;
  windowId: number | null;
  versionId: number;
  answers: Answers;
  /** When each answer was last given by hand, UTC milliseconds, by item. */
  answeredAt: Readonly<Record<string, number>>;
}

export type DraftStep = StepEntry & { clientId: string };

/** Everything of a visit that its inspectors write. */
export interface VisitDraft {
  sheet: VisitSheet;
  checklists: readonly DraftChecklist[];
  steps: readonly DraftStep[];
  findings: readonly FindingFields[];
}

/** The whole visit as the checks look at it. */
export const fieldsOfDraft = ({ sheet, steps }: VisitDraft): VisitFields => ({ ...sheet, steps: [...steps] });

/** The day a visit belongs to: of its start, else of its making. */
export const dayOfVisit = (sheet: Pick<VisitSheet, 'startedAt'>, createdAt: number): number =>
  dayOf(sheet.startedAt ?? createdAt);

/** Where a value of a draft stands, as conflicts and refusals name it. */
export const draftPath = {
  answer: (checklist: string, item: string): string => `answers.${checklist}.${item}`,
  finding: (clientId: string): string => `findings.${clientId}`,
  checklist: (clientId: string): string => `checklists.${clientId}`,
};

/** What a path of a conflict names; null for one that no version wrote. Codes of items may hold dots. */
export function placeOfPath(
  path: string,
):
  | { kind: 'field'; name: keyof VisitSheet }
  | { kind: 'answer'; checklist: string; item: string }
  | { kind: 'finding'; clientId: string }
  | null {
  const [head = '', middle, ...rest] = path.split('.');
  if (head === 'answers' && middle !== undefined && rest.length > 0)
    return { kind: 'answer', checklist: middle, item: rest.join('.') };
  if (head === 'findings' && middle !== undefined) return { kind: 'finding', clientId: middle };
  return middle === undefined ? { kind: 'field', name: head as keyof VisitSheet } : null;
}

/** Values are the same when they say the same: order of keys does not count, order of lists does. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, index) => sameValue(value, b[index]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameValue(left[key], right[key]))
  );
}
