import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelsByMonth } from '../../db/queries/measure-levels.js';
import { measureDifferences } from '../../db/queries/measure-recount.js';
import { firstDayOf, monthOf, monthPeriod } from '../../domain/measures/period.js';
import { dayOf } from '../../domain/time.js';
import { openMatterStage } from '../support/matters.js';
import { stepsFrom, Walk } from '../support/measure-walk.js';

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
