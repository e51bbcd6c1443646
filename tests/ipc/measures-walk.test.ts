import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelsByMonth } from '../../db/queries/measure-levels.js';
import { measureDifferences } from '../../db/queries/measure-recount.js';
import { firstDayOf, monthOf, monthPeriod } from '../../domain/measures/period.js';
import { greyStates, isOverdue } from '../../domain/rectification/light.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import { dayOf, startOfDay } from '../../domain/time.js';
import { openMatterStage } from '../support/matters.js';
import { stepsFrom, Walk, type Snapshot } from '../support/measure-walk.js';

const STEPS = 150;

it('whatever is done in whatever order, every summary is what a recount says, and every day what stood on it', async () => {
  const happened: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const steps = stepsFrom(seed, STEPS);
      const stage = await openMatterStage();
      const { database } = stage.console.workspace;
      const check = async (): Promise<void> => expect(await database.read('check', measureDifferences)).toEqual({});
      try {
        const walk = new Walk(stage);
        for (const [index, one] of steps.entries()) {
          await walk.take(one);
          if (index % 25 === 24) await check();
        }
        await walk.endDay();
        await check();
        for (const [name, count] of Object.entries(walk.done)) happened[name] = (happened[name] ?? 0) + count;
        for (const { day, matters } of walk.days) {
          const then = await database.read('then', (reader) =>
            reader.all(
              `SELECT rectification_id AS id, state, due_on AS dueOn, due_at AS dueAt, suspended FROM rectification_span
                WHERE from_day <= :day AND to_day > :day ORDER BY rectification_id`,
              { day },
            ),
          );
          expect({ day, then }).toEqual({ day, then: matters });
        }
        await endsOfMonths(stage, walk);
        await wallsOfDays(stage, walk);
      } finally {
        await stage.console.close();
      }
    }),
    { numRuns: 2, endOnFailure: true },
  );
  // The walk went everywhere.
  expect(Object.keys(happened)).toEqual(
    expect.arrayContaining([
      'find',
      'confirmed',
      'dismissed',
      'confirm',
      'issue',
      'submit',
      'verify',
      'close',
      'time',
      'holiday',
    ]),
  );
  if (process.env['WALK']) console.log(happened);
}, 120_000);

/** Open and overdue as run up by month, beside what the spans say of the last day of each. */
async function endsOfMonths(
  { console, people }: Awaited<ReturnType<typeof openMatterStage>>,
  walk: Walk,
): Promise<void> {
  const { now } = console.time;
  const fromDay = firstDayOf(monthOf(walk.days[0]?.day ?? 0));
  const toDay = dayOf(now);
  const asked = { by: ['month'] as const, filter: {}, forUnit: false };
  const byMonth = await console.workspace.database.read('months', (reader) =>
    levelsByMonth(reader, { fromDay, toDay }, dayOf(now), now, asked),
  );
  for (const { keys, values } of byMonth) {
    const day = Math.min(monthPeriod(Number(keys[0])).toDay, toDay);
    const { open, overdue } = await people.office.call('measures.asOf', { day, filter: {} });
    expect({ day, values }).toEqual({ day, values: [open, overdue] });
  }
}

/** The wall of past days and what lies between two of them, beside what was written down on those days. */
async function wallsOfDays(
  { console, people }: Awaited<ReturnType<typeof openMatterStage>>,
  walk: Walk,
): Promise<void> {
  const { days } = walk;
  const { now } = console.time;
  const standing = ({ day, matters }: Snapshot) => {
    const open = matters.filter(({ state }) => !greyStates.includes(state as RectificationState));
    const end = Math.min(startOfDay(day + 1) - 1, now);
    const late = open.filter(({ state, dueAt }) => isOverdue({ state: state as RectificationState, dueAt }, end));
    return { day, open: open.map(({ id }) => id), overdue: late.map(({ id }) => id) };
  };
  const without = (all: readonly number[], others: readonly number[]): number[] =>
    all.filter((id) => !others.includes(id));
  const sorted = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);
  for (const { day, score, onTime, waiting } of days) {
    const wall = await people.leader.call('measures.wall', { asOf: day });
    expect({ day, score: wall.score, onTime: wall.onTime }).toEqual({ day, score, onTime });
    expect({ day, waiting: await walk.waiting(day) }).toEqual({ day, waiting });
  }
  const chosen = [0, 0.3, 0.6, 1].flatMap((share) => days[Math.round(share * (days.length - 1))] ?? []).map(standing);
  for (const { day, open, overdue } of chosen) {
    const wall = await people.leader.call('measures.wall', { asOf: day });
    expect({ day, of: [wall.open, wall.overdue] }).toEqual({ day, of: [open.length, overdue.length] });
  }
  for (const a of chosen)
    for (const b of chosen.filter(({ day }) => day > a.day)) {
      const period = { fromDay: a.day, toDay: b.day };
      const said = await people.leader.call('measures.difference', { period, filter: {} });
      expect({
        period,
        came: sorted(said.came),
        went: sorted(said.went),
        turnedOverdue: sorted(said.turnedOverdue),
        noLongerOverdue: sorted(said.noLongerOverdue),
      }).toEqual({
        period,
        came: without(b.open, a.open),
        went: without(a.open, b.open),
        turnedOverdue: without(b.overdue, a.overdue),
        noLongerOverdue: without(a.overdue, b.overdue),
      });
    }
}
