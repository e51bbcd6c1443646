import type { DeadlineType } from '../../domain/checklist/kinds.js';
import type { Deadline, DeadlineInput } from '../../domain/rectification/deadline.js';
import { dayOf } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';

type Cell = [
  id: number,
  type: DeadlineType,
  amount: number | null,
  byDay: number | null,
  nextReviewDay: number | null,
  startAt: number | null,
  unsignedSince: number | null,
  shelvedUntil: number | null,
  appeal: [filedAt: number, decideBy: number] | null,
  milestones: [title: string, dueDay: number, doneDay: number | null][],
  extensions: [added: number, newDay: number, decidedAt: number][],
  suspensions: [fromDay: number, toDay: number | null][],
];

const rows = (columns: string, table: string, more: string): string =>
  `json((SELECT json_group_array(json_array(${columns})) FROM ${table} c WHERE c.rectification_id = m.id ${more}))`;

const cells = `json_array(m.id, m.deadline_type, m.deadline_amount, m.by_day, m.next_review_on, m.starts_at,
  CASE WHEN m.received_at IS NULL THEN m.issued_at END,
  (SELECT s.review_day FROM rectification_suspension s
    WHERE s.rectification_id = m.id AND s.kind = 'shelving' AND s.to_day IS NULL),
  json((SELECT json_array(q.filed_at, q.decide_by_day) FROM rectification_appeal q
    WHERE q.rectification_id = m.id AND q.decided_at IS NULL)),
  ${rows('c.title, c.due_day, c.done_day', 'rectification_milestone', 'ORDER BY c.position')},
  ${rows('c.added_workdays, c.new_due_on, c.decided_at', 'rectification_extension', 'AND c.granted = 1 AND c.decided_at >= coalesce(m.starts_at, 0) ORDER BY c.id')},
  ${rows('c.from_day, c.to_day', 'rectification_suspension', 'AND c.set_at >= coalesce(m.starts_at, 0) ORDER BY c.id')})`;

/** The day an approver named stands, whatever the calendar becomes; hours keep their hour, so days are added to them. */
const namesDay = (type: DeadlineType): boolean => type !== 'hourly_fix';

function toInput([
  ,
  type,
  amount,
  byDay,
  nextReviewDay,
  startAt,
  unsignedSince,
  shelvedUntil,
  appeal,
  milestones,
  extensions,
  suspensions,
]: Cell): DeadlineInput {
  return {
    type,
    amount,
    byDay,
    nextReviewDay,
    startAt,
    unsignedSince,
    shelvedUntil,
    appeal: appeal && { filedAt: appeal[0], decideBy: appeal[1] },
    milestones: milestones.map(([title, dueDay, doneDay]) => ({ title, dueDay, doneDay })),
    extensions: extensions.map(([addedWorkdays, newDay, decidedAt]) => ({
      addedWorkdays,
      newDay: namesDay(type) ? newDay : null,
      grantedDay: dayOf(decidedAt),
    })),
    suspensions: suspensions.map(([fromDay, toDay]) => ({ fromDay, toDay })),
  };
}

/** What the deadlines of these matters are reckoned from: what happened since each started last. */
export async function deadlineInputs(reader: Reader, ids: readonly number[]): Promise<Map<number, DeadlineInput>> {
  const found = await reader.json<Cell>(
    `SELECT json_group_array(${cells}) FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value`,
    { ids: JSON.stringify(ids) },
  );
  return new Map(found.map((cell) => [cell[0], toInput(cell)]));
}

/**
 * Writes what follows from the deadlines anew; nothing else of the matters.
 * @param reckonedOn where nothing else changes them: the revision each was reckoned on. They get a new one; when somebody
 *   acted on them last, and whether their clock is held, stay as they are
 * @returns how many were written: all, or those still of that revision
 */
export async function writeDeadlines(
  tx: Tx,
  deadlines: ReadonlyMap<number, Deadline>,
  reckonedOn: ReadonlyMap<number, number> | null = null,
): Promise<number> {
  const found = [...deadlines].map(([id, due]) => [
    id,
    due.originalDueDay,
    due.dueDay,
    due.dueAt,
    due.warnAt,
    due.provisional ? 1 : 0,
    due.state === 'suspended' ? 1 : 0,
    reckonedOn?.get(id) ?? null,
  ]);
  const { changes } = await tx.run(
    `UPDATE rectification SET original_due_on = j.value->>1, due_on = j.value->>2, due_at = j.value->>3,
       warn_at = j.value->>4, provisional = j.value->>5,
       ${reckonedOn === null ? 'suspended = j.value->>6' : 'revision = revision + 1'}
     FROM jsonb_each(:found) j WHERE rectification.id = j.value->>0
       ${reckonedOn === null ? '' : 'AND rectification.revision = j.value->>7'}`,
    { found: JSON.stringify(found) },
  );
  return changes;
}
