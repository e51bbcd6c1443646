import { severities } from '../../../../domain/checklist/kinds.js';
import { foundModes, type MeasureFilter } from '../../../../domain/measures/dimensions.js';
import { firstDayOf, monthOf, type Period } from '../../../../domain/measures/period.js';
import { isoDay, parseIsoDay } from '../../../../domain/time.js';

/** The filter bar, kept in the address: `?from=2026-08-01&to=2026-10-31&hall=1&unit=3&mode=covert_visit&severity=grave`. */
export interface TrendState {
  span: Span;
  /** As it was asked for. */
  period: Period;
  /** Why nothing is shown of it. */
  fault: PeriodFault | null;
  filter: Pick<MeasureFilter, 'hallId' | 'unitId' | 'mode' | 'severity'>;
  compare: Compare;
  /** How some charts are broken down, by chart. */
  by: Readonly<Record<string, string>>;
}

/** 本月, 近 3 月, 近 13 月: whole months, the present one the last of them. */
export const spans = { month: 1, quarter: 3, year: 13 } as const;
export type Span = keyof typeof spans | 'own';
/** It ends before it begins; it holds more days than charts do. */
export type PeriodFault = 'turned' | 'tooLong';
export const MOST_YEARS = 10;
const MOST_DAYS = MOST_YEARS * 366;
export const faultOf = ({ fromDay, toDay }: Period): PeriodFault | null =>
  fromDay > toDay ? 'turned' : toDay - fromDay >= MOST_DAYS ? 'tooLong' : null;
export const compares = ['year', 'before', 'none'] as const;
export type Compare = (typeof compares)[number];
export type Query = Readonly<Record<string, string>>;

const BY = 'by.';

/** Months up to the one that holds a day. */
export function spanAround(span: keyof typeof spans, today: number): Period {
  const month = monthOf(today);
  return { fromDay: firstDayOf(month - spans[span] + 1), toDay: firstDayOf(month + 1) - 1 };
}

const among = <W extends string>(words: readonly W[], text: string | undefined): W | undefined =>
  words.find((word) => word === text);
const idIn = (text: string | undefined): number | undefined =>
  /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : undefined;

/** Address -> what is asked; words that are none are left out, and a half-written period is the usual one. */
export function readTrends(query: Query, today: number): TrendState {
  const [from, to] = [parseIsoDay(query['from'] ?? ''), parseIsoDay(query['to'] ?? '')];
  const own = from !== null && to !== null;
  const named = among(Object.keys(spans) as (keyof typeof spans)[], query['span']) ?? 'year';
  const period = own ? { fromDay: from, toDay: to } : spanAround(named, today);
  const [hallId, unitId] = [idIn(query['hall']), idIn(query['unit'])];
  const [mode, severity] = [among(foundModes, query['mode']), among(severities, query['severity'])];
  return {
    span: own ? 'own' : named,
    period,
    fault: faultOf(period),
    filter: {
      ...(hallId !== undefined && { hallId }),
      ...(unitId !== undefined && { unitId }),
      ...(mode !== undefined && { mode }),
      ...(severity !== undefined && { severity }),
    },
    compare: among(compares, query['compare']) ?? 'year',
    by: Object.fromEntries(
      Object.entries(query).flatMap(([key, word]) => (key.startsWith(BY) ? [[key.slice(BY.length), word]] : [])),
    ),
  };
}

/** What is asked -> address, in one order, nothing that is usual. */
export function writeTrends({ span, period, filter, compare, by }: TrendState): Record<string, string> {
  const { hallId, unitId, mode, severity } = filter;
  return {
    ...(span === 'own' && { from: isoDay(period.fromDay), to: isoDay(period.toDay) }),
    ...(span !== 'own' && span !== 'year' && { span }),
    ...(hallId !== undefined && { hall: String(hallId) }),
    ...(unitId !== undefined && { unit: String(unitId) }),
    ...(mode !== undefined && { mode }),
    ...(severity !== undefined && { severity }),
    ...(compare !== 'year' && { compare }),
    ...Object.fromEntries(
      Object.entries(by)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, word]) => [BY + key, word]),
    ),
  };
}
