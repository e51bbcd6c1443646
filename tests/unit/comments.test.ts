import { describe, expect, test } from 'vitest';
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
  });
});
