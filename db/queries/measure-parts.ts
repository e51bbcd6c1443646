import { filterDimension, type Dimension, type MeasureFilter } from '../../domain/measures/dimensions.js';
import { splitMonths, type Period } from '../../domain/measures/period.js';
import type { Reader } from '../database.js';
import { factsOf, keySql, type Fact, type FlowPart } from '../measures/facts.js';
import { columnOf } from '../measures/sql.js';
import { dimensionColumn, summaries, type Summary } from '../measures/summaries.js';

/** How numbers are broken down and narrowed, and by whom they are asked for. */
export interface Asked {
  by: readonly Dimension[];
  filter: MeasureFilter;
  /** A unit is told of what is final alone. */
  forUnit: boolean;
}

export type Key = string | number;
/** Counts of the asked parts, in their order, under one combination of keys. */
export interface Cell {
  keys: Key[];
  values: number[];
}

type Params = Record<string, string | number>;

const filterNames = Object.keys(filterDimension) as (keyof MeasureFilter)[];
const given = ({ filter }: Asked): (keyof MeasureFilter)[] => filterNames.filter((name) => filter[name] !== undefined);

/** A hall stands for its branches too. */
const equals = (name: keyof MeasureFilter, sql: string): string =>
  name === 'hallId'
    ? `${sql} IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)`
    : `${sql} = :${name}`;
const paramsOf = (asked: Asked): Params =>
  Object.fromEntries(given(asked).map((name) => [name, asked.filter[name] ?? '']));

/** What narrows the rows `r` of a fact, in days from :`from` to :`to`; the same for numbers and for the rows behind them. */
export function factConditions(
  fact: Fact,
  asked: Asked,
  from: string,
  to: string,
  days: 'few' | 'many' = 'many',
): string[] {
  const { counted, between, day, dimensions, ofMode, forUnit } = fact;
  return [
    counted('r'),
    between ? between('r', from, to) : `${day('r')} BETWEEN ${from} AND ${to}`,
    ...given(asked).map((name) => {
      const { mode } = asked.filter;
      if (name === 'mode' && mode !== undefined && ofMode) return ofMode('r', mode, days);
      return equals(name, dimensionSql(dimensions, filterDimension[name]));
    }),
    ...(asked.forUnit && forUnit ? [forUnit('r')] : []),
  ].map((sql) => `(${sql})`);
}
const dimensionSql = (of: Fact['dimensions'], dimension: Dimension): string =>
  dimension === 'month' || dimension === 'day' ? 'NULL' : (of[dimension]?.('r') ?? 'NULL');

export const factRows = ({ table, beside }: Fact): string =>
  `${table} r ${beside ? `JOIN ${beside.table} ${beside.alias} ON ${beside.on('r')}` : ''}`;

/** The smallest summary that holds a part by all that is asked for; none where only the rows can say. */
function summaryFor(part: FlowPart, asked: Asked, from: readonly Summary[]): Summary | null {
  const needed = [...asked.by, ...given(asked).map((name) => filterDimension[name])];
  const knows = ({ keys, parts }: Summary): boolean =>
    parts.includes(part) && needed.every((name) => keys.includes(name));
  const final = asked.forUnit && factsOf(part).some(({ forUnit }) => forUnit !== undefined);
  return final ? null : (from.find(knows) ?? null);
}

/** One SELECT of keys and the sums of all asked parts, those not meant being 0. */
function arm(keys: readonly string[], amounts: readonly string[], from: string, where: readonly string[]): string {
  const columns = [...keys, ...amounts.map((amount) => (amount === '0' ? '0' : `sum(${amount})`))];
  const group = keys.length === 0 ? '' : ` GROUP BY ${keys.map((_, at) => at + 1).join(', ')}`;
  return `SELECT ${columns.map((sql, at) => `${sql} AS c${at}`).join(', ')} FROM ${from} WHERE ${where.join(' AND ')}${group}`;
}

/** Days at the edges of a period are no more than these. */
const EDGES = 31;
const isShort = ({ fromDay, toDay }: Period): boolean => toDay - fromDay < 2 * EDGES;

