import { monthOf, monthPeriod } from '../../../../domain/measures/period.js';
import type { RankingMonth } from '../../../../domain/ranking/month.js';
import { dayOf } from '../../../../domain/time.js';
import { call } from '../../../api/client';
import { charts } from '../../trends/model/catalogue';
import {
  modelOf as modelOfAnswers,
  type Answers,
  type Chart,
  type ChartModel,
  type Scope,
  type Words,
} from '../../trends/model/chart';
import { onPaper } from '../../trends/lib/paper';
import { answerOf } from '../../trends/store/chart-data';

/** Charts of the trends that say something of a month of units. */
const offered = ['score', 'pareto', 'onTime', 'funnel', 'units'];

export const circularCharts: readonly Chart[] = charts.filter(({ id }) => offered.includes(id));

/** A chart of the trends for the month and the hall of a ranking. */
export async function modelOf(chart: Chart, { month, hallId }: RankingMonth, words: Words): Promise<ChartModel> {
  const scope: Scope = {
    ...{ period: monthPeriod(month), filter: { hallId }, compare: 'year', by: chart.ways?.[0] ?? '' },
    // The month is over: it is drawn as it was, without those after it.
    today: Math.min(dayOf(Date.now()), monthPeriod(Math.min(month + 1, monthOf(dayOf(Date.now())))).fromDay),
  };
  const asks = Object.entries(chart.asks(scope));
  const answers: Answers<string> = Object.fromEntries(
    await Promise.all(asks.map(async ([key, ask]) => [key, await answerOf(ask)] as const)),
  );
  return modelOfAnswers(chart, answers, scope, words);
}

export interface CircularWish {
  sentTo: string;
  copiedTo: string | null;
  format: 'docx' | 'pdf';
}

/** Puts the circular into the register, draws the chosen charts in the light look, and has it written with them. */
export async function makeCircular(
  { id }: RankingMonth,
  { format, ...recipients }: CircularWish,
  models: readonly ChartModel[],
  token: string,
): Promise<void> {
  const { pngOf } = await import('../../trends/lib/drawing');
  const pictures = models.map((model) => {
    const { title, summary } = model;
    return { title, summary, png: pngOf(onPaper(model)) };
  });
  await call('ranking.registerCircular', { id, ...recipients });
  await call('ranking.circular', { id, format, charts: pictures, token });
}
