import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureDifferences, rebuildSummaries } from '../../db/queries/measure-recount.js';
import { measureParts, type MeasurePart } from '../../domain/measures/catalogue.js';
import { partDimensions, type MeasureFilter } from '../../domain/measures/dimensions.js';
import { monthOf } from '../../domain/measures/period.js';
import { at, code, on, openMatterStage, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
const matters = { struck: 0, extended: 0, late: 0 };
const october = { fromDay: on('2026-10-01'), toDay: on('2026-10-31') };
const november = { fromDay: on('2026-11-01'), toDay: on('2026-11-30') };
const [oct, nov] = [monthOf(october.fromDay), monthOf(november.fromDay)];

// On 14 October three matters are issued: one is struck off, one extended, one left; on 10 November the last is handed in
// and the first comes back.
beforeAll(async () => {
  stage = await openMatterStage();
  const { people, console } = stage;
  const steps = stepsOf(stage);
  const done = await steps.verifiedDone();
  await people.closer.call('rectifications.close', { ...at(done.row), note: null });
  matters.struck = done.row.id;
  const waiting = await steps.signed();
  const asked = await people.unit.call('rectifications.requestExtension', {
    ...{ ...at(waiting.row), expectedDay: on('2026-10-28'), reason: '等件', progress: null },
  });
  await people.leader.call('rectifications.decideExtension', {
    ...{ ...at(asked.row), granted: true, newDueDay: on('2026-10-28'), note: '同意' },
  });
  matters.extended = waiting.row.id;
  const late = await steps.signed(await stage.issued({}, { severity: 'grave', category: 'fee' }));
  matters.late = late.row.id;
  console.time.now += 27 * 86_400_000;
  await steps.prove(late.row.id);
  await people.unit.call('rectifications.submit', { ...at((await stage.get(late.row.id)).row), note: '请验收' });
  await people.leader.call('rectifications.reopen', { ...at((await stage.get(done.row.id)).row), note: '反弹' });
});
afterAll(() => stage.console.close());

const parts = async (names: MeasurePart[], period = october, filter: MeasureFilter = {}): Promise<number[]> => {
  const { rows } = await stage.people.office.call('measures.parts', { parts: names, period, by: [], filter });
  return rows[0]?.values ?? names.map(() => 0);
};
const series = (measure: 'on_time_rate' | 'on_time_rate_original' | 'recurrence_rate' | 'closure_rate') =>
  stage.people.office.call('measures.series', { measure, period: october, by: [], filter: {} });

describe('what is counted', () => {
  it('each part by its own day, the rates from numerator and denominator', async () => {
    expect(await parts(['visits', 'windowVisits', 'findings', 'issued', 'closed'])).toEqual([3, 6, 3, 3, 1]);
    expect(await parts(['issued', 'closed'], november)).toEqual([0, 0]);
    // The one handed in on 10 November was due in October; what came back is due anew.
    expect((await series('on_time_rate')).rows).toEqual([{ keys: [], numerator: 0, denominator: 2 }]);
    expect((await series('on_time_rate_original')).rows).toEqual([{ keys: [], numerator: 0, denominator: 2 }]);
    expect((await series('recurrence_rate')).rows).toEqual([{ keys: [], numerator: 1, denominator: 1 }]);
    expect((await series('closure_rate')).rows).toEqual([{ keys: [], numerator: 0, denominator: 3 }]);
    expect(await parts(['closedAlone'])).toEqual([0]);
  });

  it('by unit the whole is the sum, and a denominator that does not know a dimension is the whole', async () => {
    const { office } = stage.people;
    const asked = { period: october, filter: {} };
    const { rows, labels } = await office.call('measures.parts', {
      parts: ['windowVisits', 'scored'],
      by: ['unit'],
      ...asked,
    });
    expect(rows.map(({ values }) => values)).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect(labels.unit?.[String(stage.unitId)]).toBe('人社局');
    const grave = { period: october, by: ['category' as const], filter: { severity: 'grave' as const } };
    expect((await office.call('measures.series', { measure: 'findings_per_hundred', ...grave })).rows).toEqual([
      { keys: ['fee'], numerator: 1, denominator: 6 },
    ]);
  });

  it('open and overdue are those of the end of each month, and now', async () => {
    const period = { fromDay: october.fromDay, toDay: november.toDay };
    const { rows } = await stage.people.office.call('measures.parts', {
      ...{ parts: ['open', 'overdue'], period, by: ['month'], filter: {} },
    });
    expect(rows).toEqual([
      { keys: [oct], values: [2, 2] },
      { keys: [nov], values: [3, 1] },
    ]);
    const then = await stage.people.leader.call('measures.asOf', { day: on('2026-10-20'), filter: {} });
    expect(then).toMatchObject({ open: 2, overdue: 0, states: { acknowledged: 2 } });
    const now = await stage.people.leader.call('measures.asOf', { day: null, filter: {} });
    expect(now).toMatchObject({
      open: 3,
      overdue: 1,
      units: [{ unitId: stage.unitId, open: 3, overdue: 1, oldestDay: on('2026-10-28') }],
    });
    const live = await stage.people.office.call('rectifications.counts', {});
    expect([now.open, now.dueThisWeek, now.lights.red, now.lights.blue]).toEqual([
      ...[live.open, live.dueThisWeek, live.lights.red, live.lights.blue],
    ]);
  });

  it('the difference of two days names the matters', async () => {
    const period = { fromDay: on('2026-10-14'), toDay: on('2026-11-10') };
    expect(await stage.people.leader.call('measures.difference', { period, filter: {} })).toEqual({
      came: [matters.struck],
      went: [],
      turnedOverdue: [matters.extended],
      noLongerOverdue: [],
    });
  });

  it('every wait stands under its day and minute, as many as are counted, in a month and in days of it', async () => {
    const { office } = stage.people;
    for (const period of [october, { fromDay: october.fromDay + 1, toDay: october.toDay }]) {
      const { cells } = await office.call('measures.waits', { period, filter: {} });
      const by = ['day', 'minute'] as const;
      const { rows } = await office.call('measures.parts', {
        ...{ parts: ['waits', 'longWaits'], period, by: [...by], filter: {} },
      });
      expect(cells).toEqual(rows.flatMap(({ keys, values }) => [...keys, ...values]));
      expect(cells.filter((_, at) => at % 4 === 2).reduce((sum, n) => sum + n, 0)).toBe(
        (await parts(['waits'], period))[0],
      );
    }
    expect((await parts(['waits']))[0]).toBeGreaterThan(0);
    const foreign = office.call('measures.waits', { period: october, filter: { severity: 'grave' } });
    expect(await refusedFields(foreign)).toEqual(['filter.severity notOfMeasure']);
  });

  it('how long matters took is in working days, also where one came back', async () => {
    const { office, closer, leader } = stage.people;
    const asked = { period: { fromDay: october.fromDay, toDay: november.toDay }, by: ['unit' as const], filter: {} };
    const { rows, labels } = await office.call('measures.closing', asked);
    expect(rows).toEqual([{ keys: [stage.unitId], count: 1, median: 0, ninetieth: 0 }]);
    expect(labels.unit?.[String(stage.unitId)]).toBe('人社局');
    expect((await leader.call('measures.closing', { ...asked, filter: { severity: 'grave' } })).rows).toEqual([]);
    expect(await refusedFields(closer.call('measures.closing', { ...asked, by: ['hour'] }))).toEqual([
      'by.0 notOfMeasure',
    ]);
  });

  it.each(measureParts)('%s: the rows behind it are as many, and the days of a period sum to it', async (part) => {
    const period = { fromDay: on('2026-09-20'), toDay: on('2026-11-10') };
    const rows = await stage.people.office.call('measures.rows', { part, period, filter: {} });
    const several = ['scoreSum', 'windowVisits', 'scored', 'waits', 'longWaits'].includes(part);
    if (!several) expect(rows.ids).toHaveLength(rows.total);
    if (part === 'open' || part === 'overdue') return;
    let sum = 0;
    for (let day = period.fromDay; day <= period.toDay; day += 1)
      sum += (await parts([part], { fromDay: day, toDay: day }))[0] ?? 0;
    expect(sum).toBe(rows.total);
    for (const dimension of partDimensions[part]) {
      if (['weekday', 'hour', 'minute'].includes(dimension)) continue;
      const broken = await stage.people.office.call('measures.parts', {
        parts: [part],
        period,
        by: [dimension],
        filter: {},
      });
      expect([dimension, broken.rows.reduce((total, { values }) => total + (values[0] ?? 0), 0)]).toEqual([
        dimension,
        sum,
      ]);
    }
  });
});

describe('who may ask for what', () => {
  it('a unit contact asks for the own unit, and never how a visit was made', async () => {
    const { unit, otherUnit } = stage.people;
    const asked = { parts: ['findings' as const], period: october, by: [], filter: {} };
    expect((await unit.call('measures.parts', asked)).rows).toEqual([{ keys: [], values: [3] }]);
    expect((await otherUnit.call('measures.parts', asked)).rows).toEqual([]);
    expect(await code(otherUnit.call('measures.parts', { ...asked, filter: { unitId: stage.unitId } }))).toBe(
      'permission.scope',
    );
    expect(await code(unit.call('measures.parts', { ...asked, by: ['mode'] }))).toBe('permission.scope');
    expect(await code(unit.call('measures.parts', { ...asked, filter: { mode: 'covert_visit' } }))).toBe(
      'permission.scope',
    );
    expect(await code(unit.call('measures.rows', { part: 'visits', period: october, filter: {} }))).toBe(
      'permission.scope',
    );
    expect((await unit.call('measures.rows', { part: 'open', period: november, filter: {} })).ids).toHaveLength(3);
    expect((await otherUnit.call('measures.asOf', { day: null, filter: {} })).open).toBe(0);
    expect(await stage.console.refused('measures.parts', { ...asked, parts: [] })).toMatchObject({
      code: 'validation.input',
    });
  });

  it('a period turned round, a dimension a part does not have and one named twice are refused by name', async () => {
    const asked = { parts: ['visits'], period: october, by: [], filter: {} };
    const fields = async (more: object): Promise<unknown> =>
      (await stage.console.refused('measures.parts', { ...asked, ...more })).fields;
    expect(await fields({ period: { fromDay: 2, toDay: 1 } })).toMatchObject([{ path: 'period.toDay' }]);
    expect(await fields({ by: ['unit', 'unit'] })).toMatchObject([{ path: 'by' }]);
    const { office } = stage.people;
    const more = { parts: ['visits' as const], period: october, by: ['unit', 'category'] as ('unit' | 'category')[] };
    expect(await refusedFields(office.call('measures.parts', { ...more, filter: { severity: 'grave' } }))).toEqual([
      'by.1 notOfMeasure',
      'filter.severity notOfMeasure',
    ]);
  });
});

describe('what is kept beside the rows', () => {
  it('is named where it is not what the rows say, and can be counted anew', async () => {
    const { database } = stage.console.workspace;
    const differences = () => database.read('check', measureDifferences);
    const write = (sql: string): Promise<unknown> => database.write('test', (tx) => tx.run(sql), { unaudited: true });
    expect(await differences()).toEqual({});
    await write(`UPDATE finding_month SET findings = findings + 1 WHERE severity = 'grave'`);
    await write(`DELETE FROM rectification_month`);
    await write(`UPDATE rectification_span SET due_on = due_on + 1 WHERE rectification_id = ${matters.late}`);
    await write(
      `INSERT OR REPLACE INTO visit_span SELECT id, day, day + 99 FROM visit WHERE state = 'confirmed' LIMIT 1`,
    );
    expect(Object.keys(await differences())).toEqual([
      ...['finding_month', 'rectification_month', 'rectification_span', 'visit_span'],
    ]);
    await database.write('test', rebuildSummaries, { unaudited: true });
    expect(Object.keys(await differences())).toEqual(['rectification_span']);
  });

  it('is put right by the look at it, which says so', async () => {
    const { database, measureCheck } = stage.console.workspace;
    const differences = () => database.read('check', measureDifferences);
    const jobId = await measureCheck.check();
    expect(jobId).not.toBeNull();
    expect(await stage.console.ended(jobId ?? 0)).toMatchObject({
      ...{ kind: 'measures.rebuild', state: 'succeeded', result: { tables: 1 } },
    });
    expect(await differences()).toEqual({});
    expect(await measureCheck.check()).toBeNull();
  });
});
