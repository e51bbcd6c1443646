import type { Cell, Style, Worksheet } from 'exceljs';
import {
  filledColumns,
  REPLY_LIMITS,
  replyColumns,
  type KeptCells,
  type ReplyColumn,
} from '../../domain/rectification/reply-kinds.js';
import { problemOnSheet, type ReplyMatter } from '../../domain/rectification/reply-plan.js';
import { unitAtWork, type RectificationState } from '../../domain/rectification/life.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { filled, longDay, pick } from './field-words.js';
import { dateOfDay } from './ledger-cells.js';
import { stateWords } from './ledger-words.js';
import type { PaperLanguage } from './paper.js';
import { REPLY_PAGE, REPLY_TITLE, replyHints, replyWords } from './reply-words.js';
import { rowHeight, sheetFont } from './sheet-look.js';
import { SEAL_PAGE, sealRows } from './reply-seal.js';

/** One matter as the sheet shows it. */
export type ReplySheetMatter = Pick<ReplyMatter, 'id' | 'no' | 'revision' | 'state' | 'problem' | 'measures'> & {
  dueDay: number | null;
};

export interface ReplySheet {
  language: PaperLanguage;
  unitId: number;
  unit: string;
  hall: string;
  /** UTC milliseconds. */
  now: number;
  matters: readonly ReplySheetMatter[];
}

const widths: Record<ReplyColumn, number> = {
  no: 20,
  problem: 38,
  measures: 34,
  due: 12,
  state: 10,
  progress: 40,
  done: 12,
  doneDay: 13,
  remark: 22,
};
/** The unit may have these in hand by the time it writes. */
const writable: readonly RectificationState[] = ['issued', ...unitAtWork];
const HEAD_ROWS = 3;
/** Lines of a row at least: room to write in by hand. */
const LEAST_LINES = 2;
const A4 = 9;

const thin = { style: 'thin', color: { argb: 'FFA6A6A6' } } as const;
const border = { top: thin, bottom: thin, left: thin, right: thin };
const solid = (argb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } }) as const;
const SHOWN = solid('FFF4F4F2');
const HEAD = solid('FFE9EDEC');
const FILL = solid('FFFFFBE6');

const isFilled = (column: ReplyColumn): boolean => (filledColumns as readonly ReplyColumn[]).includes(column);
const DATE = 'yyyy-mm-dd';
/** Text stays text, or `1-3` becomes a date. */
const formats: Partial<Record<ReplyColumn, string>> = { due: DATE, doneDay: DATE };

function styleOf(column: ReplyColumn, open: boolean, language: PaperLanguage): Partial<Style> {
  const filling = isFilled(column);
  return {
    border,
    font: sheetFont[language],
    numFmt: formats[column] ?? '@',
    alignment: { vertical: 'top', wrapText: true, horizontal: column in formats ? 'center' : 'left' },
    fill: filling && open ? FILL : SHOWN,
    protection: { locked: !(filling && open) },
  };
}

function measuresOnSheet({ measures }: ReplySheetMatter, language: PaperLanguage): string {
  return measures
    .map(({ text, doneDay }, at) => {
      const done = doneDay === null ? '' : filled(pick(replyHints.doneOn, language), { day: isoDay(doneDay) });
      return `${at + 1}. ${text}${done}`;
    })
    .join('\n');
}

function valueOf(column: ReplyColumn, matter: ReplySheetMatter, language: PaperLanguage): string | Date | null {
  switch (column) {
    case 'no':
      return matter.no;
    case 'problem':
      return problemOnSheet(matter.problem);
    case 'measures':
      return measuresOnSheet(matter, language);
    case 'due':
      return matter.dueDay === null ? null : dateOfDay(matter.dueDay);
    case 'state':
      return pick(stateWords[matter.state], language);
    default:
      return null;
  }
}

/** The printed cells, as they read when the sheet comes back. */
const keptOf = (matter: ReplySheetMatter, language: PaperLanguage): KeptCells => ({
  measures: measuresOnSheet(matter, language),
  due: matter.dueDay === null ? '' : isoDay(matter.dueDay),
  state: pick(stateWords[matter.state], language),
});

