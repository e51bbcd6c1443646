import type { Database } from '../../db/database.js';
import { find, normalise, type SearchQuery } from '../../db/search.js';
import { searchKinds } from '../../domain/search.js';
import { quantile, randomFrom, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { benchDoc, openSearchStore } from './search-data.js';

const ROWS = 1_000_000;
const QUERIES = 500;
const PAGE = 50;
/** Queries of each sort that are also asked of the plain scan, which reads the whole table. */
const SCANNED = 40;
const KINDS = ['visit', 'finding'] as const;
const SCANNED_KINDS = KINDS.map((kind) => searchKinds[kind]).join(', ');

type Draw = (below: number) => number;
/** A piece of one of the texts, from anywhere in it. */
function piece(random: Draw, rows: number, least: number, most: number, fits: RegExp): string {
  for (;;) {
    const text = Array.from(benchDoc(random(rows), rows).text);
    const length = least + random(most - least + 1);
    const start = random(Math.max(1, text.length - length));
    const found = text.slice(start, start + length).join('');
    if (fits.test(found)) return found;
  }
}

const chinese = /^\p{Script=Han}+$/u;
/** What people type, each a way to make one; of `unit` the search is limited to one. */
const sorts: Record<string, { note: string; make: (random: Draw, rows: number) => Omit<SearchQuery, 'kinds'> }> = {
  'visits-search-words': {
    note: 'two-character Chinese words, one in five limited to a unit',
    make: (random, rows) => ({
      text: piece(random, rows, 2, 2, chinese),
      ...(random(5) === 0 && { unitId: 1 + random(65) }),
    }),
  },
  'visits-search-mixed': {
    note: 'words with numbers: `178号窗口`, `等候37分`, a word and a number, two words, four to eight characters',
    make: (random, rows) => {
      const word = (): string => piece(random, rows, 2, 2, chinese);
      const number = (): string => String(1 + random(300)).padStart(3, '0');
      const ways = [
        () => `${number()}号窗口`,
        () => `等候${1 + random(90)}分`,
        () => `${word()} ${number()}`,
        () => `${word()} ${word()}`,
        () => piece(random, rows, 4, 8, /\d.*\p{Script=Han}|\p{Script=Han}.*\d/u),
        () => piece(random, rows, 4, 6, chinese),
      ];
      return { text: (ways[random(ways.length)] ?? word)() };
    },
  },
};

function scan(database: Database, { text, unitId }: SearchQuery): Promise<number[]> {
  const terms = normalise(text).split(/\s+/u).filter(Boolean);
  const params = Object.fromEntries(terms.map((term, index) => [`term${index}`, term]));
  const holds = terms.map((_, index) => `instr(norm, :term${index}) > 0`).join(' AND ');
  const unit = unitId === undefined ? '' : 'AND unit_id = :unitId';
  return database.read('bench.scan', async (reader) => {
    const rows = await reader.all<{ ref: number }>(
      `SELECT ref FROM search_doc WHERE kind IN (${SCANNED_KINDS}) ${unit} AND ${holds} ORDER BY id DESC LIMIT ${PAGE}`,
      { ...params, ...(unitId !== undefined && { unitId }) },
    );
    return rows.map(({ ref }) => ref);
  });
}

async function measure(database: Database, name: string, rows: number): Promise<BenchRow> {
  const sort = sorts[name];
  if (!sort) throw new Error(name);
  const random = randomFrom(name.length * 2026);
  const ours: number[] = [];
  const plain: number[] = [];
  let wrong = 0;
  for (let nth = 0; nth < QUERIES; nth += 1) {
    const query: SearchQuery = { ...sort.make(random, rows), kinds: KINDS };
    let refs: number[] = [];
    ours.push(
      await timeOf(async () => {
        const { hits } = await database.read('bench.find', (reader) => find(reader, { ...query, limit: PAGE }));
        refs = hits.map(({ ref }) => ref);
      }),
    );
    if (nth % Math.ceil(QUERIES / SCANNED) !== 0) continue;
    let scanned: number[] = [];
    plain.push(await timeOf(async () => void (scanned = await scan(database, query))));
    if (scanned.join() !== refs.join()) wrong += 1;
  }
  if (wrong > 0) throw new Error(`${name}: ${wrong} answers are not those of the plain scan`);
  const note =
    `${QUERIES} queries over ${rows} findings and narratives, first ${PAGE} hits: ${sort.note}; worst ` +
    `${Math.max(...ours).toFixed(1)} ms. Baseline: a plain instr scan of ${plain.length} of them, all answers the same ` +
    `(p95 ${quantile(plain, 0.95).toFixed(0)} ms)`;
  return rowOf({ name, unit: 'ms', note }, ours, plain);
}

/** What people type to find visits and findings, beside a scan of the same texts. */
export const bench: Bench = {
  name: 'visits-search',
  async run({ scale = 1 }) {
    const rows = Math.max(1000, Math.round(ROWS * scale));
    const database = await openSearchStore(rows);
    try {
      const measured: BenchRow[] = [];
      for (const name of Object.keys(sorts)) measured.push(await measure(database, name, rows));
      return measured;
    } finally {
      await database.close();
    }
  },
};
