import { expect, test } from 'vitest';
import { visibleVisitSql } from '../../db/queries/visit-scope.js';
import { roles, type Role } from '../../domain/people.js';
import { seesVisit } from '../../domain/visit-access.js';
import { visitStates } from '../../domain/visit-record.js';
import { addPerson, entry, openStore, tempFolder } from './support/store.js';

/** Every set of roles somebody may hold. */
const held: Role[][] = Array.from({ length: 2 ** roles.length }, (_, mask) =>
  roles.filter((_role, bit) => (mask >> bit) % 2 === 1),
);

test('lists see exactly the visits that may be opened one by one, whatever roles somebody holds', async () => {
  const database = await openStore(tempFolder());
  const [self, other] = [await addPerson(database, 'a'), await addPerson(database, 'b')];
  const visits = visitStates.flatMap((state) =>
    [[self], [other], [other, self]].map((inspectorIds, index) => ({ state, inspectorIds, no: `${state} ${index}` })),
  );
  await database.write('test.visits', async (tx) => {
    const hall = await tx.run(`INSERT INTO hall(name, created_at, updated_at) VALUES('厅', 0, 0)`);
    for (const [number, { state, inspectorIds, no }] of visits.entries()) {
      const visit = await tx.run(
        `INSERT INTO visit(client_id, no, year, number, mode, hall_id, day, spoken_to, state, created_by, created_at,
           updated_at) VALUES(:no, :no, 2026, :number + 1, 'covert_visit', :hall, 1, '[]', :state, 1, 0, 0)`,
        { no, number, hall: hall.lastId, state },
      );
      for (const [position, person] of inspectorIds.entries())
        await tx.run(`INSERT INTO visit_inspector(visit_id, person_id, position) VALUES(:id, :person, :position)`, {
          id: visit.lastId,
          person,
          position,
        });
    }
    await tx.audit(entry(null));
  });
  for (const mine of held) {
    const viewer = { actor: { personId: self }, roles: mine };
    const { sql, params } = visibleVisitSql(viewer, 'v');
    const listed = await database.read('test.listed', (reader) =>
      reader.json<string>(`SELECT json_group_array(no) FROM (SELECT no FROM visit v WHERE ${sql} ORDER BY id)`, params),
    );
    expect(listed, mine.join()).toEqual(visits.filter((visit) => seesVisit(viewer, visit)).map(({ no }) => no));
  }
});

test('a draft is seen by none but its inspectors, a unit or a supervisor sees no visit at all', () => {
  const draft = { state: 'draft', inspectorIds: [2] } as const;
  for (const mine of held) expect(seesVisit({ actor: { personId: 1 }, roles: mine }, draft)).toBe(false);
  expect(seesVisit({ actor: { personId: 2 }, roles: ['inspector'] }, draft)).toBe(true);
  for (const state of visitStates)
    for (const role of ['unit_contact', 'social_supervisor', 'auditor'] as const)
      expect(seesVisit({ actor: { personId: 2 }, roles: [role] }, { state, inspectorIds: [2] })).toBe(false);
});
