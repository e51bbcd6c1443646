import { describe, expect, it } from 'vitest';
import { buildCalendar } from '../../../domain/calendar/calendar.js';
import { shippedYears } from '../../../domain/calendar/shipped.js';
import type { DeadlineInput } from '../../../domain/rectification/deadline.js';
import { dueCaptions } from '../../../domain/rectification/due-captions.js';
import { dueStrip, type DueStep } from '../../../domain/rectification/due-strip.js';
import { isoDay } from '../../../domain/time.js';
import { at, calendar, day, matter, midnight } from '../../support/work-calendar.js';

const strip = (parts: Partial<DeadlineInput>, today: string, by = calendar): DueStep[] =>
  dueStrip(matter(parts), midnight, by, day(today));
/** `10-08 counted 1`, a folded run as `10-08~10-20 suspended`. */
const said = (steps: readonly DueStep[]): string[] =>
  steps.map(({ day: first, toDay, kind, count, name }) => {
    const days = first === toDay ? isoDay(first).slice(5) : `${isoDay(first).slice(5)}~${isoDay(toDay).slice(5)}`;
    return [days, kind, count, name].filter((part) => part !== null).join(' ');
  });
const captions = (steps: readonly DueStep[]): string[] =>
  dueCaptions(steps).map(({ kind, days, name, first, last }) =>
    [`${first}-${last}`, kind, days, name].filter((part) => part !== null).join(' '),
  );

describe('the strip of 5 working days from 09-30', () => {
  const holiday = ['10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'].map(
    (date) => `${date} holiday national_day`,
  );
  const upToDue = [
    '09-30 start',
    ...holiday,
    '10-08 counted 1',
    '10-09 counted 2',
    '10-10 makeup 3 national_day',
    '10-11 weekend',
    '10-12 counted 4',
    '10-13 due 5',
  ];

  it('says of each day whether it counts and why, the day after it is over', () => {
    const steps = strip({}, '2026-10-14');
    expect(said(steps)).toEqual([...upToDue, '10-14 today 1']);
    expect(captions(steps)).toEqual([
      '0-0 start 1',
      '1-7 holiday 7 national_day',
      '8-9 counted 2',
      '10-10 makeup 1 national_day',
      '11-11 weekend 1',
      '12-13 counted 2',
      '14-14 over 1',
    ]);
  });

  it('ends on the due day until then', () => {
    expect(said(strip({}, '2026-10-13'))).toEqual(upToDue);
    expect(said(strip({}, '2026-09-30'))).toEqual(upToDue);
  });

  it('goes on to today, 15 days at most', () => {
    expect(said(strip({}, '2026-10-16')).slice(14)).toEqual(['10-14 over 1', '10-15 over 2', '10-16 today 3']);
    const late = strip({}, '2026-12-01');
    expect(said(late).slice(-2)).toEqual(['10-27 over 10', '10-28 over 11']);
    expect(captions(late).slice(-3)).toEqual(['19-23 over 8', '24-25 weekend 2', '26-28 over 11']);
  });

  it('tells today apart although it rests', () => {
    expect(said(strip({}, '2026-10-18')).slice(14)).toEqual([
      '10-14 over 1',
      '10-15 over 2',
      '10-16 over 3',
      '10-17 weekend',
      '10-18 today 3',
    ]);
    expect(said(strip({ amount: 8 }, '2026-10-17')).at(-1)).toBe('10-17 today 1');
  });

  it('shows what an extension counted, and what a suspension passed over', () => {
    const steps = strip(
      {
        suspensions: [{ fromDay: day('2026-10-09'), toDay: day('2026-10-12') }],
        extensions: [{ addedWorkdays: 3, newDay: null, grantedDay: day('2026-10-09') }],
      },
      '2026-10-13',
    );
    expect(said(steps).slice(8)).toEqual([
      '10-08 counted 1',
      '10-09 suspended',
      '10-10 suspended',
      '10-11 suspended',
      '10-12 suspended',
      '10-13 counted 2',
      '10-14 counted 3',
      '10-15 counted 4',
      '10-16 counted 5',
      '10-17 weekend',
      '10-18 weekend',
      '10-19 extended 6',
      '10-20 extended 7',
      '10-21 due 8',
    ]);
    expect(captions(steps).slice(2)).toEqual([
      '8-8 counted 1',
      '9-12 suspended 4',
      '13-16 counted 4',
      '17-18 weekend 2',
      '19-21 extended 3',
    ]);
  });

  it('shows local days with their reasons', () => {
    const local = buildCalendar(shippedYears(), [
      { day: day('2026-10-09'), kind: 'off', reason: '全市停水' },
      { day: day('2026-10-11'), kind: 'work', reason: '延时服务日' },
    ]);
    expect(said(strip({}, '2026-10-01', local)).slice(9, 12)).toEqual([
      '10-09 localOff 全市停水',
      '10-10 makeup 2 national_day',
      '10-11 makeup 3 延时服务日',
    ]);
  });
});

