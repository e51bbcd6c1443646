import { describe, expect, it } from 'vitest';
import type { ClipMark } from '../../domain/footage/clip.js';
import type { RecordingRow } from '../../domain/footage/recording.js';
import { maskRegion } from '../../domain/footage/redaction.js';
import { gapsOf, pieceAt, tracksOf } from '../../renderer/features/footage/model/coverage.js';
import {
  boxAt,
  boxBetween,
  emptyTrack,
  newRegion,
  regionAt,
  withKey,
  withoutKey,
  withRegion,
  withSpan,
} from '../../renderer/features/footage/model/mask-keys.js';
import {
  emptySpan,
  isWhole,
  momentMs,
  pressMark,
  spanIn,
  withIn,
  withOut,
  withoutMark,
} from '../../renderer/features/footage/model/selection.js';
import { arrowHead, clicked, moved, newShape, resized } from '../../renderer/features/footage/model/still-shapes.js';

describe('in and out', () => {
  it('never turn around', () => {
    const span = withOut(withIn(emptySpan, 1000), 5000);
    expect(isWhole(span)).toBe(true);
    expect(withIn(span, 6000)).toEqual({ inMs: 6000, outMs: null });
    expect(withOut(span, 500)).toEqual({ inMs: null, outMs: 500 });
    expect(isWhole(withIn(emptySpan, 1000))).toBe(false);
  });

  it('are the same stretch of the clock in another camera, as far as that recorded', () => {
    expect(spanIn({ inMs: 1000, outMs: 5000 }, -3000, 60_000)).toEqual({ inMs: 0, outMs: 2000 });
    expect(spanIn({ inMs: 1000, outMs: 5000 }, 57_000, 60_000)).toEqual({ inMs: 58_000, outMs: 60_000 });
    expect(spanIn({ inMs: 1000, outMs: 5000 }, 80_000, 60_000)).toBeNull();
  });
});

describe('the three moments', () => {
  it('begin with one press, end with the next, and begin anew with a third', () => {
    let marks: ClipMark[] = pressMark([], 'greeting', 1000);
    expect(momentMs(marks, 'greeting')).toBeNull();
    marks = pressMark(marks, 'greeting', 13_600);
    expect(momentMs(marks, 'greeting')).toBe(12_600);
    marks = pressMark(marks, 'answer', 500);
    expect(marks.map(({ moment }) => moment)).toEqual(['answer', 'greeting']);
    marks = pressMark(marks, 'greeting', 20_000);
    expect(marks.find(({ moment }) => moment === 'greeting')).toEqual({
      moment: 'greeting',
      fromMs: 20_000,
      untilMs: null,
    });
    expect(withoutMark(marks, 'greeting')).toHaveLength(1);
  });

  it('end after they began: an earlier press is a new beginning', () => {
    const marks = pressMark(pressMark([], 'farewell', 5000), 'farewell', 2000);
    expect(marks).toEqual([{ moment: 'farewell', fromMs: 2000, untilMs: null }]);
  });
});

describe('cameras and their recordings', () => {
  const row = (id: number, cameraId: number | null, capturedAt: number | null, durationMs: number): RecordingRow =>
    ({
      id,
      cameraId,
      capturedAt,
      durationMs,
      offsetMs: 0,
      cameraLabel: `CH${cameraId}`,
      name: `${id}.mp4`,
    }) as RecordingRow;
  const main = row(1, 17, 100_000, 600_000);
  const tracks = tracksOf(
    [main, row(3, 21, 400_000, 300_000), row(2, 21, 103_000, 279_000), row(4, null, null, 10)],
    main,
  );

  it('stand on the axis of the first one, each camera with its pieces in order', () => {
    expect(tracks.map(({ key, pieces }) => [key, pieces.map(({ fromMs, untilMs }) => [fromMs, untilMs])])).toEqual([
      ['c17', [[0, 600_000]]],
      [
        'c21',
        [
          [3000, 282_000],
          [300_000, 600_000],
        ],
      ],
    ]);
  });

  it('have gaps between them', () => {
    const side = tracks[1] ?? { key: '', label: '', pieces: [] };
    expect(gapsOf(side)).toEqual([{ fromMs: 282_000, untilMs: 300_000 }]);
    expect(pieceAt(side, 290_000)).toBeNull();
    expect(pieceAt(side, 300_000)?.recording.id).toBe(3);
    expect(pieceAt(side, 0)).toBeNull();
  });
});

