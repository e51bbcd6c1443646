import { open, stat } from 'node:fs/promises';
import { AppError, isAppError } from '../../domain/errors.js';
import { cellText, IMPORT_LIMITS, type Cell } from '../../domain/hall/import-rules.js';

/** A row with anything in it. `row` is its number as a spreadsheet shows it. */
export interface SheetRow {
  row: number;
  cells: Cell[];
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

/** Collects rows and holds the limits: rows, columns, length of a cell, all text together. */
export class RowCollector {
  readonly rows: SheetRow[] = [];
  #text = 0;

  constructor(private readonly name: string) {}

  /** Empty rows are passed over. @throws AppError `file.tooLarge` */
  add(row: number, cells: Cell[]): void {
    if (cells.every((cell) => cellText(cell).trim() === '' && typeof cell === 'string')) return;
    const kept = cells.slice(0, IMPORT_LIMITS.columns).map(bounded);
    for (const cell of kept) this.#text += cellText(cell).length;
    // One more for the title row.
    if (this.rows.length > IMPORT_LIMITS.rows || this.#text > MOST_TEXT) throw tooLarge(this.name);
    this.rows.push({ row, cells: kept });
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

type Kind = 'zip' | 'oldOffice' | 'text';

async function kindOf(path: string): Promise<{ kind: Kind; bytes: number; head: Buffer }> {
  const { size } = await stat(path);
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(8);
    const { bytesRead } = await file.read(head, 0, 8, 0);
    const start = head.subarray(0, bytesRead);
    const mark = start.toString('hex');
    const kind: Kind = mark.startsWith('504b0304') ? 'zip' : mark === 'd0cf11e0a1b11ae1' ? 'oldOffice' : 'text';
    return { kind, bytes: size, head: start };
  } finally {
    await file.close();
  }
}

/**
 * Reads the first visible sheet of an xlsx, or a csv, whichever the file is, whatever it is called.
 * @throws AppError `file.empty`, `file.tooLarge`, `file.format`, `file.unreadable`, `cancelled`
 */
export async function readTable(path: string, options: ReadOptions): Promise<SheetRow[]> {
  const { name } = options;
  try {
    const { kind, bytes, head } = await kindOf(path);
    if (bytes === 0) throw new AppError('file.empty', { name });
    if (bytes > IMPORT_LIMITS.bytes) throw tooLarge(name);
    if (kind === 'oldOffice' || (kind === 'text' && /\.xls[xm]?$/i.test(name))) throw notATable(name, 'xlsx, csv');
    const rows =
      kind === 'zip'
        ? await (await import('./xlsx-reader.js')).readXlsx(path, options)
        : await (await import('./csv-reader.js')).readCsv(path, { ...options, bytes, head });
    if (rows.length === 0) throw new AppError('file.empty', { name });
    return rows;
  } catch (error) {
    if (isAppError(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
      throw new AppError('file.unreadable', { name, detail: code }, { cause: error });
    }
    throw error;
  }
}
