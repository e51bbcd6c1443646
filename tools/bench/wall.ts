import { partsSql } from '../../db/queries/measure-parts.js';
import { firstDayOf, monthOf } from '../../domain/measures/period.js';
import { WALL_MONTHS } from '../../domain/measures/wall.js';
import { DAY_MS } from '../../domain/time.js';
import { replayed } from './as-of.js';
import { CommandLine, written } from './command-line.js';
import { quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';
import { LAST_DAY, NOW, openMeasureStore } from './measures-data.js';
import { DAYS, FIRST_DAY, shape } from './visits-data.js';

const VISITS = 200_000;
const WALLS = 120;
const WARMING = 10;
/** Counting from the rows takes seconds: only every so many-th wall is counted there too. */
const BESIDE = 60;
const LOOKED_BEFORE_MS = 3 * DAY_MS;

/** The whole status wall, now and of any past day, beside its two largest looks from the rows. */
export const bench: Bench = {
  name: 'wall',
  async run({ scale = 1 }) {
    const visits = Math.max(2000, Math.round(VISITS * scale));
    const console = await openMeasureStore(visits);
    const commandLine = new CommandLine(console.workspace.database.file);
    try {
      await console.workspace.database.write(
        'bench.look',
        (tx) =>
          tx.run(
            `INSERT INTO wall_look(person_id, since, at) SELECT id, NULL, :at FROM person WHERE true
              ON CONFLICT(person_id) DO UPDATE SET since = NULL, at = excluded.at`,
            { at: NOW - LOOKED_BEFORE_MS },
          ),
        { unaudited: true },
      );
      const random = randomFrom(2026);
      const [live, past, theirs]: [number[], number[], number[]] = [[], [], []];
      for (let nth = 0; nth < WARMING + WALLS; nth += 1) {
        const asOf = nth % 2 === 0 ? null : FIRST_DAY + 30 + random(DAYS - 60);
        const hall = random(3) === 0 ? { hallId: 1 + random(shape.halls) } : {};
        const ms = await timeOf(() => console.call('measures.wall', { asOf, ...hall }));
        if (nth < WARMING) continue;
        (asOf === null ? live : past).push(ms);
        if (nth % BESIDE > 1) continue;
        const day = asOf ?? LAST_DAY + 1;
        const { sql, params } = partsSql(
          ['scoreSum', 'scored', 'metExtended', 'dueExtended'],
          { fromDay: firstDayOf(monthOf(day) - WALL_MONTHS), toDay: day },
          { by: ['month'], filter: {}, forUnit: false },
          [],
        );
        theirs.push(await commandLine.run([replayed(day), written(sql, params)]));
      }
      const all = [...live, ...past];
      const note =
        `${WALLS} walls over ${visits * 5} findings, as many steps and ${Math.round(visits / 2)} matters, half of them of a past ` +
        `day, a third of one hall, last looked at three days before, through the dispatcher: now p95 ` +
        `${quantile(live, 0.95).toFixed(0)} ms, past p95 ${quantile(past, 0.95).toFixed(0)} ms. Baseline: states of that day ` +
        `replayed from the histories and the two rates by month from the rows, by the sqlite3 command line`;
      return [rowOf({ name: 'wall', unit: 'ms', note }, all, theirs)];
    } finally {
      await commandLine.end();
      await console.close();
    }
  },
};
