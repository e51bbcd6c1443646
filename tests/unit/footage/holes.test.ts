import { describe, expect, it } from 'vitest';
import { holesNear, NEAR_MS } from '../../../domain/footage/holes.js';

const MINUTE = 60_000;
const TEN = Date.UTC(2026, 9, 12, 2, 0, 0);
const span = (from: number, until: number | null) => ({
  from: TEN + from * MINUTE,
  until: until === null ? null : TEN + until * MINUTE,
});
const near = (spans: ReturnType<typeof span>[], minute: number) =>
  holesNear(spans, TEN + minute * MINUTE).map(({ from, until }) => [
    from === null ? null : (from - TEN) / MINUTE,
    until === null ? null : (until - TEN) / MINUTE,
  ]);

describe('holes in the footage of a camera', () => {
  const both = [span(9, 30), span(-30, 2)];

  it('are told at the moment and near it, whatever the order of the recordings', () => {
    expect(near(both, 5)).toEqual([[2, 9]]);
    expect(near(both, 1)).toEqual([[2, 9]]);
    expect(near(both, 18)).toEqual([[2, 9]]);
    expect(near(both, 9 + NEAR_MS / MINUTE)).toEqual([]);
    expect(near(both, -20)).toEqual([]);
  });

  it('have one side only before the first recording of the day and after the last', () => {
    expect(near(both, 40)).toEqual([[30, null]]);
    expect(near(both, -31)).toEqual([[null, -30]]);
    expect(near([], 5)).toEqual([]);
  });

  it('are no file changes of a recorder, nothing another recording covers, and nothing of unknown length', () => {
    expect(near([span(0, 5), span(5 + 0.9 / 60, 10)], 5)).toEqual([]);
    expect(near([span(0, 20), span(1, 3), span(10, 12)], 5)).toEqual([]);
    expect(near([span(0, null), span(10, 12)], 5)).toEqual([]);
    expect(near([span(0, null)], 500)).toEqual([]);
    expect(near([span(0, 3), span(3, 4), span(8, 9)], 6)).toEqual([[4, 8]]);
  });
});
