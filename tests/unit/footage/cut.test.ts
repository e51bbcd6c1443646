import { describe, expect, it } from 'vitest';
import { isAppError } from '../../../domain/errors.js';
import { askedFrames, planSmart, unevenSteps, type AskedFrames } from '../../../domain/footage/cut.js';
import {
  closedKeys,
  framesByIndex,
  framesByTicks,
  hasJump,
  isPartOf,
  type Packet,
  type TimedPacket,
} from '../../../domain/footage/packets.js';

const timeBase = { num: 1, den: 25 };

/** Packets by letter, each shown at the number after it: `K0 P3 B1 B2`. Decoded one after the other, `lag` late. */
function packets(text: string, lag = 0): TimedPacket[] {
  return text.split(' ').map((word, index) => ({
    pts: Number(word.slice(1)),
    dts: index - lag,
    duration: 1,
    isKey: word.startsWith('K'),
    bytes: 100 + index,
  }));
}

const ticksOf = (list: readonly TimedPacket[]): number[] => list.map(({ pts }) => pts).sort((a, b) => a - b);

function asked(list: readonly TimedPacket[], inMs: number, outMs: number): AskedFrames {
  const frames = { by: 'ticks' as const, ticks: ticksOf(list) };
  return askedFrames({ list: frames, timeBase, firstTick: 0, reachesEnd: true, frameTicks: 1 }, { inMs, outMs });
}

const refusal = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return isAppError(error) ? { code: error.code, ...error.params } : error;
  }
};

const plain = packets('K0 P1 P2 P3 K4 P5 P6 P7 K8 P9 P10 P11');

describe('the frames of a span', () => {
  it.each([
    [0, 40, [0]],
    [40, 120, [1, 2]],
    // Rounded either way, a time means the frame it was read from.
    [41, 121, [2, 3]],
    [39, 119, [1, 2]],
    [440, 480, [11]],
  ])('from %i up to %i ms', (inMs, outMs, expected) => {
    expect(asked(plain, inMs, outMs).ticks).toEqual(expected);
  });

  it('end where the next one begins', () => {
    expect(asked(plain, 0, 80).endTick).toBe(2);
    expect(asked(plain, 400, 480).endTick).toBe(12);
    expect(asked(packets('K0 P1 P9'), 0, 100).endTick).toBe(9);
  });

  it('are refused by name', () => {
    expect(refusal(() => asked(plain, 80, 80))).toEqual({ code: 'media.cutOrder' });
    expect(refusal(() => asked(plain, 90, 80))).toEqual({ code: 'media.cutOrder' });
    expect(refusal(() => asked(plain, 0, 500))).toEqual({ code: 'media.cutPastEnd', endSeconds: 0.48 });
    expect(refusal(() => asked(packets('K0 P1 P9'), 100, 200))).toEqual({ code: 'media.cutEmpty' });
  });

  it('are told exactly on a clock that does not divide milliseconds', () => {
    const ticks = Array.from({ length: 90_000 }, (_, n) => 1_000_000_007 + n * 1001);
    const source = {
      ...{ list: { by: 'ticks' as const, ticks }, timeBase: { num: 1, den: 30_000 } },
      ...{ firstTick: 1_000_000_007, reachesEnd: true, frameTicks: 1001 },
    };
    const n = 89_990;
    const at = Math.round((n * 1001) / 30);
    expect(askedFrames(source, { inMs: at, outMs: at + 33 })).toMatchObject({ ticks: [ticks[n]], firstIndex: n });
  });
});

describe('clocks', () => {
  const untimed = (dts: (number | null)[]): Packet[] =>
    dts.map((one) => ({ pts: null, dts: one, duration: null, isKey: false, bytes: 1 }));

  it('that fall back or leap are noticed', () => {
    expect(hasJump(plain, timeBase)).toBe(false);
    expect(hasJump(untimed([0, 1, null, 2]), timeBase)).toBe(false);
    expect(hasJump(untimed([5, 6, 2]), timeBase)).toBe(true);
    expect(hasJump(untimed([0, 1, 252]), timeBase)).toBe(true);
  });

  it('that cannot be relied on are replaced by counting', () => {
    expect(framesByTicks(untimed([0, 1]), timeBase)).toBeNull();
    expect(framesByIndex(untimed([7, 8, 10, 3, 4]), timeBase, 1)).toEqual({ by: 'index', ticks: [0, 1, 3, 4, 5] });
    expect(framesByIndex(untimed([null, null, null]), timeBase, 2).ticks).toEqual([0, 2, 4]);
    expect(unevenSteps([0, 1, 3, 4, 5], 1)).toEqual([[2, 1]]);
  });

  it('read from the middle of a file must agree with those read from its beginning', () => {
    expect(isPartOf(plain.slice(4, 9), plain)).toBe(true);
    const shifted = plain.slice(4, 9).map((packet) => ({ ...packet, pts: packet.pts + 1 }));
    expect(isPartOf(shifted, plain)).toBe(false);
    const other = plain.slice(4, 9).map((packet) => ({ ...packet, bytes: packet.bytes + 1 }));
    expect(isPartOf(other, plain)).toBe(false);
    expect(isPartOf([], plain)).toBe(false);
  });
});

describe('a cut that copies its middle', () => {
  it('takes key frames alone that nothing reaches across', () => {
    expect(closedKeys(plain)).toEqual([0, 4, 8]);
    // Frames 3 and 7 are decoded after the key frame they are shown before.
    expect(closedKeys(packets('K0 P2 B1 K4 B3 P6 B5 K8 B7'))).toEqual([0]);
  });

  it('makes anew what stands before the first key frame and copies to the end', () => {
    const plan = planSmart(plain, asked(plain, 80, 440), 1);
    expect(plan?.head).toEqual({ fromTick: 2, untilTick: 4 });
    expect(plan?.middle.map(({ pts }) => pts)).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(plan).toMatchObject({ tail: null, headFrames: 2, tailFrames: 0, reorderFrames: 0 });
  });

  it('has no head where the span begins with a key frame', () => {
    expect(planSmart(plain, asked(plain, 160, 200), 1)).toMatchObject({ head: null, headFrames: 0, tail: null });
  });

  it('makes the last group anew where its frames are stored in another order than shown', () => {
    const mixed = packets('K0 P3 B1 B2 K4 P7 B5 B6 K8 P11 B9 B10', 1);
    const plan = planSmart(mixed, asked(mixed, 120, 400), 1);
    expect(plan?.head).toEqual({ fromTick: 3, untilTick: 4 });
    expect(plan?.middle.map(({ pts }) => pts)).toEqual([4, 7, 5, 6]);
    expect(plan?.tail).toEqual({ fromTick: 8, untilTick: 10 });
    expect(plan).toMatchObject({ headFrames: 1, tailFrames: 2, reorderFrames: 1 });
    // Up to the edge of a group it need not be.
    expect(planSmart(mixed, asked(mixed, 120, 480), 1)).toMatchObject({ tail: null });
  });

  it('cannot be made within one group, nor by counting', () => {
    expect(planSmart(plain, asked(plain, 40, 160), 1)).toBeNull();
    const mixed = packets('K0 P3 B1 B2 K4 P7 B5 B6', 1);
    expect(planSmart(mixed, asked(mixed, 120, 280), 1)).toBeNull();
    expect(planSmart(plain, { ...asked(plain, 80, 440), by: 'index' }, 1)).toBeNull();
  });
});
