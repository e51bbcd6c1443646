import type { OnceKind } from '../../domain/rectification/telling.js';
import type { Reader, Tx } from '../database.js';
import type { RectificationViewer } from './rectification-scope.js';

/** An interview or a look-back somebody is told of once. */
export interface OnceToTell {
  kind: OnceKind;
  /** The interview, or the matter to be looked back on. */
  id: number;
  /** The interview, or the look-back: what is remembered as told. */
  ref: number;
}

const untold = (kind: OnceKind, ref: string): string =>
  `NOT EXISTS(SELECT 1 FROM told_once t WHERE t.person_id = :me AND t.kind = '${kind}' AND t.ref = ${ref})`;

/**
 * Interviews the own unit is summoned to and those that are near, look-backs this person was named for: none told before.
 * @param span UTC milliseconds; an interview before `until` is near
 */
export async function onceToTell(
  reader: Reader,
  { actor, roles, unitId }: RectificationViewer,
  { now, until }: { now: number; until: number },
): Promise<OnceToTell[]> {
  const cells = await reader.json<[OnceKind, number, number]>(
    `SELECT json_group_array(json_array(kind, id, ref)) FROM (
      SELECT 'summoned' AS kind, i.id AS id, i.id AS ref FROM summons_interview i
        WHERE i.unit_id = :unitId AND i.state = 'noticed' AND i.meets_at > :now AND ${untold('summoned', 'i.id')}
      UNION ALL SELECT 'interviewNear', i.id, i.id FROM summons_interview i
        WHERE i.unit_id = :unitId AND i.state = 'noticed' AND i.meets_at > :now AND i.meets_at < :until
          AND ${untold('interviewNear', 'i.id')}
      UNION ALL SELECT 'lookBack', l.rectification_id, l.id FROM look_back l
        WHERE l.verifier_id = :me AND l.looked_at IS NULL AND l.arranged_by <> :me AND ${untold('lookBack', 'l.id')})`,
    { now, until, me: actor.personId, unitId: roles.includes('unit_contact') ? (unitId ?? 0) : 0 },
  );
  return cells.map(([kind, id, ref]) => ({ kind, id, ref }));
}

export async function rememberOnce(tx: Tx, personId: number, told: readonly OnceToTell[]): Promise<void> {
  if (told.length === 0) return;
  await tx.run(
    `INSERT OR IGNORE INTO told_once(person_id, kind, ref) SELECT :personId, value->>0, value->>1 FROM json_each(:told)`,
    { personId, told: JSON.stringify(told.map(({ kind, ref }) => [kind, ref])) },
  );
}
