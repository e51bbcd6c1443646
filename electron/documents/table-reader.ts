import { open, stat } from 'node:fs/promises';
import { AppError, isAppError } from '../../domain/errors.js';
import { IMPORT_LIMITS } from '../../domain/hall/import-rules.js';
import { notATable, tooLarge, type ReadOptions, type SheetRow } from './table-rows.js';

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
 * Looks at the bytes of what should be an xlsx before anything reads it.
 * @throws AppError `file.empty`, `file.tooLarge`, `file.format`, `file.unreadable`
 */
export async function requireXlsx(path: string, name: string): Promise<void> {
  const { kind, bytes } = await kindOf(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError('file.unreadable', { name, detail: code ?? '' }, { cause: error });
  });
  if (bytes === 0) throw new AppError('file.empty', { name });
  if (bytes > IMPORT_LIMITS.bytes) throw tooLarge(name);
  if (kind !== 'zip') throw notATable(name, 'xlsx');
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
