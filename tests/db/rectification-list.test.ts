import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Part } from '../../db/parts.js';
import { rectificationCountParts, toCounts } from '../../db/queries/rectification-counts.js';
import { rectificationListSql } from '../../db/queries/rectification-list.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { rectificationSorts } from '../../domain/contract/commands/rectifications.js';
import type { Role } from '../../domain/people.js';
import { lights, waitingKinds, type VerificationResult } from '../../domain/rectification/kinds.js';
import { unitAtWork, type RectificationState } from '../../domain/rectification/life.js';
import { lightOf } from '../../domain/rectification/light.js';
import { waitingFor } from '../../domain/rectification/waiting.js';
import { dayOf } from '../../domain/time.js';
import { fillLedger } from '../../tools/bench/ledger-data.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

const ROWS = 3000;
/** 2026-09-16 in Shanghai, a Wednesday. */
const NOW = Date.UTC(2026, 8, 16, 2);
const INSPECTOR = 5;

let console: TestConsole;
beforeAll(async () => {
  console = await openConsole();
  await console.workspace.database.write('test.fill', (tx) => fillLedger(tx, 'years', ROWS), { unaudited: true });
});
afterAll(() => console.close());

type Listing = ParsedInput<'rectifications.list'>;
const viewer = (roles: Role[] = ['office'], personId = 999, unitId: number | null = null) => {
  return { actor: { personId }, roles, unitId };
};
const read = <T>(sql: string, params: Record<string, string | number> = {}): Promise<T[]> =>
  console.workspace.database.read('test', (reader) => reader.json<T>(sql, params));
async function list(listing: Listing, who = viewer(), limit = -1): Promise<number[]> {
  const { ids, params } = rectificationListSql(listing, who, NOW);
  return read<number>(ids, { ...params, limit });
}
const plan = async (sql: string, params: Part<unknown>['params']): Promise<string> =>
  (
    await console.workspace.database.read('test', (reader) =>
      reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params),
    )
  )
    .map(({ detail }) => detail)
    .join('\n');

interface Row {
  id: number;
  state: RectificationState;
  due_on: number | null;
  due_at: number | null;
  warn_at: number | null;
  suspended: number;
  verification_result: VerificationResult | null;
  verifier_id: number | null;
  finding_id: number | null;
  hall_id: number;
  unit_id: number;
  window_id: number;
  round_id: number | null;
  category: string;
  severity: string;
  deadline_type: string;
  year: number;
  number: number;
  extensions: number;
  reopenings: number;
  recurrence_of: number | null;
  escalation: number;
  found_on: number;
  issued_at: number;
  updated_at: number;
}
const everything = (): Promise<Row[]> =>
  console.workspace.database.read('test', (reader) => reader.all<Row>(`SELECT * FROM rectification ORDER BY id`));
const light = ({ state, due_at: dueAt, warn_at: warnAt, suspended }: Row) =>
  lightOf({ state, dueAt, warnAt, suspended: suspended === 1 }, NOW);
const waiting = ({ state, verification_result: result }: Row) => waitingFor(state, result);
const isOpen = ({ state }: Row): boolean => state !== 'draft' && state !== 'closed';

const cases: [string, NonNullable<Listing['filter']>, (row: Row) => boolean][] = [
  ['nothing', {}, () => true],
  ['states', { states: ['submitted', 'returned'] }, ({ state }) => state === 'submitted' || state === 'returned'],
  ['no state', { states: [] }, () => false],
  ['open', { open: true }, isOpen],
  ['struck off', { open: false }, ({ state }) => state === 'closed'],
  ['unit', { unitId: 9 }, ({ unit_id }) => unit_id === 9],
  ['hall with its branches', { hallId: 1 }, () => true],
  ['branch', { hallId: 3 }, ({ hall_id }) => hall_id === 3],
  ['window', { windowId: 17 }, ({ window_id }) => window_id === 17],
  ['round', { roundId: 5 }, ({ round_id }) => round_id === 5],
  ['severity', { severity: 'grave' }, ({ severity }) => severity === 'grave'],
  ['extended', { extended: true }, ({ extensions }) => extensions > 0],
  ['recurred', { recurred: true }, ({ reopenings, recurrence_of }) => reopenings > 0 || recurrence_of !== null],
  ['not escalated', { escalated: false }, ({ escalation }) => escalation === 0],
  ['year', { year: 2025 }, ({ year }) => year === 2025],
  ['due', { dueFrom: dayOf(NOW), dueTo: dayOf(NOW) + 30 }, ({ due_on }) => within(due_on, dayOf(NOW), dayOf(NOW) + 30)],
  ...lights.map((one): (typeof cases)[number] => [`light ${one}`, { light: one }, (row) => light(row) === one]),
  ...waitingKinds.map((one): (typeof cases)[number] => [
    `waiting ${one}`,
    { waiting: one },
    (row) => waiting(row) === one,
  ]),
  [
    'several together',
    { open: true, severity: 'serious', light: 'red', hallId: 2 },
    (row) => isOpen(row) && row.severity === 'serious' && light(row) === 'red' && row.hall_id === 2,
  ],
];
const within = (day: number | null, from: number, to: number): boolean => day !== null && from <= day && day <= to;

