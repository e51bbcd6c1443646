import { buildCalendar } from '../../domain/calendar/calendar.js';
import { shippedYears } from '../../domain/calendar/shipped.js';
import {
  deadlineOf,
  type Deadline,
  type DeadlineInput,
  type DeadlineSettings,
} from '../../domain/rectification/deadline.js';
import { isoDay, parseIsoDay, startOfDay } from '../../domain/time.js';

/** 2025 to 2035 as shipped. */
export const calendar = buildCalendar(shippedYears());

export function day(text: string): number {
  const parsed = parseIsoDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

/** `2026-09-30 10:04` on the clock of Shanghai -> instant. */
export function at(text: string): number {
  const [date = '', time = '00:00'] = text.split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(day(date)) + (hours * 60 + minutes) * 60_000;
}

export const midnight: DeadlineSettings = { dayEnd: 'midnight', officeEnd: 1050, signWithin: 2 };
export const officeHours: DeadlineSettings = { dayEnd: 'officeHours', officeEnd: 1050, signWithin: 2 };

/** 5 working days from 2026-09-30, 10:04. */
export const matter = (parts: Partial<DeadlineInput> = {}): DeadlineInput => ({
  type: 'fixed_term_fix',
  amount: 5,
  byDay: null,
  milestones: [],
  nextReviewDay: null,
  startAt: at('2026-09-30 10:04'),
  extensions: [],
  unsignedSince: null,
  shelvedUntil: null,
  appeal: null,
  suspensions: [],
  ...parts,
});

export const due = (parts: Partial<DeadlineInput>, settings = midnight): Deadline =>
  deadlineOf(matter(parts), settings, calendar);

/** The due day as a date; null where there is none. */
export function dueOn(parts: Partial<DeadlineInput>): string | null {
  const { dueDay } = due(parts);
  return dueDay === null ? null : isoDay(dueDay);
}
