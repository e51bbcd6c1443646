import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byDaySql, byLightSql, byUnitSql, type LedgerView } from '../../db/queries/rectification-ledger.js';
import { lights } from '../../domain/rectification/kinds.js';
import type { RectificationFields, RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { at, openMatterStage, type MatterStage, type Person } from '../support/matters.js';

/** The ledger by light, by unit and by day: each agrees with the rows one may see, and with nothing else. */
let stage: MatterStage;
let rows: RectificationRow[];
const DAY_MS = 86_400_000;

/** A matter of a unit with so many working days, signed for or not. */
async function matter(unitId: number, amount: number, contact: Person | null, more: Partial<RectificationFields> = {}) {
  const { office } = stage.people;
  const { hall } = stage;
  const fields: RectificationFields = {
    problem: '工作时间空岗 27 分钟',
    goal: '窗口全时段有人',
    measures: ['排班到人'],
    category: 'attendance',
    severity: 'serious',
    basisClause: null,
    hallId: hall.hall.id,
    windowId: null,
    unitId,
    leadUnitId: null,
    responsiblePerson: '张主任',
    responsibleLeader: null,
    deadline: { type: 'fixed_term_fix', amount, byDay: null, milestones: [], nextReviewDay: null },
    remark: null,
    ...more,
  };
  const draft = await office.call('rectifications.write', { clientId: randomUUID(), fields });
  const input = { matters: [{ id: draft.id, revision: draft.revision }], notice: 'each' as const, note: null };
  const [issued] = await office.call('rectifications.issue', input);
  if (!issued) throw new Error('not issued');
  if (contact)
    await contact.call('rectifications.acknowledge', { id: issued.id, revision: issued.revision, note: null });
  return issued.id;
}

beforeAll(async () => {
  stage = await openMatterStage();
  const { unit, otherUnit } = stage.people;
  const standing = { type: 'standing_measure' as const, amount: null, byDay: null, milestones: [] };
  await matter(stage.unitId, 5, unit);
  await matter(stage.otherUnitId, 3, otherUnit);
  await matter(stage.otherUnitId, 3, otherUnit, { severity: 'grave', problem: '收费公示与实收不符' });
  stage.move(8);
  await matter(stage.unitId, 3, unit);
  await matter(stage.unitId, 10, unit);
  const appealed = await stage.get(await matter(stage.unitId, 10, null));
  await unit.call('rectifications.appeal', { ...at(appealed.row), grounds: '当时无人排队' });
  await matter(stage.otherUnitId, 5, otherUnit, {
    deadline: { ...standing, nextReviewDay: dayOf(stage.console.time.now) + 60 },
  });
  stage.move(4);
  await stage.drafted();
  const { ids } = await stage.people.office.call('rectifications.list', {});
  rows = await stage.people.office.call('rectifications.rows', { ids });
});
afterAll(() => stage.console.close());

const seenBy = (who: Person, some = rows): RectificationRow[] =>
  who.unitId === null || who.unitId === undefined
    ? some
    : some.filter(({ state, fields }) => state !== 'draft' && fields.unitId === who.unitId);

describe('by light', () => {
  it('stands every matter under its light, the most pressing first, each by due date', async () => {
    const { ids, total, groups } = await stage.people.office.call('ledger.byLight', {});
    expect(total).toBe(rows.length);
    expect(groups.map(({ light }) => light)).toEqual(['red', 'yellow', 'blue', 'green', 'grey']);
    const lightOf = new Map(rows.map(({ id, light }) => [id, light]));
    expect(ids.map((id) => lightOf.get(id))).toEqual(
      groups.flatMap(({ light, count }) => Array.from({ length: count }, () => light)),
    );
    const dueOf = new Map(rows.map(({ id, dueDay }) => [id, dueDay ?? Infinity]));
    let from = 0;
    for (const { count } of groups) {
      const due = ids.slice(from, from + count).map((id) => dueOf.get(id) ?? 0);
      expect(due).toEqual([...due].sort((a, b) => a - b));
      from += count;
    }
  });

  it('is narrowed as the list is, by words too', async () => {
    const { office } = stage.people;
    for (const narrowed of [
      { filter: { open: true } },
      { filter: { severity: 'grave' as const } },
      { filter: { light: 'red' as const, unitId: stage.otherUnitId } },
      { text: '收费公示' },
      { text: '2' },
      { filter: { forMe: true } },
    ]) {
      const listed = await office.call('rectifications.list', narrowed);
      const { ids } = await office.call('ledger.byLight', narrowed);
      expect([...ids].sort(), JSON.stringify(narrowed)).toEqual([...listed.ids].sort());
    }
  });

  it('answers only the first ids where that is asked, beside the whole counts', async () => {
    const whole = await stage.people.office.call('ledger.byLight', {});
    const first = await stage.people.office.call('ledger.byLight', { limit: 3 });
    expect(first).toEqual({ ...whole, ids: whole.ids.slice(0, 3) });
  });
});

describe('by unit', () => {
  it('counts the matters of each unit under each light, the longest overdue first', async () => {
    const units = await stage.people.office.call('ledger.byUnit', {});
    expect(units.map(({ unitId }) => unitId)).toEqual([stage.otherUnitId, stage.unitId]);
    for (const unit of units) {
      const own = rows.filter(({ fields }) => fields.unitId === unit.unitId);
      expect(unit.total).toBe(own.length);
      for (const light of lights)
        expect(unit.lights[light], light).toBe(own.filter((row) => row.light === light).length);
      const over = own.flatMap(({ light, dueDay }) => (light === 'red' && dueDay !== null ? [dueDay] : []));
      expect(unit.oldestDay).toBe(Math.min(...over));
      expect(unit.unitLabel).toBe(own[0]?.unitLabel);
    }
  });
});

describe('by day', () => {
  const span = () => {
    const today = dayOf(stage.console.time.now);
    return { fromDay: today - 20, toDay: today + 20 };
  };

  it('counts what is due on each day and names the first, with the days off', async () => {
    const { days, special } = await stage.people.office.call('ledger.byDay', span());
    const due = rows.filter(({ dueDay }) => dueDay !== null);
    expect(days.reduce((sum, { total }) => sum + total, 0)).toBe(due.length);
    for (const { day, total, overdue, first } of days) {
      const own = due.filter(({ dueDay }) => dueDay === day);
      expect([total, overdue]).toEqual([own.length, own.filter(({ light }) => light === 'red').length]);
      expect(new Set(first.map(({ id }) => id))).toEqual(new Set(own.map(({ id }) => id)));
      for (const { id, no, light } of first) expect(rows.find((row) => row.id === id)).toMatchObject({ no, light });
    }
    const kinds = new Map(special?.map(({ day, works, why }) => [isoDay(day), `${works} ${why}`]));
    expect(kinds.get('2026-10-10')).toBe('true makeup');
    expect(kinds.get('2026-10-11')).toBe('false weekend');
    expect(kinds.get('2026-10-07')).toBe('false holiday');
    expect(kinds.has('2026-10-12')).toBe(false);
  });

  it('refuses a span that is none, and says nothing of days without a calendar', async () => {
    const { office } = stage.people;
    const { fromDay } = span();
    for (const toDay of [fromDay - 1, fromDay + 62])
      await expect(office.call('ledger.byDay', { fromDay, toDay })).rejects.toMatchObject({ code: 'validation.input' });
    const future = await office.call('ledger.byDay', { fromDay: 40_000, toDay: 40_030 });
    expect(future).toEqual({ days: [], special: null });
  });
});

describe('who sees what', () => {
  it('a unit its own issued matters alone, a stranger nothing', async () => {
    const { unit, otherUnit, seer } = stage.people;
    for (const who of [unit, otherUnit]) {
      const own = seenBy(who).map(({ id }) => id);
      expect([...(await who.call('ledger.byLight', {})).ids].sort()).toEqual([...own].sort());
      expect((await who.call('ledger.byUnit', {})).map(({ unitId }) => unitId)).toEqual([who.unitId]);
    }
    // Drafts are the office's own; what was written without a visit no inspector saw.
    expect(await seer.call('ledger.byLight', {})).toEqual({ ids: [], total: 0, groups: [] });
    expect(await seer.call('ledger.byUnit', {})).toEqual([]);
    const today = dayOf(stage.console.time.now);
    expect((await seer.call('ledger.byDay', { fromDay: today - 30, toDay: today + 30 })).days).toEqual([]);
  });
});

it('looks at covering indexes alone', async () => {
  const view: LedgerView = {
    narrowed: { filter: { open: true, severity: 'serious' } },
    viewer: { ...stage.people.office, actor: { personId: stage.people.office.personId }, unitId: null },
    now: stage.console.time.now + DAY_MS,
    found: [],
  };
  for (const { sql, params } of [byLightSql(view), byUnitSql(view), byDaySql(view, { fromDay: 1, toDay: 2 })]) {
    const plan = await stage.console.workspace.database.read('test.plan', (reader) =>
      reader.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params),
    );
    const looks = plan.map(({ detail }) => detail).filter((detail) => /(SCAN|SEARCH) m\b/.test(detail));
    expect(looks.length).toBeGreaterThan(0);
    for (const look of looks) expect(look).toContain('USING COVERING INDEX');
  }
});
