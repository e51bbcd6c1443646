import { rectificationListSql } from '../../db/queries/rectification-list.js';
import { findingCategories, severities, deadlineTypeNames } from '../../domain/checklist/kinds.js';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { rectificationSorts } from '../../domain/contract/commands/rectifications.js';
import { lights, waitingKinds } from '../../domain/rectification/kinds.js';
import { rectificationStates } from '../../domain/rectification/life.js';
import type { TestConsole } from '../../tests/support/workspace.js';
import { CommandLine, written, type Params } from './command-line.js';
import { median, quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';
import { ledgerFolder, openLedger } from './ledger-data.js';
import { DAYS, FIRST_DAY, shape } from './visits-data.js';

const ROWS = 100_000;
const QUERIES = 300;
const WARMING = 30;
/** As the screen asks: the first ids and the count, then a page of rows. */
const FIRST = 500;
const PAGE = 50;

type Listing = CommandInput<'rectifications.list'>;
type Filter = NonNullable<Listing['filter']>;

/** Any filter, alone or with up to three others, or none; any order. */
export function listing(random: (below: number) => number): Listing {
  const one = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  const day = FIRST_DAY + random(DAYS);
  const span = one([6, 30, 90, 365]);
  const kinds: (() => Filter)[] = [
    () => ({ states: [one(rectificationStates)] }),
    () => ({ open: random(2) === 0 }),
    () => ({ light: one(lights) }),
    () => ({ waiting: one(waitingKinds) }),
    () => ({ forMe: true }),
    () => ({ hallId: 1 + random(shape.halls) }),
    () => ({ unitId: 1 + random(shape.units) }),
    () => ({ windowId: 1 + random(shape.windows) }),
    () => ({ roundId: 1 + random(shape.rounds) }),
    () => ({ category: one(findingCategories) }),
    () => ({ severity: one(severities) }),
    () => ({ deadlineType: one(deadlineTypeNames) }),
    () => ({ provisional: random(2) === 0 }),
    () => ({ extended: random(2) === 0 }),
    () => ({ recurred: random(2) === 0 }),
    () => ({ escalated: random(2) === 0 }),
    () => ({ year: 2021 + random(6) }),
    () => ({ dueFrom: day, dueTo: day + span }),
    () => ({ foundFrom: day, foundTo: day + span }),
  ];
  const filter = Object.assign({}, ...Array.from({ length: random(5) }, () => one(kinds)())) as Filter;
  return {
    sort: { by: one(rectificationSorts), direction: one(['asc', 'desc'] as const) },
    ...(Object.keys(filter).length > 0 && { filter }),
  };
}

async function page(console: TestConsole, input: Listing): Promise<{ ms: number; ids: number[] }> {
  let ids: number[] = [];
  const ms = await timeOf(async () => {
    ({ ids } = await console.call('rectifications.list', { ...input, limit: FIRST }));
    await console.call('rectifications.rows', { ids: ids.slice(0, PAGE) });
  });
  return { ms, ids };
}

/** Lists of the ledger by any filter and order through the whole contract, beside the same statements on the command line. */
export const bench: Bench = {
  name: 'ledger-list',
  async run({ scale = 1 }) {
    const rows = Math.max(2000, Math.round(ROWS * scale));
    const console = await openLedger(await ledgerFolder('years', rows));
    const commandLine = new CommandLine(console.workspace.database.file);
    try {
      const random = randomFrom(2026);
      const viewer = { actor: { personId: 1 }, roles: ['office' as const], unitId: null };
      const { now } = console.time;
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let nth = 0; nth < WARMING + QUERIES; nth += 1) {
        const input = listing(random);
        // Each is asked once, so that no count is one that was kept; the first ones warm up.
        const { ms, ids } = await page(console, input);
        const sql = rectificationListSql(input, viewer, now);
        const params: Params = { ...sql.params, limit: FIRST };
        const asRows = written('SELECT * FROM rectification WHERE id IN (SELECT value FROM json_each(:ids))', {
          ids: JSON.stringify(ids.slice(0, PAGE)),
        });
        const their = await commandLine.run([written(sql.ids, params), written(sql.count, params), asRows]);
        if (nth < WARMING) continue;
        ours.push(ms);
        theirs.push(their);
      }
      const whole: number[] = [];
      for (const by of rectificationSorts)
        whole.push(await timeOf(() => console.call('rectifications.list', { sort: { by, direction: 'desc' } })));
      const note =
        `${QUERIES} random lists over ${rows} rectifications, 0 to 4 filters, every order: first ${FIRST} ids, exact count ` +
        `and ${PAGE} whole rows with light, remaining days and whom they wait for, through the dispatcher; worst ` +
        `${Math.max(...ours).toFixed(0)} ms. Baseline: the same SQL of ids and count and the bare rows in the sqlite3 command ` +
        `line, p95 ${quantile(theirs, 0.95).toFixed(1)} ms. All ${rows} ids, which a list fetches behind its first page: ` +
        `median ${median(whole).toFixed(0)} ms`;
      return [rowOf({ name: 'ledger-list', unit: 'ms', note }, ours, theirs)];
    } finally {
      await commandLine.end();
      await console.close();
    }
  },
};