describe('masks', () => {
  const id = '11111111-1111-4111-8111-111111111111';
  const region = newRegion(id, 'box', 1000, 10_000, { x: 0.1, y: 0.1, width: 0.2, height: 0.2 });

  it('last from where they are drawn to the end, and move straight between keys', () => {
    expect(region).toMatchObject({ fromMs: 1000, untilMs: 10_000 });
    const moving = withKey(region, 3000, { x: 0.5, y: 0.3, width: 0.2, height: 0.4 });
    expect(boxAt(moving, 2000)).toEqual({ x: 0.3, y: 0.2, width: 0.2, height: 0.3 });
    expect(boxAt(moving, 9000)).toEqual({ x: 0.5, y: 0.3, width: 0.2, height: 0.4 });
    expect(boxAt(moving, 500)).toBeNull();
    expect(maskRegion.safeParse(moving).success).toBe(true);
  });

  it('have one key at an instant, and keep their last one', () => {
    const again = withKey(region, 1001, { x: 0.2, y: 0.2, width: 0.1, height: 0.1 });
    expect(again.keys).toHaveLength(1);
    expect(withoutKey(again, 1001).keys).toHaveLength(1);
  });

  it('stay on the picture, whatever is dragged', () => {
    expect(boxBetween({ x: 1.4, y: 0.9 }, { x: 0.9, y: -0.2 })).toEqual({ x: 0.5, y: 0, width: 0.5, height: 1 });
    const out = withKey(region, 1000, { x: 0.95, y: 0.5, width: 0.2, height: 0.001 });
    expect(out.keys[0]).toMatchObject({ x: 0.8, width: 0.2, height: 0.01 });
  });

  it('keep to the clip, with room for a frame', () => {
    expect(withSpan(region, -50, 20_000, 10_000)).toMatchObject({ fromMs: 0, untilMs: 10_000 });
    expect(withSpan(region, 5000, 4000, 10_000)).toMatchObject({ fromMs: 5000, untilMs: 5040 });
  });

  it('are found from the top, added, changed and taken away', () => {
    const other = newRegion('22222222-2222-4222-8222-222222222222', 'ellipse', 0, 10_000, {
      x: 0.15,
      y: 0.15,
      width: 0.5,
      height: 0.5,
    });
    const track = withRegion(withRegion(emptyTrack, id, region), other.id, other);
    expect(regionAt(track, 1500, 0.2, 0.2)?.id).toBe(other.id);
    expect(regionAt(track, 1500, 0.12, 0.12)?.id).toBe(id);
    expect(regionAt(track, 1500, 0.9, 0.9)).toBeNull();
    expect(withRegion(track, other.id, null).regions.map((each) => each.id)).toEqual([id]);
    expect(withRegion(track, 'missing', null).regions).toHaveLength(2);
  });
});

describe('shapes on a still', () => {
  it('are drawn by a drag either way, or by a click in a usual size', () => {
    expect(newShape('arrow', 0.5, 0.5, -0.2, -0.3)).toMatchObject({ dx: -0.2, dy: -0.3 });
    expect(clicked('circle', 0.5, 0.5)).toMatchObject({ x: 0.44, dx: 0.12 });
    expect(clicked('text', 0.5, 0.5)).toMatchObject({ x: 0.5, y: 0.5, dx: 0, dy: 0 });
  });

  it('stay on the picture when they are moved and sized', () => {
    const box = newShape('box', 0.9, 0.1, 0.05, 0.05);
    expect(moved(box, 0.5, -0.5)).toMatchObject({ x: 1, y: 0 });
    expect(resized(box, 5, 0)).toMatchObject({ dx: 1 });
  });

  it('an arrow points to where it was dragged', () => {
    const head = arrowHead(newShape('arrow', 0, 0.5, 0.5, 0), 1000, 500);
    for (const [x] of head) expect(x).toBeLessThan(500);
    expect(head[0]?.[1]).toBeCloseTo(500 - (head[1]?.[1] ?? 0));
  });
});
