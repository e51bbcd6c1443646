import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListSql } from '../../db/queries/finding-list.js';
import { visitListSql } from '../../db/queries/visit-list.js';
import { EARLIER_TEXTS_SQL, earlierTexts } from '../../db/queries/honesty-texts.js';
import { picturePairs, picturePairsSql } from '../../db/queries/honesty-pictures.js';
import type { ParsedInput } from '../../domain/contract/commands/index.js';
import { visitSorts } from '../../domain/contract/commands/visits.js';
import type { Role } from '../../domain/people.js';
import { visitStates } from '../../domain/visit-record.js';
import { fillVisits, FIRST_DAY } from '../../tools/bench/visits-data.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

const ROWS = 3000;
const INSPECTOR = 5;

let console: TestConsole;
beforeAll(async () => {
  console = await openConsole();
  await console.workspace.database.write('test.fill', (tx) => fillVisits(tx, ROWS), { unaudited: true });
});
afterAll(() => console.close());

type Listing = ParsedInput<'visits.list'>;
const viewer = (roles: Role[] = ['office'], personId = 999) => ({ actor: { personId }, roles, unitId: null });
const read = <T>(sql: string, params: Record<string, string | number> = {}): Promise<T[]> =>
  console.workspace.database.read('test', (reader) => reader.json<T>(sql, params));
const plan = async (sql: string, params: Record<string, string | number>): Promise<string> =>
  (
    await console.workspace.database.read('test', (reader) =>
      reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params),
    )
  )
    .map(({ detail }) => detail)
    .join('\n');
async function list(listing: Listing, who = viewer(), limit = -1): Promise<number[]> {
  const { ids, params } = visitListSql(listing, who);
  return read<number>(ids, { ...params, limit });
}

interface Row {
  id: number;
  state: string;
  mode: string;
  day: number;
  hall_id: number;
  zone_id: number;
  unit_id: number;
  window_id: number;
  plan_id: number | null;
  round_id: number | null;
  score: number | null;
  findings: number;
  severity: number;
  waiting_tenths: number | null;
  handling_tenths: number | null;
  year: number;
  number: number;
  updated_at: number;
}
const everything = (): Promise<Row[]> =>
  console.workspace.database.read('test', (reader) =>
    reader.all<Row>(
      `SELECT id, state, mode, day, hall_id, zone_id, unit_id, window_id, plan_id, round_id, score, findings, severity,
        waiting_tenths, handling_tenths, year, number, updated_at FROM visit ORDER BY id`,
    ),
  );

describe('filters', () => {
  it.each<[string, Listing['filter'], (row: Row) => boolean]>([
    ['none', {}, () => true],
    ['state', { state: 'submitted' }, ({ state }) => state === 'submitted'],
    ['mode', { mode: 'phone_inquiry' }, ({ mode }) => mode === 'phone_inquiry'],
    ['main hall with its branches', { hallId: 1 }, () => true],
    ['branch', { hallId: 3 }, ({ hall_id }) => hall_id === 3],
    ['zone', { zoneId: 4 }, ({ zone_id }) => zone_id === 4],
    ['unit', { unitId: 9 }, ({ unit_id }) => unit_id === 9],
    ['window', { windowId: 17 }, ({ window_id }) => window_id === 17],
    ['plan', { planId: 5 }, ({ plan_id }) => plan_id === 5],
    ['round', { roundId: 5 }, ({ round_id }) => round_id === 5],
    ['severity', { severity: 'grave' }, ({ severity }) => severity === 3],
    ['with findings', { withFindings: true }, ({ findings }) => findings > 0],
    ['without findings', { withFindings: false }, ({ findings }) => findings === 0],
    [
      'days',
      { fromDay: FIRST_DAY + 100, toDay: FIRST_DAY + 200 },
      ({ day }) => day >= FIRST_DAY + 100 && day <= FIRST_DAY + 200,
    ],
    [
      'points in hundredths',
      { scoreFrom: 90.01, scoreTo: 95.5 },
      ({ score }) => score !== null && score >= 9001 && score <= 9550,
    ],
    [
      'several together',
      { mode: 'covert_visit', hallId: 2, withFindings: true },
      (row) => row.mode === 'covert_visit' && row.hall_id === 2 && row.findings > 0,
    ],
  ])('%s: what a plain look at every row finds', async (_, filter, holds) => {
    const expected = (await everything()).filter((row) => row.state !== 'draft' && holds(row)).map(({ id }) => id);
    const found = await list({ filter: filter ?? {} });
    expect([...found].sort((a, b) => a - b)).toEqual(expected);
    const { count, params } = visitListSql({ filter: filter ?? {} }, viewer());
    expect(await console.workspace.database.read('test', (reader) => reader.value<number>(count, params))).toBe(
      expected.length,
    );
    expect(await list({ filter: filter ?? {} }, viewer(), 7)).toEqual(found.slice(0, 7));
  });

  it('inspectors see their own in any state, and nothing else', async () => {
    const own = await read<number>(
      `SELECT json_group_array(visit_id) FROM visit_inspector WHERE person_id = ${INSPECTOR}`,
    );
    const found = await list({}, viewer(['inspector'], INSPECTOR));
    expect([...found].sort((a, b) => a - b)).toEqual([...own].sort((a, b) => a - b));
    expect(await list({ filter: { mine: true } }, viewer(['inspector'], INSPECTOR))).toEqual(found);
    expect(await list({ filter: { mine: false } }, viewer(['inspector'], INSPECTOR))).toEqual([]);
    expect(await list({}, viewer(['social_supervisor'], INSPECTOR))).toEqual([]);
  });

  it('what waits for a reviewer is submitted and not their own', async () => {
    const rows = await everything();
    const submitted = rows.filter(({ state }) => state === 'submitted').map(({ id }) => id);
    const [person = 0] = await read<number>(
      `SELECT json_group_array(person_id) FROM visit_inspector WHERE visit_id = ${submitted[0] ?? 0}`,
    );
    const own = new Set(
      await read<number>(`SELECT json_group_array(visit_id) FROM visit_inspector WHERE person_id = ${person}`),
    );
    const found = await list({ filter: { forMe: true } }, viewer(['reviewer', 'inspector'], person));
    expect([...found].sort((a, b) => a - b)).toEqual(submitted.filter((id) => !own.has(id)));
    expect(found.length).toBeLessThan(submitted.length);
  });
});

