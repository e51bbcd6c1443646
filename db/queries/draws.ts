import type { DrawRecord } from '../../domain/draw.js';
import { codeOf } from '../../domain/people.js';
import type { DrawRow, ObjectKind } from '../../domain/plan.js';
import type { Params, Reader, Tx } from '../database.js';
import { labelsAt } from './hall-read.js';

/** Active persons who may inspect, by id and code. */
export async function activeInspectors(reader: Reader): Promise<{ id: number; code: string }[]> {
  const people = await reader.json<{ id: number; code: string | null }>(
    `SELECT json_group_array(json_object('id', id, 'code', code)) FROM (SELECT p.id, p.code FROM person p
      WHERE p.state = 'active' AND EXISTS(SELECT 1 FROM person_role r WHERE r.person_id = p.id AND r.role = 'inspector')
      ORDER BY p.id)`,
  );
  return people.map((person) => ({ id: person.id, code: codeOf(person) }));
}

/** Codes of persons, whatever they are now. */
export async function codesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  const people = await reader.json<{ id: number; code: string | null }>(
    `SELECT json_group_array(json_object('id', p.id, 'code', p.code))
      FROM json_each(:ids) j CROSS JOIN person p ON p.id = j.value`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(people.map((person) => [person.id, codeOf(person)]));
}

/** Recusals of the latest draw of this kind of object, in any round. */
export async function latestRecusals(reader: Reader, kind: ObjectKind): Promise<DrawRecord['input']['recusals']> {
  const text = await reader.value<string>(
    `SELECT record->'$.input.recusals' FROM dual_random_draw WHERE record->>'$.input.objectKind' = :kind
      ORDER BY id DESC LIMIT 1`,
    { kind },
  );
  return text === undefined ? [] : (JSON.parse(text) as DrawRecord['input']['recusals']);
}

interface DrawCells {
  id: number;
  roundId: number;
  drawnAt: number;
  drawnBy: string;
  state: DrawRow['state'];
  voidReason: string | null;
  record: DrawRecord;
}

async function rowsWhere(reader: Reader, where: string, params: Params): Promise<DrawRow[]> {
  const rows = await reader.json<DrawCells>(
    `SELECT json_group_array(json_object('id', d.id, 'roundId', d.round_id, 'drawnAt', d.drawn_at, 'drawnBy', p.name,
        'state', d.state, 'voidReason', d.void_reason, 'record', json(d.record)))
      FROM (SELECT * FROM dual_random_draw WHERE ${where} ORDER BY id) d CROSS JOIN person p ON p.id = d.drawn_by`,
    params,
  );
  const drawn: DrawRow[] = [];
  for (const row of rows) {
    const { objectKind, objects, inspectors } = row.record.input;
    const labels = await labelsAt(
      reader,
      objectKind,
      objects.map(({ id }) => id),
      row.drawnAt,
    );
    const codes = await codesOf(
      reader,
      inspectors.map(({ id }) => id),
    );
    drawn.push({ ...row, objectLabels: record(labels), inspectorCodes: record(codes) });
  }
  return drawn;
}

const record = (names: ReadonlyMap<number, string>): Record<string, string> =>
  Object.fromEntries([...names].map(([id, name]) => [String(id), name]));

/** The draws of a round, the first one first; objects are called what they were called when they were drawn. */
export const drawsOfRound = (reader: Reader, roundId: number): Promise<DrawRow[]> =>
  rowsWhere(reader, 'round_id = :roundId', { roundId });

export async function drawById(reader: Reader, id: number): Promise<DrawRow | null> {
  return (await rowsWhere(reader, 'id = :id', { id }))[0] ?? null;
}

/** The draw a client asked for under this id. */
export async function drawByClientId(reader: Reader, clientId: string): Promise<DrawRow | null> {
  return (await rowsWhere(reader, 'client_id = :clientId', { clientId }))[0] ?? null;
}

export async function insertDraw(
  tx: Tx,
  draw: { clientId: string; roundId: number; record: DrawRecord; personId: number },
): Promise<number> {
  const { clientId, roundId, record: made, personId } = draw;
  const { lastId } = await tx.run(
    `INSERT INTO dual_random_draw(client_id, round_id, record, drawn_at, drawn_by, state)
      VALUES(:clientId, :roundId, :record, :drawnAt, :personId, 'valid')`,
    { clientId, roundId, record: JSON.stringify(made), drawnAt: made.drawnAt, personId },
  );
  return lastId;
}

/** The objects of a draw as they stand in its round. */
export function objectsOfDraw(reader: Reader, drawId: number): Promise<number[]> {
  return reader.json<number>(`SELECT json_group_array(id) FROM round_object WHERE draw_id = :drawId`, { drawId });
}

/** Declares a draw void: its record stays, its objects leave the round with their inspectors. */
export async function voidDraw(tx: Tx, id: number, reason: string): Promise<void> {
  await tx.run(`UPDATE dual_random_draw SET state = 'void', void_reason = :reason WHERE id = :id`, { id, reason });
  await tx.run(`DELETE FROM round_object WHERE draw_id = :id`, { id });
}
