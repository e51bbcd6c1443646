// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { monthOf, monthPeriod } from '../../domain/measures/period.js';
import type { Wall, WallMatter } from '../../domain/measures/wall.js';
import { parseIsoDay } from '../../domain/time.js';
import { usualDay } from '../../renderer/features/instructions/store/instructions';
import {
  commentColumns,
  commentLines,
  linePath,
  matterNote,
  overdueWords,
  sinceSentence,
  taskLines,
  wallFigures,
  wallMeasure,
} from '../../renderer/features/wall/model/wall-words';
import { useText } from '../../renderer/shared/composables/use-text';
import { setLocale } from '../../renderer/shared/i18n';

const on = (text: string): number => parseIsoDay(text) ?? 0;
const words = useText();
beforeAll(() => setLocale('zh-CN'));
const october = monthOf(on('2026-10-14'));

const missing = (n: number): NonNullable<Wall['comments']>['missing'] =>
  Array.from({ length: n }, (_, at) => ({
    ...{ contactPointId: at + 1, leaderName: '陈主任', unitLabel: '人社局', state: 'due' as const },
  }));

const wall = (more: Partial<Wall> = {}): Wall => ({
  day: on('2026-10-14'),
  live: true,
  open: 46,
  overdue: 3,
  dueThisWeek: [1, 2, 3],
  dueToday: [2],
  lights: { red: 3, yellow: 7, blue: 8, green: 28, grey: 0 },
  units: [],
  unitsWithout: 4,
  overdueFirst: [],
  dueTodayFirst: [],
  sinceLook: {
    since: Date.UTC(2026, 9, 12, 9, 42),
    openThen: 49,
    turnedRed: [7, 8],
    issued: [],
    closed: [1, 2, 3, 4, 5],
    returned: [6],
    reopened: [],
  },
  forMe: { total: 5, oldestAt: Date.UTC(2026, 9, 9), first: [] },
  closedAlone: { fromDay: on('2026-10-01'), toDay: on('2026-10-14'), alone: 0, closed: 71 },
  comments: { missing: missing(4), quarter: 4 * 2026 + 3, total: 19, lastDay: on('2026-10-20') },
  score: [
    { month: october - 12, numerator: 88_000, denominator: 10 },
    { month: october - 2, numerator: 90_600, denominator: 10 },
    { month: october - 1, numerator: 91_400, denominator: 10 },
    { month: october, numerator: 91_000, denominator: 10 },
  ],
  onTime: [
    { month: october - 13, numerator: 43, denominator: 50 },
    { month: october - 1, numerator: 50, denominator: 54 },
  ],
  daily: [],
  ...more,
});

describe('the figures of the wall', () => {
  it('stand with what explains them, and open what they count', () => {
    const figures = wallFigures(wall(), 7, words);
    expect(figures.map(({ value }) => value)).toEqual(['46', '3', '3', '2', '5', '0', '4']);
    expect(figures[0]?.note).toBe('较上次 −3 · 涉 0 个单位');
    expect(figures[2]).toMatchObject({
      note: '逾期率 3/46 = 6.5%',
      tone: 'red',
      behind: { part: 'overdue', filter: { hallId: 7 } },
    });
    expect(figures[3]?.behind?.ids).toEqual([7, 8]);
    expect(figures[5]).toMatchObject({
      tone: 'plain',
      behind: { part: 'closed', period: { fromDay: on('2026-10-01') } },
    });
  });

  it('are a dash where a past day does not know them, and red where one person closed alone', () => {
    const past = wall({ live: false, sinceLook: null, comments: null });
    expect(wallFigures(past, undefined, words).map(({ value }) => value)).toEqual(['46', '3', '3', '—', '5', '0', '—']);
    const alone = wall({ closedAlone: { fromDay: 1, toDay: 2, alone: 1, closed: 9 } });
    expect(wallFigures(alone, undefined, words)[5]).toMatchObject({ tone: 'red', behind: { part: 'closedAlone' } });
    expect(wallFigures(wall({ open: 0, overdue: 0 }), undefined, words)[2]?.note).toBe('逾期率 0/0 = —');
  });
});