describe('order', () => {
  const keys: Record<(typeof visitSorts)[number], (row: Row) => number | null> = {
    day: ({ day }) => day,
    no: ({ year, number }) => year * 10_000_000 + number,
    score: ({ score }) => score,
    findings: ({ findings }) => findings,
    waitingMinutes: ({ waiting_tenths }) => waiting_tenths,
    handlingMinutes: ({ handling_tenths }) => handling_tenths,
    state: ({ state }) => visitStates.findIndex((one) => one === state),
    updatedAt: ({ updated_at }) => updated_at,
  };

  it.each(visitSorts.flatMap((by) => (['asc', 'desc'] as const).map((direction) => [by, direction] as const)))(
    'by %s %s, empty ones last, equal ones by id',
    async (by, direction) => {
      const sign = direction === 'asc' ? 1 : -1;
      const rows = (await everything()).filter(({ state }) => state !== 'draft');
      const sorted = rows.sort((a, b) => {
        const [one, other] = [keys[by](a), keys[by](b)];
        if (one === other) return sign * (a.id - b.id);
        if (one === null) return 1;
        return other === null ? -1 : sign * (one - other);
      });
      const expected = sorted.map(({ id }) => id);
      expect(await list({ sort: { by, direction } })).toEqual(expected);
      expect(await list({ sort: { by, direction } }, viewer(), 25)).toEqual(expected.slice(0, 25));
    },
  );
});

describe('honesty', () => {
  it('texts are those of the hall, and of the same inspectors elsewhere, of twelve months, newest first', async () => {
    const [visit] = (await everything()).filter(({ state, day }) => state === 'submitted' && day > FIRST_DAY + 800);
    if (!visit) throw new Error('no visit to look at');
    const found = await console.workspace.database.read('test', (reader) =>
      earlierTexts(reader, { id: visit.id, hallId: visit.hall_id, day: visit.day }),
    );
    const rows = new Map((await everything()).map((row) => [row.id, row]));
    const inspectors = await read<[number, number]>(
      `SELECT json_group_array(json_array(visit_id, person_id)) FROM visit_inspector`,
    );
    const own = new Set(inspectors.filter(([id]) => id === visit.id).map(([, person]) => person));
    const shared = new Set(inspectors.filter(([, person]) => own.has(person)).map(([id]) => id));
    expect(found.length).toBeGreaterThan(50);
    for (const { visitId } of found) {
      const row = rows.get(visitId);
      expect(row && ['submitted', 'confirmed'].includes(row.state)).toBe(true);
      expect(row?.hall_id === visit.hall_id || shared.has(visitId)).toBe(true);
      expect(row && row.day <= visit.day && row.day >= visit.day - 365).toBe(true);
      expect(visitId).not.toBe(visit.id);
    }
    expect(found.some(({ visitId }) => rows.get(visitId)?.hall_id !== visit.hall_id)).toBe(true);
    const days = found.map(({ visitId }) => rows.get(visitId)?.day ?? 0);
    expect(days).toEqual([...days].sort((a, b) => b - a));
  });

  it('pictures are those of other records that share a part of the hash or are the same', async () => {
    const rows = await everything();
    const [one, other] = rows.filter(({ state }) => state === 'confirmed');
    const draft = rows.find(({ state }) => state === 'draft');
    if (!one || !other || !draft) throw new Error('too few visits');
    const pictures = await console.workspace.database.write(
      'test.pictures',
      async (tx) => {
        let nth = 0;
        const evidence = async (hash: [number, number, number, number]): Promise<number> => {
          nth += 1;
          const [h0, h1, h2, h3] = hash;
          const { lastId } = await tx.run(
            `INSERT INTO evidence(sha256, bytes, kind, media_type, hash0, hash1, hash2, hash3, imported_at, imported_by)
              VALUES(printf('%064d', :nth), 1, 'picture', 'image/png', :h0, :h1, :h2, :h3, 0, 1)`,
            { nth, h0, h1, h2, h3 },
          );
          return lastId;
        };
        const hang = async (evidenceId: number, visitId: number): Promise<number> => {
          const { lastId } = await tx.run(
            `INSERT INTO attachment(client_id, evidence_id, visit_id, name, origin, known, added_at, added_by)
              VALUES(:clientId, :evidenceId, :visitId, 'a.png', 'pick', 0, 0, 1)`,
            { clientId: crypto.randomUUID(), evidenceId, visitId },
          );
          return lastId;
        };
        const mine = await evidence([0x1234, 0x5678, 0x9abc, 0xdef0]);
        return {
          own: await hang(mine, one.id),
          same: await hang(mine, other.id),
          near: await hang(await evidence([0x1234, 0x5678, 0x9abd, 0xdef1]), other.id),
          far: await hang(await evidence([0x1111, 0x2222, 0x3333, 0x4444]), other.id),
          ownTwice: await hang(mine, one.id),
          draft: await hang(mine, draft.id),
        };
      },
      { unaudited: true },
    );
    const pairs = await console.workspace.database.read('test', (reader) => picturePairs(reader, one.id, viewer()));
    const of = pairs.filter(({ attachmentId }) => attachmentId === pictures.own);
    expect(of.map(({ otherAttachmentId, same, otherNo }) => [otherAttachmentId, same, otherNo])).toEqual([
      [pictures.same, true, `访〔${other.year}〕${other.number}号`],
      [pictures.near, false, `访〔${other.year}〕${other.number}号`],
    ]);
    expect(of[1]).toMatchObject({ hash: '123456789abcdef0', otherHash: '123456789abddef1' });
  });
});

