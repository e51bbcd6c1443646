import { describe, expect, test } from 'vitest';
import { handoverOf } from '../../domain/comments/handover.js';
import { quarterFault, quarterOf, quarterParts, quarterPeriod, quarterState } from '../../domain/comments/quarter.js';
import { isoDay, parseIsoDay } from '../../domain/time.js';

const on = (text: string): number => parseIsoDay(text) ?? 0;
const q4 = quarterOf(on('2026-10-01'));
const whole = { fromDay: on('2025-01-01'), toDay: null };

describe('a quarter of a contact point', () => {
  test('is a stretch of three months', () => {
    expect(quarterParts(q4)).toEqual({ year: 2026, quarter: 4 });
    const { fromDay, toDay } = quarterPeriod(q4);
    expect([isoDay(fromDay), isoDay(toDay)]).toEqual(['2026-10-01', '2026-12-31']);
    expect(quarterOf(on('2026-12-31'))).toBe(q4);
    expect(quarterOf(on('2027-01-01'))).toBe(q4 + 1);
  });

  test.each([
    ['2026-11-30', null, 'ahead'],
    ['2026-12-01', null, 'due'],
    ['2026-12-31', null, 'due'],
    ['2027-01-01', null, 'missed'],
    ['2027-01-09', '2026-12-31', 'done'],
    ['2027-01-09', '2027-01-01', 'late'],
    ['2026-10-09', '2026-10-08', 'done'],
  ] as const)('on %s, signed %s, is %s', (today, signed, state) => {
    expect(quarterState(whole, q4, signed === null ? null : on(signed), on(today))).toBe(state);
  });

  test.each([
    ['2026-12-01', null, 'due'],
    ['2026-12-02', null, 'none'],
    ['2026-10-01', '2026-12-31', 'due'],
    ['2026-10-01', '2026-12-30', 'none'],
  ] as const)('of a pair from %s to %s is %s in its last month', (from, to, state) => {
    const contact = { fromDay: on(from), toDay: to === null ? null : on(to) };
    expect(quarterState(contact, q4, null, on('2026-12-15'))).toBe(state);
  });

  test.each([
    [q4, null],
    [q4 - 1, null],
    [q4 - 2, 'quarterPast'],
    [q4 + 1, 'quarterAhead'],
  ] as const)('can be written in time: %s %s', (quarter, fault) => {
    expect(quarterFault(whole, quarter, on('2026-11-22'))).toBe(fault);
  });

  test('is written of days the pair had', () => {
    expect(quarterFault({ fromDay: on('2026-10-01'), toDay: null }, q4 - 1, on('2026-11-22'))).toBe('quarterOutside');
    expect(quarterFault({ fromDay: on('2026-01-01'), toDay: on('2026-09-30') }, q4, on('2026-11-22'))).toBe(
      'quarterOutside',
    );
    // Begins later in the running quarter.
    const later = { fromDay: on('2026-12-15'), toDay: null };
    expect(quarterFault(later, q4, on('2026-11-22'))).toBe('quarterOutside');
    expect(quarterFault(later, q4, on('2026-12-15'))).toBeNull();
  });
});

describe('a pair whose unit was merged', () => {
  const day = on('2026-11-10');
  const span = (fromDay: string, toDay: string | null) => ({
    ...{ fromDay: on(fromDay), toDay: toDay === null ? null : on(toDay) },
  });

  test.each([
    ['goes on', span('2025-01-01', null), [], span('2026-11-10', null)],
    ['ends when it would have', span('2025-01-01', '2026-12-31'), [], span('2026-11-10', '2026-12-31')],
    ['ends before the next', span('2025-01-01', null), [span('2027-01-01', null)], span('2026-11-10', '2026-12-31')],
    ['knows what is over', span('2025-01-01', null), [span('2025-01-01', '2026-11-09')], span('2026-11-10', null)],
    ['gives way to who is there', span('2025-01-01', null), [span('2026-01-01', '2026-11-10')], null],
  ])('%s', (_, pair, kept, next) => {
    expect(handoverOf(pair, kept, day)).toEqual({ toDay: day - 1, next });
  });

  test('that begins on the day or later keeps its first day alone', () => {
    expect(handoverOf(span('2026-11-10', null), [], day)).toEqual({ toDay: day, next: span('2026-11-10', null) });
    const ahead = span('2027-01-01', '2027-12-31');
    expect(handoverOf(ahead, [span('2026-01-01', null)], day)).toEqual({ toDay: ahead.fromDay, next: null });
    expect(handoverOf(ahead, [], day)).toEqual({ toDay: ahead.fromDay, next: ahead });
  });
});
