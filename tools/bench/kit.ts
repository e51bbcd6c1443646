/** One line of the result: our way beside the plainest other way, measured in the same run. */
export interface BenchRow {
  name: string;
  /** Median of each side, in `unit`; the baseline is null where there is none. */
  ours: number;
  baseline: number | null;
  /** ours / baseline; where turns were measured in pairs, the median of their ratios. */
  ratio: number | null;
  unit: string;
  /** What was measured and what against, in one sentence. */
  note: string;
  /** Median and 95th percentile of ours, in `unit`. */
  p50: number;
  p95: number;
}

export interface BenchOptions {
  /** Multiplies the size of the data; 1 by default. Figures to reach are those at 1. */
  scale?: number | undefined;
}

export interface Bench {
  name: string;
  run(options: BenchOptions): Promise<BenchRow[]>;
}

/** The value below which the share `q` (0 to 1) of the sorted values lies; linear between two. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Milliseconds that `work` takes. */
export async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Measures two ways turn by turn, so that a disturbance of the machine meets both; the first turn warms up and does
 * not count.
 * @returns milliseconds of each turn, or what the functions answer when they time themselves
 */
export async function interleaved(
  rounds: number,
  ours: (round: number) => Promise<number>,
  baseline: (round: number) => Promise<number>,
): Promise<{ ours: number[]; baseline: number[] }> {
  const measured = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const a = round % 2 === 0 ? await ours(round) : null;
    const b = await baseline(round);
    const mine = a ?? (await ours(round));
    if (round === 0) continue;
    measured.ours.push(mine);
    measured.baseline.push(b);
  }
  return measured;
}

/** Makes a row of two series; the ratio is that of the medians. */
export function rowOf(
  row: Pick<BenchRow, 'name' | 'unit' | 'note'>,
  ours: readonly number[],
  baseline: readonly number[] | null,
): BenchRow {
  const p50 = median(ours);
  const base = baseline === null ? null : median(baseline);
  return {
    ...row,
    ours: p50,
    baseline: base,
    ratio: base === null ? null : p50 / base,
    p50,
    p95: quantile(ours, 0.95),
  };
}

/** The same sequence for the same seed: whole numbers from 0 up to `below`. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}
