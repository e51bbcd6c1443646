import {
  deadlineTypes,
  type DeadlineType,
  type FindingCategory,
  type Severity,
} from '../../../../domain/checklist/kinds.js';
import type { FieldIssue } from '../../../../domain/errors.js';
import type { DeadlineFields, RectificationFields } from '../../../../domain/rectification/schema.js';
import { fieldOfPath } from '../../../shared/form/field-errors';
import { ruleText } from '../../../shared/i18n/error-text';

/** A time limit as the controls hold it. */
export interface DeadlineValues {
  type: DeadlineType;
  amount: string;
  byDay: number | null;
  milestones: { title: string; dueDay: number | null }[];
  nextReviewDay: number | null;
}

/** A draft as the controls hold it: text, '' for none. Names are those of the contract. */
export interface DraftValues {
  problem: string;
  goal: string;
  measures: string[];
  category: FindingCategory;
  severity: Severity;
  basisClause: string;
  hallId: string;
  windowId: string;
  unitId: string;
  leadUnitId: string;
  responsiblePerson: string;
  responsibleLeader: string;
  deadline: DeadlineValues;
  remark: string;
}
export type DraftField = keyof DraftValues;

/** Working days as they are usually given. */
export const usualDays = [3, 5, 7, 10, 15, 30] as const;

const idText = (id: number | null): string => (id === null ? '' : String(id));
const idOf = (text: string): number | null => (text === '' ? null : Number(text));
const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

export function valuesOf(fields: RectificationFields): DraftValues {
  const { deadline } = fields;
  return {
    problem: fields.problem,
    goal: fields.goal ?? '',
    // There is always one to write in.
    measures: fields.measures.length === 0 ? [''] : [...fields.measures],
    category: fields.category,
    severity: fields.severity,
    basisClause: fields.basisClause ?? '',
    hallId: String(fields.hallId),
    windowId: idText(fields.windowId),
    unitId: idText(fields.unitId),
    leadUnitId: idText(fields.leadUnitId),
    responsiblePerson: fields.responsiblePerson ?? '',
    responsibleLeader: fields.responsibleLeader ?? '',
    deadline: {
      type: deadline.type,
      amount: deadline.amount === null ? '' : String(deadline.amount),
      byDay: deadline.byDay,
      milestones: deadline.milestones.length === 0 ? [{ title: '', dueDay: null }] : [...deadline.milestones],
      nextReviewDay: deadline.nextReviewDay,
    },
    remark: fields.remark ?? '',
  };
}

/** An empty draft of the office's own. */
export const blankDraft = (hallId: number): DraftValues =>
  valuesOf({
    problem: '',
    goal: null,
    measures: [],
    category: 'other',
    severity: 'general',
    basisClause: null,
    hallId,
    windowId: null,
    unitId: null,
    leadUnitId: null,
    responsiblePerson: null,
    responsibleLeader: null,
    deadline: { type: 'fixed_term_fix', amount: 5, byDay: null, milestones: [], nextReviewDay: null },
    remark: null,
  });

/** Only the parts of the type are sent; what was typed for another stays in the form. */
export function deadlineOf(values: DeadlineValues): DeadlineFields {
  const { type, amount, byDay, milestones, nextReviewDay } = values;
  const counts = deadlineTypes[type].amount !== null && amount.trim() !== '';
  return {
    type,
    amount: counts ? Number(amount) : null,
    byDay: type === 'fixed_date' ? byDay : null,
    milestones:
      type === 'staged_fix'
        ? milestones.flatMap(({ title, dueDay }) => (dueDay === null || title.trim() === '' ? [] : [{ title, dueDay }]))
        : [],
    nextReviewDay: type === 'standing_measure' ? nextReviewDay : null,
  };
}

export const fieldsOf = (values: DraftValues): RectificationFields => ({
  ...values,
  goal: orNull(values.goal),
  measures: values.measures.filter((measure) => measure.trim() !== ''),
  basisClause: orNull(values.basisClause),
  hallId: Number(values.hallId),
  windowId: idOf(values.windowId),
  unitId: idOf(values.unitId),
  leadUnitId: idOf(values.leadUnitId),
  responsiblePerson: orNull(values.responsiblePerson),
  responsibleLeader: orNull(values.responsibleLeader),
  deadline: deadlineOf(values.deadline),
  remark: orNull(values.remark),
});

export type DeadlineFault = 'integer' | 'required' | null;

/** What stands in the way of a time limit that was begun: a number that is none, a stage without its day. */
export function deadlineFault({ type, amount, milestones }: DeadlineValues): DeadlineFault {
  const number = Number(amount);
  if (deadlineTypes[type].amount !== null && amount.trim() !== '')
    return Number.isInteger(number) && number >= 1 && number <= 365 ? null : 'integer';
  const half = milestones.some(({ title, dueDay }) => (title.trim() === '') !== (dueDay === null));
  return type === 'staged_fix' && half ? 'required' : null;
}

/** Whether a due date can be told of it. */
export function isWholeDeadline(values: DeadlineValues): boolean {
  const { type, amount, byDay, milestones, nextReviewDay } = deadlineOf(values);
  if (deadlineFault(values) !== null) return false;
  if (deadlineTypes[type].amount !== null) return amount !== null;
  if (type === 'fixed_date') return byDay !== null;
  if (type === 'staged_fix') return milestones.length > 0;
  return type === 'immediate_fix' || nextReviewDay !== null;
}

export type DraftFaults = ReadonlyMap<number, Readonly<Partial<Record<DraftField, string>>>>;

/**
 * What keeps drafts from being issued, each at its field.
 * @param issues of the refused call, their paths like `matters.3.goal`
 * @param ids drafts in the order in which they were sent
 */
export function faultsOfDrafts(issues: readonly FieldIssue[], ids: readonly number[]): DraftFaults {
  const faults = new Map<number, Partial<Record<DraftField, string>>>();
  for (const issue of issues) {
    const [, at = '', path = ''] = /^matters\.(\d+)\.(.+)$/.exec(issue.path) ?? [];
    const id = ids[Number(at)];
    if (at === '' || id === undefined) continue;
    const of = faults.get(id) ?? {};
    of[partOf(path)] ??= ruleText(issue);
    faults.set(id, of);
  }
  return faults;
}

/** Parts of the limit may be named without it. */
const deadlineParts: readonly string[] = ['type', 'amount', 'byDay', 'milestones', 'nextReviewDay'];
function partOf(path: string): DraftField {
  const field = fieldOfPath(path);
  return (deadlineParts.includes(field) ? 'deadline' : field) as DraftField;
}
