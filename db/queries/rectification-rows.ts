import { codeOf } from '../../domain/people.js';
import type { WorkCalendar } from '../../domain/calendar/calendar.js';
import { remainingWorkdays } from '../../domain/rectification/deadline.js';
import { isHandedIn, lightOf } from '../../domain/rectification/light.js';
import type { RectificationFields, RectificationRow } from '../../domain/rectification/schema.js';
import { waitingFor } from '../../domain/rectification/waiting.js';
import { dayOf } from '../../domain/time.js';
import type { Reader } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';
import { shownOfFindingSql } from './rectification-evidence.js';
import { isUnitView, rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

type Plain = Omit<RectificationFields, 'measures' | 'deadline'>;
type Stored = Omit<
  RectificationRow,
  | 'light'
  | 'waiting'
  | 'fields'
  | 'remaining'
  | 'provisional'
  | 'suspended'
  | 'recurrenceOf'
  | 'escalation'
  | 'verifierName'
> & {
  fields: Plain;
  deadline: Omit<RectificationFields['deadline'], 'milestones'>;
  measures: string[];
  milestones: RectificationFields['deadline']['milestones'];
  provisional: number;
  suspended: number;
  warnAt: number | null;
  escalation: number;
  verifierId: number | null;
  verifierCode: string | null;
  recurrenceOf: number | null;
  recurrenceNo: string | null;
};

/** In the order of their numbers in the store. */
const escalations = ['none', 'reminder', 'blue', 'orange', 'red'] as const;

const object = (cells: Record<string, string>): string =>
  `json_object(${Object.entries(cells)
    .map(([name, sql]) => `'${name}', ${sql}`)
    .join(', ')})`;
const brief = (entity: 'hall' | 'unit', column: string): string =>
  `(SELECT ${briefSql(entity, 'b')} FROM "${entity}" b WHERE b.id = ${column})`;
const count = (sql: string): string => `(SELECT count(*) FROM ${sql})`;

const fields: Record<keyof Plain, string> = {
  problem: 'm.problem',
  goal: 'm.goal',
  category: 'm.category',
  severity: 'm.severity',
  basisClause: 'm.basis_clause',
  hallId: 'm.hall_id',
  windowId: 'm.window_id',
  unitId: 'm.unit_id',
  leadUnitId: 'm.lead_unit_id',
  responsiblePerson: 'm.responsible_person',
  responsibleLeader: 'm.responsible_leader',
  remark: 'm.remark',
};

/** Every cell of a row by its name. */
const cells: Record<keyof Stored, string> = {
  id: 'm.id',
  no: 'm.no',
  revision: 'm.revision',
  state: 'm.state',
  beforeState: 'm.before_state',
  origin: 'm.origin',
  findingId: 'm.finding_id',
  findingNo: '(SELECT f.no FROM finding f WHERE f.id = m.finding_id)',
  noticeId: 'm.notice_id',
  noticeNo: '(SELECT n.no FROM rectification_notice n WHERE n.id = m.notice_id)',
  roundLabel: '(SELECT r.title FROM inspection_round r WHERE r.id = m.round_id)',
  foundDay: 'm.found_on',
  hallLabel: brief('hall', 'm.hall_id'),
  windowLabel: `(SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id)`,
  unitLabel: brief('unit', 'm.unit_id'),
  leadUnitLabel: brief('unit', 'm.lead_unit_id'),
  fields: object(fields),
  deadline: object({
    type: 'm.deadline_type',
    amount: 'm.deadline_amount',
    byDay: 'm.by_day',
    nextReviewDay: 'm.next_review_on',
  }),
  measures: `(SELECT json_group_array(e.text ORDER BY e.position) FROM rectification_measure e
    WHERE e.rectification_id = m.id)`,
  milestones: `(SELECT json_group_array(json_object('title', e.title, 'dueDay', e.due_day) ORDER BY e.position)
    FROM rectification_milestone e WHERE e.rectification_id = m.id)`,
  measuresDone: count('rectification_measure e WHERE e.rectification_id = m.id AND e.done_day IS NOT NULL'),
  evidence: `(${count(shownOfFindingSql('attachment', 'm'))} + ${count(shownOfFindingSql('clip', 'm'))})`,
  proofs: count(
    'rectification_proof e WHERE e.rectification_id = m.id AND e.removed_at IS NULL AND e.verification_id IS NULL',
  ),
  issuedAt: 'm.issued_at',
  receivedAt: 'm.received_at',
  originalDueDay: 'm.original_due_on',
  dueDay: 'm.due_on',
  dueAt: 'm.due_at',
  warnAt: 'm.warn_at',
  provisional: 'm.provisional',
  suspended: 'm.suspended',
  submittedAt: 'm.submitted_at',
  decideByDay: `CASE WHEN m.state = 'appealed' THEN (SELECT e.decide_by_day FROM rectification_appeal e
    WHERE e.rectification_id = m.id AND e.decided_at IS NULL ORDER BY e.id DESC LIMIT 1) END`,
  verifierId: 'm.verifier_id',
  verifierCode: '(SELECT p.code FROM person p WHERE p.id = m.verifier_id)',
  verificationResult: 'm.verification_result',
  verificationNote: `(SELECT e.note FROM rectification_verification e WHERE e.rectification_id = m.id
    AND e.at IS NOT NULL ORDER BY e.id DESC LIMIT 1)`,
  closedAt: 'm.closed_at',
  closerName: '(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = m.closed_by)',
  closure: 'm.closure',
  extensions: 'm.extensions',
  reopenings: 'm.reopenings',
  recurrenceOf: 'm.recurrence_of',
  recurrenceNo: `(SELECT r.no FROM rectification r WHERE r.id = m.recurrence_of AND r.closure IS NOT 'revoked')`,
  escalation: 'm.escalation',
  reminders: 'm.reminders',
  updatedAt: 'm.updated_at',
};
const jsonCells: readonly (keyof Stored)[] = ['measures', 'milestones', 'fields', 'deadline'];
const stored = `json_object(${(Object.keys(cells) as (keyof Stored)[])
  .map((name) => `'${name}', ${jsonCells.includes(name) ? `json(${cells[name]})` : cells[name]}`)
  .join(', ')})`;

/** What of the clock and of the calendar a row is shown by. */
interface At {
  now: number;
  calendar: WorkCalendar;
}

/** A page of old matters is read whatever years the calendar knows. */
function remainingWithin(dueDay: number, today: number, calendar: WorkCalendar): number | null {
  const known = [dueDay, today].every((day) => day >= calendar.firstDay && day <= calendar.lastDay);
  return known ? remainingWorkdays(dueDay, today, calendar) : null;
}

function toRow(row: Stored, { now, calendar }: At): RectificationRow {
  const { fields: plain, deadline, measures, milestones, warnAt, verifierId, verifierCode, ...rest } = row;
  const { recurrenceOf, recurrenceNo, ...shown } = rest;
  const suspended = rest.suspended === 1;
  const { state, dueAt, dueDay, submittedAt } = rest;
  const verifierName = verifierId === null ? null : codeOf({ id: verifierId, code: verifierCode });
  const kind = waitingFor(state, rest.verificationResult);
  const names: Partial<Record<typeof kind, string | null>> = { unit: rest.unitLabel, verifier: verifierName };
  const runs = dueDay !== null && state !== 'closed' && state !== 'draft';
  // What was handed in stands as it stood then.
  const countedAt = isHandedIn(state) ? (submittedAt ?? now) : now;
  return {
    ...shown,
    light: lightOf({ state, dueAt, warnAt, suspended }, now),
    waiting: { kind, name: names[kind] ?? null },
    fields: { ...plain, measures, deadline: { ...deadline, milestones } },
    provisional: rest.provisional === 1,
    remaining: runs ? remainingWithin(dueDay, dayOf(countedAt), calendar) : null,
    suspended,
    verifierName,
    recurrenceOf: recurrenceOf === null || recurrenceNo === null ? null : { id: recurrenceOf, no: recurrenceNo },
    escalation: escalations[rest.escalation] ?? 'none',
  };
}

/**
 * As the unit sees a matter: nothing leads to the visit, and nobody is told beforehand who will come to look. Who verified it
 * stands by code.
 */
function asUnitSees(row: RectificationRow): RectificationRow {
  return {
    ...row,
    evidence: 0,
    roundLabel: null,
    verifierName: row.verificationResult === null ? null : row.verifierName,
    waiting: row.waiting.kind === 'unit' ? row.waiting : { ...row.waiting, name: null },
  };
}

/** The matters of these ids the viewer may see, in their order. @param now UTC milliseconds */
export async function rectificationRows(
  reader: Reader,
  ids: readonly number[],
  viewer: RectificationViewer,
  { calendar }: Pick<At, 'calendar'>,
  now: number,
): Promise<RectificationRow[]> {
  const scope = rectificationScopeSql(viewer);
  const rows = await reader.json<Stored>(
    `SELECT json_group_array(${stored}) FROM (SELECT key, value FROM json_each(:ids) ORDER BY key) j
      CROSS JOIN rectification m ON m.id = j.value WHERE ${scope.sql}`,
    { ids: JSON.stringify(ids), ...scope.params },
  );
  const shown = rows.map((row) => toRow(row, { now, calendar }));
  return isUnitView(viewer) ? shown.map(asUnitSees) : shown;
}
