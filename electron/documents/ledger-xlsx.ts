import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Alignment, Style } from 'exceljs';
import type { LedgerColumn } from '../../domain/rectification/columns.js';
import { pick } from './field-words.js';
import { columnLooks, type LedgerCell } from './ledger-cells.js';
import { columnWords, LEDGER_TITLE } from './ledger-words.js';
import type { PaperLanguage } from './paper.js';
import { rowHeight, sheetFont, sheetHeader, sheetsAcross } from './sheet-look.js';

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

function looksIn(language: PaperLanguage): Record<'text' | 'date' | 'number', Partial<Style>> {
  const font = sheetFont[language];
  const at = (more: Partial<Alignment>): Partial<Style> => ({ border, font, alignment: { vertical: 'top', ...more } });
  return {
    text: at({ wrapText: true }),
    date: { ...at({ horizontal: 'center' }), numFmt: 'yyyy-mm-dd' },
    number: at({ horizontal: 'right', indent: 1 }),
  };
}

/**
 * Writes the ledger as an xlsx, row by row: a title, titles of columns that stay in sight and stand again on every printed
 * page, dates as dates, A3 across, on as many sheets side by side as keep the letters readable. Texts are written as texts:
 * what looks like a formula is none.
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
  const widths = columns.map((column) => columnLooks[column].width);
  const numbered = columns[0] === 'no';
  const page = workbook.addWorksheet(pick(LEDGER_TITLE, language), {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: numbered ? 1 : 0 }],
    pageSetup: {
      paperSize: A3 as never,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: sheetsAcross(widths),
      fitToHeight: 0,
      pageOrder: 'overThenDown',
      printTitlesRow: `${HEAD_ROWS}:${HEAD_ROWS}`,
      ...(numbered ? { printTitlesColumn: 'A:A' } : {}),
      margins: { left: 0.4, right: 0.4, top: 0.75, bottom: 0.5, header: 0.35, footer: 0.25 },
    },
    headerFooter: { oddHeader: sheetHeader(title, language), oddFooter: '&C&P / &N' },
  });
  page.columns = widths.map((width) => ({ width }));
  // One object for all cells of a kind: the library looks each up once.
  const looks = looksIn(language);
  const styles = columns.map((column) => looks[columnLooks[column].kind ?? 'text']);
  const font = sheetFont[language];
  const first = page.addRow([title]);
  first.getCell(1).style = { font: { ...font, bold: true, size: 14 }, alignment: { vertical: 'middle' } };
  first.height = 26;
  first.commit();
  const titles = columns.map((column) => pick(columnWords[column], language));
  const head = page.addRow(titles);
  head.height = rowHeight(titles, widths);
  head.eachCell((cell) => {
    cell.style = {
      border,
      font: { ...font, bold: true },
      alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F0F0' } },
    };
  });
  head.commit();
  let last = HEAD_ROWS;
  for await (const piece of pieces) {
    for (const cells of piece) {
      const row = page.addRow(cells);
      styles.forEach((style, index) => (row.getCell(index + 1).style = style));
      row.height = rowHeight(cells, widths);
      last = row.number;
      row.commit();
    }
    // No faster than the disk takes it.
    if (stream.writableNeedDrain) await once(stream, 'drain');
  }
  // The title of the sheet stands above each printed one.
  page.pageSetup.printArea = `A$${HEAD_ROWS}:${page.getColumn(columns.length).letter}$${last}`;
  page.commit();
  await workbook.commit();
}
