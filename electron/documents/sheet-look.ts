import type { Font } from 'exceljs';
import type { PaperLanguage } from './paper.js';

/** The letter of every cell: one whose widths are the same in every spreadsheet program. */
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

/** How many digits wide a letter is: Chinese letters and marks stand in a square. */
const letterWidth = (letter: string): number => (letter > '\u2e7f' ? WIDE : NARROW);

/** Lines a text takes in a column of `width` digits; Latin words are not broken. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(1, width - MARGIN);
  // Nearly every cell of a long table.
  if (text.length * WIDE <= room && !text.includes('\n')) return 1;
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let used = 0;
    // A piece that stays whole: a Latin word with the space before it, or one Chinese letter.
    for (const piece of paragraph.match(/\s*[!-\u2e7f]+|[^]/gu) ?? []) {
      const wide = Array.from(piece).reduce((sum, letter) => sum + letterWidth(letter), 0);
      if (used > 0 && used + wide > room) {
        lines += 1;
        used = 0;
      }
      lines += Math.max(0, Math.ceil(wide / room) - 1);
      used += wide > room ? wide % room : wide;
    }
  }
  return lines;
}

/**
 * Height of a row, in points, in which its longest text is read whole. Written out, because some programs leave a row at one
 * line until somebody touches it.
 * @param least lines the row has at least
 */
export function rowHeight(texts: readonly { text: unknown; width: number }[], least = 1): number {
  const lines = texts.map(({ text, width }) => (typeof text === 'string' ? linesOf(text, width) : 1));
  return Math.min(HIGHEST_PT, Math.max(least, ...lines) * LINE_PT + AROUND_PT);
}

/** Digits of width that an A3 sheet across holds with letters of about 7 pt, the smallest that are read. */
const A3_DIGITS = 350;

/** A title at the top of every printed sheet; an ampersand is written twice there. */
export const sheetHeader = (title: string, language: PaperLanguage): string =>
  `&L&"${sheetFont[language].name ?? ''},Bold"&14${title.replaceAll('&', '&&')}`;

/** Over how many sheets of A3 side by side columns of these widths are printed. */
export const sheetsAcross = (widths: readonly number[]): number =>
  Math.max(1, Math.ceil(widths.reduce((sum, width) => sum + width, 0) / A3_DIGITS));
