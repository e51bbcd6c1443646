import type { Database } from '../../db/database.js';
import { find, normalise } from '../../db/search.js';
import { benchDoc, openSearchStore } from './search-data.js';
import { quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';

const ROWS = 1_000_000;
const QUERIES = 1000;
const PAGE = 50;
/** Queries that are also asked of the plain scan; each may read the whole table. */
const SCANNED = 40;
const SCAN = 'SELECT ref FROM search_doc WHERE instr(norm, :text) > 0 ORDER BY id DESC LIMIT :limit';

const CHINESE = /^\p{Script=Han}{2}$/u;

/** Two neighbouring characters from anywhere in the texts, and one in five made of characters far apart: mostly absent. */
function makeQueries(rows: number): string[] {
  const random = randomFrom(2026);
  const queries = new Set<string>();
  for (let tries = 0; queries.size < QUERIES && tries < 100 * QUERIES; tries += 1) {
    const [one, other] = [benchDoc(random(rows), rows).text, benchDoc(random(rows), rows).text].map((text) =>
      Array.from(text),
    ) as [string[], string[]];
    const start = random(one.length - 1);
    const pair = tries % 5 === 0 ? `${one[start]}${other[random(other.length)]}` : `${one[start]}${one[start + 1]}`;
    if (CHINESE.test(pair)) queries.add(pair);
  }
  return [...queries];
}

/** The newest `PAGE` documents that hold each query, by looking at every text once. */
function plainAnswers(queries: readonly string[], rows: number): Map<string, number[]> {
  const answers = new Map<string, number[]>(queries.map((query) => [query, []]));
  for (let n = rows - 1; n >= 0; n -= 1) {
    const { text, ref } = benchDoc(n, rows);
    const norm = normalise(text);
    for (let start = 0; start + 1 < norm.length; start += 1) {
      const found = answers.get(norm.slice(start, start + 2));
      if (found !== undefined && found.length < PAGE && found.at(-1) !== ref) found.push(ref);
    }
  }
  return answers;
}

async function ask(database: Database, text: string): Promise<{ ms: number; refs: number[] }> {
  let refs: number[] = [];
  const ms = await timeOf(async () => {
    const { hits } = await database.read('bench.find', (reader) => find(reader, { text, limit: PAGE }));
    refs = hits.map(({ ref }) => ref);
  });
  return { ms, refs };
}

/** First pages of two-character Chinese words, newest first, against a scan of the same texts by `instr`. */
export const bench: Bench = {
  name: 'db-search',
  async run({ scale = 1 }) {
    const rows = Math.max(1000, Math.round(ROWS * scale));
    const database = await openSearchStore(rows);
    try {
      const queries = makeQueries(rows);
      const expected = plainAnswers(queries, rows);
      const ours: number[] = [];
      const scan: number[] = [];
      let wrong = 0;
      for (const [index, text] of queries.entries()) {
        const { ms, refs } = await ask(database, text);
        ours.push(ms);
        if (refs.join() !== expected.get(text)?.join()) wrong += 1;
        if (index % Math.ceil(queries.length / SCANNED) !== 0) continue;
        let scanned: { ref: number }[] = [];
        scan.push(
          await timeOf(async () => {
            scanned = await database.read('bench.scan', (reader) =>
              reader.all<{ ref: number }>(SCAN, { text, limit: PAGE }),
            );
          }),
        );
        if (scanned.map(({ ref }) => ref).join() !== refs.join()) wrong += 1;
      }
      const worst = Math.max(...ours).toFixed(1);
      const note =
        `${queries.length} random two-character words over ${rows} documents, first ${PAGE} hits: ${wrong} wrong answers, ` +
        `worst ${worst} ms; against a plain instr scan of ${scan.length} of them (p95 ${quantile(scan, 0.95).toFixed(0)} ms)`;
      if (wrong > 0) throw new Error(`db-search: ${wrong} wrong answers`);
      return [rowOf({ name: 'db-search', unit: 'ms', note }, ours, scan)];
    } finally {
      await database.close();
    }
  },
};
