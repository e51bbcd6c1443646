import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureDifferences } from '../../db/queries/measure-recount.js';
import { lookedAt, newSince } from '../../domain/measures/wall.js';
import { monthOf } from '../../domain/measures/period.js';
import { dayOf } from '../../domain/time.js';
import { at, code, on, openMatterStage, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
const matters = { struck: 0, late: 0, waiting: 0, new: 0 };
const asOf = (day: string | null) => stage.people.leader.call('measures.wall', { asOf: day === null ? null : on(day) });

// On 14 October three matters are issued: one is struck off, one asks for time on the 20th and one is left and turns red. The
// leader looks on the 15th; a fourth comes on the 20th.
beforeAll(async () => {
  stage = await openMatterStage();
  const { people } = stage;
  const steps = stepsOf(stage);
  const done = await steps.verifiedDone();
  matters.struck = done.row.id;
  const waiting = await steps.signed();
  matters.waiting = waiting.row.id;
  matters.late = (await steps.signed()).row.id;
  await people.leader.call('measures.looked', {});
  stage.move(1);
  await people.leader.call('measures.looked', {});
  stage.move(0, 1);
  await people.closer.call('rectifications.close', { ...at(done.row), note: null });
  stage.move(4, 23);
  await people.unit.call('rectifications.requestExtension', {
    ...{ ...at(waiting.row), expectedDay: on('2026-10-28'), reason: '等件', progress: null },
  });
  matters.new = (await stage.issued()).id;
  stage.move(6);
});
afterAll(() => stage.console.close());

/** As an older store could hold it: struck off by who had confirmed the finding, which no command does. */
async function closedAlone(): Promise<number> {
  const { console, people } = stage;
  const { row } = await stepsOf(stage).verifiedDone();
  const closing = people.reviewer.call('rectifications.close', { ...at(row), note: null });
  expect(await code(closing)).toBe('rectification.thirdPerson');
  const now = console.time.now;
  const params = { id: row.id, now, day: dayOf(now), who: people.reviewer.personId };
  await console.workspace.database.write(
    'older store',
    async (tx) => {
      await tx.run(
        `UPDATE rectification SET state = 'closed', closure = 'verified', closed_at = :now, closed_by = :who,
          updated_at = :now, revision = revision + 1 WHERE id = :id`,
        { id: row.id, now, who: params.who },
      );
      await tx.run(
        `INSERT INTO rectification_event(rectification_id, at, day, action, person_id, from_state, to_state, detail)
          VALUES(:id, :now, :day, 'close', :who, 'verifying', 'closed', '{}')`,
        params,
      );
    },
    { unaudited: true },
  );
  return row.id;
}

describe('the wall', () => {
  it('shows what stands open now, the longest overdue first, and what is new since the last look', async () => {
    const wall = await asOf(null);
    const counts = await stage.people.leader.call('rectifications.counts', {});
    expect(wall).toMatchObject({ live: true, open: 3, overdue: counts.lights.red, comments: null, unitsWithout: 3 });
    expect({ ...wall.lights, grey: counts.lights.grey }).toEqual(counts.lights);
    expect(wall.dueThisWeek).toHaveLength(counts.dueThisWeek);
    expect(wall.forMe.total).toBe(counts.forMe);
    const late = wall.overdueFirst.find(({ id }) => id === matters.late);
    expect(late).toMatchObject({ light: 'red', isNew: true, unitLabel: '人社局' });
    expect(wall.overdueFirst.map(({ dueDay }) => dueDay)).toEqual(
      wall.overdueFirst.map(({ dueDay }) => dueDay).sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
    expect(wall.units).toMatchObject([{ unitId: stage.unitId, open: 3, overdue: wall.overdue }]);
    expect(wall.sinceLook).toMatchObject({
      openThen: 3,
      closed: [matters.struck],
      issued: [matters.new],
      turnedRed: wall.overdueFirst.map(({ id }) => id),
    });
    expect(wall.forMe.first).toMatchObject([
      { kind: 'extension', id: matters.waiting, byDay: on('2026-10-28'), nth: 1, unitLabel: '人社局' },
    ]);
    expect(wall.closedAlone).toMatchObject({ fromDay: on('2026-10-01'), alone: 0, closed: 1 });
    expect(wall.score.map(({ month }) => month)).toEqual([monthOf(on('2026-10-01'))]);
    expect(wall.daily.at(-1)).toEqual({ day: wall.day, overdue: wall.overdue });
  });

  it('is that of the end of any past day, and each of its days as that day tells', async () => {
    const then = await asOf('2026-10-14');
    expect(then).toMatchObject({ live: false, open: 3, overdue: 0, sinceLook: null });
    // Verified, it waited to be struck off; six days later another waits for an answer.
    expect(then.forMe).toMatchObject({ total: 1, first: [{ kind: 'closure', id: matters.struck }] });
    expect((await asOf('2026-10-15')).forMe.total).toBe(0);
    expect((await asOf('2026-10-20')).forMe.first).toMatchObject([{ kind: 'extension', id: matters.waiting, nth: 1 }]);
    expect((await asOf('2026-10-15')).open).toBe(2);
    expect((await asOf('2026-10-01')).open).toBe(0);
    const wall = await asOf(null);
    for (const { day, overdue } of wall.daily) {
      const one = await stage.people.leader.call('measures.wall', { asOf: day });
      expect([day, one.overdue]).toEqual([day, overdue]);
    }
    // A day to come is today.
    expect((await asOf('2027-01-01')).day).toBe(dayOf(stage.console.time.now));
  });

  it('knows a hall from the others', async () => {
    const { leader } = stage.people;
    const here = await leader.call('measures.wall', { asOf: null, hallId: stage.hall.hall.id });
    expect(here.open).toBe(3);
    expect(await leader.call('measures.wall', { asOf: null, hallId: 999_999 })).toMatchObject({
      ...{ open: 0, overdue: 0, units: [], score: [], onTime: [], forMe: { total: 0 } },
    });
  });

  it('of somebody who never looked, nothing is new', async () => {
    const wall = await stage.people.office.call('measures.wall', { asOf: null });
    expect(wall.sinceLook).toBeNull();
    expect(wall.overdueFirst.every(({ isNew }) => !isNew)).toBe(true);
  });

  it('tells everybody of as many matters as the ledger says wait, those that do not move among them', async () => {
    const { office, reviewer, leader } = stage.people;
    for (const who of [office, reviewer, leader]) {
      const wall = await who.call('measures.wall', { asOf: null });
      expect(wall.forMe.total).toBe((await who.call('rectifications.counts', {})).forMe);
    }
    // Nobody signed for it in time.
    const { forMe } = await office.call('measures.wall', { asOf: null });
    expect(forMe.first).toMatchObject([{ kind: 'stuck', id: matters.new }]);
  });

  it('tells of what waits in two ways once, as the ledger counts it', async () => {
    const { leader, office } = stage.people;
    const dueDay = dayOf(stage.console.time.now) + 7;
    const before = (await office.call('measures.wall', { asOf: null })).forMe.total;
    // Not signed for in time already, and now the office is instructed on it too.
    const given = await leader.call('instructions.give', {
      ...{ clientId: randomUUID(), rectificationId: matters.new, to: 'office', text: '请核实', dueDay },
    });
    expect((await office.call('rectifications.counts', {})).forMe).toBe(before);
    expect((await office.call('measures.wall', { asOf: null })).forMe.total).toBe(before);
    await leader.call('instructions.withdraw', { id: given.id, revision: given.revision, reason: '已知' });
  });

  it('what a step turned red is new, and what was red before the look is not', async () => {
    const { office, leader } = stage.people;
    const { row } = await stepsOf(stage).submitted();
    stage.move(20);
    await leader.call('measures.looked', {});
    stage.move(1);
    expect((await asOf(null)).sinceLook?.turnedRed).toEqual([]);
    await office.call('rectifications.return', { ...at(row), note: '不符' });
    const wall = await asOf(null);
    expect(wall.sinceLook).toMatchObject({ turnedRed: [row.id], returned: [row.id] });
    expect(wall.overdueFirst.filter(({ isNew }) => isNew).map(({ id }) => id)).toEqual([row.id]);
  });

  it('is for those who oversee', async () => {
    const { unit, verifier } = stage.people;
    for (const who of [unit, verifier])
      await expect(who.call('measures.wall', { asOf: null })).rejects.toThrow('is not for');
  });
});

describe('a look', () => {
  const minute = 60_000;
  it('goes on while somebody comes back within half an hour, and reaches a month back at most', () => {
    const first = lookedAt(null, 100 * minute);
    expect([newSince(null, 0), newSince(first, 110 * minute)]).toEqual([null, null]);
    expect(newSince(first, 131 * minute)).toBe(100 * minute);
    const second = lookedAt(first, 131 * minute);
    expect(newSince(second, 140 * minute)).toBe(100 * minute);
    expect(lookedAt(second, 120 * minute).at).toBe(131 * minute);
    const year = 365 * 24 * 60 * minute;
    expect(newSince(second, year)).toBe(year - 31 * 24 * 60 * minute);
  });
});

it('counts what was closed without a second person, and opens exactly that', async () => {
  const before = (await asOf(null)).closedAlone;
  const id = await closedAlone();
  const { closedAlone: figure } = await asOf(null);
  expect(figure).toEqual({ ...before, alone: before.alone + 1, closed: before.closed + 1 });
  const period = { fromDay: figure.fromDay, toDay: figure.toDay };
  const rows = await stage.people.leader.call('measures.rows', { part: 'closedAlone', period, filter: {} });
  expect(rows).toEqual({ entity: 'rectification', ids: [id], total: 1 });
  // The day before knows nothing of it.
  const past = await stage.people.leader.call('measures.wall', { asOf: dayOf(stage.console.time.now) - 1 });
  expect(past.closedAlone.alone).toBe(0);
  expect(await stage.console.workspace.database.read('check', measureDifferences)).toEqual({});
});
