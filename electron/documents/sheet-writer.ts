import { open } from 'node:fs/promises';
import { csvLine } from './csv-guard.js';
import { titlesOf, type Sheet, type SheetCell } from './hall-sheet.js';

/** Rows handed over in pieces, so that a long list is never whole in memory. */
export type RowSource = AsyncIterable<SheetCell[][]> | Iterable<SheetCell[][]>;

/** Writes a csv that every spreadsheet opens as UTF-8, formula-looking cells kept as text. */
export const writeCsv = (path: string, sheet: Sheet, rows: RowSource): Promise<void> =>
  writeTableCsv(path, titlesOf(sheet), rows);

/** The same of any table. */
export async function writeTableCsv(path: string, titles: readonly string[], rows: RowSource): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.appendFile(`\ufeff${csvLine(titles)}`);
    for await (const piece of rows) {
      await file.appendFile(piece.map((cells) => csvLine(cells.map((cell) => String(cell ?? '')))).join(''));
    }
  } finally {
    await file.close();
  }
}

/** Width of a column in characters, between a short and a long word. */
const widthOf = (title: string): number => Math.min(40, Math.max(10, Array.from(title).length * 2 + 4));

/** Writes an xlsx. Texts are written as texts: what looks like a formula is none. */
export const writeXlsx = (path: string, sheet: Sheet & { title: string }, rows: RowSource): Promise<void> =>
  writeTableXlsx(path, { title: sheet.title, titles: titlesOf(sheet) }, rows);

/** The same of any table. */
export async function writeTableXlsx(
  path: string,
  { title, titles }: { title: string; titles: readonly string[] },
  rows: RowSource,
): Promise<void> {
  // Loaded when needed: it is large, and most starts never write a workbook.
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: true, useStyles: true });
  const page = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  page.columns = titles.map((title) => ({ width: widthOf(title) }));
  const head = page.addRow([...titles]);
  head.font = { bold: true };
  head.commit();
  for await (const piece of rows) for (const cells of piece) page.addRow(cells).commit();
  page.commit();
  await workbook.commit();
}
