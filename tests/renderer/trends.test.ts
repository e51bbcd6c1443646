// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { firstDayOf, monthOf, monthPeriod } from '../../domain/measures/period.js';
import { parseIsoDay } from '../../domain/time.js';
import { readTrends, spanAround, writeTrends } from '../../renderer/features/trends/model/address';
import { stopAfter, stopsOf } from '../../renderer/features/trends/lib/mark-walk';
import { charts } from '../../renderer/features/trends/model/catalogue';
import {
  labelOf,
  modelOf,
  type Answer,
  type Chart,
  type ChartModel,
  type Scope,
} from '../../renderer/features/trends/model/chart';
import { sheetOf } from '../../renderer/features/trends/model/files';
import { monthsShown } from '../../renderer/features/trends/model/months';
import { useText } from '../../renderer/shared/composables/use-text';
import { setLocale } from '../../renderer/shared/i18n';
import { look } from './support/chart-look';

const on = (text: string): number => parseIsoDay(text) ?? 0;
const today = on('2026-10-14');
const october = monthOf(today);
const period = { fromDay: on('2026-04-01'), toDay: on('2026-10-31') };
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
  symbol?: string;
  data: ({ value: unknown; behind?: unknown; tip?: string; itemStyle?: { decal?: unknown } } | null)[];
}
const seriesOf = (model: ChartModel): Series[] => model.option(look, 600)['series'] as Series[];

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
    expect(readTrends({ from: '2026-10-31', to: '2026-08-01' }, today)).toMatchObject({ fault: 'turned' });
    expect(readTrends({ from: '1900-01-01', to: '2199-12-31' }, today)).toMatchObject({ fault: 'tooLong' });
    expect(readTrends({ from: '2017-01-01', to: '2026-12-31' }, today)).toMatchObject({ fault: null });
    const odd = readTrends(
      { from: '2026-02-30', to: 'x', hall: '-1', unit: '1e3', mode: 'spying', severity: '<b>' },
      today,
    );
    expect(odd).toMatchObject({ fault: null, span: 'year', filter: {} });
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

  it('is held against the stretch before where that is asked for', () => {
    const asked = chart('score').asks(scope({ compare: 'before' }))['before'];
    expect(asked?.period).toEqual({ fromDay: firstDayOf(october - 18), toDay: firstDayOf(october - 6) - 1 });
    const before = answer([scored(october - 8, 70, 5), scored(october - 13, 88.1, 9)]);
    const [, , past] = seriesOf(build('score', { ...answers, before }, { compare: 'before' }));
    expect(past).toMatchObject({ name: '上一时段' });
    expect(past?.data.at(-2)).toMatchObject({ value: 70, behind: { period: monthPeriod(october - 8) } });
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

  it('are said of one category in the singular, where the language has one', async () => {
    expect(model().notes[0]).toBe('20 件，按件数排列');
    await setLocale('en');
    expect([model().summary, model().notes[0]]).toEqual([
      'Handling makes up 70.0% of the findings',
      '20 findings, most first',
    ]);
    await setLocale('zh-CN');
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

describe('every wait', () => {
  const d = period.fromDay;
  // Day, minute, waits, long waits.
  const cells = [d, 4, 3, 0, d, 30, 1, 1, d + 1, 4, 1, 0, d + 2, 30, 1, 1];
  const model = (): ChartModel => build('eachWait', { now: { rows: [], labels: {}, cells } });

  it('is told by days, the longest and the days most were over target', () => {
    expect(model().summary).toBe('3 天计时 6 次，最长 30 分（2026-04-01）；1 天过半超过目标');
    expect(sheetOf(model()).rows).toEqual([['2026-04', 6, 2, 4, 30]]);
    expect(model().table.rows[0]?.[2]?.behind).toMatchObject({ part: 'longWaits', period: monthPeriod(monthOf(d)) });
  });

  it('is drawn once, dots of several days together where there is no room, and opens those days', () => {
    const { dense } = model();
    const counts = (grain: number): number[] =>
      (dense?.series(look, grain) ?? []).map(({ data }) => (data as Float64Array).length / 2);
    // Within the target once and several times, over it once; a kind of none is not drawn.
    expect(counts(1)).toEqual([1, 1, 2]);
    expect(counts(256).reduce((sum, n) => sum + n, 0)).toBeLessThan(4);
    expect(dense?.grain({ fromDay: 0, toDay: 99 }, 300)).toBe(1);
    expect(dense?.grain({ fromDay: 0, toDay: 399 }, 300)).toBe(4);
    expect(dense?.behind((d + 0.5) * 86_400_000, 30, 1)).toMatchObject({
      period: { fromDay: d, toDay: d },
      filter: { minute: 30 },
    });
    const wide = dense?.behind((d + 0.5) * 86_400_000, 4, 4);
    expect(wide?.period.fromDay).toBeGreaterThanOrEqual(period.fromDay);
  });
});

describe('marks', () => {
  const mark = (value: number | null, tip = `${value}`) => ({ value, tip });
  const stops = stopsOf({ series: [{ data: [mark(1), mark(null), mark(3)] }, { data: [mark(4), null, mark(6, '')] }] });

  it('are walked along a series and between those at one place; what says nothing is passed over', () => {
    expect(stops.map(({ mark: { tip } }) => tip)).toEqual(['1', '3', '4']);
    const [first, third, other] = stops;
    expect(stopAfter(stops, null, 'ArrowRight')).toBe(first);
    expect(stopAfter(stops, first!, 'ArrowRight')).toBe(third);
    expect(stopAfter(stops, first!, 'ArrowDown')).toBe(other);
    expect(stopAfter(stops, other!, 'ArrowUp')).toBe(first);
    expect(stopAfter(stops, third!, 'ArrowDown')).toBe(third);
    expect(stopAfter(stops, first!, 'End')).toBe(other);
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

describe('names above small multiples', () => {
  it('have the room of their column, whatever the width', () => {
    const months: [number[], number[]][] = Array.from({ length: 8 }, (_, at) => [[at + 1, october - 1], [90_000]]);
    const below: [number[], number[]][] = months.map(([keys]) => [keys, [10]]);
    const model = build('units', { above: answer(months), below: answer(below) }, { by: 'visit_score' });
    const roomAt = (width: number): number => {
      const [first] = model.option(look, width)['title'] as { textStyle: { width: number } }[];
      return first?.textStyle.width ?? Infinity;
    };
    expect(roomAt(480)).toBeLessThan(480 / 4);
    expect(roomAt(960)).toBeGreaterThan(480 / 4);
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

  it('are told apart by the shape of their marks, in the month that is not over as well', () => {
    const rows: [number[], number[]][] = [[[october], [40, 50, 30, 50]]];
    const shapes = new Map<string, Set<string>>();
    for (const { name, symbol } of seriesOf(build('onTime', { now: answer(rows) })))
      if (name !== undefined) shapes.set(name, (shapes.get(name) ?? new Set()).add(symbol ?? ''));
    expect([...shapes.values()].map((own) => [...own])).toEqual([['circle'], ['rect']]);
  });
});

describe('every chart', () => {
  const none: Answer = { rows: [], labels: {} };
  const all: [string, Chart][] = charts.map((one) => [one.id, one]);

  it.each(all)('%s says that there is nothing, and is drawn all the same', (id, one) => {
    const asks = one.asks(scope({ by: one.ways?.[0] ?? '' }));
    const answers = Object.fromEntries(Object.keys(asks).map((key) => [key, none]));
    for (const way of one.ways ?? ['']) {
      const model = modelOf(one, answers, scope({ by: way }), words);
      expect(model.empty, id).toBe(true);
      expect(model.title).not.toBe('');
      expect(model.summary).toBe('这一时段没有数据');
      expect(Object.keys(model.option(look, 600))).toContain('series');
    }
  });

  it('is asked for within the period, or over the months around it', () => {
    for (const one of charts) {
      for (const ask of Object.values(one.asks(scope({ by: one.ways?.[0] ?? '' }))))
        expect(ask.period.toDay, one.id).toBeLessThanOrEqual(firstDayOf(october + 1) - 1);
    }
  });
});
