import { replaySql } from '../../db/measures/spans.js';
import { CommandLine } from './command-line.js';
import { quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';
import { openMeasureStore } from './measures-data.js';
import { DAYS, FIRST_DAY, shape } from './visits-data.js';

const VISITS = 200_000;
const DAYS_ASKED = 200;
const WARMING = 10;
/** Replaying every history takes seconds: only every so many-th day is. */
const BESIDE = 100;

/** States of all matters at the end of a day, from the steps of their histories. */
export const replayed = (day: number): string =>
  `SELECT state, count(*) FROM (${replaySql}) WHERE from_day <= ${day} AND to_day > ${day} AND state <> 'closed' GROUP BY state`;

/** What stood open on any day, and what changed between two, beside the same from the history of every matter. */
export const bench: Bench = {
  name: 'as-of',
  async run({ scale = 1 }) {
    const visits = Math.max(2000, Math.round(VISITS * scale));
    const console = await openMeasureStore(visits);
    const commandLine = new CommandLine(console.workspace.database.file);
    try {
      const random = randomFrom(2026);
      const [ours, theirs, differences]: [number[], number[], number[]] = [[], [], []];
      for (let nth = 0; nth < WARMING + DAYS_ASKED; nth += 1) {
        const day = FIRST_DAY + 30 + random(DAYS - 60);
        const filter = random(3) === 0 ? { unitId: 1 + random(shape.units) } : {};
        const ms = await timeOf(() => console.call('measures.asOf', { day, filter }));
        const period = { fromDay: day, toDay: day + 7 };
        const both = await timeOf(() => console.call('measures.difference', { period, filter }));
        if (nth < WARMING) continue;
        ours.push(ms);
        differences.push(both);
        if (nth % BESIDE === 0) theirs.push(await commandLine.run([replayed(day)]));
      }
      const note =
        `what stood open on ${DAYS_ASKED} days of 5.7 years by light, state and unit, over ${visits * 5} steps of ` +
        `${Math.round(visits / 2)} matters, through the dispatcher; worst ${Math.max(...ours).toFixed(0)} ms. The difference ` +
        `of two days a week apart: p95 ${quantile(differences, 0.95).toFixed(1)} ms. Baseline: the states of that day ` +
        `replayed from the histories by the sqlite3 command line`;
      return [rowOf({ name: 'as-of', unit: 'ms', note }, ours, theirs)];
    } finally {
      await commandLine.end();
      await console.close();
    }
  },
};
