import { describe, expect, it } from 'vitest';
import { daysLeft, keepUntilDay, type RetentionFacts } from '../../../domain/footage/retention.js';
import { isoDay } from '../../../domain/time.js';

/** Noon in Shanghai. */
const noon = (y: number, mo: number, d: number): number => Date.UTC(y, mo - 1, d, 4);
const until = (facts: Partial<RetentionFacts>): string | null => {
  const day = keepUntilDay({
    retentionClass: 'footage',
    onHold: false,
    importedAt: noon(2026, 10, 14),
    capturedAt: null,
    closedAt: null,
    ...facts,
  });
  return day === null ? null : isoDay(day);
};

describe('what is kept', () => {
  it('is kept by its class', () => {
    expect(until({})).toBe('2027-01-12');
    // From when it came to us, whenever it was recorded.
    expect(until({ capturedAt: noon(2026, 9, 20) })).toBe('2027-01-12');
    expect(until({ retentionClass: 'call_recording' })).toBe('2027-01-14');
    expect(until({ retentionClass: 'call_recording', capturedAt: noon(2026, 11, 30) })).toBe('2027-02-28');
    expect(until({ retentionClass: 'call_recording', capturedAt: noon(2027, 11, 30) })).toBe('2028-02-29');
    expect(until({ retentionClass: 'case_file' })).toBe('2026-12-13');
  });

  it('goes by the days of Shanghai', () => {
    expect(until({ importedAt: Date.UTC(2026, 9, 14, 15, 59, 59, 999) })).toBe('2027-01-12');
    expect(until({ importedAt: Date.UTC(2026, 9, 14, 16) })).toBe('2027-01-13');
  });

  it('stays until review and court are over, once it belonged to a matter', () => {
    const closedAt = noon(2027, 3, 1);
    for (const retentionClass of ['footage', 'call_recording', 'case_file'] as const)
      expect(until({ retentionClass, closedAt })).toBe('2027-04-30');
    expect(until({ closedAt: noon(2026, 10, 15) })).toBe('2027-01-12');
  });

  it('has no end while a matter is open', () => {
    expect(until({ onHold: true })).toBeNull();
    expect(until({ onHold: true, closedAt: noon(2020, 1, 1) })).toBeNull();
  });
});

describe('what is left on a recorder', () => {
  it('is told in days; on the last one none is left', () => {
    const at = noon(2026, 10, 14);
    expect(daysLeft(at, 30, at)).toBe(30);
    expect(daysLeft(at, 30, noon(2026, 11, 13))).toBe(0);
    expect(daysLeft(at, 30, noon(2026, 11, 14))).toBe(-1);
  });
});
