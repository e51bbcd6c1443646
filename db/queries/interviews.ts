import type { InterviewState, InterviewTrigger } from '../../domain/rectification/interview.js';
import type { InterviewFields, InterviewRecord } from '../../domain/rectification/interview-schema.js';
import type { Reader, Tx } from '../database.js';
import { briefSql } from './hall-model.js';
import type { ListCondition } from './list-sql.js';
import type { RectificationViewer } from './rectification-scope.js';

interface MatterRef {
  id: number;
  no: string | null;
}

/** An interview as its tables have it. */
export interface StoredInterview {
  id: number;
  clientId: string;
  no: string | null;
  revision: number;
  state: InterviewState;
  unitId: number;
  unitLabel: string;
  hallId: number;
  invited: string;
  place: string | null;
  meetsAt: number | null;
  agenda: { rectificationId: number | null; no: string | null; text: string }[];
  triggers: InterviewTrigger[];
  approvedBy: string | null;
  approvalReason: string | null;
  createdBy: string;
  createdAt: number;
  noticedAt: number | null;
  noticedBy: string | null;
  heldAt: number | null;
  recordedBy: string | null;
  attendance: string | null;
  minutes: string | null;
  demands: {
    id: number;
    clientId: string;
    text: string;
    about: MatterRef | null;
    matter: MatterRef | null;
  }[];
  endedAt: number | null;
  endNote: string | null;
}

const person = (column: string): string => `(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = i.${column})`;
const matter = (column: string): string =>
  `json((SELECT json_object('id', m.id, 'no', m.no) FROM rectification m WHERE m.id = d.${column}))`;
const stored = `json_object('id', i.id, 'clientId', i.client_id, 'no', i.no, 'revision', i.revision, 'state', i.state,
  'unitId', i.unit_id, 'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = i.unit_id),
  'hallId', (SELECT u.hall_id FROM unit u WHERE u.id = i.unit_id),
  'invited', i.invited, 'place', i.place, 'meetsAt', i.meets_at,
  'agenda', json((SELECT json_group_array(json_object('rectificationId', t.rectification_id, 'text', t.text,
    'no', (SELECT m.no FROM rectification m WHERE m.id = t.rectification_id)) ORDER BY t.position)
    FROM summons_interview_item t WHERE t.interview_id = i.id)),
  'triggers', json(i.triggers), 'approvedBy', ${person('approved_by')}, 'approvalReason', i.approval_reason,
  'createdBy', ${person('created_by')}, 'createdAt', i.created_at, 'noticedAt', i.noticed_at,
  'noticedBy', ${person('noticed_by')}, 'heldAt', i.held_at, 'recordedBy', ${person('recorded_by')},
  'attendance', i.attendance, 'minutes', i.minutes,
  'demands', json((SELECT json_group_array(json_object('id', d.id, 'clientId', d.client_id, 'text', d.text,
    'about', ${matter('about_id')}, 'matter', ${matter('rectification_id')}) ORDER BY d.position)
    FROM summons_interview_demand d WHERE d.interview_id = i.id)),
  'endedAt', i.ended_at, 'endNote', i.end_note)`;

const overseers = ['office', 'reviewer', 'leader'] as const;

/** SQL that holds for the interviews `i` this person may see: a unit those that were noticed to it. */
export function interviewScopeSql({ roles, unitId }: Pick<RectificationViewer, 'roles' | 'unitId'>): ListCondition {
  if (overseers.some((role) => roles.includes(role))) return { sql: '1', params: {} };
  if (roles.includes('unit_contact') && unitId !== null)
    return { sql: 'i.unit_id = :scopeUnit AND i.noticed_at IS NOT NULL', params: { scopeUnit: unitId } };
  return { sql: '0', params: {} };
}

const MOST = 200;

