import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summonedSince } from '../../db/queries/ranking.js';
import { monthOf } from '../../domain/measures/period.js';
import type { RankingMonth } from '../../domain/ranking/month.js';
import { bottomRuns, componentScore } from '../../domain/ranking/reckoning.js';
import type { RankingScheme } from '../../domain/ranking/scheme.js';
import { bottomMonths } from '../../electron/services/ranking/ranking.js';
import {
  at,
  code,
  on,
  openMatterStage,
  personOf,
  refusedFields,
  stepsOf,
  type MatterStage,
  type Person,
} from '../support/matters.js';

let stage: MatterStage;
let checker: Person;
let hallId: number;
const october = monthOf(on('2026-10-01'));

const scheme = (more: Partial<RankingScheme> = {}): RankingScheme => ({
  title: '窗口单位月评比',
  fromDay: on('2026-09-01'),
  components: [
    { kind: 'visit_score', title: '暗访得分', weight: 5000 },
    { kind: 'on_time_rate', title: '按期整改', weight: 3000 },
    { kind: 'manual', title: '日常考勤', weight: 2000 },
  ],
  tieBreakers: ['fewer_grave', 'fewer_overdue'],
  minimumSample: 1,
  note: null,
  ...more,
});
const add = (more: Partial<RankingScheme> = {}) =>
  stage.people.office.call('ranking.addScheme', { clientId: randomUUID(), scheme: scheme(more) });
const rowOf = ({ record }: RankingMonth, unitId: number) => record.rows.find((row) => row.unitId === unitId);

// In October one matter is handed in on time and one is not; by 10 November the month is over.
beforeAll(async () => {
  stage = await openMatterStage();
  checker = stage.people.closer;
  hallId = stage.hall.hall.id;
  const steps = stepsOf(stage);
  await steps.submitted();
  await steps.signed();
  stage.move(27);
});
afterAll(() => stage.console.close());

describe('schemes', () => {
  it('sum to 100 %, and hold from their month on', async () => {
    const { office, leader } = stage.people;
    const short = await stage.console.refused('ranking.addScheme', {
      clientId: randomUUID(),
      scheme: scheme({ components: [{ kind: 'visit_score', title: '暗访得分', weight: 9999 }] }),
    });
    expect(short.fields).toMatchObject([{ path: 'scheme.components', rule: 'weightSum' }]);
    expect(await code(office.call('ranking.compute', { hallId, month: october }))).toBe('notFound.record');
    const first = await add();
    expect(first).toMatchObject({ isCurrent: true, scheme: { title: '窗口单位月评比' } });
    await add({ fromDay: on('2027-01-15'), title: '明年的' });
    const schemes = await leader.call('ranking.schemes', {});
    expect(schemes.map(({ scheme: { title, fromDay }, isCurrent }) => [title, fromDay, isCurrent])).toEqual([
      ['明年的', on('2027-01-01'), false],
      ['窗口单位月评比', on('2026-09-01'), true],
    ]);
  });
});

