import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CALENDAR_FILE_LIMIT, readCalendarFile, type CalendarFileResult } from '../../../domain/calendar/file.js';
import { AppError } from '../../../domain/errors.js';

/** A character of UTF-8 is four bytes at most. */
const LIMIT_BYTES = CALENDAR_FILE_LIMIT * 4;

/** A calendar file as it was read, with its SHA-256 in hexadecimal digits. */
export interface ReadCalendar {
  result: CalendarFileResult;
  hash: string;
}

export const hashOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Reads a file a person chose; no more of it than a calendar can be long.
 * @throws AppError `file.empty`, `file.unreadable`
 */
export async function readCalendar(path: string, name: string): Promise<ReadCalendar> {
  const bytes = await beginningOf(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || !/^E[A-Z]+$/.test(code)) throw error;
    throw new AppError('file.unreadable', { name, detail: code }, { cause: error });
  });
  if (bytes.length === 0) throw new AppError('file.empty', { name });
  const hash = hashOf(bytes);
  if (bytes.length > LIMIT_BYTES) return { hash, result: tooLarge };
  return { hash, result: readCalendarFile(textOf(bytes)) };
}

const tooLarge: CalendarFileResult = {
  ok: false,
  faults: [{ rule: 'tooLarge', params: { limit: CALENDAR_FILE_LIMIT } }],
};

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(Math.min(size, LIMIT_BYTES + 1)),
      position: 0,
    });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What is no UTF-8 is no calendar either: an empty text says so. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '';
  }
}