/** Keys, then parts, as columns `c0`, `c1` …; the same keys can stand in several rows. */
function sumsSql(
  parts: readonly FlowPart[],
  period: Period,
  asked: Asked,
  from: readonly Summary[],
): { sql: string; params: Params } {
  const { months, edges } = splitMonths(period);
  const arms: string[] = [];
  const params: Params = paramsOf(asked);
  const chosen = new Map<Summary | null, FlowPart[]>();
  for (const part of parts) {
    const summary = months === null ? null : summaryFor(part, asked, from);
    chosen.set(summary, [...(chosen.get(summary) ?? []), part]);
  }
  const span = ({ fromDay, toDay }: Period): [string, string] => {
    const at = Object.keys(params).length;
    Object.assign(params, { [`from${at}`]: fromDay, [`to${at}`]: toDay });
    return [`:from${at}`, `:to${at}`];
  };
  for (const [summary, own] of chosen) {
    const amount = (part: FlowPart, sql: string): string => (own.includes(part) ? sql : '0');
    if (summary !== null && months !== null) {
      Object.assign(params, { firstMonth: months.first, lastMonth: months.last });
      const where = given(asked).map((name) => equals(name, dimensionColumn(filterDimension[name])));
      arms.push(
        arm(
          asked.by.map(dimensionColumn),
          parts.map((part) => amount(part, columnOf(part))),
          summary.table,
          ['month BETWEEN :firstMonth AND :lastMonth', ...where],
        ),
      );
    }
    const facts = [...new Set(own.flatMap(factsOf))];
    for (const days of summary === null ? [period] : edges) {
      const [first, last] = span(days);
      for (const fact of facts)
        arms.push(
          arm(
            asked.by.map((name) => keySql(fact, name, 'r')),
            parts.map((part) => amount(part, fact.amounts[part]?.('r') ?? '0')),
            factRows(fact),
            factConditions(fact, asked, first, last, isShort(days) ? 'few' : 'many'),
          ),
        );
    }
  }
  return { sql: arms.join(' UNION ALL '), params };
}

/**
 * The statement of sums over a period: whole months from the summaries, the days at its edges and what no summary knows from
 * the rows. One JSON array of arrays: the keys, then the parts; the same keys can stand in several.
 * @param from the summaries to choose from; of none, everything comes from the rows
 */
export function partsSql(
  parts: readonly FlowPart[],
  period: Period,
  asked: Asked,
  from: readonly Summary[] = summaries,
): { sql: string; params: Params } {
  const { sql, params } = sumsSql(parts, period, asked, from);
  const columns = [...asked.by, ...parts].map((_, at) => `c${at}`).join(', ');
  return { sql: `SELECT json_group_array(json_array(${columns})) FROM (${sql})`, params };
}

/**
 * Every wait that was timed, those of one day and minute together: day, minute, how many, how many of them too long, and
 * the next four numbers, by rising day. One flat list: a year of them is many.
 */
export async function waitCells(reader: Reader, period: Period, filter: MeasureFilter): Promise<number[]> {
  const asked: Asked = { by: ['day', 'minute'], filter, forUnit: false };
  const { sql, params } = sumsSql(['waits', 'longWaits'], period, asked, summaries);
  return reader.json<number>(
    `SELECT '[' || coalesce(group_concat(cell, ','), '') || ']' FROM (
      SELECT c0 || ',' || c1 || ',' || sum(c2) || ',' || sum(c3) AS cell FROM (${sql}) WHERE c1 >= 0
      GROUP BY c0, c1 HAVING sum(c2) > 0 ORDER BY c0, c1)`,
    params,
  );
}

/** Sums of parts over a period by keys; keys of which nothing is known are left out. */
export async function partCells(
  reader: Reader,
  parts: readonly FlowPart[],
  period: Period,
  asked: Asked,
): Promise<Cell[]> {
  const { sql, params } = partsSql(parts, period, asked);
  return cellsOf(await reader.json<(Key | null)[]>(sql, params), asked.by.length);
}

/** Adds up what stands under the same keys; a time nobody noted is no key. */
export function cellsOf(rows: readonly (Key | null)[][], keyCount: number): Cell[] {
  const found = new Map<string, Cell>();
  for (const row of rows) {
    const keys = row.slice(0, keyCount).map((key) => key ?? '');
    if (keys.includes(-1)) continue;
    const name = keys.join(' ');
    const values = row.slice(keyCount).map(Number);
    const cell = found.get(name);
    if (cell) values.forEach((value, at) => (cell.values[at] = (cell.values[at] ?? 0) + value));
    else found.set(name, { keys, values });
  }
  return [...found.values()].filter(({ values }) => values.some((value) => value !== 0));
}
