import { expect, it } from 'vitest';
import { shiftBetweenRuns, shiftWithin } from '../../../domain/clock-watch.js';

it.each([
  ['time goes by', { wall: 10_000, steady: 10_000 }, null],
  ['a drift of two seconds', { wall: 12_000, steady: 10_000 }, null],
  ['more than two seconds forward', { wall: 12_001, steady: 10_000 }, 2001],
  ['an hour back', { wall: 10_000 - 3_600_000, steady: 10_000 }, -3_600_000],
  ['fractions of the steady clock', { wall: 10_000, steady: 5999.4 }, 4001],
])('%s', (_name, now, expected) => expect(shiftWithin({ wall: 0, steady: 0 }, now)).toBe(expected));

it('between runs only going back is known', () => {
  expect(shiftBetweenRuns(10_000, 10_000)).toBeNull();
  expect(shiftBetweenRuns(10_000, 8000)).toBeNull();
  expect(shiftBetweenRuns(10_000, 7999)).toBe(-2001);
  expect(shiftBetweenRuns(10_000, 99_999_999)).toBeNull();
});
