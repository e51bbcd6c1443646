import type { Font } from 'exceljs';
import type { PaperLanguage } from './paper.js';

/** The font of every cell; one that names none falls back to another than its neighbour. */
export const sheetFont: Record<PaperLanguage, Partial<Font>> = {
  'zh-CN': { name: '宋体', size: 11 },
  en: { name: 'Calibri', size: 11 },
};

/** Points of one line at 11 pt, of what a row has beyond its lines, and the most a row may have. */
const LINE_PT = 15.5;
const AROUND_PT = 2;
const HIGHEST_PT = 409;
/** How many digits wide a Chinese and a Latin letter are on average, in the widest font that stands in for a missing one. */
const WIDE = 2.2;
const NARROW = 0.95;
/** Digits of a cell's width that its margins take. */
const MARGIN = 1;

const NEW_LINE = 10;
const SPACE = 32;
/** From here on letters and marks stand in a square; the second half of a pair has no width of its own. */
const FIRST_WIDE = 0x2e80;
const isSecondHalf = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Lines a text takes in a column of `width` digits; Latin words are not broken. Works through long tables: no garbage. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(1, width - MARGIN);
  // Nearly every cell of a long table.
  if (text.length * WIDE <= room && !text.includes('\n')) return 1;
  let lines = 1;
  let used = 0;
  const put = (wide: number): void => {
    if (used > 0 && used + wide > room) {
      lines += 1;
      used = 0;
    }
    lines += Math.max(0, Math.ceil(wide / room) - 1);
    used += wide > room ? wide % room : wide;
  };
  // A Latin word with the space before it.
  let word = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > SPACE && code < FIRST_WIDE) {
      word += NARROW;
      continue;
    }
    if (word > 0) put(word);
    word = 0;
    if (code === NEW_LINE) {
      lines += 1;
      used = 0;
    } else if (code <= SPACE) word = NARROW;
    else if (!isSecondHalf(code)) put(WIDE);
  }
  if (word > 0) put(word);
  return lines;
}

/**
 * Height of a row, in points, in which its longest text is read whole. Written out, because some programs leave a row at one
 * line until somebody touches it.
 * @param widths of the columns, in digits
 * @param least lines the row has at least
 */
export function rowHeight(cells: readonly unknown[], widths: readonly number[], least = 1): number {
  let most = least;
  for (let at = 0; at < cells.length; at += 1) {
    const text = cells[at];
    if (typeof text === 'string') most = Math.max(most, linesOf(text, widths[at] ?? 0));
  }
  return Math.min(HIGHEST_PT, most * LINE_PT + AROUND_PT);
}

/** A title at the top of every printed sheet; an ampersand is written twice there. */
export const sheetHeader = (title: string, language: PaperLanguage): string =>
  `&L&"${sheetFont[language].name ?? ''},Bold"&14${title.replaceAll('&', '&&')}`;

/** Digits of width that an A3 sheet across holds with letters of about 7 pt, the smallest that are read. */
const A3_DIGITS = 350;

/** Over how many sheets of A3 side by side columns of these widths are printed. */
export const sheetsAcross = (widths: readonly number[]): number =>
  Math.max(1, Math.ceil(widths.reduce((sum, width) => sum + width, 0) / A3_DIGITS));