describe('filters', () => {
  it.each(cases)('%s: what a plain look at every row finds, and as many as are counted', async (_, filter, holds) => {
    const expected = (await everything()).filter(holds).map(({ id }) => id);
    const found = await list({ filter });
    expect([...found].sort((a, b) => a - b)).toEqual(expected);
    const { count, params } = rectificationListSql({ filter }, viewer(), NOW);
    expect(await console.workspace.database.read('test', (reader) => reader.value<number>(count, params))).toBe(
      expected.length,
    );
    expect(await list({ filter }, viewer(), 7)).toEqual(found.slice(0, 7));
  });

  it('what waits for somebody is what they can move on', async () => {
    const rows = await everything();
    const forMe = (who: ReturnType<typeof viewer>) =>
      list({ filter: { forMe: true } }, who).then((ids) => ids.sort((a, b) => a - b));
    const those = (holds: (row: Row) => boolean): number[] => rows.filter(holds).map(({ id }) => id);
    const toVerify = (row: Row): boolean => waiting(row) === 'verifier' && row.verifier_id === INSPECTOR;
    expect(await forMe(viewer(['inspector'], INSPECTOR))).toEqual(those(toVerify));
    const unitsTurn = (row: Row): boolean => row.unit_id === 9 && waiting(row) === 'unit';
    expect(await forMe(viewer(['unit_contact'], 999, 9))).toEqual(those(unitsTurn));
    const decided = ['closer', 'appeal'];
    // Not signed for in time, and to be looked at again: nobody else moves these on.
    const stuck = ({ state, warn_at, due_at }: Row): boolean =>
      warn_at !== null &&
      warn_at <= NOW &&
      (['issued', 'shelved'].includes(state) || (due_at === null && (unitAtWork as readonly string[]).includes(state)));
    expect(rows.some(stuck)).toBe(true);
    expect(rows.some((row) => stuck(row) && row.deadline_type === 'standing_measure')).toBe(true);
    const offices = (row: Row): boolean => row.state === 'submitted' || decided.includes(waiting(row)) || stuck(row);
    expect(await forMe(viewer(['office']))).toEqual(those(offices));
    const leaders = (row: Row): boolean => row.state === 'extension_pending' || decided.includes(waiting(row));
    expect(await forMe(viewer(['leader']))).toEqual(those(leaders));
    // Person 1 issued all of them, and wrote those without a finding: they decide no appeal, and strike off no such matter.
    expect(await forMe(viewer(['reviewer'], 1))).toEqual(
      those((row) => row.state === 'submitted' || (waiting(row) === 'closer' && row.finding_id !== null)),
    );
  });
});

