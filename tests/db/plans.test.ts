import { expect, test } from 'vitest';
import type { Database, Params } from '../../db/database.js';
import { auditListSql } from '../../db/queries/audit.js';
import { findSql } from '../../db/search.js';
import { openStore, tempFolder } from './support/store.js';

const planOf = (database: Database, { sql, params }: { sql: string; params: Params }): Promise<string[]> =>
  database.read('test.plan', async (reader) =>
    (await reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params)).map(({ detail }) => detail),
  );

const lists: [string, Parameters<typeof auditListSql>[0], string[]][] = [
  ['newest first', { limit: 50 }, ['SCAN audit']],
  ['the next page', { limit: 50, before: 100 }, ['SEARCH audit USING INTEGER PRIMARY KEY (rowid<?)']],
  [
    'one record',
    { limit: 50, object: 'person', ref: 1 },
    ['SEARCH audit USING INDEX audit_object (object=? AND ref=?)'],
  ],
  [
    'one record, next page',
    { limit: 50, object: 'person', ref: 1, before: 9 },
    ['SEARCH audit USING INDEX audit_object (object=? AND ref=? AND rowid<?)'],
  ],
  ['one person', { limit: 50, actorId: 1 }, ['SEARCH audit USING INDEX audit_actor (actor_id=?)']],
];

test.each(lists)('the audit log by %s walks an index and sorts nothing', async (_, query, plan) => {
  expect(await planOf(await openStore(tempFolder()), auditListSql(query))).toEqual(plan);
});

test.each([
  ['short words', { text: '窗口 办理' }, false],
  ['a long word', { text: '营业执照办理' }, true],
  [
    'a unit, kinds and days',
    { text: '窗口', unitId: 7, kinds: ['staff', 'unit'] as const, fromDay: 1, toDay: 9 },
    false,
  ],
])('the search for %s walks the index backwards inside the day range', async (_, query, verified) => {
  const statement = findSql(query, 1000, 50);
  if (statement === null) throw new Error('nothing to look for');
  const plan = await planOf(await openStore(tempFolder()), statement);
  // `M1` the match, `><` the range of days pushed into the index; no temporary tree: the order is the index's own.
  expect(plan.filter((step) => step.includes('VIRTUAL TABLE'))).toEqual([
    expect.stringMatching(/^SCAN f VIRTUAL TABLE INDEX \d+:M1></),
  ]);
  expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  expect(plan.includes('SEARCH d USING INTEGER PRIMARY KEY (rowid=?)')).toBe(verified);
  expect(plan).toContain('SEARCH d2 USING INTEGER PRIMARY KEY (rowid=?)');
});
