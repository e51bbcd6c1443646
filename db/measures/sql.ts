/** Pieces of SQL over day numbers and instants that facts, summaries and queries share. */

const DAY_MS = 86_400_000;
const OFFSET_MS = 28_800_000;

/** `monthOf` in whole numbers alone (the days of a year counted from 1 March), a third of the price of `strftime`. */
export function monthSql(day: string): string {
  const shifted = `(4 * (${day} + 719468) + 3)`;
  const inCentury = `(4 * ((${shifted} % 146097) / 4) + 3)`;
  return `(12 * (100 * (${shifted} / 146097) + ${inCentury} / 1461) + (5 * ((${inCentury} % 1461) / 4) + 2) / 153 + 2)`;
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
