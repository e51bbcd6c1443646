import type { ExchangeFault } from '../../domain/checklist/exchange.js';
import { shortened, trimmed } from '../../domain/hall/import-cells.js';
import { cellText, type Cell } from '../../domain/hall/import-rules.js';
import { readChecklistCell, type SheetRule } from './checklist-cell.js';
import { columnsOf, type Column, type DataSheet } from './checklist-columns.js';
import { plain, sheetWords, type Language } from './checklist-words.js';
import type { SheetRow } from './table-rows.js';

/** A cell as a person finds it. */
export interface Spot {
  sheet: string;
  row: number;
  column?: string;
  /** As the spreadsheet names it: `C12`. */
  cell?: string;
}

/** What one row says, by the paths of its columns, and where each of them stands. */
export interface ReadRow {
  values: Map<string, unknown>;
  /** Paths of cells that were refused. */
  refused: Set<string>;
  spot(path?: string): Spot;
}

/** A sheet that was read; no rows where its columns are not there. */
export interface Table {
  sheet: string;
  /** Whether titles and rows stand as they should. */
  sound: boolean;
  rows: ReadRow[];
}

/** `0` -> A, `27` -> AB. */
export function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}

/** Collects what is wrong, each with its place. */
export class Refusals {
  readonly faults: ExchangeFault[] = [];

  add(rule: SheetRule | 'kindUnknown', spot: Partial<Spot>, params: Record<string, string> = {}, path = ''): void {
    this.faults.push({ path, rule, params: { ...spot, ...params } });
  }
}

interface Placed {
  column: Column;
  index: number;
  title: string;
  language: Language;
}

const titleLanguage = (column: Column, title: string): Language | null =>
  plain(title) === plain(column.title[0]) ? 'zh-CN' : plain(title) === plain(column.title[1]) ? 'en' : null;

function placeColumns(sheet: string, columns: readonly Column[], head: SheetRow, refusals: Refusals): Placed[] {
  const placed: Placed[] = [];
  head.cells.forEach((cell, index) => {
    const title = trimmed(cellText(cell));
    if (title === '') return;
    const spot = { sheet, row: head.row, cell: `${letterOf(index)}${head.row}` };
    const column = columns.find((one) => titleLanguage(one, title) !== null);
    if (!column) refusals.add('columnUnknown', spot, { value: shortened(title) });
    else if (placed.some((one) => one.column === column)) refusals.add('columnTwice', spot, { column: title });
    else placed.push({ column, index, title, language: titleLanguage(column, title) ?? 'zh-CN' });
  });
  return placed;
}

function readRow(sheet: string, placed: readonly Placed[], row: SheetRow, refusals: Refusals): ReadRow {
  const values = new Map<string, unknown>();
  const refused = new Set<string>();
  const spot = (path?: string): Spot => {
    const at = placed.find(({ column }) => column.path === path);
    if (!at) return { sheet, row: row.row };
    return { sheet, row: row.row, column: at.title, cell: `${letterOf(at.index)}${row.row}` };
  };
  const known = new Set(placed.map(({ index }) => index));
  row.cells.forEach((cell, index) => {
    const text = cellText(cell).trim();
    if (known.has(index) || text === '') return;
    refusals.add(
      'cellBeyond',
      { sheet, row: row.row, cell: `${letterOf(index)}${row.row}` },
      { value: shortened(text) },
    );
  });
  for (const { column, index, language } of placed) {
    const reading = readChecklistCell(column, row.cells[index] ?? '', language);
    if ('rule' in reading) {
      refused.add(column.path);
      refusals.add(reading.rule, spot(column.path), reading.params);
    } else if (reading.value !== undefined) values.set(column.path, reading.value);
  }
  return { values, refused, spot };
}

/** The rows of one sheet. */
export function tableOf(name: DataSheet, sheet: string, rows: readonly SheetRow[], refusals: Refusals): Table {
  const columns: readonly Column[] = columnsOf[name];
  const [head, ...rest] = rows;
  const before = refusals.faults.length;
  const placed = head ? placeColumns(sheet, columns, head, refusals) : [];
  const language = placed.filter(({ language: one }) => one === 'en').length * 2 > placed.length ? 1 : 0;
  for (const column of columns)
    if (column.required && !placed.some((one) => one.column === column))
      refusals.add('columnMissing', { sheet, row: head?.row ?? 1, column: column.title[language] });
  if (refusals.faults.length > before) return { sheet, sound: false, rows: [] };
  return { sheet, sound: true, rows: rest.map((row) => readRow(sheet, placed, row, refusals)) };
}

/** The sheet of the whole: a name and a value in each row, read as one row of its own. */
export function wholeOf(sheet: string, rows: readonly SheetRow[], refusals: Refusals): Table {
  const columns: readonly Column[] = columnsOf.whole;
  const values = new Map<string, unknown>();
  const refused = new Set<string>();
  const at = new Map<string, Spot>();
  const before = refusals.faults.length;
  // The first row names the two columns.
  for (const row of rows.slice(1)) {
    const title = trimmed(cellText(row.cells[0]));
    const column = columns.find((one) => titleLanguage(one, title) !== null);
    const spot = { sheet, row: row.row, column: title, cell: `B${row.row}` };
    if (!column) refusals.add('rowUnknown', { sheet, row: row.row, cell: `A${row.row}` }, { value: shortened(title) });
    else if (at.has(column.path)) refusals.add('columnTwice', spot);
    else {
      at.set(column.path, spot);
      const cell: Cell = row.cells[1] ?? '';
      const reading = readChecklistCell(column, cell, titleLanguage(column, title) ?? 'zh-CN');
      if ('rule' in reading) {
        refused.add(column.path);
        refusals.add(reading.rule, spot, reading.params);
      } else if (reading.value !== undefined) values.set(column.path, reading.value);
    }
  }
  const sound = refusals.faults.length === before || refused.size > 0;
  for (const column of columns)
    if (column.required && !at.has(column.path))
      refusals.add('columnMissing', { sheet, row: rows[0]?.row ?? 1, column: column.title[0] });
  const spot = (path?: string): Spot => at.get(path ?? '') ?? { sheet, row: rows[0]?.row ?? 1 };
  return {
    sheet,
    sound: sound && columns.every((one) => !one.required || at.has(one.path)),
    rows: [{ values, refused, spot }],
  };
}

/** Which sheet a name stands for, in either language. */
export function sheetOf(name: string): DataSheet | null {
  const found = Object.entries(sheetWords).find(([, words]) => words.some((word) => plain(word) === plain(name)));
  return found && found[0] !== 'guide' ? (found[0] as DataSheet) : null;
}
