// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { shippedYear } from '../../domain/calendar/shipped.js';
import { isoDay, parseIsoDay } from '../../domain/time.js';
import {
  doubts,
  faultPlace,
  faultWords,
  kindWords,
  namedWords,
} from '../../renderer/features/calendar/model/calendar-words';
import { dayAfterKey, inYear, kindOf, marks, monthsOf, readYear } from '../../renderer/features/calendar/model/year';
import { setLocale } from '../../renderer/shared/i18n';

const day = (iso: string): number => parseIsoDay(iso) ?? 0;
const special = new Map([
  [day('2026-10-01'), { day: day('2026-10-01'), works: false, why: 'holiday' as const, name: 'national_day' }],
  [day('2026-10-10'), { day: day('2026-10-10'), works: true, why: 'makeup' as const, name: 'national_day' }],
  [day('2026-11-20'), { day: day('2026-11-20'), works: false, why: 'localOff' as const, name: '大厅搬迁' }],
]);

describe('a year of small months', () => {
  it.each([
    [2026, [3, 6, 6, 2, 4, 0, 2, 5, 1, 3, 6, 1], 365],
    [2028, [5, 1, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4], 366],
  ])('%i holds each day once, under its weekday', (year, leads, count) => {
    const months = monthsOf(year);
    expect(months.map(({ lead }) => lead)).toEqual(leads);
    const days = months.flatMap(({ days: of }) => of);
    expect(days).toHaveLength(count);
    expect([isoDay(days[0] ?? 0), isoDay(days.at(-1) ?? 0)]).toEqual([`${year}-01-01`, `${year}-12-31`]);
    for (const { lead, days: of } of months)
      expect(new Date((of[0] ?? 0) * 86_400_000).getUTCDay()).toBe((lead + 1) % 7);
  });

  it('says of each day whether it works and why, and marks what the week does not say', () => {
    const kind = (iso: string) => kindOf(day(iso), special);
    expect(kind('2026-10-01')).toMatchObject({ works: false, why: 'holiday' });
    expect(kind('2026-10-10')).toMatchObject({ works: true, why: 'makeup' });
    expect(kind('2026-10-12')).toEqual({ works: true, why: 'workday', name: null });
    expect(kind('2026-10-17')).toEqual({ works: false, why: 'weekend', name: null });
    expect(
      shippedYear(2026)
        .days.map(({ kind: of }) => (of === 'off' ? 'holiday' : 'makeup'))
        .every((why) => marks[why]),
    ).toBe(true);
    expect([marks.workday, marks.weekend, marks.localWork]).toEqual([null, null, 'work']);
  });

  it('is walked by arrows over its edge, turned to the same day, and read from an address that may be anything', () => {
    expect(isoDay(dayAfterKey(day('2026-12-28'), 'ArrowDown') ?? 0)).toBe('2027-01-04');
    expect(isoDay(dayAfterKey(day('2026-01-01'), 'ArrowLeft') ?? 0)).toBe('2025-12-31');
    expect(dayAfterKey(0, 'a')).toBeNull();
    expect(isoDay(inYear(day('2028-02-29'), 2027))).toBe('2027-02-28');
    expect(isoDay(inYear(day('2026-12-31'), 2030))).toBe('2030-12-31');
    expect(readYear('2027', [2025, 2026, 2027], 2026)).toBe(2027);
    for (const wrong of ['1999', 'x', undefined, ['2027'], '']) expect(readYear(wrong, [2025, 2026], 2026)).toBe(2026);
    expect(readYear('2030', [2025, 2026], 2040)).toBe(2026);
  });
});

describe('the words of the calendar', () => {
  it('doubt a calendar that takes holidays away or gives far too many', async () => {
    await setLocale('zh-CN');
    const turned = (at: string, before: string | null, worksAfter: boolean) => ({
      ...{ day: day(at), before: before === null ? null : { kind: 'off' as const, holiday: before } },
      ...{ after: null, workedBefore: !worksAfter, worksAfter },
    });
    expect(doubts({ changes: [turned('2027-01-01', 'new_year', true), turned('2027-01-04', null, false)] })).toEqual([
      expect.stringContaining('1 个节假日将变为上班日：01-01 元旦'),
    ]);
    const many = Array.from({ length: 61 }, (_, at) => ({
      ...turned('2027-01-04', null, false),
      day: day('2027-01-04') + at,
    }));
    expect(doubts({ changes: many })).toEqual(['比现有日历多放 61 天，请核对文件。']);
    expect(doubts({ changes: many.slice(1) })).toEqual([]);
  });
  it('name a day, a change of it, and a fault with its place, in both languages', async () => {
    const rule = { rule: 'duplicate' as const, params: { entry: 3, date: '2027-01-01', first: 1 } };
    await setLocale('zh-CN');
    expect(kindWords(kindOf(day('2026-10-01'), special))).toBe('休 国庆节');
    expect(kindWords(kindOf(day('2026-11-20'), special))).toBe('本地休 大厅搬迁');
    expect(kindWords(kindOf(day('2026-11-23'), special))).toBe('上班');
    expect(namedWords({ kind: 'off', holiday: 'spring_festival' }, false)).toBe('放假 春节');
    expect(namedWords({ kind: 'makeup', holiday: null }, true)).toBe('调休上班');
    expect([namedWords(null, true), namedWords(null, false)]).toEqual(['上班', '周末休息']);
    expect([faultPlace(rule), faultWords(rule)]).toEqual(['第 3 条', '2027-01-01 与第 1 条重复。']);
    expect(faultPlace({ rule: 'notJson', params: {} })).toBe('整份文件');
    await setLocale('en');
    expect(kindWords(kindOf(day('2026-10-01'), special))).toBe('Holiday National Day');
    expect(namedWords({ kind: 'off', holiday: null }, false)).toBe('Day off');
    expect(faultPlace(rule)).toBe('Entry 3');
    await setLocale('zh-CN');
  });
});
