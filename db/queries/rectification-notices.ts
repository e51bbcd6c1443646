import type { Tx } from '../database.js';

export interface NewNotice {
  clientId: string;
  no: string;
  year: number;
  number: number;
  unitId: number;
  note: string | null;
  now: number;
  personId: number;
}

/** @returns the new notice's id */
export async function insertNotice(tx: Tx, row: NewNotice): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO rectification_notice(client_id, no, year, number, unit_id, note, issued_at, issued_by)
      VALUES(:clientId, :no, :year, :number, :unitId, :note, :now, :personId)`,
    { ...row },
  );
  return lastId;
}
