import { partsSql, type Asked } from '../../db/queries/measure-parts.js';
import type { FlowPart } from '../../db/measures/facts.js';
import { severities } from '../../domain/checklist/kinds.js';
import type { MeasurePart } from '../../domain/measures/catalogue.js';
import { partDimensions, type Dimension, type MeasureFilter } from '../../domain/measures/dimensions.js';
import { firstDayOf, monthOf, monthPeriod, type Period } from '../../domain/measures/period.js';
import { visitModeNames } from '../../domain/visit.js';
import { CommandLine, written } from './command-line.js';
import { quantile, randomFrom, rowOf, timeOf, type Bench } from './kit.js';
import { LAST_DAY, openMeasureStore } from './measures-data.js';
import { DAYS, FIRST_DAY, shape } from './visits-data.js';

const VISITS = 200_000;
const QUERIES = 300;
const WARMING = 20;
/** Counting from the rows takes seconds: only every so many-th is counted there too. */
const BESIDE = 15;

interface Chart {
  parts: MeasurePart[];
  by: Dimension[];
}

/** What the charts of the trends ask for. */
const charts: readonly Chart[] = [
  ...(['hall', 'unit', 'window', 'mode'] as const).map((by): Chart => ({
    parts: ['scoreSum', 'scored'],
    by: ['month', by],
  })),
  { parts: ['scoreSum', 'scored'], by: ['month'] },
  { parts: ['findings'], by: ['category', 'severity'] },
  { parts: ['findings'], by: ['month', 'severity'] },
  { parts: ['findings'], by: ['month', 'unit'] },
  { parts: ['findings'], by: ['window', 'category'] },
  { parts: ['findings'], by: ['weekday', 'hour'] },
  { parts: ['issued', 'issuedVerified', 'issuedClosed'], by: [] },
  { parts: ['dueOriginal', 'metOriginal', 'dueExtended', 'metExtended'], by: ['month'] },
  { parts: ['dueExtended', 'metExtended'], by: ['unit'] },
  { parts: ['open', 'overdue'], by: ['month'] },
  { parts: ['open', 'overdue'], by: ['unit'] },
  { parts: ['closed', 'recurred'], by: ['month', 'unit'] },
  { parts: ['waits', 'longWaits'], by: ['minute'] },
  { parts: ['waits', 'longWaits'], by: ['month', 'unit'] },
  { parts: ['leads', 'leadsAccepted', 'leadsAnswered'], by: ['month'] },
];

type Random = (below: number) => number;

/** All years, a year, a quarter, or days that begin and end within months. */
function periodOf(random: Random): Period {
  const month = monthOf(FIRST_DAY) + random(Math.floor(DAYS / 31) - 12);
  const from = FIRST_DAY + random(DAYS - 400);
  const kinds: (() => Period)[] = [
    () => ({ fromDay: firstDayOf(monthOf(FIRST_DAY)), toDay: LAST_DAY }),
    () => ({ fromDay: firstDayOf(month), toDay: monthPeriod(month + 11).toDay }),
    () => ({ fromDay: firstDayOf(month), toDay: monthPeriod(month + 2).toDay }),
    () => ({ fromDay: from, toDay: from + 30 + random(360) }),
  ];
  return (kinds[random(kinds.length)] as () => Period)();
}

/** One filter of the bar, often none; only such as the chart knows. */
function filterOf({ parts }: Chart, random: Random): MeasureFilter {
  const filters: MeasureFilter[] = [
    {},
    {},
    { hallId: 1 + random(shape.halls) },
    { unitId: 1 + random(shape.units) },
    { severity: severities[random(severities.length)] },
    { mode: visitModeNames[random(visitModeNames.length)] },
  ];
  const filter = filters[random(filters.length)] ?? {};
  const known: Partial<Record<keyof MeasureFilter, Dimension>> = {
    hallId: 'hall',
    unitId: 'unit',
    severity: 'severity',
    mode: 'mode',
  };
  const names = Object.keys(filter) as (keyof MeasureFilter)[];
  return names.every((name) => parts.every((part) => partDimensions[part].includes(known[name] ?? 'month')))
    ? filter
    : {};
}

/** What every chart of the trends asks, through the whole contract, beside the same counted from the rows. */
export const bench: Bench = {
  name: 'trends',
  async run({ scale = 1 }) {
    const visits = Math.max(2000, Math.round(VISITS * scale));
    const console = await openMeasureStore(visits);
    const commandLine = new CommandLine(console.workspace.database.file);
    try {
      const random = randomFrom(2026);
      const ours: number[] = [];
      const beside: number[] = [];
      const theirs: number[] = [];
      const slow = new Map<string, number>();
      for (let nth = 0; nth < WARMING + QUERIES; nth += 1) {
        const chart = charts[nth % charts.length] as Chart;
        const [period, filter] = [periodOf(random), filterOf(chart, random)];
        const ms = await timeOf(() => console.call('measures.parts', { ...chart, period, filter }));
        if (nth < WARMING) continue;
        ours.push(ms);
        const name = `${chart.parts[0] ?? ''} by ${chart.by.join(' and ') || 'nothing'}`;
        slow.set(name, Math.max(slow.get(name) ?? 0, ms));
        if (process.env['TRENDS'])
          globalThis.console.log(Math.round(ms), name, JSON.stringify(filter), period.toDay - period.fromDay);
        if (nth % BESIDE > 0 || chart.parts.includes('open')) continue;
        const asked: Asked = { by: chart.by, filter, forUnit: false };
        const { sql, params } = partsSql(chart.parts as FlowPart[], period, asked, []);
        beside.push(ms);
        theirs.push(await commandLine.run([written(sql, params)]));
      }
      const [worst] = [...slow].sort(([, a], [, b]) => b - a);
      const note =
        `${QUERIES} questions of ${charts.length} charts over ${visits} visits and ${visits * 5} findings and steps, any period and ` +
        `filter, through the dispatcher; slowest ${worst?.[0] ?? ''}, ${(worst?.[1] ?? 0).toFixed(0)} ms. Baseline: every ` +
        `${BESIDE}th from the rows by the sqlite3 command line, p95 ${quantile(theirs, 0.95).toFixed(0)} ms`;
      return [
        {
          ...rowOf({ name: 'trends', unit: 'ms', note }, ours, theirs),
          ratio: quantile(beside, 0.5) / quantile(theirs, 0.5),
        },
      ];
    } finally {
      await commandLine.end();
      await console.close();
    }
  },
};