/** What a spreadsheet says beside a cell, and what it does not take; whoever pastes gets past it. */
function guard(cell: Cell, column: ReplyColumn, today: number, language: PaperLanguage): void {
  const say = (word: keyof typeof replyHints, values = {}): string => filled(pick(replyHints[word], language), values);
  const shared = { allowBlank: true, showInputMessage: true, showErrorMessage: true };
  if (column === 'doneDay')
    cell.dataValidation = {
      ...{ ...shared, type: 'date', operator: 'between', prompt: say('doneDay'), error: say('notDay') },
      // It is filled in later than it is made; what is not yet is refused where it is read.
      formulae: [dateOfDay(today - 3660), dateOfDay(today + 3660)],
    };
  else if (column === 'progress' || column === 'remark') {
    const most = REPLY_LIMITS[column];
    cell.dataValidation = {
      ...{ ...shared, type: 'textLength', operator: 'lessThanOrEqual', formulae: [most] },
      ...{ prompt: say(column), error: say('tooLong', { most }) },
    };
  } else if (column === 'done')
    cell.dataValidation = {
      ...shared,
      type: 'textLength',
      operator: 'lessThanOrEqual',
      formulae: [100],
      prompt: say('done'),
    };
}

function addHead(page: Worksheet, { language, unit, hall, now }: ReplySheet): void {
  const font = sheetFont[language];
  const title = page.addRow([[pick(REPLY_TITLE, language), unit, hall, longDay(dayOf(now), language)].join(' · ')]);
  title.getCell(1).font = { ...font, bold: true, size: 14 };
  title.height = 26;
  const how = page.addRow([pick(replyHints.how, language)]);
  how.getCell(1).font = { ...font, size: 10, color: { argb: 'FF595959' } };
  how.height = 20;
  const head = page.addRow(replyColumns.map((column) => pick(replyWords[column], language)));
  head.height = 24;
  head.eachCell((cell) => {
    cell.style = {
      ...{ border, font: { ...font, bold: true }, fill: HEAD },
      alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
    };
  });
}

/**
 * Writes the reply sheet of a unit: what a matter is stands locked, what is to be filled in is open, and a hidden page says
 * by ids what went out. The lock has no password: it keeps slips away, not people. Texts are written as texts.
 */
export async function writeReplySheet(path: string, sheet: ReplySheet): Promise<void> {
  // Loaded when needed: it is large, and most starts never write a workbook.
  const { default: ExcelJS } = await import('exceljs');
  const { language, matters, now, unitId } = sheet;
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet(pick(REPLY_PAGE, language), {
    views: [{ state: 'frozen', ySplit: HEAD_ROWS, xSplit: 1 }],
    pageSetup: {
      paperSize: A4 as never,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEAD_ROWS}:${HEAD_ROWS}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.25 },
    },
    headerFooter: { oddFooter: '&C&P / &N' },
  });
  const columnWidths = replyColumns.map((column) => widths[column]);
  page.columns = columnWidths.map((width) => ({ width }));
  addHead(page, sheet);
  for (const matter of matters) {
    const open = writable.includes(matter.state);
    const values = replyColumns.map((column) => valueOf(column, matter, language));
    const row = page.addRow(values);
    row.height = rowHeight(values, columnWidths, LEAST_LINES);
    replyColumns.forEach((column, index) => {
      const cell = row.getCell(index + 1);
      cell.style = styleOf(column, open, language);
      if (open && isFilled(column)) guard(cell, column, dayOf(now), language);
    });
  }
  await page.protect('', { formatColumns: true, formatRows: true, autoFilter: true });
  const seal = book.addWorksheet(SEAL_PAGE, { state: 'veryHidden' });
  const sent = matters.map((matter) => ({ ...matter, kept: keptOf(matter, language) }));
  for (const cells of sealRows({ unitId, language, madeAt: now, matters: sent })) {
    // As texts: no spreadsheet rounds or dates them.
    const row = seal.addRow(cells.map(String));
    row.eachCell((cell) => (cell.numFmt = '@'));
  }
  await seal.protect('', {});
  await book.xlsx.writeFile(path);
}
