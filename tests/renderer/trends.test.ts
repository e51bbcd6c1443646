// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { firstDayOf, monthOf, monthPeriod } from '../../domain/measures/period.js';
import { parseIsoDay } from '../../domain/time.js';
import { readTrends, spanAround, writeTrends } from '../../renderer/features/trends/model/address';
import { charts } from '../../renderer/features/trends/model/catalogue';
import {
  labelOf,
  type Answer,
  type Chart,
  type ChartModel,
  type Scope,
} from '../../renderer/features/trends/model/chart';
import { sheetOf } from '../../renderer/features/trends/model/files';
import type { Look } from '../../renderer/features/trends/model/look';
import { monthsShown } from '../../renderer/features/trends/model/months';
import { useText } from '../../renderer/shared/composables/use-text';
import { setLocale } from '../../renderer/shared/i18n';

const on = (text: string): number => parseIsoDay(text) ?? 0;
const today = on('2026-10-14');
const october = monthOf(today);
const period = { fromDay: on('2026-04-01'), toDay: on('2026-10-31') };
const look = {
  ...{ text: '#111', text2: '#222', text3: '#333', line: '#444', lineStrong: '#555', surface: '#fff', accent: '#00f' },
  ...{ wash: '#eef', hatch: '#ccc', red: '#c00', onLow: '#000', onHigh: '#fff', font: 'sans', size: 12 },
  ...{ chart: ['#1', '#2', '#3', '#4', '#5', '#6'], steps: ['#a', '#b', '#c', '#d', '#e'] },
} as Look;
const words = useText();
beforeAll(() => setLocale('zh-CN'));

const chart = (id: string): Chart => charts.find((one) => one.id === id)!;
const scope = (more: Partial<Scope> = {}): Scope => ({
  period,
  filter: {},
  compare: 'year',
  by: 'whole',
  today,
  ...more,
});
const answer = (rows: [(string | number)[], number[]][], labels: Answer['labels'] = {}): Answer => ({
  rows: rows.map(([keys, values]) => ({ keys, values })),
  labels,
});
const build = (id: string, answers: Record<string, Answer>, more: Partial<Scope> = {}): ChartModel =>
  chart(id).build(answers, scope(more), words);
interface Series {
  name?: string;
  data: ({ value: unknown; behind?: unknown; tip?: string; itemStyle?: { decal?: unknown } } | null)[];
}
const seriesOf = (model: ChartModel): Series[] => model.option(look)['series'] as Series[];

describe('the filter bar in the address', () => {
  it('comes back as it was written, whatever it holds', () => {
    const query = {
      from: '2026-08-01',
      to: '2026-10-31',
      hall: '1',
      unit: '3',
      mode: 'lead',
      severity: 'grave',
      compare: 'none',
      'by.score': 'mode',
    };
    expect(writeTrends(readTrends(query, today))).toEqual(query);
    expect(writeTrends(readTrends({ span: 'month' }, today))).toEqual({ span: 'month' });
    expect(writeTrends(readTrends({}, today))).toEqual({});
    expect(readTrends({}, today).period).toEqual(spanAround('year', today));
  });

  it('says that a period is turned round, and leaves out what is no value', () => {
    expect(readTrends({ from: '2026-10-31', to: '2026-08-01' }, today)).toMatchObject({ turned: true });
    const odd = readTrends(
      { from: '2026-02-30', to: 'x', hall: '-1', unit: '1e3', mode: 'spying', severity: '<b>' },
      today,
    );
    expect(odd).toMatchObject({ turned: false, span: 'year', filter: {} });
  });
});

describe('months of a chart', () => {
  it('are those of the period, thirteen of a short one, none that has not begun', () => {
    expect(monthsShown(period, today)).toHaveLength(7);
    expect(monthsShown(monthPeriod(october), today)).toEqual(Array.from({ length: 13 }, (_, at) => october - 12 + at));
    expect(monthsShown({ fromDay: period.fromDay, toDay: on('2027-12-31') }, today).at(-1)).toBe(october);
  });
});

