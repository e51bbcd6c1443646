import type { ChartModel } from './chart';

/** The table of a chart as a file holds it: heads, then rows of numbers and words. */
export const sheetOf = ({ table }: ChartModel): { columns: string[]; rows: (string | number | null)[][] } => ({
  columns: table.columns.map(({ title }) => title),
  rows: table.rows.map((row) => row.map(({ value }) => value)),
});
/** The same in words, as a printed page shows it. */
export const wordsOf = ({ table }: ChartModel): string[][] => table.rows.map((row) => row.map(({ text }) => text));
