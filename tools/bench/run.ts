// npm run bench [-- name …] [--json] [--scale=0.1]: prints a table, or one JSON array.
import type { Bench, BenchRow } from './kit.js';

/** Every bench, by name; loaded only when asked for. A new one is a new line. */
const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  startup: () => import('./startup.js'),
  roundtrip: () => import('./roundtrip.js'),
  'db-write': () => import('./db-write.js'),
  'db-search': () => import('./db-search.js'),
  import: () => import('./import.js'),
  ingest: () => import('./ingest.js'),
  'first-frame': () => import('./first-frame.js'),
  filmstrip: () => import('./filmstrip.js'),
  'visits-list': () => import('./visits-list.js'),
  'visits-search': () => import('./visits-search.js'),
  'visits-submit': () => import('./visits-submit.js'),
  cut: () => import('./cut.js'),
  'ledger-xlsx': () => import('./ledger-xlsx.js'),
  'ledger-list': () => import('./ledger-list.js'),
  recalculate: () => import('./recalculate.js'),
  trends: () => import('./trends.js'),
  'as-of': () => import('./as-of.js'),
  wall: () => import('./wall.js'),
  pan: () => import('./pan.js'),
};

const round = (value: number): number => Number(value.toPrecision(4));
const cell = (value: number | null): string => (value === null ? '-' : String(round(value)));

function table(rows: readonly BenchRow[]): string {
  const lines = [
    ['bench', 'ours', 'baseline', 'ratio', 'p95', 'unit'],
    ...rows.map((row) => [row.name, cell(row.ours), cell(row.baseline), cell(row.ratio), cell(row.p95), row.unit]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const text = lines.map((line) =>
    line
      .map((word, column) => word.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...text, '', ...rows.map((row) => `${row.name}: ${row.note}`)].join('\n');
}

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const isJson = args.includes('--json');
  const scale = Number(args.find((arg) => arg.startsWith('--scale='))?.slice('--scale='.length) ?? 1);
  const unknown = names.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0 || !(scale > 0)) {
    console.error(`Benches: ${Object.keys(benches).join(', ')}. Unknown: ${unknown.join(', ') || args.join(' ')}`);
    process.exitCode = 2;
    return;
  }
  const rows: BenchRow[] = [];
  for (const [name, load] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    if (!isJson) console.error(`${name} …`);
    rows.push(...(await (await load()).bench.run({ scale })));
  }
  const plain = rows.map(({ name, ours, baseline, ratio, unit, note }) => ({
    name,
    ours: round(ours),
    baseline: baseline === null ? null : round(baseline),
    ratio: ratio === null ? null : round(ratio),
    unit,
    note,
  }));
  console.log(isJson ? JSON.stringify(plain) : table(rows));
}

await main(process.argv.slice(2));
