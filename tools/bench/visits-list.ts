import { visitListSql } from '../../db/queries/visit-list.js';
import { visitRowsSql } from '../../db/queries/visit-rows.js';
import { severities } from '../../domain/checklist/kinds.js';
import { visitSorts } from '../../domain/contract/commands/visits.js';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { visitStates } from '../../domain/visit-record.js';
import { visitModeNames } from '../../domain/visit.js';
import type { TestConsole } from '../../tests/support/workspace.js';
import { CommandLine, written, type Params } from './command-line.js';
import { median, quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';
import { DAYS, FIRST_DAY, openVisitStore, shape } from './visits-data.js';

const ROWS = 200_000;
const QUERIES = 300;
const WARMING = 30;
/** As the screen asks: the first ids and the count, then a page of rows. */
const FIRST = 500;
const PAGE = 50;

type Listing = CommandInput<'visits.list'>;
type Filter = NonNullable<Listing['filter']>;

const words = ['推诿', '饮水处', '不动产 生硬', '综合受理 17', '擅自离岗', '食品 13', '2024-1', '访〔2023〕9'];

/** Any filter, alone or with up to three others, or none; any order; now and then words. */
export function listing(random: (below: number) => number): Listing {
  const one = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  const fromDay = FIRST_DAY + random(DAYS);
  const scoreFrom = 40 + random(55);
  const kinds: (() => Filter)[] = [
    () => ({ state: one(visitStates) }),
    () => ({ mode: one(visitModeNames) }),
    () => ({ hallId: 1 + random(shape.halls) }),
    () => ({ zoneId: 1 + random(shape.zones) }),
    () => ({ windowId: 1 + random(shape.windows) }),
    () => ({ unitId: 1 + random(shape.units) }),
    () => ({ planId: 1 + random(shape.plans) }),
    () => ({ roundId: 1 + random(shape.rounds) }),
    () => ({ severity: one(severities) }),
    () => ({ withFindings: random(2) === 0 }),
    () => ({ fromDay, toDay: fromDay + one([6, 30, 90, 365]) }),
    () => ({ scoreFrom, scoreTo: scoreFrom + one([2, 5, 20]) }),
  ];
  const chosen = Array.from({ length: random(5) }, () => one(kinds)());
  const filter = Object.assign({}, ...chosen) as Filter;
  return {
    sort: { by: one(visitSorts), direction: one(['asc', 'desc'] as const) },
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(random(12) === 0 && { text: one(words) }),
  };
}

async function page(console: TestConsole, input: Listing): Promise<{ ms: number; ids: number[]; total: number }> {
  let answer = { ids: [] as number[], total: 0 };
  const ms = await timeOf(async () => {
    answer = await console.call('visits.list', { ...input, limit: FIRST });
    await console.call('visits.rows', { ids: answer.ids.slice(0, PAGE) });
  });
  return { ms, ...answer };
}

/** Lists of visits by any filter and order through the whole contract, beside the same statements on the command line. */
export const bench: Bench = {
  name: 'visits-list',
  async run({ scale = 1 }) {
    const rows = Math.max(2000, Math.round(ROWS * scale));
    const console = await openVisitStore(rows);
    const commandLine = new CommandLine(console.workspace.database.file);
    try {
      const random = randomFrom(2026);
      const viewer = { actor: { personId: 1 }, roles: ['office' as const] };
      const ours: number[] = [];
      const theirs: number[] = [];
      const oursBeside: number[] = [];
      for (let nth = 0; nth < WARMING + QUERIES; nth += 1) {
        const input = listing(random);
        // Each is asked once, so that no count is one that was kept; the first ones warm up.
        const { ms, ids } = await page(console, input);
        const warm = nth >= WARMING;
        if (warm) ours.push(ms);
        // The old command line cannot read the search index.
        if (input.text !== undefined) continue;
        const sql = visitListSql(input, viewer);
        const params: Params = { ...sql.params, limit: FIRST };
        const statements = [
          written(sql.ids, params),
          written(sql.count, params),
          written(visitRowsSql(viewer), { ids: JSON.stringify(ids.slice(0, PAGE)) }),
        ];
        const their = await commandLine.run(statements);
        if (!warm) continue;
        oursBeside.push(ms);
        theirs.push(their);
      }
      const whole: number[] = [];
      for (const by of visitSorts)
        whole.push(await timeOf(() => console.call('visits.list', { sort: { by, direction: 'desc' } })));
      const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
      const note =
        `${QUERIES} random lists over ${rows} visits, 0 to 4 filters, every order, some with words: first ${FIRST} ids, ` +
        `exact count and ${PAGE} rows through the dispatcher; worst ${Math.max(...ours).toFixed(0)} ms. Baseline: the same ` +
        `SQL in the sqlite3 command line, p95 ${quantile(theirs, 0.95).toFixed(1)} ms; all times together are ` +
        `${(sum(oursBeside) / sum(theirs)).toFixed(2)} x. All ${rows} ids, which a list fetches behind its first page: ` +
        `median ${median(whole).toFixed(0)} ms`;
      return [
        { ...rowOf({ name: 'visits-list', unit: 'ms', note }, ours, theirs), ratio: sum(oursBeside) / sum(theirs) },
      ];
    } finally {
      await commandLine.end();
      await console.close();
    }
  },
};