describe('what a number opens', () => {
  it('is what it counts, also where that is no matter', () => {
    const shown = wall();
    expect(wallFigures(shown, undefined, words).map(({ opens }) => opens ?? null)).toEqual([
      ...[null, null, null, null, 'forMe', null, 'comments'],
    ]);
    const { comments } = shown;
    expect(comments && commentLines(comments, words)[2]).toMatchObject({
      to: '/comments?year=2026&point=3',
      place: '人社局',
      what: '陈主任',
      no: '2026 年第 4 季度',
    });
    expect(Object.keys(commentColumns(words))).toEqual(['no', 'day', 'place', 'what', 'extra']);
    const task = { id: 9, no: null, since: 0, unitLabel: null, byDay: null, nth: null, method: null };
    const lines = taskLines(
      [
        { ...task, kind: 'comment', title: '人社局', quarter: 4 * 2026 + 3 },
        { ...task, kind: 'exception', title: '窗口录像', quarter: null },
        { ...task, kind: 'circular', title: '第九号', quarter: null },
        { ...task, kind: 'closure', title: '叫号屏', quarter: null },
      ],
      words,
    );
    expect(lines.map(({ to }) => to)).toEqual([
      `/comments?year=2026&point=9&write=${4 * 2026 + 3}`,
      '/custody?part=exceptions',
      '/escalation?part=circulars',
      '/rectifications/9',
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(4);
  });
});

describe('what is new', () => {
  it('is one sentence since the last look, at the first look, and of a past day', () => {
    expect(sinceSentence(wall(), words)).toBe(
      '自上次查看（2026-10-12 周一 17:42）以来：2 件转红、5 件销号、1 件退回重改。',
    );
    expect(sinceSentence(wall({ sinceLook: null }), words)).toContain('第一次');
    expect(sinceSentence(wall({ live: false, sinceLook: null }), words)).toContain('2026-10-14 周三 日终');
  });
});

describe('a measure of the wall', () => {
  it('is the last month that is over, against the one before and the year before', () => {
    const score = wallMeasure('visit_score', wall(), undefined, words);
    expect(score).toMatchObject({
      month: '2026年9月',
      value: '91.4',
      known: true,
      monthChange: '+0.8',
      yearChange: '—',
      open: 12,
    });
    expect(score.now.slice(-3).map((value) => value?.toFixed(1))).toEqual(['90.6', '91.4', '91.0']);
    const onTime = wallMeasure('on_time_rate', wall(), 3, words);
    expect(onTime).toMatchObject({ value: '92.6%', over: '50/54', monthChange: '—', yearChange: '+6.6 个百分点' });
    expect(onTime.behind).toMatchObject({
      part: 'dueExtended',
      period: monthPeriod(october - 1),
      filter: { hallId: 3 },
    });
  });

  it('is a word where too few stand behind it', () => {
    const few = wallMeasure('visit_score', wall({ score: [] }), undefined, words);
    expect(few).toMatchObject({ value: '—', known: false });
  });

  it('of the last day of a month is that month', () => {
    expect(wallMeasure('visit_score', wall({ day: on('2026-10-31'), live: false }), undefined, words)).toMatchObject({
      month: '2026年10月',
      open: -1,
    });
  });

  it('is drawn with a break where there is no figure', () => {
    expect(linePath([0, 10, null, 5], { width: 30, height: 10, low: 0, high: 10 })).toBe('M0.0 10.0L10.0 0.0M30.0 5.0');
    expect(linePath([4, 4], { width: 30, height: 10, low: 4, high: 4 })).toBe('M0.0 5.0L30.0 5.0');
  });
});

describe('a matter of the wall', () => {
  const matter: WallMatter = {
    ...{ id: 1, no: '督整〔2026〕96号', problem: '未一次告知', severity: 'grave', unitLabel: '自然资源局' },
    ...{ windowLabel: null, state: 'in_rectification', light: 'red', originalDueDay: on('2026-09-22') },
    ...{ dueDay: on('2026-09-29'), extensions: 1, proofs: 2, workdaysOver: 7, isNew: false },
  };
  it('says how long it is over and what was granted', () => {
    expect(overdueWords(matter, words)).toBe('逾期 7 个工作日');
    expect(overdueWords({ ...matter, workdaysOver: 0 }, words)).toBe('今日逾期');
    expect(overdueWords({ ...matter, workdaysOver: null }, words)).toBe('已逾期');
    expect(matterNote(matter, words)).toContain('原期 2026-09-22 周二，延期 1 次至 2026-09-29 周二');
  });
});

describe('the day an instruction asks for', () => {
  it('is three days on, never a weekend', () => {
    expect(usualDay(on('2026-10-13'))).toBe(on('2026-10-16'));
    expect(usualDay(on('2026-10-14'))).toBe(on('2026-10-19'));
    expect(usualDay(on('2026-10-15'))).toBe(on('2026-10-19'));
  });
});
