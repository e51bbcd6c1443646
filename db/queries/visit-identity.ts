import { codeOf } from '../../domain/people.js';
import type { PersonTag } from '../../domain/plan.js';
import type { Reader } from '../database.js';

/** Who visited, with names: for the one command that opens identities, and for nothing else. */
export async function identityOf(reader: Reader, visitId: number): Promise<PersonTag[]> {
  const people = await reader.all<{ id: number; code: string | null; name: string }>(
    `SELECT p.id, p.code, p.name FROM visit_inspector vi JOIN person p ON p.id = vi.person_id
      WHERE vi.visit_id = :visitId ORDER BY vi.position`,
    { visitId },
  );
  return people.map((person) => ({ personId: person.id, code: codeOf(person), name: person.name }));
}