describe('orders', () => {
  const keys: Record<(typeof rectificationSorts)[number], (row: Row) => number | null> = {
    dueOn: ({ due_on }) => due_on,
    no: ({ year, number }) => year * 10_000_000 + number,
    foundOn: ({ found_on }) => found_on,
    unit: () => 0,
    severity: ({ severity }) => ['general', 'serious', 'grave'].indexOf(severity),
    state: () => 0,
    issuedAt: ({ issued_at }) => issued_at,
    updatedAt: ({ updated_at }) => updated_at,
  };

  it.each(rectificationSorts)('%s, either way, what is empty last, the first page as the whole', async (by) => {
    const rows = new Map((await everything()).map((row) => [row.id, row]));
    for (const direction of ['asc', 'desc'] as const) {
      const found = await list({ sort: { by, direction } });
      expect(found).toHaveLength(ROWS);
      expect(await list({ sort: { by, direction } }, viewer(), 20)).toEqual(found.slice(0, 20));
      const sign = direction === 'asc' ? 1 : -1;
      const order = found.map((id) => {
        const key = keys[by](rows.get(id) as Row);
        return key === null ? Infinity : sign * key;
      });
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('are the same of a part of the ledger as of all of it', async () => {
    const filters: NonNullable<Listing['filter']>[] = [
      { open: true },
      { light: 'yellow' },
      { recurred: true },
      { forMe: true },
      { forMe: true, light: 'red' },
      { forMe: true, open: false },
      { recurred: true, light: 'green', severity: 'serious' },
    ];
    for (const by of rectificationSorts)
      for (const direction of ['asc', 'desc'] as const) {
        const all = await list({ sort: { by, direction } });
        for (const filter of filters) {
          const these = new Set(await list({ filter }));
          const sorted = await list({ filter, sort: { by, direction } });
          expect([by, direction, filter, sorted]).toEqual([by, direction, filter, all.filter((id) => these.has(id))]);
          expect(await list({ filter, sort: { by, direction } }, viewer(), 5)).toEqual(sorted.slice(0, 5));
        }
      }
  });

  it('of who may see nothing is empty, whatever is asked for', async () => {
    for (const filter of [{ open: true }, { forMe: true }, { recurred: true }])
      expect(await list({ filter }, viewer([]))).toEqual([]);
  });

  it('by unit goes by the names of units', async () => {
    const names = new Map(
      (await read<[number, string]>(`SELECT json_group_array(json_array(id, short_name)) FROM unit`)).map(
        ([id, name]) => [id, name],
      ),
    );
    const rows = new Map((await everything()).map((row) => [row.id, names.get(row.unit_id) ?? '']));
    const found = (await list({ sort: { by: 'unit', direction: 'asc' } })).map((id) => rows.get(id) ?? '');
    expect(found).toEqual([...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });
});

describe('plans', () => {
  const heavy: Listing[] = [
    {},
    { filter: { open: true } },
    { filter: { light: 'yellow', waiting: 'unit' } },
    { filter: { forMe: true, light: 'red', category: 'attendance' }, sort: { by: 'unit', direction: 'desc' } },
    { filter: { recurred: true, extended: false, light: 'blue' }, sort: { by: 'no', direction: 'asc' } },
    { filter: { provisional: false }, sort: { by: 'state', direction: 'desc' } },
    { filter: { unitId: 3, severity: 'grave', year: 2024 } },
    ...rectificationSorts.flatMap((by) =>
      (['asc', 'desc'] as const).map((direction): Listing => ({ sort: { by, direction } })),
    ),
  ];

  it('look at covering indexes alone, whatever the filter and the order', async () => {
    for (const listing of heavy) {
      const { ids, count, params } = rectificationListSql(listing, viewer(), NOW);
      for (const [sql, given] of [[ids, { ...params, limit: 500 }] as const, [count, params] as const]) {
        const looks = (await plan(sql, given)).split('\n').filter((line) => /(SCAN|SEARCH) m\b/.test(line));
        expect(looks.length, JSON.stringify(listing)).toBeGreaterThan(0);
        for (const look of looks)
          expect([listing, look]).toEqual([listing, expect.stringContaining('USING COVERING INDEX')]);
      }
    }
  });

  it('the counts too, with what somebody has to do read from the few that are decided on', async () => {
    const looks = {
      open: ['rectification_open'],
      // Those that are decided on once more, for what is instructed and waits already.
      forMe: ['rectification_open', 'rectification_deciding', 'rectification_stuck', 'rectification_deciding'],
      all: ['rectification_by_life', 'rectification_recurred', 'rectification_by_number'],
    };
    const parts = rectificationCountParts({}, viewer(), NOW);
    for (const name of ['open', 'forMe', 'all'] as const) {
      const { sql, params } = parts[name];
      // The few that are looked back at are found one by one.
      const lines = (await plan(sql, params))
        .split('\n')
        .filter((line) => /(SCAN|SEARCH) [mr]\b/.test(line) && !line.includes('SEARCH m USING INTEGER PRIMARY KEY'));
      expect(lines).toHaveLength(looks[name].length);
      for (const index of looks[name])
        expect(lines.some((line) => line.includes(`USING COVERING INDEX ${index}`))).toBe(true);
    }
  });
});

describe('counts', () => {
  it('are those of the lists', async () => {
    for (const who of [viewer(), viewer(['unit_contact'], 999, 9), viewer(['inspector'], INSPECTOR)]) {
      const { open, forMe, all } = rectificationCountParts({}, who, NOW);
      const asked = <T>(one: Part<T>) => console.workspace.database.read('test', (reader) => ask(reader, one));
      const counts = toCounts(await asked(open), await asked(forMe), await asked(all));
      const of = async (filter: NonNullable<Listing['filter']>): Promise<number> =>
        (await list({ filter }, who)).length;
      expect(counts.open).toBe(await of({ open: true }));
      expect(counts.forMe).toBe(await of({ forMe: true }));
      expect(counts.recurred).toBe(await of({ recurred: true }));
      expect(counts.thisYear).toBe(await of({ year: 2026 }));
      const monday = dayOf(NOW) - 2;
      expect(counts.dueThisWeek).toBe(await of({ open: true, dueFrom: monday, dueTo: monday + 6 }));
      for (const one of lights) expect([one, counts.lights[one]]).toEqual([one, await of({ light: one })]);
    }
  });
});
