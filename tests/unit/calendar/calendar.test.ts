import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildCalendar,
  calendarDaysAfter,
  firstDayOf,
  weekdayOf,
  type CalendarYear,
} from '../../../domain/calendar/calendar.js';
import { holidayName, holidayOf } from '../../../domain/calendar/holidays.js';
import { shippedYear, shippedYears } from '../../../domain/calendar/shipped.js';
import { isoDay } from '../../../domain/time.js';
import { calendar, day } from '../../support/work-calendar.js';

const bare = (year: number, parts: Partial<CalendarYear> = {}): CalendarYear => ({
  year,
  status: 'published',
  paperNo: null,
  source: null,
  days: [],
  ...parts,
});
/** Days whose calendar an independent library knows. */
const [known, unknown] = [day('2025-01-01'), day('2027-01-01')];
const someDay = fc.integer({ min: known, max: unknown - 60 });

describe('the shipped calendar', () => {
  it('works and rests on every day of 2025 and 2026 as an independent library has it', () => {
    const differ = Array.from({ length: unknown - known }, (_, index) => known + index).filter(
      (each) => calendar.works(each) !== chineseDays.isWorkday(isoDay(each)),
    );
    expect(differ.map(isoDay)).toEqual([]);
  });

  it('has as many working days as the papers leave', () => {
    const working = (year: number): number =>
      calendar.workdaysBetween(firstDayOf(year), firstDayOf(year + 1)) + Number(calendar.works(firstDayOf(year)));
    // 365 days, less the weekends, less weekdays off, with the make-up days; of 1 January after, none works.
    expect(working(2025)).toBe(248);
    expect(working(2026)).toBe(248);
  });

  it('names its papers', () => {
    expect(shippedYear(2025)).toMatchObject({ status: 'published', paperNo: '国办发明电〔2024〕12号' });
    expect(shippedYear(2026)).toMatchObject({ status: 'published', paperNo: '国办发明电〔2025〕7号' });
    expect(shippedYear(2026).days).toHaveLength(39);
    expect(shippedYear(2027)).toMatchObject({ status: 'provisional', paperNo: null });
  });

  it('knows the statutory days of 2027, and of later years those that do not move', () => {
    const off = (year: number): string[] => shippedYear(year).days.map(({ day: each }) => isoDay(each).slice(5));
    expect(off(2027)).toEqual(
      '01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03'.split(' '),
    );
    expect(off(2031)).toEqual('01-01 05-01 05-02 10-01 10-02 10-03'.split(' '));
    expect(shippedYears().map(({ year }) => year)).toEqual(Array.from({ length: 11 }, (_, index) => 2025 + index));
  });

  it.each<[string, object]>([
    ['2026-10-08', { works: true, why: 'workday', name: null }],
    ['2026-10-11', { works: false, why: 'weekend', name: null }],
    ['2026-10-03', { works: false, why: 'holiday', name: 'national_day' }],
    ['2026-10-10', { works: true, why: 'makeup', name: 'national_day' }],
    ['2025-10-06', { works: false, why: 'holiday', name: 'national_mid_autumn' }],
  ])('says why of %s', (date, kind) => {
    expect(calendar.kindOf(day(date))).toEqual(kind);
  });

  it('is provisional where a day of an unpublished year is touched', () => {
    expect(calendar.isProvisional(day('2026-01-01'), day('2026-12-31'))).toBe(false);
    expect(calendar.isProvisional(day('2026-12-31'), day('2027-01-01'))).toBe(true);
    expect(calendar.isProvisional(day('2030-05-01'), day('2030-05-01'))).toBe(true);
  });
});

describe('a holiday', () => {
  it('is told in both languages, and kept as written where it is none of the eight', () => {
    expect(holidayOf('国庆节、中秋节')).toBe('national_mid_autumn');
    expect(holidayOf('中秋节、国庆节')).toBe('national_mid_autumn');
    expect(holidayOf('抗战胜利日')).toBe('抗战胜利日');
    expect(holidayName('spring_festival', 'zh')).toBe('春节');
    expect(holidayName('spring_festival', 'en')).toBe('Spring Festival');
    expect(holidayName('抗战胜利日', 'en')).toBe('抗战胜利日');
    expect(holidayName('toString', 'en')).toBe('toString');
  });
});