describe('the score', () => {
  const scored = (month: number, points: number, n: number): [number[], number[]] => [[month], [points * 100 * n, n]];
  const answers = {
    now: answer([scored(october - 2, 90, 8), scored(october - 1, 91.4, 10), scored(october, 95, 6)]),
    before: answer([scored(october - 13, 88.1, 9)]),
  };

  it('says the last month that is over, against the one before and the year before', () => {
    expect(build('score', answers).summary).toBe('2026年9月综合得分 91.4，环比 +1.4，同比 +3.3');
  });

  it('draws the month that is not over apart, and too few not at all', () => {
    const model = build('score', {
      ...answers,
      now: answer([
        ...answers.now.rows.map(({ keys, values }) => [[...keys], [...values]] as [number[], number[]]),
        scored(october - 3, 50, 2),
      ]),
    });
    expect(model.partial).toBe(true);
    const [whole, open, past] = seriesOf(model);
    expect(whole?.data.map((mark) => mark?.value ?? null)).toEqual([null, null, null, null, 90, 91.4, null]);
    expect(open?.data.at(-1)?.value).toBe(95);
    expect(past?.data.at(-2)?.value).toBeCloseTo(88.1);
    // 50 points of two: 样本不足.
    expect(model.table.rows[3]?.map(({ text }) => text)).toEqual(['2026-07', '样本不足', '100', '2', '—']);
    expect(model.table.rows.at(-1)?.[0]?.text).toBe('2026-10 未满月');
  });

  it('opens the rows it is the mean of', () => {
    const [whole] = seriesOf(build('score', answers, { filter: { hallId: 7, severity: 'grave' } }));
    expect(whole?.data[5]?.behind).toMatchObject({
      part: 'scored',
      period: monthPeriod(october - 1),
      filter: { hallId: 7 },
    });
  });

  it('asks only by filters its parts know, and says which they do not', () => {
    const { now } = chart('score').asks(scope({ filter: { severity: 'grave', mode: 'covert_visit' } }));
    expect(now).toMatchObject({ parts: ['scoreSum', 'scored'], filter: { mode: 'covert_visit' } });
    expect(build('score', answers, { filter: { severity: 'grave' } }).notes.join()).toContain('未按程度筛选');
  });
});

describe('the findings by category', () => {
  const model = (): ChartModel =>
    build('pareto', {
      found: answer([
        [['handling', 'general'], [10]],
        [['handling', 'grave'], [4]],
        [['fee', 'serious'], [6]],
      ]),
    });

  it('stand the most first, with what all down to them make up', () => {
    expect(model().summary).toBe('办理占问题的 70.0%');
    expect(sheetOf(model()).rows.map((row) => row.slice(0, 5))).toEqual([
      ['办理', 10, 0, 4, 14],
      ['收费', 0, 6, 0, 6],
    ]);
  });

  it('open what is of that category and severity alone', () => {
    const grave = seriesOf(model())[2];
    expect(grave?.data[0]).toMatchObject({
      value: 4,
      behind: { part: 'findings', period, filter: { category: 'handling', severity: 'grave' } },
    });
  });
});

describe('the waits', () => {
  it('name the target where there is one, and open every minute of a column', () => {
    const model = build('waits', {
      now: answer([
        [[4], [6, 0]],
        [[5], [2, 0]],
        [[15], [1, 1]],
        [[16], [1, 1]],
      ]),
    });
    expect(model.summary).toBe('10 次等候有 2 次超过目标（20.0%），中位 4 分，九成在 15 分以内');
    expect(model.notes).toContain('目标 15 分钟');
    expect(seriesOf(model)[0]?.data[2]).toMatchObject({
      value: 8,
      behind: { filter: { minute: 4 }, or: [{ minute: 5 }] },
    });
  });

  it('name none where halls have different ones', () => {
    const model = build('waits', {
      now: answer([
        [[10], [4, 2]],
        [[15], [4, 2]],
      ]),
    });
    expect(model.notes.join()).not.toContain('目标 1');
  });
});

