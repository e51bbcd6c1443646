import type { Cell, Workbook, Worksheet } from 'exceljs';
import { conditionText } from '../../domain/checklist/condition-text.js';
import { itemsOf, type Condition, type TemplateContent } from '../../domain/checklist/schema.js';
import { columnsOf, dataSheets, wholeTitles, type Column, type DataSheet } from './checklist-columns.js';
import { fillGuide } from './checklist-guide.js';
import { booleans, pick, sheetWords, type Language } from './checklist-words.js';
import { offerWords } from './offered-words.js';

/** Rows further down than the content that still offer their lists of words. */
const SPARE_ROWS = 500;

/** The value at a dotted path; undefined where the thing has none. */
function valueAt(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), from);
}

/** Excel takes `_x0041_` in a text for an A: the underline is written as such itself. */
const literal = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');

function cellOf(column: Column, thing: unknown, language: Language): string | number | null {
  if (column.path === 'scoring.effect' && valueAt(thing, 'kind') !== 'text' && valueAt(thing, 'scoring') === null)
    return pick(column.choices?.['none'] ?? ['', ''], language);
  const value = valueAt(thing, column.path);
  if (value === null || value === undefined) return null;
  if (column.kind === 'condition') return conditionText(value as Condition, language);
  if (typeof value === 'boolean') return pick(booleans[value ? 0 : 1], language);
  if (typeof value === 'number') return value;
  const text = String(value);
  return literal(column.choices ? pick(column.choices[text] ?? [text, text], language) : text);
}

/** What stands on each sheet, a thing a row. */
function thingsOf(content: TemplateContent): Record<Exclude<DataSheet, 'whole'>, readonly object[]> {
  return {
    grades: content.grades,
    sections: content.sections,
    items: itemsOf(content).map(({ section, item }) => ({ ...item, section: section.code })),
    options: itemsOf(content).flatMap(({ item }) =>
      'options' in item ? item.options.map((option) => ({ ...option, item: item.code })) : [],
    ),
  };
}

/** Lets the cells of a column be chosen from its words, where it has such. */
function offer(page: Worksheet, range: string, column: Column, language: Language): void {
  const words = column.kind === 'boolean' ? booleans : column.choices && Object.values(column.choices);
  if (!words) return;
  offerWords(
    page,
    range,
    words.map((word) => pick(word, language)),
    column.required === true,
  );
}

/** Text stays text, or a code 5.10 becomes 5.1 and 3-1 a date. */
const formatOf = (column: Column): string => (column.kind === 'number' ? 'General' : '@');

function dress(cell: Cell, column: Column): void {
  cell.numFmt = formatOf(column);
  const wide = column.kind === 'text' || (column.width ?? 0) >= 24;
  cell.alignment = { vertical: 'top', wrapText: wide };
}

const HEAD = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFEDF1F0' } } as const;

function headOf(page: Worksheet, titles: string[]): void {
  const head = page.addRow(titles);
  head.font = { bold: true };
  head.eachCell((cell) => (cell.fill = HEAD));
  page.views = [{ state: 'frozen', ySplit: 1 }];
}

function addTable(book: Workbook, sheet: Exclude<DataSheet, 'whole'>, things: readonly object[], language: Language) {
  const columns: readonly Column[] = columnsOf[sheet];
  const page = book.addWorksheet(pick(sheetWords[sheet], language));
  page.columns = columns.map((column) => ({
    width: column.width ?? Math.max(10, pick(column.title, language).length * 2),
  }));
  headOf(
    page,
    columns.map(({ title }) => pick(title, language)),
  );
  for (const thing of things) {
    const row = page.addRow(columns.map((column) => cellOf(column, thing, language)));
    columns.forEach((column, index) => dress(row.getCell(index + 1), column));
  }
  columns.forEach((column, index) => {
    const sheetColumn = page.getColumn(index + 1);
    sheetColumn.numFmt = formatOf(column);
    offer(page, `${sheetColumn.letter}2:${sheetColumn.letter}${things.length + SPARE_ROWS}`, column, language);
  });
}

function addWhole(book: Workbook, content: TemplateContent, language: Language): void {
  const page = book.addWorksheet(pick(sheetWords.whole, language));
  page.columns = [{ width: 26 }, { width: 60 }];
  headOf(
    page,
    wholeTitles.map((title) => pick(title, language)),
  );
  for (const column of columnsOf.whole) {
    const row = page.addRow([pick(column.title, language), cellOf(column, content, language)]);
    const value = row.getCell(2);
    dress(value, column);
    value.alignment = { vertical: 'top', horizontal: 'left', wrapText: true };
    offer(page, value.address, column, language);
  }
}

/** Writes a template as a workbook a clerk can read, change and hand back; titles and words in its own language. */
export async function writeChecklist(path: string, content: TemplateContent): Promise<void> {
  // Loaded when needed: it is large, and most starts never write a workbook.
  const { default: ExcelJS } = await import('exceljs');
  const { language } = content;
  const book = new ExcelJS.Workbook();
  fillGuide(book.addWorksheet(pick(sheetWords.guide, language)), language);
  const things = thingsOf(content);
  for (const sheet of dataSheets) {
    if (sheet === 'whole') addWhole(book, content, language);
    else addTable(book, sheet, things[sheet], language);
  }
  await book.xlsx.writeFile(path);
}
