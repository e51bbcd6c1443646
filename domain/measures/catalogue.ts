/**
 * Every measure of the console, defined once: charts, wall, ranking, reports, exports and their documentation take name,
 * numerator, denominator, unit and source from here.
 *
 * A part is a number of rows (or a sum over them) that belongs to a day, a hall, a unit and a severity; what a period
 * holds of it is the sum over its days. `open` parts are of the end of the period instead.
 */
export const measureParts = [
  /** Confirmed visits, by the day of the visit. */
  'visits',
  /** Windows visited by them. */
  'windowVisits',
  /** Sum of the scores of scored visits, hundredths of a point, and how many those are. */
  'scoreSum',
  'scored',
  /** Confirmed findings, by the day they were seen. */
  'findings',
  /** Waits that were timed, and those longer than the target. */
  'waits',
  'longWaits',
  /** Issued matters, by the day of issue; those struck off and found done, by the same day. */
  'issued',
  'issuedVerified',
  'issuedClosed',
  /** Matters due, by the original day and by the day that holds after extensions; those handed in by then. */
  'dueOriginal',
  'metOriginal',
  'dueExtended',
  'metExtended',
  /** Matters struck off, by that day; those of them that came back later (反弹), and without a second person. */
  'closed',
  'recurred',
  'closedAlone',
  /** At the end of the period: not struck off, and past due of them. */
  'open',
  'overdue',
  /** Leads of social supervisors, by the day they were handed in; accepted ones, answered ones. */
  'leads',
  'leadsAccepted',
  'leadsAnswered',
] as const;
export type MeasurePart = (typeof measureParts)[number];

/** What a value is: a share of 1, points of a score, a number in 100 window visits, or a plain number. */
export type MeasureUnit = 'share' | 'points' | 'perHundred' | 'count';

export interface Measure {
  readonly unit: MeasureUnit;
  readonly numerator: MeasurePart;
  /** None for a plain number. */
  readonly denominator: MeasurePart | null;
  /** The value is the quotient times this. */
  readonly times: number;
  /** Which way is good; null where neither is. */
  readonly better: 'higher' | 'lower' | null;
  /** Where its definition is from: a document of the field, or this console's own. */
  readonly source: string;
}

const share = (
  numerator: MeasurePart,
  denominator: MeasurePart,
  better: Measure['better'],
  source: string,
): Measure => ({ unit: 'share', numerator, denominator, times: 1, better, source });
const count = (numerator: MeasurePart, better: Measure['better'], source: string): Measure => ({
  ...{ unit: 'count', numerator, denominator: null, times: 1, better, source },
});

export const measures = {
  /** 暗访综合得分 */
  visit_score: {
    ...{ unit: 'points', numerator: 'scoreSum', denominator: 'scored', times: 0.01, better: 'higher' },
    source: '月评比',
  },
  visits: count('visits', null, '—'),
  findings: count('findings', null, '—'),
  /** 每百窗口次问题数 */
  findings_per_hundred: {
    ...{ unit: 'perHundred', numerator: 'findings', denominator: 'windowVisits', times: 100, better: 'lower' },
    source: '—',
  },
  /** 等候超时率 */
  long_wait_rate: share('longWaits', 'waits', 'lower', '—'),
  /** 整改完成率 */
  completion_rate: share('issuedVerified', 'issued', 'higher', '整改台账'),
  /** 销号率 */
  closure_rate: share('issuedClosed', 'issued', 'higher', '挂牌销号'),
  /** 按期整改率, by the original and by the extended due date */
  on_time_rate_original: share('metOriginal', 'dueOriginal', 'higher', '限期整改'),
  on_time_rate: share('metExtended', 'dueExtended', 'higher', '限期整改'),
  /** 逾期率 */
  overdue_rate: share('overdue', 'open', 'lower', '限期整改'),
  /** 反弹率 */
  recurrence_rate: share('recurred', 'closed', 'lower', '回头看'),
  /** 无第二人即销号: must be none */
  closed_alone: count('closedAlone', 'lower', '销号'),
  open: count('open', 'lower', '整改台账'),
  overdue: count('overdue', 'lower', '整改台账'),
  leads: count('leads', null, '社会监督'),
  /** 线索采纳率, 线索答复率 */
  lead_acceptance_rate: share('leadsAccepted', 'leads', null, '社会监督'),
  lead_answer_rate: share('leadsAnswered', 'leads', 'higher', '社会监督'),
} as const satisfies Record<string, Measure>;
export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as [MeasureName, ...MeasureName[]];

/** What was counted of each part. */
export type Parts = Readonly<Partial<Record<MeasurePart, number>>>;

/** Numerator and denominator of a measure; a plain number is over one. */
export function ratioOf(name: MeasureName, parts: Parts): { numerator: number; denominator: number } {
  const { numerator, denominator }: Measure = measures[name];
  return { numerator: parts[numerator] ?? 0, denominator: denominator === null ? 1 : (parts[denominator] ?? 0) };
}
