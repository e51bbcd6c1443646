import { cellText, type Cell } from '../hall/import-rules.js';
import { isControlled, withoutWidthless } from '../text.js';
import { isoDay, parseIsoDay } from '../time.js';
import type { ReplyColumn, ReplyRule } from './reply-kinds.js';
import type { ReplyFault } from './reply.js';

/** Reading what was filled in: a value, nothing (null), or why it gives none. */
export type Read<T> = { value: T | null } | { fault: Omit<ReplyFault, 'column'> };

export const refuse = (rule: ReplyRule, params: ReplyFault['params'] = {}): { fault: Omit<ReplyFault, 'column'> } => ({
  fault: { rule, params },
});
const SHOWN = 60;
export const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

const clean = (cell: Cell): string => withoutWidthless(cellText(cell)).replace(/\r\n?/g, '\n').normalize('NFC').trim();

/** A text as it is compared: spreadsheets change blanks and ends of lines. */
export const comparable = (text: string): string => withoutWidthless(text).normalize('NFC').replace(/\s+/g, ' ').trim();

/** What is wrong with a cell whatever it should hold; a date or a long number may be meant as text. */
export function flawOf(cell: Cell): { fault: Omit<ReplyFault, 'column'> } | null {
  if (typeof cell === 'string') return isControlled(cell) ? refuse('control') : null;
  if (cell.flaw === 'formula' || cell.flaw === 'merged') return refuse(cell.flaw);
  return cell.flaw === 'cellError' ? refuse('cellError', { value: shortened(cell.text) }) : null;
}

/** Several lines, at most `most` UTF-16 units. */
export function readText(cell: Cell, most: number): Read<string> {
  const flaw = flawOf(cell);
  if (flaw) return flaw;
  const text = clean(cell);
  if (text.length > most) return refuse('tooLong', { most, have: text.length });
  return { value: text === '' ? null : text };
}

/** Numbers of measures, from 1: `1、3`, or all of them. */
export function readDone(cell: Cell, count: number): Read<number[]> {
  const flaw = flawOf(cell);
  if (flaw) return flaw;
  const text = clean(cell).normalize('NFKC');
  if (text === '') return { value: null };
  if (typeof cell !== 'string') return refuse('doneDate', { value: shortened(text) });
  if (count === 0) return refuse('doneNone');
  if (/^(?:全部|全部完成|all)$/i.test(text)) return { value: Array.from({ length: count }, (_, at) => at + 1) };
  const numbers = new Set<number>();
  for (const word of text.split(/[、,;。\s]+/).filter((one) => one !== '')) {
    const number = /^\d{1,2}$/.test(word) ? Number(word) : 0;
    if (number < 1 || number > count) return refuse('doneUnknown', { value: shortened(word), count });
    numbers.add(number);
  }
  return { value: [...numbers].sort((a, b) => a - b) };
}

/** Days between the first of 1900 as spreadsheets count them and 1970. */
const SERIAL_OFFSET = 25_569;
const NUMBERED = /^(?:民国)?\s*(\d{2,4})\s*(年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?$/;
/** The Republic's first year is 1912. */
const ROC = 1911;

/** `115`, `10`, `9` -> the day as it is written; null where there is no such day. */
function isoOf(year: number, month: string, date: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return parseIsoDay(iso) === null ? null : iso;
}

/** Why a text is no day, and how the day it seems to mean is written. */
function refusedDay(text: string): { fault: Omit<ReplyFault, 'column'> } {
  const value = shortened(text);
  const serial = /^\d{5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0;
  if (serial > 0) return refuse('dayNumber', { value, iso: isoDay(serial - SERIAL_OFFSET) });
  const [, year = '', between = '', month = '', date = ''] = NUMBERED.exec(text) ?? [];
  const republic = text.startsWith('民国') || year.length === 3;
  const iso = year.length < 3 && !republic ? null : isoOf(Number(year) + (republic ? ROC : 0), month, date);
  if (iso === null) return refuse('dayUnclear', { value });
  if (republic) return refuse('dayRoc', { value, iso });
  return refuse(between === '/' ? 'daySlash' : 'dayWords', { value, iso });
}

/** A date of the spreadsheet, or a text like `2026-10-09`, from the day of issue up to today. */
export function readDay(cell: Cell, { issued, today }: { issued: number; today: number }): Read<number> {
  const flaw = flawOf(cell);
  if (flaw) return flaw;
  const text = clean(cell).normalize('NFKC');
  if (text === '') return { value: null };
  const day = parseIsoDay(text);
  if (day === null) return refusedDay(text);
  if (day < issued) return refuse('dayBeforeIssue', { value: text, iso: isoDay(issued) });
  return day > today ? refuse('dayFuture', { value: text }) : { value: day };
}

/** Puts a reading's fault on a column; the value where there is one. */
export function taken<T>(read: Read<T>, column: ReplyColumn, faults: ReplyFault[]): T | null {
  if ('value' in read) return read.value;
  faults.push({ column, ...read.fault });
  return null;
}
