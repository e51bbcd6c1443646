import type { Tx } from '../../../db/database.js';
import { AppError, type FieldIssue } from '../../../domain/errors.js';
import type { RectificationFields } from '../../../domain/rectification/schema.js';
import type { CallContext } from '../../ipc/context.js';

interface Found {
  hall: string | null;
  windowHall: number | null;
  unit: string | null;
  leadUnit: string | null;
}

/**
 * Hall, window and units of a matter have to be there; the window is of the hall, and units are in use.
 * @param root of the paths of what is refused
 * @throws AppError `validation.input`
 */
export async function checkPlace(
  tx: Tx,
  context: CallContext,
  root: string,
  { hallId, windowId, unitId, leadUnitId }: RectificationFields,
): Promise<void> {
  const found = await tx.get<Found>(
    `SELECT (SELECT state FROM hall WHERE id = :hallId) AS hall,
       (SELECT hall_id FROM "window" WHERE id = :windowId) AS windowHall,
       (SELECT state FROM unit WHERE id = :unitId) AS unit,
       (SELECT state FROM unit WHERE id = :leadUnitId) AS leadUnit`,
    { hallId, windowId, unitId, leadUnitId },
  );
  const fields: FieldIssue[] = [];
  const refuse = (field: keyof RectificationFields, rule: string): void =>
    void fields.push({ path: `${root}.${field}`, rule });
  if (!found?.hall) refuse('hallId', 'unknown');
  if (windowId !== null && found?.windowHall === null) refuse('windowId', 'unknown');
  else if (windowId !== null && found?.windowHall !== hallId) refuse('windowId', 'otherHall');
  if (unitId !== null && found?.unit !== 'active') refuse('unitId', found?.unit ? 'notActive' : 'unknown');
  if (leadUnitId !== null && found?.leadUnit !== 'active')
    refuse('leadUnitId', found?.leadUnit ? 'notActive' : 'unknown');
  if (fields.length > 0) throw new AppError('validation.input', { command: context.command }, { fields });
}
