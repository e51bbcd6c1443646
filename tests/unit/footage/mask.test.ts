import { describe, expect, it } from 'vitest';
import { drawMasks, masksAround, masksAt, maskHeight, maskWidth, type Mask } from '../../../domain/footage/mask.js';
import type { MaskRegion } from '../../../domain/footage/redaction.js';

const region = (fields: Partial<MaskRegion> = {}): MaskRegion => ({
  id: 'b3f6d2de-51d3-4c7e-9b0c-1b1c7a0a7e55',
  shape: 'box',
  fromMs: 1000,
  untilMs: 3000,
  keys: [
    { atMs: 1000, x: 0.1, y: 0.2, width: 0.2, height: 0.1 },
    { atMs: 2000, x: 0.5, y: 0.4, width: 0.4, height: 0.3 },
  ],
  ...fields,
});
const track = (...regions: MaskRegion[]) => ({ regions });

describe('a mask', () => {
  it('moves between its keys and rests outside them', () => {
    const close = (mask: Partial<Mask>): unknown =>
      expect.objectContaining(
        Object.fromEntries(Object.entries(mask).map(([key, value]) => [key, expect.closeTo(value as number, 9)])),
      );
    expect(masksAt(track(region()), 1000)).toEqual([close({ x: 0.1, y: 0.2, width: 0.2, height: 0.1 })]);
    expect(masksAt(track(region()), 1500)).toEqual([close({ x: 0.3, y: 0.3, width: 0.3, height: 0.2 })]);
    expect(masksAt(track(region()), 2999)).toEqual([close({ x: 0.5, y: 0.4 })]);
    const late = region({ keys: [{ atMs: 2500, x: 0.7, y: 0, width: 0.1, height: 0.1 }] });
    expect(masksAt(track(late), 1000)).toEqual([close({ x: 0.7 })]);
  });

  it('is there from its first instant to its last, and a little longer in the picture', () => {
    for (const ms of [999, 3001]) expect(masksAt(track(region()), ms)).toEqual([]);
    for (const ms of [1000, 3000]) expect(masksAt(track(region()), ms)).toHaveLength(1);
    expect(masksAround(track(region()), 930, 80)).toHaveLength(3);
    expect(masksAround(track(region()), 919, 80)).toEqual([]);
  });

  it('jumps where two keys stand at one instant', () => {
    const jump = region({
      keys: [
        { atMs: 1000, x: 0, y: 0, width: 0.1, height: 0.1 },
        { atMs: 2000, x: 0, y: 0, width: 0.1, height: 0.1 },
        { atMs: 2000, x: 0.9, y: 0, width: 0.1, height: 0.1 },
      ],
    });
    expect(masksAt(track(jump), 1999)[0]?.x).toBe(0);
    expect(masksAt(track(jump), 2000)[0]?.x).toBe(0.9);
  });
});

describe('drawing', () => {
  const size = { width: 640, height: 360 };
  const drawn = (mask: Mask): { at: (x: number, y: number) => number; cells: Uint8Array } => {
    const cells = new Uint8Array(maskWidth(size) * maskHeight(size));
    drawMasks([mask], size, cells);
    return { cells, at: (x, y) => cells[Math.floor(y / 4) * maskWidth(size) + Math.floor(x / 4)] ?? -1 };
  };

  it('covers every pixel of a box and eight more on each side', () => {
    const { at } = drawn({ shape: 'box', x: 0.25, y: 0.25, width: 0.25, height: 0.25 });
    for (const [x, y] of [
      [160, 90],
      [319, 179],
      [152, 82],
      [327, 187],
    ] as const)
      expect(at(x, y)).toBe(255);
    for (const [x, y] of [
      [151, 120],
      [332, 120],
      [200, 79],
      [200, 192],
    ] as const)
      expect(at(x, y)).toBe(0);
  });

  it('covers every pixel of an ellipse and leaves its corners', () => {
    const { at } = drawn({ shape: 'ellipse', x: 0.25, y: 0.25, width: 0.5, height: 0.5 });
    for (let angle = 0; angle < 360; angle += 3) {
      const [x, y] = [320 + 167 * Math.cos((angle * Math.PI) / 180), 180 + 97 * Math.sin((angle * Math.PI) / 180)];
      expect(at(x, y)).toBe(255);
    }
    for (const [x, y] of [
      [165, 95],
      [475, 95],
      [165, 265],
      [475, 265],
    ] as const)
      expect(at(x, y)).toBe(0);
  });

  it('stays within the picture', () => {
    const { cells } = drawn({ shape: 'ellipse', x: 0.9, y: 0.9, width: 0.5, height: 0.5 });
    expect(cells.at(-1)).toBe(255);
    expect(drawn({ shape: 'box', x: 0, y: 0, width: 1, height: 1 }).cells.every((cell) => cell === 255)).toBe(true);
    expect([maskWidth({ width: 637, height: 359 }), maskHeight({ width: 637, height: 359 })]).toEqual([160, 90]);
  });
});
