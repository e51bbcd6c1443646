import { describe, expect, it } from 'vitest';
import { measureNames, measures, ratioOf } from '../../../domain/measures/catalogue.js';
import {
  isPartial,
  isoMonth,
  monthOf,
  monthsOf,
  parseIsoMonth,
  period,
  periodAround,
  periodBefore,
  periodYearBefore,
  type Period,
} from '../../../domain/measures/period.js';
import {
  changeOfAmount,
  changeOfRate,
  figureOf,
  holdsFor,
  quantileOf,
  type Figure,
} from '../../../domain/measures/ratio.js';
import { isoDay, parseIsoDay } from '../../../domain/time.js';

const day = (iso: string): number => parseIsoDay(iso) ?? NaN;
const span = (from: string, to: string): Period => ({ fromDay: day(from), toDay: day(to) });
const told = ({ fromDay, toDay }: Period): string => `${isoDay(fromDay)}..${isoDay(toDay)}`;
const rate = (numerator: number, denominator: number): Figure => figureOf({ numerator, denominator });

describe('a figure', () => {
  it('is numerator over denominator: 8,809 of 12,542 commitments are 70.24 %', () => {
    expect(rate(8809, 12_542)).toEqual({ value: expect.closeTo(0.7024, 4) as number });
  });
  it('is a dash over nothing, never 0 % or 100 %, and too few below the sample', () => {
    expect(rate(0, 0)).toEqual({ why: 'none' });
    expect(figureOf({ numerator: 4, denominator: 4 }, 5)).toEqual({ why: 'few' });
    expect(figureOf({ numerator: 5, denominator: 5 }, 5)).toEqual({ value: 1 });
  });
});

describe('a change', () => {
  it('of an amount is a share of its base: 39,072 at +52.01 % had about 25,704 before', () => {
    const change = changeOfAmount(39_072, 25_704, false);
    expect(change).toEqual({ by: expect.closeTo(0.5201, 4) as number, in: 'percent' });
    expect(changeOfAmount(22, 50, false)).toMatchObject({ by: expect.closeTo(-0.56, 10) as number });
  });
  it('of a rate is in percentage points', () => {
    expect(changeOfRate(rate(50, 54), rate(49, 54), false)).toEqual({
      ...{ by: expect.closeTo(1 / 54, 10) as number, in: 'points' },
    });
    expect(changeOfRate(rate(1, 2), rate(0, 0), false)).toEqual({ why: 'noFigure' });
  });
  it('is none on a base that is not above zero, and while a period is not over', () => {
    expect(changeOfAmount(3, 0, false)).toEqual({ why: 'noBase' });
    expect(changeOfAmount(3, -1, false)).toEqual({ why: 'noBase' });
    expect(changeOfAmount(3, 2, true)).toEqual({ why: 'partial' });
    expect(changeOfRate(rate(1, 2), rate(1, 2), true)).toEqual({ why: 'partial' });
  });
});

describe('a percentage somebody typed', () => {
  it('holds as far as it was written out', () => {
    const commitments = { numerator: 8809, denominator: 12_542 };
    for (const typed of ['70', '70.2', '70.24']) expect(holdsFor(typed, commitments)).toBe(true);
    for (const typed of ['71', '70.3', '70.20', '70.25']) expect(holdsFor(typed, commitments)).toBe(false);
  });
  it('does not hold where 4,842 of 7,000 are called 71 %', () => {
    expect(holdsFor('71', { numerator: 4842, denominator: 7000 })).toBe(false);
    expect(holdsFor('69', { numerator: 4842, denominator: 7000 })).toBe(true);
    expect(holdsFor('69.2', { numerator: 4842, denominator: 7000 })).toBe(true);
  });
  it('never holds over nothing, nor for what is no number', () => {
    expect(holdsFor('0', { numerator: 0, denominator: 0 })).toBe(false);
    for (const typed of ['', '1e2', '-5', '70,2'])
      expect(holdsFor(typed, { numerator: 1, denominator: 2 })).toBe(false);
  });
});

describe('quantiles', () => {
  it('lie between their neighbours', () => {
    expect(quantileOf([], 0.5)).toBeNull();
    expect(quantileOf([7], 0.9)).toBe(7);
    expect(quantileOf([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9)).toBe(10);
  });
});

describe('a period', () => {
  it.each([
    ['month', '2026-02-14', '2026-02-01..2026-02-28'],
    ['quarter', '2026-11-22', '2026-10-01..2026-12-31'],
    ['year', '2024-02-29', '2024-01-01..2024-12-31'],
  ] as const)('%s around %s', (kind, at, expected) => {
    expect(told(periodAround(kind, day(at)))).toBe(expected);
  });
  it.each([
    [span('2026-03-01', '2026-03-31'), '2026-02-01..2026-02-28', '2025-03-01..2025-03-31'],
    [span('2026-10-01', '2026-12-31'), '2026-07-01..2026-09-30', '2025-10-01..2025-12-31'],
    [span('2024-02-01', '2024-02-29'), '2024-01-01..2024-01-31', '2023-02-01..2023-02-28'],
    [span('2025-02-01', '2025-02-28'), '2025-01-01..2025-01-31', '2024-02-01..2024-02-29'],
    [span('2026-10-05', '2026-10-11'), '2026-09-28..2026-10-04', '2025-10-05..2025-10-11'],
    [span('2024-02-29', '2024-03-01'), '2024-02-27..2024-02-28', '2023-02-28..2023-03-01'],
  ])('has one before it and one a year before', (given, before, yearBefore) => {
    expect(told(periodBefore(given))).toBe(before);
    expect(told(periodYearBefore(given))).toBe(yearBefore);
  });
  it('is not over while it holds today', () => {
    const october = span('2026-10-01', '2026-10-31');
    expect(isPartial(october, day('2026-10-31'))).toBe(true);
    expect(isPartial(october, day('2026-11-01'))).toBe(false);
    expect(isPartial(october, day('2026-09-30'))).toBe(false);
  });
  it('turned round is refused by its end', () => {
    const found = period.safeParse(span('2026-10-02', '2026-10-01'));
    expect(found.error?.issues).toMatchObject([{ path: ['toDay'], message: 'periodOrder' }]);
  });
  it('counts its months on through the years', () => {
    expect(monthsOf(span('2025-11-30', '2026-02-01')).map(isoMonth)).toEqual([
      ...['2025-11', '2025-12', '2026-01', '2026-02'],
    ]);
    expect(parseIsoMonth('2026-10')).toBe(monthOf(day('2026-10-31')));
    for (const text of ['2026-13', '2026-00', '2026', '26-10']) expect(parseIsoMonth(text)).toBeNull();
  });
});

describe('the catalogue', () => {
  it('takes numerator and denominator of every measure from its parts, and nothing else', () => {
    const parts = { metExtended: 50, dueExtended: 54, open: 46, overdue: 3 };
    expect(ratioOf('on_time_rate', parts)).toEqual({ numerator: 50, denominator: 54 });
    expect(ratioOf('overdue_rate', parts)).toEqual({ numerator: 3, denominator: 46 });
    expect(ratioOf('overdue', parts)).toEqual({ numerator: 3, denominator: 1 });
    expect(figureOf(ratioOf('recurrence_rate', parts))).toEqual({ why: 'none' });
  });
  it('shares are of a part that holds them', () => {
    for (const name of measureNames) {
      const { unit, denominator } = measures[name];
      expect([name, denominator === null]).toEqual([name, unit === 'count']);
    }
  });
});
