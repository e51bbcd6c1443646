import { describe, expect, it } from 'vitest';
import { correctionFor, driftFrames } from '../../renderer/features/footage/model/camera-lock.js';
import {
  back,
  choose,
  forward,
  halt,
  nudgeSpeed,
  standing,
  toggle,
} from '../../renderer/features/footage/model/shuttle.js';
import {
  aroundSpan,
  stripOf,
  ticksOf,
  tileAt,
  toMs,
  toX,
  within,
  zoomAround,
} from '../../renderer/features/footage/model/timeline-scale.js';
import { onView, panView, wholeView, zoomView } from '../../renderer/features/footage/model/view-box.js';

describe('J, K, L', () => {
  it('goes faster with each press and stops at sixteen times', () => {
    const rates = [standing];
    for (let press = 0; press < 6; press += 1) rates.push(forward(rates.at(-1) ?? standing));
    expect(rates.map(({ rate }) => rate)).toEqual([0, 1, 2, 4, 8, 16, 16]);
    let shuttle = standing;
    for (let press = 0; press < 6; press += 1) shuttle = back(shuttle);
    expect(shuttle.rate).toBe(-16);
  });

  it('comes to a stop between forward and backward', () => {
    expect(back(forward(standing)).rate).toBe(0);
    expect(forward(back(standing)).rate).toBe(0);
    expect(back(back(forward(standing))).rate).toBe(-1);
  });

  it('begins at the chosen speed', () => {
    const slow = choose(standing, 0.25);
    expect(slow).toEqual({ rate: 0, speed: 0.25 });
    expect(toggle(slow)).toEqual({ rate: 0.25, speed: 0.25 });
    expect(forward(toggle(slow)).rate).toBe(0.5);
    expect(choose(toggle(standing), 4).rate).toBe(4);
    expect(halt(toggle(slow)).rate).toBe(0);
    expect(nudgeSpeed(standing, 1).speed).toBe(2);
    expect(nudgeSpeed(choose(standing, 16), 1).speed).toBe(16);
    expect(nudgeSpeed(choose(back(standing), 2), -1)).toEqual({ rate: -1, speed: 1 });
  });
});

describe('cameras on one wall clock', () => {
  it.each([
    [10, { kind: 'steady' }],
    [100, { kind: 'rate', factor: 0.95 }],
    [-100, { kind: 'rate', factor: 1.05 }],
    [-300, { kind: 'rate', factor: 1.1 }],
    [450, { kind: 'seek' }],
    [-450, { kind: 'seek' }],
  ])('%i ms apart while playing', (drift, wanted) => {
    expect(correctionFor(drift, 5000, 60_000, true)).toEqual(wanted);
  });

  it('standing still it shows the very same instant', () => {
    expect(correctionFor(30, 5000, 60_000, false)).toEqual({ kind: 'seek' });
    expect(correctionFor(5, 5000, 60_000, false)).toEqual({ kind: 'steady' });
  });

  it('shows a hole where nothing was recorded', () => {
    expect(correctionFor(0, -1, 60_000, true)).toEqual({ kind: 'hole' });
    expect(correctionFor(0, 60_000, 60_000, false)).toEqual({ kind: 'hole' });
  });

  it('names the difference in frames', () => {
    expect(driftFrames(-120, 25)).toBe(3);
    expect(driftFrames(15, 25)).toBe(0);
  });
});

describe('the time line', () => {
  const scale = { fromMs: 10_000, untilMs: 20_000, width: 500 };

  it('goes both ways between places and points', () => {
    expect(toX(scale, 15_000)).toBe(250);
    expect(toMs(scale, 250)).toBe(15_000);
  });

  it('stays within the recording', () => {
    expect(within(-5000, 5000, 60_000)).toEqual({ fromMs: 0, untilMs: 10_000 });
    expect(within(55_000, 65_000, 60_000)).toEqual({ fromMs: 50_000, untilMs: 60_000 });
    expect(within(100, 110, 60_000)).toEqual({ fromMs: 100, untilMs: 500 });
    expect(within(0, 90_000, 60_000)).toEqual({ fromMs: 0, untilMs: 60_000 });
    expect(aroundSpan(20_000, 40_000, 60_000)).toEqual({ fromMs: 18_000, untilMs: 42_000 });
  });

  it('zooms around the pointer', () => {
    const next = zoomAround(scale, 12_500, 0.5, 60_000);
    expect(toX({ ...next, width: 500 }, 12_500)).toBe(125);
    expect(next.untilMs - next.fromMs).toBe(5000);
  });

  it('has its ticks at full seconds of the clock, far enough apart for their words', () => {
    const startsAt = 1_791_770_801_250;
    const { ticks, largeMs } = ticksOf(scale, startsAt, 90);
    expect(largeMs).toBe(2000);
    for (const { ms, large } of ticks.filter((tick) => tick.large)) {
      expect(large).toBe(true);
      expect((startsAt + ms) % 2000).toBe(0);
    }
    expect(ticks.every(({ ms }) => ms >= scale.fromMs && ms <= scale.untilMs)).toBe(true);
    expect(ticksOf({ fromMs: 0, untilMs: 7_200_000, width: 800 }, 0, 90).largeMs).toBe(1_800_000);
  });

  it('shows the tile of the place, never one from later', () => {
    expect(tileAt([0, 1000, 2000], 1990)).toBe(1);
    expect(tileAt([500, 1000], 100)).toBe(0);
    expect(tileAt([], 100)).toBeNull();
    expect(stripOf({ fromMs: 0, untilMs: 3000, width: 300 }, [0, 1000, 2000], 100).map(({ tile }) => tile)).toEqual([
      0, 1, 2,
    ]);
  });
});

describe('the enlarged picture', () => {
  it('keeps the point under the pointer', () => {
    const before = onView(wholeView, 0.8, 0.3);
    const view = zoomView(wholeView, 2, 0.3, -0.2);
    const after = onView(view, 0.8, 0.3);
    expect(after.x).toBeCloseTo(before.x);
    expect(after.y).toBeCloseTo(before.y);
  });

  it('never leaves its frame, and cannot be smaller than whole', () => {
    expect(panView(zoomView(wholeView, 2), 5, -5)).toEqual({ zoom: 2, x: 0.5, y: -0.5 });
    expect(zoomView(panView(zoomView(wholeView, 2), 1, 1), 0.1)).toEqual(wholeView);
    expect(zoomView(wholeView, 100).zoom).toBe(8);
  });
});