/** Interviews the viewer may see, the newest first. @param of one of them, or those that speak of a matter */
export function storedInterviews(
  reader: Reader,
  viewer: RectificationViewer,
  of: { id?: number; rectificationId?: number } = {},
): Promise<StoredInterview[]> {
  const scope = interviewScopeSql(viewer);
  return reader.json<StoredInterview>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${stored} AS one FROM summons_interview i
      WHERE (:id IS NULL OR i.id = :id) AND ${scope.sql} AND (:matterId IS NULL OR i.id IN (
        SELECT interview_id FROM summons_interview_item WHERE rectification_id = :matterId
        UNION SELECT interview_id FROM summons_interview_demand WHERE rectification_id = :matterId))
      ORDER BY i.id DESC LIMIT ${MOST})`,
    { id: of.id ?? null, matterId: of.rectificationId ?? null, ...scope.params },
  );
}

export const interviewIdOf = (reader: Reader, clientId: string): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM summons_interview WHERE client_id = :clientId`, { clientId });

interface By {
  now: number;
  personId: number;
}

async function writeAgenda(tx: Tx, id: number, agenda: InterviewFields['agenda']): Promise<void> {
  await tx.run(`DELETE FROM summons_interview_item WHERE interview_id = :id`, { id });
  await tx.run(
    `INSERT INTO summons_interview_item(interview_id, position, rectification_id, text)
      SELECT :id, key + 1, value->>'rectificationId', value->>'text' FROM json_each(:agenda)`,
    { id, agenda: JSON.stringify(agenda) },
  );
}

export async function insertInterview(
  tx: Tx,
  { clientId, fields, ...by }: { clientId: string; fields: InterviewFields } & By,
): Promise<number> {
  const { agenda, ...plain } = fields;
  const { lastId } = await tx.run(
    `INSERT INTO summons_interview(client_id, unit_id, state, invited, place, meets_at, triggers, created_by, created_at,
       updated_at) VALUES(:clientId, :unitId, 'proposed', :invited, :place, :meetsAt, '[]', :personId, :now, :now)`,
    { clientId, ...plain, ...by },
  );
  await writeAgenda(tx, lastId, agenda);
  return lastId;
}

/** Its unit stays: another unit is another interview. */
export async function updateInterview(tx: Tx, id: number, { agenda, ...fields }: InterviewFields): Promise<void> {
  const { invited, place, meetsAt } = fields;
  await tx.run(`UPDATE summons_interview SET invited = :invited, place = :place, meets_at = :meetsAt WHERE id = :id`, {
    id,
    invited,
    place,
    meetsAt,
  });
  await writeAgenda(tx, id, agenda);
}

/** Columns a step may set beside the state. */
const stepColumns = {
  triggers: 'triggers',
  approvedAt: 'approved_at',
  approvedBy: 'approved_by',
  approvalReason: 'approval_reason',
  no: 'no',
  year: 'year',
  number: 'number',
  noticedAt: 'noticed_at',
  noticedBy: 'noticed_by',
  heldAt: 'held_at',
  recordedAt: 'recorded_at',
  recordedBy: 'recorded_by',
  attendance: 'attendance',
  minutes: 'minutes',
  endedAt: 'ended_at',
  endedBy: 'ended_by',
  endNote: 'end_note',
} as const;
export type InterviewSet = Partial<Record<keyof typeof stepColumns, string | number | null>>;

/** The one statement that moves an interview, one revision on. */
export async function moveInterview(
  tx: Tx,
  { id, state, set, now }: { id: number; state: InterviewState; set: InterviewSet; now: number },
): Promise<void> {
  const names = Object.keys(set) as (keyof typeof stepColumns)[];
  await tx.run(
    `UPDATE summons_interview SET state = :state, updated_at = :now, revision = revision + 1
       ${names.map((name) => `, ${stepColumns[name]} = :${name}`).join('')} WHERE id = :id`,
    { id, state, now, ...(set as Record<string, string | number | null>) },
  );
}

export async function insertDemands(tx: Tx, id: number, demands: InterviewRecord['demands']): Promise<void> {
  await tx.run(
    `INSERT INTO summons_interview_demand(client_id, interview_id, position, text, about_id)
      SELECT value->>'clientId', :id, key + 1, value->>'text', value->>'aboutId' FROM json_each(:demands)`,
    { id, demands: JSON.stringify(demands) },
  );
}

/** Binds a demand to the rectification made of it. */
export async function bindDemand(tx: Tx, demandId: number, rectificationId: number): Promise<void> {
  await tx.run(`UPDATE summons_interview_demand SET rectification_id = :rectificationId WHERE id = :demandId`, {
    demandId,
    rectificationId,
  });
}
