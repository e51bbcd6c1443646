import { recordNo, type PatternSeries, type Series } from '../../domain/numbers.js';
import type { Tx } from '../database.js';

/** The next count of a series in a year, taken in the caller's transaction: gap-free, because a rollback gives it back. */
export async function nextCount(tx: Tx, series: Series | PatternSeries, year: number): Promise<number> {
  const count = await tx.value<number>(
    `INSERT INTO number_series(series, year, last) VALUES(:series, :year, 1)
      ON CONFLICT(series, year) DO UPDATE SET last = last + 1 RETURNING last`,
    { series, year },
  );
  if (count === undefined) throw new Error(`no number for ${series} ${year}`);
  return count;
}

/** The next number of a series in a year. */
export async function nextNumber(tx: Tx, series: Series, year: number): Promise<{ count: number; no: string }> {
  const count = await nextCount(tx, series, year);
  return { count, no: recordNo(series, year, count) };
}
