import { codeOf } from '../../domain/people.js';
import type { PersonTag } from '../../domain/plan.js';
import type { VisitViewer } from '../../domain/visit-access.js';
import type { Reader } from '../database.js';
import { ask, part, type Part } from '../parts.js';

/** Codes of people, by id. */
export const codes = (ids: readonly number[]): Part<Map<number, string>> =>
  part<[id: number, code: string | null], Map<number, string>>(
    `SELECT json_group_array(json_array(id, code)) FROM person WHERE id IN (SELECT value FROM json_each(:personIds))`,
    { personIds: JSON.stringify([...new Set(ids)]) },
    (rows) => new Map(rows.map(([id, code]) => [id, codeOf({ id, code })])),
  );

/** Codes of people, by id. */
export async function codesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  return ids.length === 0 ? new Map() : ask(reader, codes(ids));
}

/** How people stand who are no secret: by code, without one by name. */
export const openNames = (ids: readonly number[]): Part<Map<number, string>> =>
  part<[id: number, name: string], Map<number, string>>(
    `SELECT json_group_array(json_array(id, coalesce(code, name))) FROM person
      WHERE id IN (SELECT value FROM json_each(:openIds))`,
    { openIds: JSON.stringify([...new Set(ids)]) },
    (rows) => new Map(rows),
  );

/**
 * Who visited, in their order: with id and name before one of themselves, by code before everybody else. The right to
 * open identities changes nothing here: it is used by a command of its own, with a reason.
 */
export const inspectorTags = (visitId: number, viewer: VisitViewer): Part<PersonTag[]> =>
  part<[id: number, code: string | null, name: string], PersonTag[]>(
    `SELECT json_group_array(json_array(id, code, name)) FROM (SELECT p.id, p.code, p.name FROM visit_inspector vi
      JOIN person p ON p.id = vi.person_id WHERE vi.visit_id = :visitId ORDER BY vi.position)`,
    { visitId },
    (people) => {
      const own = viewer.roles.includes('inspector') && people.some(([id]) => id === viewer.actor.personId);
      return people.map(([id, code, name]) => {
        return { personId: own ? id : null, code: codeOf({ id, code }), name: own ? name : null };
      });
    },
  );

/** People who may visit: active, with the role of an inspector, and not this one. */
export function colleagues(reader: Reader, exceptId: number): Promise<{ id: number; code: string | null }[]> {
  return reader.all(
    `SELECT p.id, p.code FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'inspector'
      WHERE p.state = 'active' AND p.id IS NOT :exceptId ORDER BY p.code IS NULL, p.code, p.id`,
    { exceptId },
  );
}

/** Those of these people who may visit. */
export async function inspectorsAmong(reader: Reader, ids: readonly number[]): Promise<Set<number>> {
  return new Set(
    await reader.json<number>(
      `SELECT json_group_array(p.id) FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'inspector'
        WHERE p.state = 'active' AND p.id IN (SELECT value FROM json_each(:ids))`,
      { ids: JSON.stringify(ids) },
    ),
  );
}
