import { expect, test } from 'vitest';
import type { Reader } from '../../db/database.js';
import { openVisitsOf, waitingVisitsOf } from '../../db/queries/visit-desk.js';
import { lastVisitOf } from '../../db/queries/visit-place.js';
import { openStore, tempFolder } from './support/store.js';

/** How SQLite goes about the statement that `work` asks. */
async function planOf(work: (reader: Reader) => Promise<unknown>): Promise<string> {
  const database = await openStore(tempFolder());
  return database.read('test.plan', async (reader) => {
    let plan = '';
    const explained = async (sql: string, params?: Parameters<Reader['all']>[1]): Promise<unknown[]> => {
      const steps = await reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params);
      plan += steps.map(({ detail }) => detail).join('\n');
      return [];
    };
    const spy = { get: explained, value: explained, json: explained, all: explained };
    await work(spy as unknown as Reader).catch(() => undefined);
    return plan;
  });
}

test('the desk looks at visits under way alone, however many there were', async () => {
  for (const work of [openVisitsOf, waitingVisitsOf]) {
    const plan = await planOf((reader) => work(reader, 1));
    expect(plan).toMatch(/SEARCH v USING (COVERING )?INDEX visit_state \(state=\?\)/);
  }
});

test('the last visit of a person is found from the end of their own', async () => {
  const plan = await planOf((reader) => lastVisitOf(reader, 1));
  expect(plan).toContain('SEARCH vi USING COVERING INDEX visit_inspector_person (person_id=?)');
});

test('a checklist is dropped without a look at every finding there is', async () => {
  // What SQLite asks of each table that refers to a row which goes.
  const plan = await planOf((reader) => reader.all('SELECT 1 FROM finding WHERE checklist_id = :id', { id: 1 }));
  expect(plan).toContain('SEARCH finding USING COVERING INDEX finding_checklist (checklist_id=?)');
});
