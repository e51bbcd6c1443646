import { describe, expect, it } from 'vitest';
import type { CalendarYear } from '../../../domain/calendar/calendar.js';
import { calendarChanges, readCalendarFile, CALENDAR_FILE_LIMIT } from '../../../domain/calendar/file.js';
import { shippedYear } from '../../../domain/calendar/shipped.js';
import { isoDay } from '../../../domain/time.js';
import { day } from '../../support/work-calendar.js';

const own = (parts: object = {}): string =>
  JSON.stringify({
    format: 'mingcha-calendar',
    version: 1,
    year: 2027,
    paperNo: '国办发明电〔2026〕9号',
    source: '国务院办公厅关于2027年部分节假日安排的通知',
    days: [{ date: '2027-01-01', kind: 'off', holiday: '元旦' }],
    ...parts,
  });
const open = (parts: object = {}): string =>
  JSON.stringify({
    $schema: 'https://example.org/schema.json',
    year: 2027,
    papers: ['https://www.gov.cn/zhengce/2026.htm'],
    days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }],
    ...parts,
  });
const entry = (date: string, isOffDay = true, name = '元旦'): object => ({ name, date, isOffDay });
const first = entry('2027-01-01');

function year(text: string): CalendarYear {
  const result = readCalendarFile(text);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.year;
}
function faults(text: string): string[] {
  const result = readCalendarFile(text);
  return result.ok ? [] : result.faults.map(({ rule, params }) => [rule, ...Object.values(params)].join(' '));
}

describe('a calendar file', () => {
  it('of our own shape is read whole, in order', () => {
    const days = [
      { date: '2027-02-20', kind: 'makeup', holiday: '春节' },
      { date: '2027-01-01', kind: 'off', holiday: '元旦' },
      { date: '2027-01-02', kind: 'off' },
    ];
    expect(year(`\uFEFF${own({ days })}`)).toEqual({
      year: 2027,
      status: 'published',
      paperNo: '国办发明电〔2026〕9号',
      source: '国务院办公厅关于2027年部分节假日安排的通知',
      days: [
        { day: day('2027-01-01'), kind: 'off', holiday: 'new_year' },
        { day: day('2027-01-02'), kind: 'off', holiday: null },
        { day: day('2027-02-20'), kind: 'makeup', holiday: 'spring_festival' },
      ],
    });
  });

  it('of the public shape says what our shipped calendar says of 2026', () => {
    const shipped = shippedYear(2026);
    const names: Record<string, string> = {
      new_year: '元旦',
      spring_festival: '春节',
      qingming: '清明节',
      labour_day: '劳动节',
      dragon_boat: '端午节',
      mid_autumn: '中秋节',
      national_day: '国庆节',
    };
    const days = shipped.days.map((each) => entry(isoDay(each.day), each.kind === 'off', names[each.holiday ?? '']));
    const read = year(open({ year: 2026, days }));
    expect(read.days).toEqual(shipped.days);
    expect(read).toMatchObject({ paperNo: null, source: 'https://www.gov.cn/zhengce/2026.htm' });
    expect(calendarChanges(shipped, read)).toEqual([]);
  });

  it('may name days of the December before and the January after', () => {
    const days = [first, entry('2026-12-31'), entry('2028-01-02', false)];
    expect(year(open({ days })).days).toHaveLength(3);
  });

  it('may name a weekend as off', () => {
    expect(faults(open({ days: [first, entry('2027-01-02')] }))).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['text that is no JSON', '{"year": 2027,', ['notJson']],
    ['nothing', '', ['notJson']],
    ['a list', '[]', ['notCalendar']],
    ['null', 'null', ['notCalendar']],
    ['another JSON', '{"year":2027,"days":[]}', ['notCalendar']],
    ['days that are no list', open({ days: {} }), ['notCalendar']],
    ['what is too large', ' '.repeat(CALENDAR_FILE_LIMIT + 1), [`tooLarge ${CALENDAR_FILE_LIMIT}`]],
    ['a later version', own({ version: 2 }), ['version 2']],
    ['no year', open({ year: '2027' }), ['yearMissing']],
    ['half a year', open({ year: 2027.5 }), ['yearMissing']],
    ['a year before', open({ year: 2024 }), ['yearOutside 2024 2025 2035']],
    ['a year beyond', open({ year: 2036 }), ['yearOutside 2036 2025 2035']],
    ['a year whose paper is not out', open({ days: [] }), ['noDays 2027']],
    ['only make-up days', open({ days: [entry('2027-02-20', false)] }), ['noDays 2027']],
    ['only the December before', open({ days: [entry('2026-12-31')] }), ['noDays 2027']],
    ['too many days', open({ days: Array.from({ length: 401 }, () => first) }), ['tooManyDays 400']],
    ['a paper number that is a number', own({ paperNo: 7 }), ['text paperNo 80']],
    ['a source that is a book', own({ source: '通'.repeat(301) }), ['text source 300']],
    [
      'entries without their parts',
      open({ days: [first, { date: '2027-02-06' }, 7, null] }),
      ['entryShape 2', 'entryShape 3', 'entryShape 4'],
    ],
    ['an entry of the other shape', own({ days: [first] }), ['entryShape 1']],
    [
      'days that do not exist',
      open({ days: [first, entry('2027-02-29'), entry('2027/3/1'), entry('20270101')] }),
      ['entryDate 2 2027-02-29', 'entryDate 3 2027/3/1', 'entryDate 4 20270101'],
    ],
    [
      'days of another year',
      open({ days: [first, entry('2026-11-30'), entry('2028-02-01')] }),
      ['otherYear 2 2026-11-30 2027', 'otherYear 3 2028-02-01 2027'],
    ],
    ['a day named twice', open({ days: [first, entry('2027-01-01', false)] }), ['duplicate 2 2027-01-01 1']],
    [
      'a make-up day on a working day',
      open({ days: [first, entry('2027-02-22', false)] }),
      ['makeupOnWorkday 2 2027-02-22'],
    ],
    [
      'a name that is a story',
      open({ days: [first, entry('2027-01-02', true, '节'.repeat(41))] }),
      ['entryName 2 2027-01-02 40'],
    ],
  ])('refuses %s', (_, text, rules) => {
    expect(faults(text)).toEqual(rules);
  });
});

describe('changes between two calendars', () => {
  it('are told by day, with what they do to the work', () => {
    const published = year(
      open({
        days: [first, entry('2027-01-04', true), entry('2027-02-05', true, '春节'), entry('2027-02-20', false, '春节')],
      }),
    );
    const changes = calendarChanges(shippedYear(2027), published).map((change) => [
      isoDay(change.day),
      change.before?.kind ?? null,
      change.after?.kind ?? null,
      change.workedBefore,
      change.worksAfter,
    ]);
    expect(changes.slice(0, 3)).toEqual([
      ['2027-01-04', null, 'off', true, false],
      ['2027-02-06', 'off', null, false, false],
      ['2027-02-07', 'off', null, false, false],
    ]);
    expect(changes).toContainEqual(['2027-02-20', null, 'makeup', false, true]);
    expect(changes).toContainEqual(['2027-06-09', 'off', null, false, true]);
    expect(calendarChanges(null, shippedYear(2026))).toHaveLength(39);
  });
});