describe('hour and weekday', () => {
  it('leaves out the cell of too few, hatched and said so', () => {
    const model = build('heatHour', {
      found: answer([
        [[0, 9], [3]],
        [[1, 9], [3]],
      ]),
      visited: answer([
        [[0, 9], [20]],
        [[1, 9], [2]],
      ]),
    });
    expect(model.summary).toBe('周一 9 时每百窗口次 15.0 件（3/20），最多');
    const cells = seriesOf(model)[0]?.data ?? [];
    expect(cells[0]).toMatchObject({ value: [0, 0, 15], tip: '周一 9 时  15.0  (3/20)' });
    const few = cells.find((cell) => cell?.tip?.startsWith('周二 9 时'));
    expect(few?.tip).toContain('样本不足');
    expect(few?.itemStyle?.decal).toBeDefined();
  });
});

describe('units beside each other', () => {
  it('are the weakest first; of whom too little is known stands in the table alone', () => {
    const model = build(
      'units',
      {
        above: answer(
          [
            [[1, october - 1], [90_000]],
            [[2, october - 1], [96_000]],
            [[3, october - 1], [9000]],
          ],
          { unit: { 1: '甲', 2: '乙', 3: '丙' } },
        ),
        below: answer([
          [[1, october - 1], [10]],
          [[2, october - 1], [10]],
          [[3, october - 1], [1]],
        ]),
      },
      { by: 'visit_score' },
    );
    expect(model.summary).toBe('甲 90.0 最弱，乙 96.0 最好');
    expect(seriesOf(model)).toHaveLength(2);
    expect(model.table.rows.map(([name, value]) => `${name?.text} ${value?.text}`)).toEqual([
      '甲 90.0',
      '乙 96.0',
      '丙 样本不足',
    ]);
  });
});

describe('two units of one name', () => {
  it('are told apart by their halls, where those are known', () => {
    const of = answer([], { unit: { 1: '人社局', 2: '人社局', 3: '民政局' } });
    const hallOf = (_: string, id: number): string | null => (id === 1 ? '主中心' : null);
    expect([1, 2, 3].map((id) => labelOf(of, 'unit', id, { ...words, hallOf }))).toEqual([
      '人社局（主中心）',
      '人社局',
      '民政局',
    ]);
    expect(labelOf(of, 'unit', 0, words)).toBe('无责任单位');
  });
});

describe('rates', () => {
  it('are said with numerator and denominator, against the month before in percentage points', () => {
    const rows: [number[], number[]][] = [
      [[october - 2], [40, 50, 30, 50]],
      [[october - 1], [50, 54, 40, 50]],
    ];
    const model = build('onTime', { now: answer(rows) });
    expect(model.summary).toBe('2026年9月按期整改率 92.6%（50/54），环比 +12.6 个百分点；按原定期限 80.0%（40/50）');
    // Nothing was due in August of the year before: a dash, not 0 %.
    expect(model.table.rows[0]?.[1]?.text).toBe('—');
  });
});

describe('every chart', () => {
  const none: Answer = { rows: [], labels: {} };
  const all: [string, Chart][] = charts.map((one) => [one.id, one]);

  it.each(all)('%s says that there is nothing, and is drawn all the same', (id, one) => {
    const asks = one.asks(scope({ by: one.ways?.[0] ?? '' }));
    const answers = Object.fromEntries(Object.keys(asks).map((key) => [key, none]));
    for (const way of one.ways ?? ['']) {
      const model = one.build(answers, scope({ by: way }), words);
      expect(model.empty, id).toBe(true);
      expect(model.title).not.toBe('');
      expect(model.summary).not.toBe('');
      expect(Object.keys(model.option(look))).toContain('series');
    }
  });

  it('is asked for within the period, or over the months around it', () => {
    for (const one of charts) {
      for (const ask of Object.values(one.asks(scope({ by: one.ways?.[0] ?? '' }))))
        expect(ask.period.toDay, one.id).toBeLessThanOrEqual(firstDayOf(october + 1) - 1);
    }
  });
});
