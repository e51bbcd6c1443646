import { DAY_MS } from '../../domain/time.js';
import { cellText, IMPORT_LIMITS, type Cell } from '../../domain/hall/import-rules.js';
import { filled, type RowCollector, type SheetRow } from './table-rows.js';
import { attribute, type XmlHandler } from './xml-scan.js';

/** What the sheets of a workbook share. */
export interface Workbook {
  sharedStrings: string | null;
  styles: string | null;
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
}

/** Excel writes characters XML cannot hold as `_x000D_`. */
const unescapeCell = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text;

/** More different texts than a sheet of the most rows and columns could sensibly hold. */
const MOST_TEXTS = 2_000_000;

/** Texts that cells refer to by number. Readings (phonetic runs) are no part of a text. */
export class SharedStrings implements XmlHandler {
  readonly texts: string[] = [];
  #text = '';
  #inside = false;
  #phonetic = false;

  open(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#phonetic = true;
    else if (name === 't') this.#inside = !this.#phonetic;
  }

  close(name: string): void {
    if (name === 'si') {
      if (this.texts.length >= MOST_TEXTS) throw new Error('too many texts');
      this.texts.push(unescapeCell(this.#text));
    }
    if (name === 'rPh') this.#phonetic = false;
    else if (name === 't') this.#inside = false;
  }

  text(text: string): void {
    if (this.#inside && this.#text.length <= IMPORT_LIMITS.cell) this.#text += text;
  }
}

/** Numbers of the built-in formats that show a day or a time (ECMA-376 part 1, 18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether the code of a format of one's own shows a day or a time. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return !/general/i.test(bare) && /[ymdhs年月日时分秒]/i.test(bare);
}

/** Which cell styles show a number as a date. */
export class Styles implements XmlHandler {
  readonly #dateFormats = new Map<number, boolean>();
  readonly #styles: number[] = [];
  #inCells = false;

  open(name: string, attributes: string): void {
    if (name === 'numFmt') {
      const code = attribute(attributes, 'formatCode') ?? '';
      this.#dateFormats.set(Number(attribute(attributes, 'numFmtId')), isDateFormat(code));
    } else if (name === 'cellXfs') this.#inCells = true;
    else if (name === 'xf' && this.#inCells) this.#styles.push(Number(attribute(attributes, 'numFmtId') ?? 0));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCells = false;
  }

  text(): void {
    // Formats are all attributes.
  }

  isDate(style: number): boolean {
    const format = this.#styles[style] ?? 0;
    return this.#dateFormats.get(format) ?? isBuiltInDate(format);
  }
}

/** `BC12` -> column 54 (from 0) and row 12. */
function placeOf(reference: string): { column: number; row: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference);
  if (!found) return null;
  const letters = (found[1] ?? '').toUpperCase();
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(found[2]) };
}

/** Cells of merged blocks that are filled or marked at most; a sheet of this size has no honest use for more. */
const MOST_MERGED = 2_000_000;

/** Spreadsheets keep fifteen digits of a number; what follows has become zeros. */
const MOST_DIGITS = 1e15;

interface Needs {
  strings: SharedStrings;
  styles: Styles;
  from1904: boolean;
  collector: RowCollector;
  /** A formula is a flaw even where its result is stored. */
  noFormulas?: boolean;
  /** A merged block is a flaw of every cell it covers, the first too. */
  noMerges?: boolean;
}

/** Rows of one sheet. */
export class SheetParser implements XmlHandler {
  readonly #needs: Needs;
  readonly #merges: string[] = [];
  #row = 0;
  #cells: Cell[] = [];
  #column = -1;
  #type = '';
  #style = 0;
  #value: string | null = null;
  #hasFormula = false;
  #collecting = false;
  #phonetic = false;
  #beyond: string | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row':
        this.#row = Number(attribute(attributes, 'r') ?? this.#row + 1);
        this.#cells = [];
        this.#beyond = undefined;
        this.#column = -1;
        return;
      case 'c': {
        const place = placeOf(attribute(attributes, 'r') ?? '');
        this.#column = place?.column ?? this.#column + 1;
        this.#type = attribute(attributes, 't') ?? 'n';
        this.#style = Number(attribute(attributes, 's') ?? 0);
        this.#value = null;
        this.#hasFormula = false;
        return;
      }
      case 'f':
        this.#hasFormula = true;
        return;
      case 'rPh':
        this.#phonetic = true;
        return;
      case 'v':
      case 't':
        if (this.#phonetic) return;
        this.#value ??= '';
        this.#collecting = true;
        return;
      case 'mergeCell':
        this.#merges.push(attribute(attributes, 'ref') ?? '');
        if (this.#merges.length > MOST_MERGED / 10) throw new Error('too many merged cells');
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#collecting = false;
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'c') this.#put();
    else if (name === 'row') {
      // Array.from fills the gaps between written cells.
      this.#needs.collector.add(
        this.#row,
        Array.from(this.#cells, (cell) => cell ?? ''),
        this.#beyond,
      );
    }
  }

  text(text: string): void {
    if (this.#collecting && this.#value !== null && this.#value.length <= IMPORT_LIMITS.cell) this.#value += text;
  }

  /** Fills what merged blocks cover. */
  finish(): SheetRow[] {
    const { rows } = this.#needs.collector;
    const byNumber = new Map(rows.map((row) => [row.row, row]));
    const last = rows.at(-1)?.row ?? 0;
    let touched = 0;
    for (const reference of this.#merges) {
      const [from, to] = reference.split(':').map(placeOf);
      if (!from || !to) continue;
      const columns = Math.min(to.column, IMPORT_LIMITS.columns - 1);
      const downOnly = from.column === to.column && this.#needs.noMerges !== true;
      const first = byNumber.get(from.row);
      const top = first?.cells[from.column] ?? '';
      if (first && this.#needs.noMerges === true) first.cells[from.column] = { text: cellText(top), flaw: 'merged' };
      for (let number = from.row; number <= Math.min(to.row, last); number += 1) {
        const row = byNumber.get(number);
        for (let column = from.column; column <= columns; column += 1) {
          touched += 1;
          if (touched > MOST_MERGED) throw new Error('too many merged cells');
          if (!row || (number === from.row && column === from.column)) continue;
          // A block down one column names the same thing for each of its rows; one across columns cannot be told apart.
          while (row.cells.length < column) row.cells.push('');
          row.cells[column] = downOnly ? top : { text: '', flaw: 'merged' };
        }
      }
    }
    return rows;
  }

  #put(): void {
    if (this.#column < 0) return;
    const cell = this.#cell();
    if (this.#column < IMPORT_LIMITS.columns) this.#cells[this.#column] = cell;
    else this.#beyond ??= filled(cell);
  }

  #cell(): Cell {
    const { strings, styles, from1904, noFormulas } = this.#needs;
    const value = this.#value;
    if (this.#hasFormula && noFormulas === true) return { text: '', flaw: 'formula' };
    if (value === null) return this.#hasFormula ? { text: '', flaw: 'formula' } : '';
    switch (this.#type) {
      case 's':
        return strings.texts[Number(value)] ?? '';
      case 'e':
        return { text: value, flaw: 'cellError' };
      case 'd':
        return { text: value.slice(0, 10), flaw: 'date' };
      case 'b':
      case 'str':
      case 'inlineStr':
        return unescapeCell(value);
    }
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
    if (!styles.isDate(this.#style)) {
      return Math.abs(number) < MOST_DIGITS ? String(number) : { text: String(number), flaw: 'powerOfTen' };
    }
    const days = number - (from1904 ? 24_107 : 25_569);
    const instant = new Date(Math.round(days * DAY_MS));
    const text = Number.isNaN(instant.getTime()) ? value : instant.toISOString().slice(0, 10);
    return { text, flaw: 'date' };
  }
}
