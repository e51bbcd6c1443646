import { z } from 'zod';
import { line } from '../fields.js';

const holdsOnce = (pattern: string, place: string): boolean => pattern.split(place).length === 2;

/** Must hold the count and the year, since counting begins anew each year, and no other place. */
const numberPattern = line(40)
  .refine((pattern) => holdsOnce(pattern, '{n}'), { error: 'countOnce' })
  .refine((pattern) => holdsOnce(pattern, '{year}'), { error: 'yearOnce' })
  .refine((pattern) => !/[{}]/.test(pattern.replace('{n}', '').replace('{year}', '')), { error: 'unknownPlace' });

/** How the office of this hall numbers and counts. */
export const rectificationSettings = z.strictObject({
  /** 编号: `督整〔{year}〕{n}号`. */
  numberPattern,
  /** 整改通知书 */
  noticePattern: numberPattern,
  /** 督办单, 约谈, 通报 */
  orderPattern: numberPattern,
  interviewPattern: numberPattern,
  circularPattern: numberPattern,
  /** Whether working days are counted from the day after receipt or after issue. */
  countFrom: z.enum(['receipt', 'issue']),
  dayEnd: z.enum(['midnight', 'officeHours']),
  /** Minutes of the day at which the office closes, e.g. 1050 for 17:30. */
  officeEnd: z.int().min(1).max(1440),
  /** 签收期限: working days after issue in which a unit signs. */
  signWithin: z.int().min(1).max(30),
  /** Extensions a matter may be granted. */
  extensionCap: z.int().min(0).max(9),
});
export type RectificationSettings = z.infer<typeof rectificationSettings>;

export const patternNames = [
  'numberPattern',
  'noticePattern',
  'orderPattern',
  'interviewPattern',
  'circularPattern',
] as const satisfies (keyof RectificationSettings)[];
export type PatternName = (typeof patternNames)[number];

/** What is left of its numbers when digits are not told apart. Patterns of different shape never give the same number. */
const shapeOf = (pattern: string): string => pattern.replace(/(?:\{year\}|\{n\}|\d)+/g, '#');

/** Patterns that could give a number an earlier one in the list gives too. */
export const samePatterns = (patterns: Readonly<Record<PatternName, string>>): PatternName[] =>
  patternNames.filter((name, at) =>
    patternNames.slice(0, at).some((earlier) => shapeOf(patterns[earlier]) === shapeOf(patterns[name])),
  );

/** Settings as they may be set. What was stored before a pattern was added is still read. */
export const settableSettings = rectificationSettings.superRefine((settings, context) => {
  for (const name of samePatterns(settings)) context.addIssue({ code: 'custom', path: [name], message: 'samePattern' });
});

export const defaultSettings: RectificationSettings = {
  numberPattern: '督整〔{year}〕{n}号',
  noticePattern: '督整通〔{year}〕{n}号',
  orderPattern: '督办〔{year}〕{n}号',
  interviewPattern: '约谈〔{year}〕{n}号',
  circularPattern: '通报〔{year}〕{n}号',
  countFrom: 'receipt',
  dayEnd: 'midnight',
  officeEnd: 1050,
  signWithin: 2,
  extensionCap: 1,
};

/** `督整〔2026〕12号` */
export const numberOf = (pattern: string, year: number, count: number): string =>
  pattern.replace('{year}', String(year)).replace('{n}', String(count));
