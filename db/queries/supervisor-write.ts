import type { SupervisorFields, SupervisorRow } from '../../domain/lead.js';
import type { Tx } from '../database.js';

const plain = (fields: SupervisorFields): Record<string, string | number | null> => ({
  constituency: fields.constituency,
  certificateNo: fields.certificateNo,
  fromDay: fields.fromDay,
  toDay: fields.toDay,
  employer: fields.employer,
  note: fields.note,
});

export async function insertSupervisor(
  tx: Tx,
  entry: { clientId: string; fields: SupervisorFields; now: number },
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO supervisor(client_id, person_id, constituency, certificate_no, from_day, to_day, employer, note, state,
       created_at, updated_at)
     VALUES(:clientId, :personId, :constituency, :certificateNo, :fromDay, :toDay, :employer, :note, 'active', :now, :now)`,
    { clientId: entry.clientId, personId: entry.fields.personId, now: entry.now, ...plain(entry.fields) },
  );
  await setHalls(tx, lastId, entry.fields.hallIds);
  return lastId;
}

/** Everything but the person: an entry stays with whom it was made for. */
export async function updateSupervisor(tx: Tx, id: number, fields: SupervisorFields, now: number): Promise<void> {
  await tx.run(
    `UPDATE supervisor SET constituency = :constituency, certificate_no = :certificateNo, from_day = :fromDay,
       to_day = :toDay, employer = :employer, note = :note, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, now, ...plain(fields) },
  );
  await setHalls(tx, id, fields.hallIds);
}

export async function setSupervisorState(
  tx: Tx,
  id: number,
  state: SupervisorRow['state'],
  now: number,
): Promise<void> {
  await tx.run(`UPDATE supervisor SET state = :state, updated_at = :now, revision = revision + 1 WHERE id = :id`, {
    id,
    state,
    now,
  });
}

async function setHalls(tx: Tx, id: number, hallIds: readonly number[]): Promise<void> {
  await tx.run(`DELETE FROM supervisor_hall WHERE supervisor_id = :id`, { id });
  await tx.run(
    `INSERT INTO supervisor_hall(supervisor_id, hall_id) SELECT :id, value FROM (SELECT DISTINCT value FROM json_each(:hallIds))`,
    { id, hallIds: JSON.stringify(hallIds) },
  );
}
