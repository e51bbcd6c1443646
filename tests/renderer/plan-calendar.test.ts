import { describe, expect, it } from 'vitest';
import { isoDay, parseIsoDay } from '../../domain/time.js';
import { barsOf, monthOf, readMonth, shiftMonth, weeksOf } from '../../renderer/features/plans/model/calendar';

const day = (iso: string): number => parseIsoDay(iso)!;
const span = (id: number, from: string, to: string) => ({ id, fromDay: day(from), toDay: day(to) });

describe('a month of the wall planner', () => {
  it.each([
    ['2026-11', '2026-10-26', 6],
    ['2026-06', '2026-06-01', 5],
    // Begins on a Monday and has 28 days.
    ['2027-02', '2027-02-01', 4],
    ['2024-02', '2024-01-29', 5],
  ])('%s begins on Monday %s and takes %i weeks', (month, first, count) => {
    const weeks = weeksOf(month);
    expect([isoDay(weeks[0]!), weeks.length]).toEqual([first, count]);
    for (const week of weeks) expect(new Date(week * 86_400_000).getUTCDay()).toBe(1);
  });

  it('is turned over the end of a year, and read from an address that may be anything', () => {
    expect(shiftMonth('2026-12', 1)).toBe('2027-01');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
    expect(monthOf(day('2026-10-31'))).toBe('2026-10');
    expect(readMonth('2026-02', '2026-10')).toBe('2026-02');
    for (const wrong of ['2026-13', '26-1', '<b>', undefined, ['2026-02']]) {
      expect(readMonth(wrong, '2026-10')).toBe('2026-10');
    }
  });
});

describe('the bars of a week', () => {
  const week = day('2026-11-16');

  it('lie in lanes, none over another, and say where they go on', () => {
    const bars = barsOf(week, [
      span(1, '2026-11-19', '2026-11-20'),
      span(2, '2026-11-10', '2026-11-17'),
      span(3, '2026-11-18', '2026-11-30'),
      span(4, '2026-11-23', '2026-11-24'),
      span(5, '2026-11-22', '2026-11-22'),
    ]);
    expect(bars.map(({ of, column, days, lane, before, after }) => [of.id, column, days, lane, before, after])).toEqual(
      [
        [2, 0, 2, 0, true, false],
        [3, 2, 5, 0, false, true],
        [1, 3, 2, 1, false, false],
        [5, 6, 1, 1, false, false],
      ],
    );
  });

  it('keep every day of every lane to one bar, however many there are', () => {
    const many = Array.from({ length: 60 }, (_, id) => ({ id, fromDay: week - 3 + (id % 9), toDay: week + (id % 13) }));
    const taken = new Set<string>();
    for (const { column, days, lane } of barsOf(week, many)) {
      for (let at = column; at < column + days; at += 1) {
        expect(taken.has(`${lane} ${at}`)).toBe(false);
        taken.add(`${lane} ${at}`);
      }
    }
  });
});
