import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerColumns } from '../../domain/rectification/columns.js';
import { interleaved, median, rowOf, timeOf, type Bench, type BenchRow } from './kit.js';
import { ledgerFolder, openLedger } from './ledger-data.js';

/** Rows, and how often each is written. */
const sizes = [
  { rows: 10_000, rounds: 3 },
  { rows: 100_000, rounds: 1 },
] as const;
/** Milliseconds and megabytes 10,000 rows may take. */
const AIM = 3000;
const AIM_MB = 300;
const MB = 1_000_000;

/** The same matters as they stand in the store, without names, lights or remaining days. */
function baselineOnce(database: string): Promise<number> {
  return timeOf(() => {
    const run = spawnSync('sqlite3', ['-readonly', database], {
      input: '.mode csv\n.output /dev/null\nSELECT * FROM rectification ORDER BY due_on;\n',
    });
    if (run.status !== 0) throw new Error(run.stderr.toString() || 'the sqlite3 command line is missing');
  });
}

async function measure(rows: number, rounds: number): Promise<BenchRow> {
  const console = await openLedger(await ledgerFolder('years', rows));
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-'));
  try {
    let bytes = 0;
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    const { ours, baseline } = await interleaved(
      rounds,
      async (round) => {
        const path = join(folder, `${round}.xlsx`);
        const token = (await console.files.offer(path, 'save'))?.token ?? '';
        const ms = await timeOf(async () => {
          const input = { columns: [...ledgerColumns], language: 'zh-CN' as const, token };
          const { jobId } = await console.call('rectifications.export', input);
          const { state, result } = await console.ended(jobId);
          if (state !== 'succeeded' || result?.['rows'] !== rows)
            throw new Error(`${state}: ${JSON.stringify(result)}`);
        });
        bytes = (await stat(path)).size;
        return ms;
      },
      () => baselineOnce(console.workspace.database.file),
    );
    clearInterval(watch);
    const note =
      `${rows} matters in all ${ledgerColumns.length} columns as xlsx through the contract, ${(bytes / MB).toFixed(1)} MB of file, ` +
      `at most ${(most / MB).toFixed(0)} MB of memory in the whole process (aim for 10000: ${AIM} ms, ${AIM_MB} MB), ` +
      `median ${median(ours).toFixed(0)} ms, against the sqlite3 command line's csv of the bare rows`;
    return rowOf({ name: `ledger-xlsx-${rows}`, unit: 'ms', note }, ours, baseline);
  } finally {
    await console.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The ledger as a spreadsheet, written row by row. */
export const bench: Bench = {
  name: 'ledger-xlsx',
  async run({ scale = 1 }) {
    const made: BenchRow[] = [];
    for (const { rows, rounds } of sizes) made.push(await measure(Math.max(1000, Math.round(rows * scale)), rounds));
    return made;
  },
};
