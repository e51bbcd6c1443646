/** Pieces of SQL over day numbers and instants that facts, summaries and queries share. */

const DAY_MS = 86_400_000;
const OFFSET_MS = 28_800_000;

/**
 * `monthOf` in whole numbers alone, counted from 1 March 1900: a few operations where `strftime` is a call. Every fourth
 * year is a leap year until 28 February 2100, which is also as far as calendars go.
 */
export function monthSql(day: string): string {
  const shifted = `(4 * (${day} + 25508) + 3)`;
  return `(12 * (1900 + ${shifted} / 1461) + (5 * (${shifted} % 1461 / 4) + 2) / 153 + 2)`;
}
/** Instants are after 1970: whole division rounds down. */
export const dayOfSql = (instant: string): string => `((${instant} + ${OFFSET_MS}) / ${DAY_MS})`;
/** First instant of a day. */
export const startOfSql = (day: string): string => `(${day} * ${DAY_MS} - ${OFFSET_MS})`;
/** 0 is Monday; 1970-01-01 was a Thursday. */
export const weekdaySql = (day: string): string => `((${day} + 3) % 7)`;
/** -1 where no time is known. */
export const hourSql = (instant: string): string => `coalesce((${instant} + ${OFFSET_MS}) / 3600000 % 24, -1)`;

/** `longWaits` -> `long_waits`. */
export const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** One of these words. A list behind `IN` is made into a table each time a trigger asks: plain comparisons cost a tenth. */
export const oneOf = (column: string, words: readonly string[]): string =>
  `(${words.map((word) => `${column} = '${word}'`).join(' OR ')})`;
export const noneOf = (column: string, words: readonly string[]): string =>
  `(${words.map((word) => `${column} <> '${word}'`).join(' AND ')})`;