describe('a strip', () => {
  it('stops where the clock is held, and goes on to today', () => {
    const suspensions = [{ fromDay: day('2026-10-09'), toDay: null }];
    expect(said(strip({ suspensions }, '2026-10-08')).slice(8)).toEqual(['10-08 counted 1', '10-09 suspended']);
    expect(said(strip({ suspensions }, '2026-10-11')).slice(9)).toEqual([
      '10-09 suspended',
      '10-10 suspended',
      '10-11 suspended',
    ]);
    // More than ten of a kind are one; today stands for itself.
    expect(said(strip({ suspensions }, '2026-10-21')).slice(9)).toEqual(['10-09~10-20 suspended', '10-21 suspended']);
    expect(captions(strip({ suspensions }, '2026-10-21')).at(-1)).toBe('9-10 suspended 13');
  });

  it('of a long term folds its ordinary weeks, and nothing of a short one', () => {
    const startAt = at('2026-10-30 09:00');
    const steps = strip({ amount: 30, startAt }, '2026-11-18');
    expect(said(steps)).toEqual([
      '10-30 start',
      '10-31~11-17 counted 12',
      '11-18 counted 13',
      '11-19~12-10 counted 29',
      '12-11 due 30',
    ]);
    expect(captions(steps)).toEqual(['0-0 start 1', '1-4 counted 30']);
    expect(strip({ amount: 15, startAt }, '2026-10-30')).toHaveLength(22);
  });

  it('keeps what an extension counted apart from the rest', () => {
    const extensions = [{ addedWorkdays: 20, newDay: null, grantedDay: day('2026-11-10') }];
    const steps = strip({ amount: 15, startAt: at('2026-10-30 09:00'), extensions }, '2026-10-30');
    expect(said(steps)).toEqual(['10-30 start', '10-31~11-20 counted 15', '11-21~12-17 extended 34', '12-18 due 35']);
    expect(captions(steps)).toEqual(['0-0 start 1', '1-1 counted 15', '2-3 extended 20']);
  });

  it('of a day is that day, of a Sunday runs to Monday', () => {
    const now = { type: 'immediate_fix' as const, amount: null };
    expect(said(strip({ ...now, startAt: at('2026-10-09 09:00') }, '2026-10-09'))).toEqual(['10-09 due 1']);
    expect(said(strip({ ...now, startAt: at('2026-10-11 09:00') }, '2026-10-11'))).toEqual([
      '10-11 start',
      '10-12 due 1',
    ]);
  });

  it('of hours counts every day and numbers none', () => {
    const hours = { type: 'hourly_fix' as const, amount: 48, startAt: at('2026-10-02 16:00') };
    expect(said(strip(hours, '2026-10-02'))).toEqual(['10-02 start', '10-03 counted', '10-04 due']);
  });

  it('of a named day of rest shows it before the day it moved to', () => {
    const named = { type: 'fixed_date' as const, amount: null, byDay: day('2026-10-11') };
    expect(said(strip(named, '2026-10-01')).slice(-2)).toEqual(['10-11 weekend', '10-12 due 4']);
  });

  it('is empty where nothing is counted', () => {
    expect(strip({ startAt: null }, '2026-10-01')).toEqual([]);
    expect(strip({ type: 'standing_measure', amount: null }, '2026-10-01')).toEqual([]);
    expect(strip({ type: 'staged_fix', amount: null }, '2026-10-01')).toEqual([]);
  });
});
