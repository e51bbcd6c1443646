import { parseIsoDay } from '../time.js';
import { firstDayOf, isWeekend, yearOf, type CalendarDay, type CalendarYear } from './calendar.js';
import { holidayOf } from './holidays.js';
import { FIRST_YEAR, LAST_YEAR } from './shipped.js';

/** How our own file says what it is. */
export const CALENDAR_FORMAT = 'mingcha-calendar';
/** A year is some 40 entries; what is longer is no calendar. In characters. */
export const CALENDAR_FILE_LIMIT = 200_000;
const ENTRY_LIMIT = 400;
/** As the store holds them. */
const NAME_LIMIT = 40;
const PAPER_LIMIT = 80;
const SOURCE_LIMIT = 300;

/** What can be wrong with a calendar file, with the values its sentence may use. `entry` counts from 1. */
export const calendarFileRules = {
  tooLarge: ['limit'],
  notJson: [],
  notCalendar: [],
  version: ['found'],
  yearMissing: [],
  yearOutside: ['year', 'first', 'last'],
  noDays: ['year'],
  tooManyDays: ['limit'],
  text: ['field', 'limit'],
  entryShape: ['entry'],
  entryDate: ['entry', 'date'],
  entryName: ['entry', 'date', 'limit'],
  otherYear: ['entry', 'date', 'year'],
  duplicate: ['entry', 'date', 'first'],
  makeupOnWorkday: ['entry', 'date'],
} as const satisfies Record<string, readonly string[]>;
export type CalendarFileRule = keyof typeof calendarFileRules;

export interface CalendarFileFault {
  rule: CalendarFileRule;
  params: Record<string, string | number>;
}
export type CalendarFileResult = { ok: true; year: CalendarYear } | { ok: false; faults: CalendarFileFault[] };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One entry of either shape. */
interface Entry {
  date: string;
  kind: CalendarDay['kind'];
  holiday: string | null;
}

/** `{ date, kind: 'off' | 'makeup', holiday? }` */
function ownEntry({ date, kind, holiday = null }: Json): Entry | null {
  if (typeof date !== 'string' || (kind !== 'off' && kind !== 'makeup')) return null;
  return holiday === null || typeof holiday === 'string' ? { date, kind, holiday } : null;
}

/** `{ name, date, isOffDay }`, as the public holiday-cn files have it. */
function publicEntry({ date, isOffDay, name }: Json): Entry | null {
  if (typeof date !== 'string' || typeof isOffDay !== 'boolean' || typeof name !== 'string') return null;
  return { date, kind: isOffDay ? 'off' : 'makeup', holiday: name };
}

interface Shape {
  paperNo: unknown;
  source: unknown;
  entry(json: Json): Entry | null;
}

/** Which of the two shapes a file has: ours says its name, the other has `papers`. */
function shapeOf(json: Json): Shape | null {
  if (json.format === CALENDAR_FORMAT)
    return { paperNo: json.paperNo ?? null, source: json.source ?? null, entry: ownEntry };
  if (!Array.isArray(json.papers)) return null;
  const papers = json.papers.filter((paper) => typeof paper === 'string');
  return { paperNo: null, source: papers.length === 0 ? null : papers.join(' '), entry: publicEntry };
}

/** A paper may also name days of the last December and of the next January. */
const near = (day: number, year: number): boolean => day >= firstDayOf(year) - 31 && day < firstDayOf(year + 1) + 31;

/** Reads the entries one by one; every one that is wrong is named. */
function readEntries(list: readonly unknown[], year: number, shape: Shape): CalendarDay[] | CalendarFileFault[] {
  const faults: CalendarFileFault[] = [];
  const refuse = (rule: CalendarFileRule, params: CalendarFileFault['params']): void =>
    void faults.push({ rule, params });
  const seen = new Map<number, number>();
  const days: CalendarDay[] = [];
  list.forEach((json, index) => {
    const at = index + 1;
    const entry = isObject(json) ? shape.entry(json) : null;
    if (entry === null) return refuse('entryShape', { entry: at });
    const date = entry.date.slice(0, NAME_LIMIT);
    const day = parseIsoDay(entry.date);
    if (day === null) return refuse('entryDate', { entry: at, date });
    const first = seen.get(day);
    seen.set(day, first ?? at);
    const name = entry.holiday?.trim() ?? '';
    if (!near(day, year)) refuse('otherYear', { entry: at, date, year });
    else if (first !== undefined) refuse('duplicate', { entry: at, date, first });
    else if (name.length > NAME_LIMIT) refuse('entryName', { entry: at, date, limit: NAME_LIMIT });
    else if (entry.kind === 'makeup' && !isWeekend(day)) refuse('makeupOnWorkday', { entry: at, date });
    else days.push({ day, kind: entry.kind, holiday: name === '' ? null : holidayOf(name) });
  });
  return faults.length > 0 ? faults : days.sort((a, b) => a.day - b.day);
}