// Last: an explained statement keeps the reader's view of the file where it was.
describe('query plans', () => {
  it('looks at the covering index alone where no narrower one fits', async () => {
    for (const listing of [
      {},
      { filter: { mode: 'covert_visit' as const, severity: 'grave' as const } },
      { filter: { scoreFrom: 90 }, sort: { by: 'score' as const, direction: 'desc' as const } },
    ]) {
      const { ids, count, params } = visitListSql(listing, viewer());
      for (const sql of [ids, count]) {
        const text = await plan(sql, sql === ids ? { ...params, limit: 50 } : params);
        expect(text).toMatch(/(SCAN|SEARCH) v USING COVERING INDEX visit_/);
        expect(text).not.toMatch(/SCAN v$/m);
      }
    }
  });

  it('comes in the order of an index for every sort, and never by look-ups in the table', async () => {
    for (const by of visitSorts)
      for (const direction of ['asc', 'desc'] as const)
        for (const filter of [{}, { mode: 'covert_visit' as const, severity: 'grave' as const }]) {
          const { ids, params } = visitListSql({ filter, sort: { by, direction } }, viewer());
          const text = await plan(ids, { ...params, limit: 50 });
          expect(text).toMatch(/v USING COVERING INDEX visit_(list|by_\w+)/);
          expect(text).toMatch(/USE TEMP B-TREE FOR LAST TERM OF ORDER BY/);
        }
  });

  it('asks a window, a unit, a plan and a person through their own indexes', async () => {
    const cases: [Listing['filter'], RegExp, ReturnType<typeof viewer>][] = [
      [{ windowId: 3 }, /visit_window_window/, viewer()],
      [{ unitId: 3 }, /visit_window_unit/, viewer()],
      [{}, /visit_inspector_person/, viewer(['inspector'], INSPECTOR)],
    ];
    for (const [filter, index, who] of cases) {
      const { ids, params } = visitListSql({ filter: filter ?? {} }, who);
      expect(await plan(ids, { ...params, limit: 50 })).toMatch(index);
    }
  });

  it('findings: their covering index, and a unit contact by its unit', async () => {
    const office = findingListSql({ filter: { severity: 'grave' } }, viewer());
    expect(await plan(office.ids, { ...office.params, limit: 50 })).toMatch(/USING COVERING INDEX finding_list/);
    const contact = findingListSql({}, { ...viewer(['unit_contact']), unitId: 3 });
    expect(await plan(contact.ids, { ...contact.params, limit: 50 })).toMatch(/finding_unit \(unit_id=\?\)/);
  });

  it('honesty: visits by day, pictures by the parts of their hash', async () => {
    const texts = await plan(EARLIER_TEXTS_SQL, { visitId: 1, hallId: 1, fromDay: 1, day: 2 });
    expect(texts).toMatch(/SEARCH v USING (COVERING )?INDEX visit_list \(day>\? AND day<\?\)/);
    const pictures = await plan(picturePairsSql('1'), { visitId: 1 });
    for (const part of [0, 1, 2, 3]) expect(pictures).toContain(`evidence_hash${part}`);
    expect(pictures).toContain('attachment_evidence');
    expect(pictures).not.toMatch(/SCAN (e|x|evidence|attachment)\b/);
  });
});
