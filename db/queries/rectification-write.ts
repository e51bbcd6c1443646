import type { DeadlineType, FindingCategory, Severity } from '../../domain/checklist/kinds.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import type { RectificationEvent, RectificationFields } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import type { Tx } from '../database.js';

export interface NewMatter {
  clientId: string;
  origin: 'finding' | 'interview' | 'office';
  findingId: number | null;
  visitId: number | null;
  roundId: number | null;
  foundOn: number | null;
  fields: RectificationFields;
  now: number;
  personId: number;
}

const fieldColumns = {
  problem: 'problem',
  goal: 'goal',
  category: 'category',
  severity: 'severity',
  basisClause: 'basis_clause',
  hallId: 'hall_id',
  windowId: 'window_id',
  unitId: 'unit_id',
  leadUnitId: 'lead_unit_id',
  responsiblePerson: 'responsible_person',
  responsibleLeader: 'responsible_leader',
  remark: 'remark',
  deadlineType: 'deadline_type',
  deadlineAmount: 'deadline_amount',
  byDay: 'by_day',
  nextReviewDay: 'next_review_on',
} as const;

interface PlainFields {
  problem: string;
  goal: string | null;
  category: FindingCategory;
  severity: Severity;
  basisClause: string | null;
  hallId: number;
  windowId: number | null;
  unitId: number | null;
  leadUnitId: number | null;
  responsiblePerson: string | null;
  responsibleLeader: string | null;
  remark: string | null;
  deadlineType: DeadlineType;
  deadlineAmount: number | null;
  byDay: number | null;
  nextReviewDay: number | null;
}

function plain({
  measures: _,
  deadline,
  ...fields
}: RectificationFields): Record<keyof PlainFields, string | number | null> {
  const { type, amount, byDay, nextReviewDay } = deadline;
  return { ...fields, deadlineType: type, deadlineAmount: amount, byDay, nextReviewDay };
}

/** @returns the new draft's id */
export async function insertMatter(tx: Tx, { fields, ...row }: NewMatter): Promise<number> {
  const names = Object.keys(fieldColumns) as (keyof typeof fieldColumns)[];
  const { lastId } = await tx.run(
    `INSERT INTO rectification(client_id, origin, finding_id, visit_id, round_id, found_on, state, created_by, created_at,
       updated_at, ${names.map((name) => fieldColumns[name]).join(', ')})
     VALUES(:clientId, :origin, :findingId, :visitId, :roundId, :foundOn, 'draft', :personId, :now, :now,
       ${names.map((name) => `:${name}`).join(', ')})`,
    { ...row, ...plain(fields) },
  );
  await writeParts(tx, lastId, fields);
  return lastId;
}

/** All fields of a draft anew. */
export async function updateDraft(tx: Tx, id: number, fields: RectificationFields): Promise<void> {
  const names = Object.keys(fieldColumns) as (keyof typeof fieldColumns)[];
  await tx.run(
    `UPDATE rectification SET ${names.map((name) => `${fieldColumns[name]} = :${name}`).join(', ')} WHERE id = :id`,
    { id, ...plain(fields) },
  );
  await writeParts(tx, id, fields);
}

async function writeParts(tx: Tx, id: number, { measures, deadline }: RectificationFields): Promise<void> {
  await tx.run(`DELETE FROM rectification_measure WHERE rectification_id = :id`, { id });
  await tx.run(`DELETE FROM rectification_milestone WHERE rectification_id = :id`, { id });
  await tx.run(
    `INSERT INTO rectification_measure(rectification_id, position, text)
      SELECT :id, key + 1, value FROM json_each(:measures)`,
    { id, measures: JSON.stringify(measures) },
  );
  await tx.run(
    `INSERT INTO rectification_milestone(rectification_id, position, title, due_day)
      SELECT :id, key + 1, value->>'title', value->>'dueDay' FROM json_each(:milestones)`,
    { id, milestones: JSON.stringify(deadline.milestones) },
  );
}

/** Takes a draft away with all that hangs on it. */
export async function deleteDraft(tx: Tx, id: number): Promise<void> {
  await tx.run(`DELETE FROM rectification_measure WHERE rectification_id = :id`, { id });
  await tx.run(`DELETE FROM rectification_milestone WHERE rectification_id = :id`, { id });
  await tx.run(`DELETE FROM rectification_event WHERE rectification_id = :id`, { id });
  await tx.run(`DELETE FROM rectification WHERE id = :id AND state = 'draft'`, { id });
}

/** Columns an act may set beside the state. */
const actColumns = {
  no: 'no',
  year: 'year',
  number: 'number',
  noticeId: 'notice_id',
  recurrenceOf: 'recurrence_of',
  issuedAt: 'issued_at',
  issuedBy: 'issued_by',
  receivedAt: 'received_at',
  receivedBy: 'received_by',
  startsAt: 'starts_at',
  byDay: 'by_day',
  nextReviewDay: 'next_review_on',
  submittedAt: 'submitted_at',
  submittedBy: 'submitted_by',
  verifierId: 'verifier_id',
  verificationResult: 'verification_result',
  closedAt: 'closed_at',
  closedBy: 'closed_by',
  closure: 'closure',
  extensions: 'extensions',
  reopenings: 'reopenings',
  reminders: 'reminders',
  escalation: 'escalation',
} as const;
export type ActColumns = Partial<Record<keyof typeof actColumns, string | number | null>>;

/** The one statement that moves a matter: state, what the act sets beside it, one revision on. */
export async function moveMatter(
  tx: Tx,
  move: {
    id: number;
    state: RectificationState;
    beforeState: RectificationState | null;
    set: ActColumns;
    now: number;
  },
): Promise<void> {
  const { id, state, beforeState, set, now } = move;
  const names = Object.keys(set) as (keyof typeof actColumns)[];
  await tx.run(
    `UPDATE rectification SET state = :state, before_state = :beforeState, updated_at = :now, revision = revision + 1
       ${names.map((name) => `, ${actColumns[name]} = :${name}`).join('')} WHERE id = :id`,
    { id, state, beforeState, now, ...(set as Record<string, string | number | null>) },
  );
}

export interface NewEvent {
  id: number;
  action: RectificationEvent['action'];
  personId: number | null;
  note: string | null;
  fromState: RectificationState | null;
  toState: RectificationState;
  detail: RectificationEvent['detail'];
  now: number;
}

export async function insertRectificationEvent(tx: Tx, { id, detail, ...event }: NewEvent): Promise<void> {
  await tx.run(
    `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, note, from_state, to_state, detail)
      VALUES(:id, :now, :day, :action, :personId, :note, :fromState, :toState, :detail)`,
    { id, ...event, day: dayOf(event.now), detail: JSON.stringify(detail) },
  );
}
