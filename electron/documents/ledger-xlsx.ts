import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Alignment, Style } from 'exceljs';
import type { LedgerColumn } from '../../domain/rectification/columns.js';
import { pick } from './field-words.js';
import { columnLooks, type LedgerCell } from './ledger-cells.js';
import { columnWords, LEDGER_TITLE } from './ledger-words.js';
import type { PaperLanguage } from './paper.js';

export interface LedgerSheet {
  columns: readonly LedgerColumn[];
  language: PaperLanguage;
  /** Hall and day, under which the sheet stands. */
  title: string;
}

/** A3, as the library numbers paper. */
const A3 = 8;
const HEAD_ROWS = 2;
const thin = { style: 'thin', color: { argb: 'FF808080' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };

const looks: Record<'long' | 'date' | 'number' | 'plain', Partial<Style>> = (() => {
  const at = (more: Partial<Alignment>): Partial<Style> => ({ border, alignment: { vertical: 'top', ...more } });
  return {
    long: at({ wrapText: true }),
    plain: at({}),
    date: { ...at({ horizontal: 'center' }), numFmt: 'yyyy-mm-dd' },
    number: at({ horizontal: 'right' }),
  };
})();

/**
 * Writes the ledger as an xlsx, row by row: a title, titles of columns that stay in sight and stand again on every printed
 * page, dates as dates, A3 across. Texts are written as texts: what looks like a formula is none.
 */
export async function writeLedgerXlsx(
  path: string,
  { columns, language, title }: LedgerSheet,
  pieces: AsyncIterable<LedgerCell[][]>,
): Promise<void> {
  // Loaded when needed: it is large, and most starts never write a workbook.
  const { default: ExcelJS } = await import('exceljs');
  const stream = createWriteStream(path, { flags: 'wx' });
  await once(stream, 'open');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true });
  const page = workbook.addWorksheet(pick(LEDGER_TITLE, language), {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: columns[0] === 'no' ? 1 : 0 }],
    pageSetup: {
      paperSize: A3 as never,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `1:${HEAD_ROWS}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.25 },
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  });
  page.columns = columns.map((column) => ({ width: columnLooks[column].width }));
  // One object for all cells of a kind: the library looks each up once.
  const styles = columns.map((column) => looks[columnLooks[column].kind ?? 'plain']);
  const first = page.addRow([title]);
  first.getCell(1).style = { font: { bold: true, size: 14 }, alignment: { vertical: 'middle' } };
  first.height = 26;
  if (columns.length > 1) page.mergeCells(1, 1, 1, columns.length);
  first.commit();
  const head = page.addRow(columns.map((column) => pick(columnWords[column], language)));
  head.eachCell((cell) => {
    cell.style = {
      border,
      font: { bold: true },
      alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F0F0' } },
    };
  });
  head.commit();
  for await (const piece of pieces) {
    for (const cells of piece) {
      const row = page.addRow(cells);
      styles.forEach((style, index) => (row.getCell(index + 1).style = style));
      row.commit();
    }
    // No faster than the disk takes it.
    if (stream.writableNeedDrain) await once(stream, 'drain');
  }
  page.commit();
  await workbook.commit();
}
