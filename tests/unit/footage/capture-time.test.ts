import { describe, expect, it } from 'vitest';
import { burnedInGap, captureTime } from '../../../domain/footage/capture-time.js';

const nine = Date.UTC(2026, 0, 5, 1);

describe('the time of the first frame', () => {
  it('is taken from the name, then from the recording itself, then from its container', () => {
    const dav = nine + 8 * 3_600_000 + 1000;
    const all = { fileName: nine, davStart: dav, containerCreated: nine + 2000 };
    expect(captureTime(all)).toEqual({ capturedAt: nine, timeSource: 'file_name' });
    // The recorder's own wall clock, read as if it were UTC.
    expect(captureTime({ ...all, fileName: null })).toEqual({ capturedAt: nine + 1000, timeSource: 'dav' });
    expect(captureTime({ ...all, fileName: null, davStart: null })).toEqual({
      capturedAt: nine + 2000,
      timeSource: 'container',
    });
  });

  it('is not known where nobody says so, or a clock that was never set does', () => {
    const none = { capturedAt: null, timeSource: null };
    expect(captureTime({ fileName: null, davStart: null, containerCreated: null })).toEqual(none);
    for (const never of [0, Date.UTC(1904, 0, 1), Date.UTC(1970, 0, 1), Date.UTC(1999, 11, 31)])
      expect(captureTime({ fileName: null, davStart: never, containerCreated: never })).toEqual(none);
  });
});

describe('the burned-in time', () => {
  it('is compared with the corrected one', () => {
    expect(burnedInGap(nine, 192_000, nine + 192_000)).toBe(0);
    expect(burnedInGap(nine, 192_000, nine)).toBe(192_000);
    expect(burnedInGap(nine, -1000, nine + 60_000)).toBe(61_000);
    expect(burnedInGap(null, 0, nine)).toBeNull();
    expect(burnedInGap(nine, 0, null)).toBeNull();
  });
});
