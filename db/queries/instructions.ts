import type { Instruction } from '../../domain/rectification/instruction.js';
import type { Reader, Tx } from '../database.js';
import { briefSql } from './hall-model.js';
import { isUnitView, type RectificationViewer } from './rectification-scope.js';

/** An instruction as its table has it; persons by code, or by name where they have none. */
export interface StoredInstruction extends Omit<Instruction, 'to' | 'overdue' | 'may'> {
  unitId: number | null;
  giverId: number;
}

const person = (column: string): string => `(SELECT coalesce(p.code, p.name) FROM person p WHERE p.id = i.${column})`;
const stored = `json_object('id', i.id, 'revision', i.revision, 'rectificationId', i.rectification_id,
  'matterNo', coalesce(m.no, ''), 'problem', substr(m.problem, 1, 200), 'unitId', i.unit_id,
  'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = i.unit_id), 'text', i.text, 'dueDay', i.due_on,
  'state', i.state, 'giverId', i.given_by, 'givenBy', ${person('given_by')}, 'givenAt', i.given_at, 'answer', i.answer,
  'reason', i.reason, 'endedBy', ${person('ended_by')}, 'endedAt', i.ended_at)`;

const MOST = 300;

/** SQL of the open instructions `i` this person is to answer; null for who answers none. */
export function toAnswerSql(
  { roles, unitId, actor }: RectificationViewer,
  open = `i.state = 'open'`,
): {
  sql: string;
  params: Record<string, number>;
} | null {
  const ofOffice = roles.includes('office');
  const ofUnit = roles.includes('unit_contact') && unitId !== null;
  if (!ofOffice && !ofUnit) return null;
  const parts = [...(ofOffice ? ['i.unit_id IS NULL'] : []), ...(ofUnit ? ['i.unit_id = :meUnit'] : [])];
  return {
    sql: `${open} AND (${parts.join(' OR ')}) AND i.given_by <> :meId`,
    params: { meId: actor.personId, ...(ofUnit && { meUnit: unitId }) },
  };
}

export interface InstructionsAsked {
  id?: number | undefined;
  rectificationId?: number | undefined;
  state?: string | undefined;
  forMe?: boolean | undefined;
}

/** Within what this person may know of: open ones first, by their day; then those that ended, the newest first. */
export function storedInstructions(
  reader: Reader,
  { id, rectificationId, state, forMe }: InstructionsAsked,
  viewer: RectificationViewer,
): Promise<StoredInstruction[]> {
  const own = isUnitView(viewer);
  const mine = forMe === true ? (toAnswerSql(viewer) ?? { sql: '0', params: {} }) : null;
  const where = [
    ...(id === undefined ? [] : ['i.id = :id']),
    ...(rectificationId === undefined ? [] : ['i.rectification_id = :rectificationId']),
    ...(state === undefined ? [] : ['i.state = :state']),
    ...(own ? ['i.unit_id = :ownUnit'] : []),
    ...(mine ? [`(${mine.sql})`] : []),
  ];
  return reader.json<StoredInstruction>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${stored} AS one FROM instruction i JOIN rectification m ON m.id = i.rectification_id
      ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
      ORDER BY i.state <> 'open', CASE i.state WHEN 'open' THEN i.due_on ELSE -i.ended_at END, i.id LIMIT ${MOST})`,
    {
      ...(id !== undefined && { id }),
      ...(rectificationId !== undefined && { rectificationId }),
      ...(state !== undefined && { state }),
      ...(own && { ownUnit: viewer.unitId ?? 0 }),
      ...mine?.params,
    },
  );
}

export const instructionIdOf = (reader: Reader, clientId: string): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM instruction WHERE client_id = :clientId`, { clientId });

export interface NewInstruction {
  clientId: string;
  rectificationId: number;
  unitId: number | null;
  text: string;
  dueDay: number;
  now: number;
  personId: number;
}

export async function insertInstruction(tx: Tx, row: NewInstruction): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO instruction(client_id, rectification_id, unit_id, state, text, due_on, given_at, given_by, created_at, updated_at)
      VALUES(:clientId, :rectificationId, :unitId, 'open', :text, :dueDay, :now, :personId, :now, :now)`,
    { ...row },
  );
  return lastId;
}

export const endInstruction = (
  tx: Tx,
  ended: { id: number; answer: string | null; reason: string | null; now: number; personId: number },
): Promise<unknown> =>
  tx.run(
    `UPDATE instruction SET state = CASE WHEN :answer IS NULL THEN 'withdrawn' ELSE 'answered' END, answer = :answer,
       reason = :reason, ended_at = :now, ended_by = :personId, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    ended,
  );
