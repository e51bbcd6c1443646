import { parseIsoDay } from '../time.js';
import type { CalendarDay, CalendarYear } from './calendar.js';
import type { HolidayKey } from './holidays.js';

/** The years a deadline can be counted in. */
export const FIRST_YEAR = 2025;
export const LAST_YEAR = 2035;

interface Paper {
  paperNo: string | null;
  source: string;
  /** Holiday, first day off, last day off, then its make-up days; months and days of the year. */
  holidays: readonly (readonly [HolidayKey, string, string, ...string[]])[];
}

/** 国务院办公厅关于部分节假日安排的通知. */
const papers: Record<number, Paper> = {
  2025: {
    paperNo: '国办发明电〔2024〕12号',
    source: '国务院办公厅关于2025年部分节假日安排的通知（2024年11月12日）',
    holidays: [
      ['new_year', '01-01', '01-01'],
      ['spring_festival', '01-28', '02-04', '01-26', '02-08'],
      ['qingming', '04-04', '04-06'],
      ['labour_day', '05-01', '05-05', '04-27'],
      ['dragon_boat', '05-31', '06-02'],
      ['national_mid_autumn', '10-01', '10-08', '09-28', '10-11'],
    ],
  },
  2026: {
    paperNo: '国办发明电〔2025〕7号',
    source: '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）',
    holidays: [
      ['new_year', '01-01', '01-03', '01-04'],
      ['spring_festival', '02-15', '02-23', '02-14', '02-28'],
      ['qingming', '04-04', '04-06'],
      ['labour_day', '05-01', '05-05', '05-09'],
      ['dragon_boat', '06-19', '06-21'],
      ['mid_autumn', '09-25', '09-27'],
      ['national_day', '10-01', '10-07', '09-20', '10-10'],
    ],
  },
};

const STATUTE = '全国年节及纪念日放假办法（2024年修订）';
/** Days the statute gives whatever the moon does. */
const fixedDays: Paper['holidays'] = [
  ['new_year', '01-01', '01-01'],
  ['labour_day', '05-01', '05-02'],
  ['national_day', '10-01', '10-03'],
];
/** Days of the statute that follow the moon or the sun, where they are known already. */
const movingDays: Record<number, Paper['holidays']> = {
  2027: [
    ['spring_festival', '02-05', '02-08'],
    ['qingming', '04-05', '04-05'],
    ['dragon_boat', '06-09', '06-09'],
    ['mid_autumn', '09-15', '09-15'],
  ],
};

function dayIn(year: number, monthDay: string): number {
  const day = parseIsoDay(`${year}-${monthDay}`);
  if (day === null) throw new RangeError(`${year}-${monthDay}`);
  return day;
}

function daysOf(year: number, { holidays }: Pick<Paper, 'holidays'>): CalendarDay[] {
  const days = holidays.flatMap(([holiday, first, last, ...makeups]): CalendarDay[] => {
    const from = dayIn(year, first);
    const off = Array.from({ length: dayIn(year, last) - from + 1 }, (_, at) => from + at);
    return [
      ...off.map((day): CalendarDay => ({ day, kind: 'off', holiday })),
      ...makeups.map((makeup): CalendarDay => ({ day: dayIn(year, makeup), kind: 'makeup', holiday })),
    ];
  });
  return days.sort((a, b) => a.day - b.day);
}

/** The calendar of one year as shipped; a year without a paper knows the statutory days and is provisional (暂定). */
export function shippedYear(year: number): CalendarYear {
  const paper = papers[year];
  if (paper === undefined) {
    const holidays = [...fixedDays, ...(movingDays[year] ?? [])];
    return { year, status: 'provisional', paperNo: null, source: STATUTE, days: daysOf(year, { holidays }) };
  }
  return { year, status: 'published', paperNo: paper.paperNo, source: paper.source, days: daysOf(year, paper) };
}

/** 2025 to 2035, as shipped. */
export const shippedYears = (): CalendarYear[] =>
  Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => shippedYear(FIRST_YEAR + at));
