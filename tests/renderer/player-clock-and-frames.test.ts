import { describe, expect, it } from 'vitest';
import { CHUNK_MS, FrameTable, middleOf } from '../../renderer/features/footage/model/frames.js';
import {
  clockFull,
  offsetClock,
  parseOffset,
  parsePlace,
  parseWallClock,
  placeAt,
  runningClock,
  startsAt,
  wallAt,
} from '../../renderer/features/footage/model/wall-clock.js';

/** 2026-10-12 10:06:41 in Shanghai. */
const CAPTURED = Date.UTC(2026, 9, 12, 2, 6, 41);
const DAY = 20_738;

describe('the wall clock', () => {
  const slow = { capturedAt: CAPTURED, offsetMs: 3000 };

  it('is the time of the recorder, its correction and the place', () => {
    expect(startsAt(slow)).toBe(CAPTURED + 3000);
    expect(clockFull(wallAt(slow, 60_320) ?? 0)).toBe('10:07:44.320');
    expect(placeAt(slow, CAPTURED + 63_320)).toBe(60_320);
    expect(wallAt({ capturedAt: null, offsetMs: 3000 }, 0)).toBeNull();
  });

  it.each([
    ['10:07:41', '10:07:41.000'],
    ['10:07', '10:07:00.000'],
    ['10:07:41.3', '10:07:41.300'],
    ['１０：０７：４１', '10:07:41.000'],
    ['100741', '10:07:41.000'],
    ['2026-10-12 9:05:06.020', '09:05:06.020'],
  ])('reads %s', (typed, shown) => {
    expect(clockFull(parseWallClock(typed, DAY) ?? 0)).toBe(shown);
  });

  it('takes the day that is named', () => {
    expect(parseWallClock('2026-10-13 00:00:01', DAY)).toBe((parseWallClock('00:00:01', DAY) ?? 0) + 86_400_000);
  });

  it.each(['', '10', '25:00', '10:61', '10:07:61', 'ten', '2026-13-01 10:00', '10:07:41.1234'])(
    'refuses %s',
    (typed) => {
      expect(parseWallClock(typed, DAY)).toBeNull();
    },
  );

  it('writes and reads places of a recording without a time', () => {
    expect(runningClock(3_723_456)).toBe('01:02:03.456');
    expect(runningClock(63_000, false)).toBe('01:03');
    expect(parsePlace('1:02:03.456')).toBe(3_723_456);
    expect(parsePlace('62:03')).toBe(3_723_000);
    expect(parsePlace('63.5')).toBe(63_500);
    expect(parsePlace('1:2:3:4')).toBeNull();
  });

  it('writes and reads corrections', () => {
    expect(offsetClock(-192_000)).toBe('-00:03:12');
    expect(parseOffset('-00:03:12')).toBe(-192_000);
    expect(parseOffset('3')).toBe(3000);
    expect(parseOffset('soon')).toBeNull();
  });
});

describe('the table of frames', () => {
  /** Ten frames a second, two of seven missing. */
  const all = Array.from({ length: 2100 }, (_, index) => index * 100).filter((_, index) => index % 7 < 5);
  function known(...chunks: number[]): FrameTable {
    const table = new FrameTable();
    for (const chunk of chunks) {
      const from = chunk * CHUNK_MS - 1;
      table.put(
        chunk,
        all.filter((place) => place >= from && place <= from + CHUNK_MS + 2),
      );
    }
    return table;
  }

  it('steps to where frames really are, over the edge of a chunk', () => {
    const table = known(0, 1);
    const steps = [0];
    for (let step = 0; step < all.length / 2; step += 1) {
      const next = table.step(steps.at(-1) ?? 0, 1);
      if (next === null) break;
      steps.push(next);
    }
    expect(steps).toEqual(all.slice(0, steps.length));
    expect(steps.at(-1)).toBeGreaterThan(CHUNK_MS);
    expect(table.step(all.find((place) => place >= CHUNK_MS) ?? 0, -1)).toBe(all.findLast((place) => place < CHUNK_MS));
    expect(table.step(400, 2)).toBe(800);
  });

  it('is silent where it knows nothing', () => {
    const table = known(1);
    expect(table.at(10)).toBeNull();
    expect(table.step(10, 1)).toBeNull();
    expect(table.numberAt(CHUNK_MS + 500)).toBeNull();
    expect(known(0).step(all.findLast((place) => place < CHUNK_MS) ?? 0, 1)).toBeNull();
  });

  it('tells which frame a place shows, and its number', () => {
    const table = known(0, 1);
    expect(table.at(650)).toBe(400);
    expect(table.at(699.2)).toBe(700);
    expect(table.numberAt(0)).toBe(1);
    expect(table.numberAt(700)).toBe(6);
    expect(table.numberAt(CHUNK_MS + 5)).toBe(all.filter((place) => place <= CHUNK_MS).length);
  });

  it('counts frames of a span as cutting does: the frame at the out-point is not one of them', () => {
    const table = known(0, 1);
    expect(table.countIn(0, 700)).toBe(5);
    expect(table.countIn(0, 701)).toBe(6);
    expect(table.countIn(59_000, 61_000)).toBe(all.filter((place) => place >= 59_000 && place < 61_000).length);
    expect(known(0).countIn(59_000, 61_000)).toBeNull();
  });

  it('aims at the middle of a frame, not into the next one', () => {
    expect(middleOf(100, 100)).toBe(120);
    expect(middleOf(100, 10)).toBe(105);
    expect(known(0).lengthAt(400)).toBe(300);
  });
});
