import { firstDayOf, monthOf, type Period } from '../measures/period.js';

/** The duty of a contact point (领导联系点): one comment a quarter (季度点评). What is due is reckoned, never stored. */

/** 肯定成绩, 指出问题, 提出改进意见, 指明努力方向. */
export const commentTexts = ['achievements', 'problems', 'suggestions', 'direction'] as const;
export type CommentText = (typeof commentTexts)[number];
/** Longest text of each, in UTF-16 units. */
export const COMMENT_LIMIT = 4000;

/** A quarter as one number that counts on: 4 x year + quarter of the year, the first being 0. */
export const quarterOf = (day: number): number => Math.floor(monthOf(day) / 3);
export const firstQuarterOf = (year: number): number => 4 * year;
export const quarterPeriod = (quarter: number): Period => ({
  fromDay: firstDayOf(3 * quarter),
  toDay: firstDayOf(3 * quarter + 3) - 1,
});
/** First day of its last month: from then on the comment is due. */
export const dueFrom = (quarter: number): number => firstDayOf(3 * quarter + 2);
export const quarterParts = (quarter: number): { year: number; quarter: number } => ({
  year: Math.floor(quarter / 4),
  quarter: (quarter % 4) + 1,
});

/** From which day to which a leader keeps contact with a unit; without an end for as long as it lasts. */
export interface Contact {
  fromDay: number;
  toDay: number | null;
}

/** Whether a comment of the quarter is owed: the pair lasts through the whole of its last month. */
export const isOwed = ({ fromDay, toDay }: Contact, quarter: number): boolean =>
  fromDay <= dueFrom(quarter) && (toDay === null || toDay >= quarterPeriod(quarter).toDay);

/**
 * Of a pair and a quarter: nothing owed; not yet; due from the first day of the last month; missed once the quarter is
 * over; signed in time, or afterwards.
 */
export const quarterStates = ['none', 'ahead', 'due', 'missed', 'done', 'late'] as const;
export type QuarterState = (typeof quarterStates)[number];

/** @param signedDay when the first version was signed; null while there is none */
export function quarterState(contact: Contact, quarter: number, signedDay: number | null, today: number): QuarterState {
  const { toDay } = quarterPeriod(quarter);
  if (signedDay !== null) return signedDay > toDay ? 'late' : 'done';
  if (!isOwed(contact, quarter)) return 'none';
  if (today > toDay) return 'missed';
  return today >= dueFrom(quarter) ? 'due' : 'ahead';
}

/** Why no comment can be written for a quarter; each has a sentence in every locale. */
export const quarterRules = ['quarterAhead', 'quarterPast', 'quarterOutside'] as const;

/**
 * The running quarter is written in, and the one before can still be made up for, once the contact has begun; null where
 * nothing speaks against it.
 */
export function quarterFault(contact: Contact, quarter: number, today: number): (typeof quarterRules)[number] | null {
  const { fromDay, toDay } = quarterPeriod(quarter);
  if (fromDay > today) return 'quarterAhead';
  if (quarter < quarterOf(today) - 1) return 'quarterPast';
  return contact.fromDay > Math.min(toDay, today) || (contact.toDay !== null && contact.toDay < fromDay)
    ? 'quarterOutside'
    : null;
}