const isFaults = (list: CalendarDay[] | CalendarFileFault[]): list is CalendarFileFault[] =>
  list[0] !== undefined && 'rule' in list[0];

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** A text of one line within the limit, null where there is none; undefined when it is neither. */
function lineOf(value: unknown, limit: number): string | null | undefined {
  if (value === null) return null;
  if (typeof value !== 'string' || value.length > limit) return undefined;
  return value.replace(/\s+/g, ' ').trim() || null;
}

/**
 * Reads a calendar file a person brought: our own shape
 * `{ format: 'mingcha-calendar', version: 1, year, paperNo?, source?, days: [{ date, kind, holiday? }] }` or the public
 * holiday-cn shape `{ year, papers: [address], days: [{ name, date, isOffDay }] }`. What it says is taken as published.
 * @returns the year, or everything that is wrong with the file
 */
export function readCalendarFile(text: string): CalendarFileResult {
  const refuse = (rule: CalendarFileRule, params: CalendarFileFault['params'] = {}): CalendarFileResult => ({
    ok: false,
    faults: [{ rule, params }],
  });
  if (text.length > CALENDAR_FILE_LIMIT) return refuse('tooLarge', { limit: CALENDAR_FILE_LIMIT });
  const json = parse(text);
  if (json === undefined) return refuse('notJson');
  const shape = isObject(json) ? shapeOf(json) : null;
  if (!isObject(json) || shape === null || !Array.isArray(json.days)) return refuse('notCalendar');
  const { version, year, days: list } = json;
  if (json.format === CALENDAR_FORMAT && version !== 1)
    return refuse('version', { found: String(version).slice(0, 20) });
  if (typeof year !== 'number' || !Number.isInteger(year)) return refuse('yearMissing');
  if (year < FIRST_YEAR || year > LAST_YEAR) return refuse('yearOutside', { year, first: FIRST_YEAR, last: LAST_YEAR });
  if (list.length > ENTRY_LIMIT) return refuse('tooManyDays', { limit: ENTRY_LIMIT });
  const paperNo = lineOf(shape.paperNo, PAPER_LIMIT);
  const source = lineOf(shape.source, SOURCE_LIMIT);
  if (paperNo === undefined) return refuse('text', { field: 'paperNo', limit: PAPER_LIMIT });
  if (source === undefined) return refuse('text', { field: 'source', limit: SOURCE_LIMIT });
  const days = readEntries(list, year, shape);
  if (isFaults(days)) return { ok: false, faults: days };
  // A file whose paper has not come out yet is there, and empty.
  if (!days.some(({ day, kind }) => kind === 'off' && yearOf(day) === year)) return refuse('noDays', { year });
  return { ok: true, year: { year, status: 'published', paperNo, source, days } };
}

/** One day on which two calendars of a year differ; null where it is an ordinary day of the week. */
export interface CalendarChange {
  day: number;
  before: CalendarDay | null;
  after: CalendarDay | null;
  /** Whether the day works under each. */
  workedBefore: boolean;
  worksAfter: boolean;
}

const worksAs = (day: number, entry: CalendarDay | null): boolean =>
  entry === null ? !isWeekend(day) : entry.kind === 'makeup';

/** What a calendar would change, by day. `before` is null for a year not known yet. */
export function calendarChanges(before: CalendarYear | null, after: CalendarYear): CalendarChange[] {
  const byDay = (days: readonly CalendarDay[]) => new Map(days.map((entry) => [entry.day, entry]));
  const [old, fresh] = [byDay(before?.days ?? []), byDay(after.days)];
  const days = [...new Set([...old.keys(), ...fresh.keys()])].sort((a, b) => a - b);
  return days.flatMap((day) => {
    const [was, is] = [old.get(day) ?? null, fresh.get(day) ?? null];
    if (was?.kind === is?.kind && was?.holiday === is?.holiday) return [];
    return [{ day, before: was, after: is, workedBefore: worksAs(day, was), worksAfter: worksAs(day, is) }];
  });
}
