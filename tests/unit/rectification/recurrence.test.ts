import { describe, expect, test } from 'vitest';
import { sameFault, withinYearAfter, type Fault } from '../../../domain/rectification/recurrence.js';
import { parseIsoDay } from '../../../domain/time.js';

const day = (text: string): number => parseIsoDay(text) ?? 0;
const fault = (part: Partial<Fault>): Fault => ({ basisClause: null, item: null, category: 'attendance', ...part });

describe('the same fault', () => {
  test.each<[Partial<Fault>, Partial<Fault>, string | null]>([
    [{ basisClause: '第五条' }, { basisClause: '第五条', category: 'hygiene' }, 'clause'],
    [{ basisClause: '第五条', item: '1 A1' }, { basisClause: '第六条', item: '1 A1' }, 'item'],
    [{ item: '1 A1' }, { item: '2 A1' }, null],
    [{}, {}, 'category'],
    [{}, { category: 'hygiene' }, null],
    // One that names its clause is not alike to one that names none.
    [{ basisClause: '第五条' }, {}, null],
    [{ item: '1 A1' }, {}, null],
  ])('%o and %o', (now, before, ground) => {
    expect(sameFault(fault(now), fault(before))).toBe(ground);
  });
});

describe('within twelve months after closure', () => {
  test.each<[string, string, boolean]>([
    ['2026-10-14', '2026-10-14', true],
    ['2026-10-13', '2026-10-14', false],
    ['2026-10-14', '2025-10-14', true],
    ['2026-10-14', '2025-10-13', false],
    ['2025-02-28', '2024-02-29', true],
    ['2025-03-01', '2024-02-29', false],
    ['2024-02-29', '2023-02-28', true],
  ])('found %s, closed %s: %s', (found, closed, within) => {
    expect(withinYearAfter(day(found), day(closed))).toBe(within);
  });
});