describe('a month', () => {
  let drafted: RankingMonth;

  it('that is over is computed from the measures, its numbers beside', async () => {
    const { office } = stage.people;
    expect(await refusedFields(office.call('ranking.compute', { hallId, month: october + 1 }))).toEqual([
      'month monthNotOver',
    ]);
    drafted = await office.call('ranking.compute', { hallId, month: october });
    expect(drafted).toMatchObject({ state: 'draft', movedSince: [], correctsId: null });
    const own = rowOf(drafted, stage.unitId);
    const { rows } = await office.call('measures.series', {
      ...{ measure: 'visit_score', period: { fromDay: on('2026-10-01'), toDay: on('2026-10-31') }, by: ['unit'] },
      filter: { hallId, unitId: stage.unitId },
    });
    expect(own?.ratios[0]).toEqual({ numerator: rows[0]?.numerator, denominator: rows[0]?.denominator });
    expect(own).toMatchObject({ rank: expect.any(Number) as number, scores: [expect.any(Number), 50, null] });
    // Nothing was measured there: no sample, no rank.
    expect(rowOf(drafted, stage.otherUnitId)).toMatchObject({ rank: null, total: null, sample: 0 });
  });

  it('takes items given by hand, with what they are based on', async () => {
    const { office } = stage.people;
    const item = { unitId: stage.unitId, component: 2, score: 92.5, basis: '十月考勤表' };
    const give = (more: object) =>
      office.call('ranking.setManual', { id: drafted.id, revision: drafted.revision, items: [{ ...item, ...more }] });
    expect(await refusedFields(give({ component: 0 }))).toEqual(['items.0.component unknown']);
    expect(await refusedFields(give({ unitId: 99_999 }))).toEqual(['items.0.unitId unknown']);
    drafted = await give({});
    expect(drafted.manual).toMatchObject([{ ...item, givenBy: expect.any(String) as string }]);
    const [visit = 0, onTime = 0, manual = 0] = rowOf(drafted, stage.unitId)?.scores ?? [];
    expect(manual).toBe(92.5);
    expect(rowOf(drafted, stage.unitId)?.total).toBeCloseTo(
      (visit ?? 0) * 0.5 + (onTime ?? 0) * 0.3 + (manual ?? 0) * 0.2,
      9,
    );
  });

  it('is checked by another, frozen by a leader, and then never rewritten', async () => {
    const { office, leader, reviewer } = stage.people;
    const step = { id: drafted.id, revision: drafted.revision };
    expect(await code(office.call('ranking.check', step))).toBe('permission.samePerson');
    expect(await code(leader.call('ranking.freeze', step))).toBe('conflict.state');
    const checked = await checker.call('ranking.check', step);
    expect(await code(office.call('ranking.compute', { hallId, month: october }))).toBe('conflict.state');
    const again = await reviewer.call('ranking.reopen', { ...step, revision: checked.revision, reason: '考勤有误' });
    expect(again.state).toBe('draft');
    const twice = await checker.call('ranking.check', { ...step, revision: again.revision });
    expect(await code(leader.call('ranking.freeze', step))).toBe('conflict.revision');
    await expect(office.call('ranking.freeze', step)).rejects.toThrow('is not for');
    const frozen = await leader.call('ranking.freeze', { ...step, revision: twice.revision });
    expect(frozen).toMatchObject({ state: 'frozen', frozenBy: expect.any(String) as string });
    expect(await code(office.call('ranking.compute', { hallId, month: october }))).toBe('conflict.state');
    expect(await refusedFields(add({ fromDay: on('2026-10-20') }))).toEqual(['scheme.fromDay afterFrozen']);
    drafted = frozen;
  });

  it('by the store, whatever asks: a frozen month, its items, a scheme', async () => {
    const { database } = stage.console.workspace;
    const write = (sql: string): Promise<unknown> => database.write('test', (tx) => tx.run(sql), { unaudited: true });
    for (const sql of [
      `UPDATE ranking_month SET record = '{}'`,
      `UPDATE ranking_month SET state = 'draft', checked_at = NULL, checked_by = NULL, frozen_at = NULL, frozen_by = NULL`,
      `DELETE FROM ranking_month`,
      `UPDATE ranking_manual SET score = 1000`,
      `DELETE FROM ranking_manual`,
      `UPDATE ranking_scheme SET content = '{}'`,
      `DELETE FROM ranking_scheme`,
    ])
      await expect(write(sql), sql).rejects.toMatchObject({ code: 'db.constraint' });
  });

  it('that is frozen shows what changed since, and a correction names it', async () => {
    const { office, leader } = stage.people;
    // A window of the unit goes to another, and the unit is merged: the frozen month is what it was.
    await office.call('hall.move', {
      entity: 'window',
      ids: [stage.hall.w2.id],
      field: 'unitId',
      toId: stage.hall.tax.id,
    });
    expect((await leader.call('ranking.get', { id: drafted.id })).movedSince).toEqual([]);
    // What was handed in is returned: the unit was not on time after all.
    const [row] = (await office.call('rectifications.list', { filter: { states: ['submitted'] } })).ids;
    await office.call('rectifications.return', { ...at((await stage.get(row ?? 0)).row), note: '不符' });
    const now = await leader.call('ranking.get', { id: drafted.id });
    expect(now.movedSince).toEqual([stage.unitId]);
    expect(now.record).toEqual(drafted.record);
    const step = { id: drafted.id, revision: drafted.revision };
    const corrected = await office.call('ranking.correct', { ...step, reason: '有一件后来退回' });
    expect(corrected).toMatchObject({
      state: 'draft',
      correctsId: drafted.id,
      reason: '有一件后来退回',
      movedSince: [],
    });
    expect(rowOf(corrected, stage.unitId)?.scores[1]).toBe(0);
    expect(rowOf(corrected, stage.unitId)?.scores[2]).toBe(92.5);
    expect(await code(office.call('ranking.correct', { ...step, reason: '再来' }))).toBe('conflict.state');
    const checked = await checker.call('ranking.check', { id: corrected.id, revision: corrected.revision });
    expect((await leader.call('ranking.list', { hallId })).map(({ id, superseded }) => [id, superseded])).toEqual([
      [corrected.id, false],
      [drafted.id, false],
    ]);
    await leader.call('ranking.freeze', { id: corrected.id, revision: checked.revision });
    const months = await leader.call('ranking.list', { hallId });
    expect(months.map(({ id, superseded, correctsId }) => [id, superseded, correctsId])).toEqual([
      [corrected.id, false, drafted.id],
      [drafted.id, true, null],
    ]);
  });

  it('of a unit that was merged since counts for what it was merged into', async () => {
    const { office } = stage.people;
    const before = await office.call('ranking.compute', { hallId, month: october - 1 });
    expect(before.record.rows.map(({ rank }) => rank)).toEqual(before.record.rows.map(() => null));
    await office.call('hall.merge', {
      ...{ entity: 'unit', ids: [stage.otherUnitId], intoId: stage.hall.tax.id, reason: '机构改革' },
    });
    const after = await office.call('ranking.compute', { hallId, month: october - 1 });
    expect(after.record.rows.map(({ unitId }) => unitId)).not.toContain(stage.otherUnitId);
    expect(after.record.rows.map(({ unitId }) => unitId)).toContain(stage.hall.tax.id);
  });

  it('that is frozen may honour a window, once, and says who stands at its bottom', async () => {
    const { leader } = stage.people;
    const [newest] = await leader.call('ranking.list', { hallId });
    const flag = { clientId: randomUUID(), monthId: newest?.id ?? 0, windowId: stage.hall.w10.id, reason: '零差错' };
    const given = await leader.call('ranking.giveFlag', flag);
    expect((await leader.call('ranking.giveFlag', flag)).id).toBe(given.id);
    expect(await refusedFields(leader.call('ranking.giveFlag', { ...flag, clientId: randomUUID() }))).toEqual([
      'windowId duplicate',
    ]);
    expect(
      await refusedFields(leader.call('ranking.giveFlag', { ...flag, clientId: randomUUID(), windowId: 99_999 })),
    ).toEqual(['windowId unknown']);
    expect(await leader.call('ranking.flags', { hallId })).toMatchObject([{ month: october, reason: '零差错' }]);
    const { database } = stage.console.workspace;
    await expect(
      database.write('test', (tx) => tx.run(`DELETE FROM red_flag`), { unaudited: true }),
    ).rejects.toMatchObject({ code: 'db.constraint' });
    const bottoms = await database.read('test', (reader) => bottomMonths(reader, null));
    expect([...bottoms.keys()]).toEqual(newest?.bottom);
  });

  it('says beside a row what changed of its unit: merged into it, renamed, a window moved away', async () => {
    const { leader } = stage.people;
    const [first] = (await leader.call('ranking.list', { hallId })).filter(({ correctsId }) => correctsId !== null);
    const { record } = await leader.call('ranking.get', { id: first?.id ?? 0 });
    const own = record.rows.find(({ unitId }) => unitId === stage.unitId);
    expect(own?.members).toEqual([stage.unitId]);
    // The window w2 was moved to the tax office before the correction was computed, and seen in October.
    expect(record.rows.flatMap(({ notes }) => notes.map(({ kind }) => kind))).toEqual(['windowMoved']);
    expect(own?.notes).toMatchObject([{ kind: 'windowMoved', window: expect.any(String) as string }]);
    const { office } = stage.people;
    const [unit] = await office.call('hall.rows', { entity: 'unit', ids: [stage.hall.tax.id] });
    if (unit?.entity !== 'unit') throw new Error('no unit');
    await office.call('hall.update', {
      ...{ id: unit.id, revision: unit.revision, reason: '更名' },
      draft: { entity: 'unit', fields: { ...unit.fields, name: '市税务局（新）', shortName: '新税务' } },
    });
    const again = await office.call('ranking.compute', { hallId, month: october - 1 });
    const renamed = again.record.rows.find(({ unitId }) => unitId === unit.id);
    expect(renamed?.notes.map(({ kind }) => kind)).toContain('renamed');
    expect(renamed?.members).toEqual([stage.hall.tax.id, stage.otherUnitId].sort((a, b) => a - b));
  });

  it('that is frozen becomes a circular, by the office alone and with pictures that are pictures', async () => {
    const { office, leader } = stage.people;
    const [draft, frozen] = await leader
      .call('ranking.list', { hallId })
      .then((all) => [all.find(({ state }) => state === 'draft'), all.find(({ state }) => state === 'frozen')]);
    const make = (more: object) => ({
      ...{ id: frozen?.id ?? 0, charts: [], format: 'docx' as const, token: 'none', ...more },
    });
    const register = (sentTo: string, id = frozen?.id ?? 0) =>
      office.call('ranking.registerCircular', { id, sentTo, copiedTo: null });
    expect(await code(office.call('ranking.circular', make({})))).toBe('notFound.record');
    expect(await code(register('各窗口单位', draft?.id ?? 0))).toBe('conflict.state');
    const first = await register('各窗口单位');
    expect(first).toMatchObject({ state: 'draft', no: null, ranking: { id: frozen?.id, hallId, month: october } });
    expect(first.fields.title).toBe('关于2026年10月窗口单位月评比情况的通报');
    const second = await register('各进驻单位');
    expect([second.id, second.fields.sentTo]).toEqual([first.id, '各进驻单位']);
    const cases = { ...second.fields, cases: [1] };
    const edit = { id: second.id, revision: second.revision, fields: cases };
    expect(await refusedFields(office.call('circulars.edit', edit))).toEqual(['fields.cases unknown']);
    const issued = await office.call('circulars.issue', { id: second.id, revision: second.revision });
    expect(issued.no).toMatch(/〔2026〕\d+号$/u);
    // What was issued stays, whoever registers it again.
    expect(await register('各单位')).toEqual(issued);
    const { circular } = await leader.call('ranking.get', { id: frozen?.id ?? 0 });
    expect(circular).toEqual({ id: issued.id, no: issued.no, sentTo: '各进驻单位', copiedTo: null });
    const paper = { kind: 'circular' as const, ids: [issued.id], format: 'docx' as const, token: 'none' };
    expect(await code(office.call('documents.make', paper))).toBe('conflict.state');
    await expect(leader.call('ranking.circular', make({}))).rejects.toThrow('is not for');
    expect(await code(office.call('ranking.circular', make({ id: draft?.id ?? 0 })))).toBe('conflict.state');
    const png = { base64: Buffer.from('<svg onload=1>').toString('base64'), width: 10, height: 10 };
    const charts = [{ title: '图', summary: '一句话', png }];
    expect(await refusedFields(office.call('ranking.circular', make({ charts })))).toEqual(['charts.0.png invalid']);
    expect(await code(office.call('ranking.circular', make({})))).toBe('file.token');
  });

  it('leaves out who was summoned since it was frozen, unless it was called off', async () => {
    const { office, leader } = stage.people;
    const { database } = stage.console.workspace;
    const since = (from: number, except: number | null) =>
      database.read('test', (reader) => summonedSince(reader, from, except));
    const fields = { unitId: stage.unitId, invited: '负责人', place: null, meetsAt: null, agenda: [] };
    const made = await office.call('interviews.create', { clientId: randomUUID(), fields });
    expect(await since(0, null)).toEqual([stage.unitId]);
    expect(await since(0, made.id)).toEqual([]);
    expect(await since(made.createdAt + 1, null)).toEqual([]);
    await leader.call('interviews.cancel', { id: made.id, revision: made.revision, reason: '不谈了' });
    expect(await since(0, null)).toEqual([]);
  });

  it('is for those who oversee, and computed by the office alone', async () => {
    const { unit, leader } = stage.people;
    await expect(unit.call('ranking.list', { hallId })).rejects.toThrow('is not for');
    await expect(leader.call('ranking.compute', { hallId, month: october })).rejects.toThrow('is not for');
    const both = personOf(stage.console, stage.people.office.personId, ['office', 'reviewer']);
    const draft = await both.call('ranking.compute', { hallId, month: october - 1 });
    expect(await code(both.call('ranking.check', { id: draft.id, revision: draft.revision }))).toBe(
      'permission.samePerson',
    );
  });
});

describe('rules', () => {
  it('a component is 0 to 100, the other way round where less is better, and nothing where nothing is measured', () => {
    expect(componentScore('recurrence_rate', { recurred: 1, closed: 4 })?.score).toBe(75);
    expect(componentScore('on_time_rate', { metExtended: 3, dueExtended: 4 })?.score).toBe(75);
    expect(componentScore('visit_score', { scoreSum: 18_000, scored: 2 })?.score).toBe(90);
    expect(componentScore('on_time_rate', {})).toBeNull();
    expect(componentScore('satisfaction_rate', { closed: 1 })).toBeNull();
  });

  it('months at the bottom are counted while they follow one another', () => {
    const runs = bottomRuns([
      { month: 10, bottom: [1, 2, 3] },
      { month: 9, bottom: [1, 2] },
      { month: 8, bottom: [1] },
      { month: 6, bottom: [1, 2, 3] },
    ]);
    expect([...runs]).toEqual([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    expect([...bottomRuns([])]).toEqual([]);
  });
});