describe('a built calendar', () => {
  it('lets a local day win over the paper', () => {
    const local = buildCalendar(shippedYears(), [
      { day: day('2026-10-09'), kind: 'off', reason: '全市停水' },
      { day: day('2026-10-11'), kind: 'work', reason: '延时服务日' },
      { day: day('2026-10-10'), kind: 'off', reason: '改在下周' },
    ]);
    expect(local.kindOf(day('2026-10-09'))).toEqual({ works: false, why: 'localOff', name: '全市停水' });
    expect(local.kindOf(day('2026-10-11'))).toEqual({ works: true, why: 'localWork', name: '延时服务日' });
    expect(local.works(day('2026-10-10'))).toBe(false);
    expect(isoDay(local.addWorkdays(day('2026-09-30'), 5))).toBe('2026-10-14');
  });

  it('lets the paper of the later year say what December is', () => {
    const built = buildCalendar([
      bare(2027, { days: [{ day: day('2026-12-31'), kind: 'off', holiday: 'new_year' }] }),
      bare(2026, { days: [{ day: day('2027-01-01'), kind: 'off', holiday: 'new_year' }] }),
    ]);
    expect(built.works(day('2026-12-31'))).toBe(false);
    expect(built.works(day('2027-01-01'))).toBe(false);
    expect(isoDay(built.addWorkdays(day('2026-12-30'), 1))).toBe('2027-01-04');
  });

  it('refuses what it has no year for, by name', () => {
    const code = { code: 'deadline.noCalendar' };
    const asked: [() => unknown, number][] = [
      [() => calendar.works(day('2024-12-31')), 2024],
      [() => calendar.kindOf(day('2036-01-01')), 2036],
      [() => calendar.addWorkdays(day('2035-12-31'), 1), 2036],
      [() => calendar.addWorkdays(day('2025-01-01'), -1), 2024],
      [() => calendar.addWorkdays(day('2026-01-01'), 100_000), 2036],
      [() => calendar.workdaysBetween(day('2024-06-01'), day('2026-01-01')), 2024],
      [() => calendar.isProvisional(day('2026-01-01'), day('2036-01-01')), 2036],
      [() => buildCalendar([bare(2025), bare(2027)]), 2026],
      [() => buildCalendar([]).works(day('2026-01-01')), 2026],
    ];
    for (const [ask, year] of asked)
      expect(ask, String(year)).toThrow(expect.objectContaining({ ...code, params: { year } }));
    expect(isoDay(calendar.lastDay)).toBe('2035-12-31');
  });

  it('reads weekdays', () => {
    expect(['2026-10-11', '2026-10-12', '2026-10-17'].map((date) => weekdayOf(day(date)))).toEqual([0, 1, 6]);
    expect(weekdayOf(-4)).toBe(0);
  });
});

describe('plain days', () => {
  it.each([
    ['2026-08-31', '2026-09-30'],
    ['2026-09-01', '2026-10-08'],
    ['2026-09-10', '2026-10-10'],
    ['2026-10-02', '2026-11-02'],
    ['2026-01-16', '2026-02-24'],
  ])('30 after %s end on %s', (from, to) => {
    expect(isoDay(calendarDaysAfter(day(from), 30, calendar))).toBe(to);
  });
});

describe('counting working days', () => {
  const some = fc.integer({ min: 1, max: 30 });

  it('finds the day that walking day by day through the independent library finds', () => {
    const walk = (from: number, count: number): number => {
      let [left, each] = [count, from];
      while (left > 0) if (chineseDays.isWorkday(isoDay((each += 1)))) left -= 1;
      return each;
    };
    fc.assert(
      fc.property(someDay, some, (from, n) => calendar.addWorkdays(from, n) === walk(from, n)),
      { numRuns: 400 },
    );
  });

  it('never lands on a day off, and grows with the count and with the start', () => {
    fc.assert(
      fc.property(someDay, some, fc.integer({ min: 0, max: 40 }), (from, n, later) => {
        const end = calendar.addWorkdays(from, n);
        expect(calendar.works(end)).toBe(true);
        expect(calendar.addWorkdays(from, n + 1)).toBeGreaterThan(end);
        expect(calendar.addWorkdays(from + later, n)).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  it('is undone by counting between, and by going back', () => {
    fc.assert(
      fc.property(someDay, some, (from, n) => {
        const end = calendar.addWorkdays(from, n);
        expect(calendar.workdaysBetween(from, end)).toBe(n);
        expect(calendar.workdaysBetween(end, from)).toBe(-n);
        const start = calendar.nextWorkday(from);
        expect(calendar.addWorkdays(calendar.addWorkdays(start, n), -n)).toBe(start);
      }),
    );
  });

  it('adds up: first n, then m more', () => {
    fc.assert(
      fc.property(
        someDay,
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 15 }),
        (from, n, m) => calendar.addWorkdays(calendar.addWorkdays(from, n), m) === calendar.addWorkdays(from, n + m),
      ),
    );
  });
});
