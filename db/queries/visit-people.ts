import { codeOf } from '../../domain/people.js';
import type { PersonTag } from '../../domain/plan.js';
import type { VisitViewer } from '../../domain/visit-access.js';
import type { Reader } from '../database.js';

interface PersonCells {
  id: number;
  code: string | null;
  name: string;
}

/** Codes of people, by id. */
export async function codesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader.json<[number, string | null]>(
    `SELECT json_group_array(json_array(id, code)) FROM person WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify([...new Set(ids)]) },
  );
  return new Map(rows.map(([id, code]) => [id, codeOf({ id, code })]));
}

/** How people stand who are no secret: by code, without one by name. */
export async function openNamesOf(reader: Reader, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  return new Map(
    await reader.json<[number, string]>(
      `SELECT json_group_array(json_array(id, coalesce(code, name))) FROM person
        WHERE id IN (SELECT value FROM json_each(:ids))`,
      { ids: JSON.stringify([...new Set(ids)]) },
    ),
  );
}

/**
 * Who visited, in their order: with id and name before one of themselves, by code before everybody else. The right to
 * open identities changes nothing here: it is used by a command of its own, with a reason.
 */
export async function inspectorTags(reader: Reader, visitId: number, viewer: VisitViewer): Promise<PersonTag[]> {
  const people = await reader.all<PersonCells>(
    `SELECT p.id, p.code, p.name FROM visit_inspector vi JOIN person p ON p.id = vi.person_id
      WHERE vi.visit_id = :visitId ORDER BY vi.position`,
    { visitId },
  );
  const own = viewer.roles.includes('inspector') && people.some(({ id }) => id === viewer.actor.personId);
  return people.map((person) =>
    own
      ? { personId: person.id, code: codeOf(person), name: person.name }
      : { personId: null, code: codeOf(person), name: null },
  );
}

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
