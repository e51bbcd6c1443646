/**
 * Numbers of records as official papers write them: `访〔2026〕342号`. Each series counts its own, gap-free within a year;
 * the same in every language, because papers are cited by it.
 */
export const series = {
  /** 检查方案 */
  inspection_plan: '方',
  /** 暗访记录 */
  visit: '访',
  /** 问题线索 */
  lead: '线',
  /** 季度点评 */
  quarter_comment: '评',
} as const;
export type Series = keyof typeof series;

/** Series whose pattern the office sets: 整改编号, 整改通知书, 督办单, 约谈, 通报 (`rectification/settings`). */
export const patternSeries = [
  'rectification',
  'rectification_notice',
  'follow_up_order',
  'summons_interview',
  'circular',
] as const;
export type PatternSeries = (typeof patternSeries)[number];

/** @param count from 1 within the year */
export function recordNo(of: Series, year: number, count: number): string {
  return `${series[of]}〔${year}〕${count}号`;
}

/** A finding is numbered within the record it stands in, from 1: `访〔2026〕342号-1`. */
export const findingNo = (record: string, position: number): string => `${record}-${position}`;

/** What somebody types who looks for a number: `访〔2026〕34`, `2026-34`, or `34` of whichever year. */
export interface TypedNumber {
  year: number | null;
  /** The digits the count begins with. */
  start: string;
}
const TYPED = /^(?:\p{Script=Han}?[〔[(]?(20\d\d)(?:[〕\])]|\s*[-/.]\s*|\s+))?(\d{1,7})号?$/u;

/** Reads a number as it is typed; null when the text is none. */
export function typedNumber(text: string): TypedNumber | null {
  const [, year, start] = TYPED.exec(text.normalize('NFKC').trim()) ?? [];
  return start === undefined ? null : { year: year === undefined ? null : Number(year), start };
}
