import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMonth, moveMonth } from '../../db/queries/ranking.js';
import { monthOf } from '../../domain/measures/period.js';
import type { RankingMonth } from '../../domain/ranking/month.js';
import type { Component } from '../../domain/ranking/scheme.js';
import { bottomMonths } from '../../electron/services/ranking/ranking.js';
import { code, on, openMatterStage, personOf, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

/** Scores given by hand, held to their item, their unit, and the four eyes; red flags, to the month they are of. */
let stage: MatterStage;
let hallId: number;
const october = monthOf(on('2026-10-01'));

const visits = (weight: number): Component => ({ kind: 'visit_score', title: '暗访得分', weight });
const byHand = (title: string, weight: number): Component => ({ kind: 'manual', title, weight });
const addScheme = (components: Component[]) =>
  stage.people.office.call('ranking.addScheme', {
    clientId: randomUUID(),
    scheme: {
      ...{ title: '月评比', fromDay: on('2026-08-01'), components, tieBreakers: [], minimumSample: 0, note: null },
    },
  });
const compute = (month = october) => stage.people.office.call('ranking.compute', { hallId, month });
const give = ({ id, revision }: RankingMonth, unitId: number, component: number, score: number) =>
  stage.people.office.call('ranking.setManual', {
    ...{ id, revision, items: [{ unitId, component, score, basis: `考勤表 ${score}` }] },
  });
const scoresOf = ({ record }: RankingMonth, unitId: number) =>
  record.rows.find((row) => row.unitId === unitId)?.scores ?? [];

beforeAll(async () => {
  stage = await openMatterStage();
  hallId = stage.hall.hall.id;
  await stepsOf(stage).submitted();
  stage.move(27);
  await addScheme([visits(8000), byHand('日常考勤', 2000)]);
});
afterAll(() => stage.console.close());

describe('a score given by hand', () => {
  let month: RankingMonth;

  it('stays with its item where a newer scheme has it in another place', async () => {
    month = await give(await compute(), stage.unitId, 1, 95);
    expect(scoresOf(month, stage.unitId)[1]).toBe(95);
    await addScheme([visits(7000), byHand('表扬加分', 2000), byHand('日常考勤', 1000)]);
    month = await compute();
    expect(scoresOf(month, stage.unitId).slice(1)).toEqual([null, 95]);
    expect(month.uncounted).toEqual([]);
    expect(month.manual).toMatchObject([{ unitId: stage.unitId, component: 2, score: 95 }]);
    // Given anew under the newer scheme it takes the place of the old one, and what stands beside it is another item.
    month = await give(month, stage.unitId, 2, 90);
    month = await give(month, stage.unitId, 1, 40);
    expect(scoresOf(month, stage.unitId).slice(1)).toEqual([40, 90]);
    expect(month.manual).toHaveLength(2);
    expect(month.uncounted).toEqual([]);
  });

  it('does not count where the scheme has no such item, is told of, and counts again with its item', async () => {
    await addScheme([visits(8000), byHand('表扬加分', 2000)]);
    month = await compute();
    expect(scoresOf(month, stage.unitId).slice(1)).toEqual([40]);
    expect(month.uncounted).toMatchObject([{ unitId: stage.unitId, item: '日常考勤', score: 90, why: 'scheme' }]);
    // A measured component of the same title is another item.
    await addScheme([{ ...visits(5000), title: '日常考勤' }, byHand('服务评价', 5000)]);
    month = await compute();
    expect(scoresOf(month, stage.unitId)[1]).toBeNull();
    expect(month.uncounted.map(({ item, why }) => `${item} ${why}`).sort()).toEqual([
      '日常考勤 scheme',
      '表扬加分 scheme',
    ]);
    await addScheme([byHand('日常考勤', 3000), visits(7000)]);
    month = await compute();
    expect(scoresOf(month, stage.unitId)[0]).toBe(90);
    expect(month.uncounted.map(({ item }) => item)).toEqual(['表扬加分']);
  });

  it('of items of one title stays with the first or the second of them', async () => {
    await addScheme([byHand('加分', 3000), byHand('加分', 3000), visits(4000)]);
    let september = await compute(october - 1);
    september = await give(await give(september, stage.unitId, 0, 10), stage.unitId, 1, 20);
    await addScheme([byHand('日常考勤', 3000), byHand('加分', 3000), visits(4000)]);
    september = await compute(october - 1);
    expect(scoresOf(september, stage.unitId).slice(0, 2)).toEqual([null, 10]);
    expect(september.uncounted).toMatchObject([{ item: '加分', score: 20, why: 'scheme' }]);
    month = await compute();
  });

  it('keeps who gave it from checking, whoever computed it last', async () => {
    const { leader, closer } = stage.people;
    const other = personOf(stage.console, closer.personId, ['office', 'reviewer']);
    const again = await other.call('ranking.compute', { hallId, month: october });
    const giver = personOf(stage.console, stage.people.office.personId, ['office', 'reviewer']);
    const step = { id: again.id, revision: again.revision };
    expect(await code(giver.call('ranking.check', step))).toBe('permission.samePerson');
    expect(await code(other.call('ranking.check', step))).toBe('permission.samePerson');
    const { database } = stage.console.workspace;
    const sql = `UPDATE ranking_month SET state = 'checked', checked_at = 1, checked_by = :giver WHERE id = :id`;
    const past = database.write('test', (tx) => tx.run(sql, { giver: giver.personId, id: again.id }), {
      unaudited: true,
    });
    await expect(past).rejects.toMatchObject({ code: 'db.constraint' });
    expect((await leader.call('ranking.get', { id: again.id })).state).toBe('draft');
  });

  it('of a unit that was merged counts for what it was merged into, unless that has its own', async () => {
    const { office } = stage.people;
    const { otherUnitId, unitId } = stage;
    const taxId = stage.hall.tax.id;
    let august = await compute(october - 2);
    august = await give(august, otherUnitId, 0, 77);
    month = await give(month.state === 'draft' ? await compute() : month, otherUnitId, 0, 66);
    month = await give(month, taxId, 0, 88);
    await office.call('hall.merge', { entity: 'unit', ids: [otherUnitId], intoId: taxId, reason: '机构改革' });
    august = await compute(october - 2);
    expect(scoresOf(august, taxId)[0]).toBe(77);
    expect(august.manual).toMatchObject([{ unitId: taxId, component: 0, score: 77 }]);
    expect(august.uncounted).toEqual([]);
    month = await compute();
    expect(scoresOf(month, taxId)[0]).toBe(88);
    expect(month.uncounted.filter(({ why }) => why === 'merged')).toMatchObject([{ unitId: otherUnitId, score: 66 }]);
    expect(scoresOf(month, unitId)[0]).toBe(90);
    // One of its own takes the place of what came with the merger.
    august = await give(august, taxId, 0, 50);
    expect(scoresOf(august, taxId)[0]).toBe(50);
    expect(august.uncounted).toMatchObject([{ unitId: otherUnitId, score: 77, why: 'merged' }]);
  });
});

describe('a month a scheme was made for since', () => {
  it('is computed by that before it is checked or frozen', async () => {
    const { leader, closer } = stage.people;
    const month = await compute(october - 1);
    await addScheme([visits(9000), byHand('日常考勤', 1000)]);
    const check = ({ id, revision }: RankingMonth) => closer.call('ranking.check', { id, revision });
    const other = { code: 'ranking.otherScheme', params: { title: '月评比' } };
    await expect(check(month)).rejects.toMatchObject(other);
    const checked = await check(await compute(october - 1));
    await addScheme([visits(10_000)]);
    const step = { id: checked.id, revision: checked.revision };
    await expect(leader.call('ranking.freeze', step)).rejects.toMatchObject(other);
    await closer.call('ranking.reopen', { ...step, reason: '方案有变' });
    const { scheme } = (await compute(october - 1)).record;
    expect(scheme.components).toHaveLength(1);
  });
});

describe('a month that was put right', () => {
  it('does not summon anew who was summoned since the month itself was frozen', async () => {
    const { office, closer, leader } = stage.people;
    const { database } = stage.console.workspace;
    const [scheme] = await office.call('ranking.schemes', {});
    if (!scheme) throw new Error('no scheme');
    const { otherUnitId, hall } = stage;
    const [asked, also] = [hall.unit.id, hall.tax.id];
    const freeze = (month: number, bottom: number[], correctsId: number | null = null): Promise<number> =>
      database.write(
        'test',
        async (tx) => {
          const { now } = stage.console.time;
          const record = { scheme: scheme.scheme, rows: [], top: [], bottom };
          const reason = correctsId === null ? null : '更正';
          const row = { hallId, month, schemeId: scheme.id, correctsId, reason, record, now };
          const id = await insertMonth(tx, { ...row, personId: office.personId });
          await moveMonth(tx, { id, state: 'checked', now, personId: closer.personId });
          await moveMonth(tx, { id, state: 'frozen', now, personId: leader.personId });
          return id;
        },
        { unaudited: true },
      );
    const runs = async () => [...(await database.read('test', (reader) => bottomMonths(reader, null)))];
    await freeze(october - 8, [asked, also]);
    const first = await freeze(october - 7, [asked, also]);
    expect(await runs()).toEqual([
      [asked, 2],
      [also, 2],
    ]);
    stage.move(1);
    const fields = { unitId: asked, invited: '负责人', place: null, meetsAt: null, agenda: [] };
    await office.call('interviews.create', { clientId: randomUUID(), fields });
    expect(await runs()).toEqual([[also, 2]]);
    stage.move(1);
    await freeze(october - 7, [asked, also, otherUnitId], first);
    expect(await runs()).toEqual([
      [also, 2],
      [otherUnitId, 1],
    ]);
  });
});

describe('a red flag', () => {
  const register = (id: number, sentTo = '各窗口单位') =>
    stage.people.office.call('ranking.registerCircular', { id, sentTo, copiedTo: null });
  const paperOf = (id: number) =>
    stage.people.office.call('ranking.circular', { id, charts: [], format: 'docx', token: 'none' });
  const flag = (monthId: number, windowId: number) => ({ clientId: randomUUID(), monthId, windowId, reason: '零差错' });

  it('goes to the unit the window belonged to at the end of that month, and only in the version that stands', async () => {
    const { office, leader, reviewer, closer } = stage.people;
    const { w2, tax } = stage.hall;
    const frozen = async ({ id, revision }: RankingMonth) => {
      const checked = await (id % 2 ? reviewer : closer).call('ranking.check', { id, revision });
      return leader.call('ranking.freeze', { id, revision: checked.revision });
    };
    const first = await frozen(await compute());
    const [window] = await office.call('hall.rows', { entity: 'window', ids: [w2.id] });
    if (window?.entity !== 'window') throw new Error('no window');
    const then = window.names['unitId'];
    await office.call('hall.move', { entity: 'window', ids: [w2.id], field: 'unitId', toId: tax.id });
    const [moved] = await office.call('hall.rows', { entity: 'window', ids: [w2.id] });
    expect(moved?.names['unitId']).not.toEqual(then);
    const offered = await leader.call('ranking.flagWindows', { id: first.id });
    const wasOf = (windowId: number) => offered.find((one) => one.windowId === windowId)?.unitLabel;
    expect([wasOf(w2.id), wasOf(stage.hall.w10.id)]).toEqual([then, expect.any(String)]);
    const rankOf = new Map(first.record.rows.map(({ unitId, rank }) => [unitId, rank ?? Infinity]));
    const places = offered.map(({ unitId }) => rankOf.get(unitId) ?? Infinity);
    expect(places).toEqual([...places].sort((a, b) => (a === b ? 0 : a - b)));
    expect((await leader.call('ranking.giveFlag', flag(first.id, w2.id))).unitLabel).toBe(then);
    expect(await refusedFields(leader.call('ranking.giveFlag', flag(first.id, 99_999)))).toEqual(['windowId unknown']);

    const step = { id: first.id, revision: first.revision, reason: '考勤表晚到' };
    const second = await office.call('ranking.correct', step);
    // Until the correction is frozen the first one stands.
    expect((await leader.call('ranking.giveFlag', flag(first.id, stage.hall.w10.id))).month).toBe(october);
    const { id, revision } = await register(first.id);
    expect(await code(paperOf(first.id))).toBe('file.token');
    await frozen(second);
    expect(await code(paperOf(first.id))).toBe('ranking.superseded');
    expect(await code(office.call('circulars.issue', { id, revision }))).toBe('ranking.superseded');
    await office.call('circulars.discard', { id, revision });
    expect(await code(register(first.id))).toBe('ranking.superseded');
    await register(second.id);
    expect(await code(paperOf(second.id))).toBe('file.token');
    await expect(leader.call('ranking.giveFlag', flag(first.id, stage.hall.w10.id))).rejects.toMatchObject({
      ...{ code: 'ranking.superseded', params: { id: second.id, nth: 1 } },
    });
  });

  it('keeps the names of when it was given', async () => {
    const { office, leader } = stage.people;
    const flags = () => leader.call('ranking.flags', { hallId: stage.hall.hall.id });
    const before = await flags();
    const { w2, unit } = stage.hall;
    stage.console.time.now += 60_000;
    const [window] = await office.call('hall.rows', { entity: 'window', ids: [w2.id] });
    const [owner] = await office.call('hall.rows', { entity: 'unit', ids: [unit.id] });
    if (window?.entity !== 'window' || owner?.entity !== 'unit') throw new Error('no window');
    for (const draft of [
      { ...window, draft: { entity: 'window' as const, fields: { ...window.fields, name: '改名窗口' } } },
      {
        ...owner,
        draft: { entity: 'unit' as const, fields: { ...owner.fields, name: '改名单位', shortName: '改名' } },
      },
    ])
      await office.call('hall.update', { id: draft.id, revision: draft.revision, reason: '更名', draft: draft.draft });
    const after = await flags();
    expect(after.map(({ windowLabel }) => windowLabel)).toEqual(before.map(({ windowLabel }) => windowLabel));
    expect(after.length).toBeGreaterThan(0);
    for (const { unitLabel } of after) expect(unitLabel).not.toContain('改名');
  });
});
