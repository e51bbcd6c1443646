import { AppError } from '../../domain/errors.js';
import { trimmed } from '../../domain/hall/import-cells.js';
import { cellText, IMPORT_LIMITS, type Cell } from '../../domain/hall/import-rules.js';

/** A row with anything in it. `row` is its number as a spreadsheet shows it. */
export interface SheetRow {
  row: number;
  cells: Cell[];
  /** The first text beyond the last column that is read. */
  beyond?: string | undefined;
}

export interface ReadOptions {
  /** How the file is called in messages. */
  name: string;
  signal: AbortSignal;
  /** @param share 0..1 of the file read */
  progress: (share: number) => void;
  /** Whether a title names a known column: tells the separators of a csv apart. */
  knows: (title: string) => boolean;
}

const LIMIT_MB = IMPORT_LIMITS.bytes / 1024 / 1024;
/** All text of a file together, in UTF-16 units. */
const MOST_TEXT = 64 * 1024 * 1024;

export const tooLarge = (name: string): AppError =>
  new AppError('file.tooLarge', { name, limitMb: LIMIT_MB, limitRows: IMPORT_LIMITS.rows });
export const notATable = (name: string, expected: string, cause?: unknown): AppError =>
  new AppError('file.format', { name, expected }, { cause });

/** The text of a cell; undefined when there is none. */
export function filled(cell: Cell): string | undefined {
  const text = trimmed(cellText(cell)).slice(0, IMPORT_LIMITS.cell);
  return text === '' ? undefined : text;
}

function firstFilled(cells: readonly Cell[]): string | undefined {
  const found = cells.find((cell) => filled(cell) !== undefined);
  return found === undefined ? undefined : filled(found);
}

/** Collects rows and holds the limits: rows, columns, length of a cell, all text together. */
export class RowCollector {
  readonly rows: SheetRow[] = [];
  #text = 0;

  constructor(private readonly name: string) {}

  /** Empty rows are passed over. @throws AppError `file.tooLarge` */
  add(row: number, cells: Cell[], beyond = firstFilled(cells.slice(IMPORT_LIMITS.columns))): void {
    if (beyond === undefined && cells.every((cell) => cellText(cell).trim() === '' && typeof cell === 'string')) return;
    const kept = cells.slice(0, IMPORT_LIMITS.columns).map(bounded);
    for (const cell of kept) this.#text += cellText(cell).length;
    // One more for the title row.
    if (this.rows.length > IMPORT_LIMITS.rows || this.#text > MOST_TEXT) throw tooLarge(this.name);
    this.rows.push(beyond === undefined ? { row, cells: kept } : { row, cells: kept, beyond });
  }
}

/** A longer text is refused by every field; the rest of it is not kept. */
function bounded(cell: Cell): Cell {
  if (cellText(cell).length <= IMPORT_LIMITS.cell) return cell;
  const text = cellText(cell).slice(0, IMPORT_LIMITS.cell);
  return typeof cell === 'string' ? text : { ...cell, text };
}

export function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled');
}

/** Lets everything else have its turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
