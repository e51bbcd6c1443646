import type { Dimension } from '../../domain/measures/dimensions.js';
import { facts, keySql, type Fact, type FlowPart } from './facts.js';
import { columnOf } from './sql.js';

/** What of the facts is kept by month: one row for each month and combination of dimensions that occurred. */
export interface Summary {
  table: string;
  /** The month and the dimensions it knows. */
  keys: readonly Dimension[];
  parts: readonly FlowPart[];
}

const scores = ['windowVisits', 'scoreSum', 'scored'] as const;

/**
 * The smallest stand first: a question is answered by the first that knows its dimensions. Keys stand in an order in which
 * what is asked for most is read without sorting.
 */
export const summaries: readonly Summary[] = [
  { table: 'finding_category_month', keys: ['month', 'category', 'severity', 'hall'], parts: ['findings'] },
  { table: 'finding_mode_month', keys: ['month', 'mode', 'category', 'severity'], parts: ['findings'] },
  { table: 'finding_hour_mode_month', keys: ['weekday', 'hour', 'month', 'mode'], parts: ['findings'] },
  { table: 'finding_hour_month', keys: ['weekday', 'hour', 'month', 'severity', 'hall'], parts: ['findings'] },
  { table: 'finding_month', keys: ['month', 'unit', 'hall', 'mode', 'severity'], parts: ['findings'] },
  { table: 'finding_window_month', keys: ['window', 'category', 'month', 'unit', 'hall'], parts: ['findings'] },
  { table: 'visit_hour_month', keys: ['weekday', 'hour', 'month', 'hall'], parts: ['visits', ...scores] },
  {
    table: 'visit_month',
    keys: ['month', 'unit', 'hall', 'mode'],
    parts: ['visits', ...scores, 'waits', 'longWaits'],
  },
  { table: 'visit_window_month', keys: ['month', 'window', 'unit', 'hall'], parts: scores },
  { table: 'wait_month', keys: ['minute', 'month', 'hall'], parts: ['waits', 'longWaits'] },
  { table: 'wait_day', keys: ['month', 'day', 'minute', 'unit', 'hall', 'mode'], parts: ['waits', 'longWaits'] },
  {
    table: 'rectification_month',
    keys: ['month', 'unit', 'hall', 'severity'],
    parts: [
      ...(['issued', 'issuedVerified', 'issuedClosed'] as const),
      ...(['dueOriginal', 'metOriginal', 'dueExtended', 'metExtended'] as const),
      ...(['closed', 'recurred', 'closedAlone', 'reopened', 'transferred'] as const),
      ...(['overdueBegan', 'overdueEnded'] as const),
    ],
  },
  { table: 'lead_month', keys: ['month', 'unit', 'hall'], parts: ['leads', 'leadsAccepted', 'leadsAnswered'] },
];

const words: readonly Dimension[] = ['mode', 'severity', 'category'];
export const dimensionColumn = (dimension: Dimension): string =>
  dimension === 'hall' || dimension === 'unit' || dimension === 'window' ? `${dimension}_id` : dimension;

const keysOf = ({ keys }: Summary): string[] => keys.map(dimensionColumn);
export const columnsOf = (summary: Summary): string[] => [...keysOf(summary), ...summary.parts.map(columnOf)];
export const factsIn = ({ parts }: Summary): Fact[] =>
  facts.filter(({ amounts }) => parts.some((part) => amounts[part] !== undefined));

export const summaryTable = (summary: Summary): string => {
  const { table, keys: names, parts } = summary;
  const keys = names.map((name) => `${dimensionColumn(name)} ${words.includes(name) ? 'TEXT' : 'INTEGER'} NOT NULL`);
  const counts = parts.map((part) => `${columnOf(part)} INTEGER NOT NULL DEFAULT 0`);
  return `CREATE TABLE ${table}(
  ${[...keys, ...counts].join(',\n  ')},
  PRIMARY KEY(${keysOf(summary).join(', ')})
) STRICT, WITHOUT ROWID;`;
};

/** What a row of a fact adds to a summary, in the order of `columnsOf`; parts of other facts are left out. */
function contribution(summary: Summary, fact: Fact, row: string) {
  const parts = summary.parts.filter((part) => fact.amounts[part] !== undefined);
  const keys = summary.keys.map((name) => keySql(fact, name, row));
  const amounts = parts.map((part) => fact.amounts[part]?.(row) ?? '0');
  const something = amounts.includes('1') ? [] : [`(${amounts.join(' <> 0 OR ')} <> 0)`];
  return { parts, keys, amounts, where: [fact.counted(row), ...something] };
}

/** Adds a row of a fact to a summary, or takes it away. */
function moved(summary: Summary, fact: Fact, row: 'NEW' | 'OLD'): string {
  const { parts, keys, amounts, where } = contribution(summary, fact, row);
  const { beside } = fact;
  const columns = parts.map(columnOf);
  const signed = row === 'NEW' ? amounts : amounts.map((amount) => `-(${amount})`);
  const conditions = [...(beside ? [beside.on(row)] : []), ...where].map((sql) => `(${sql})`).join(' AND ');
  return `INSERT INTO ${summary.table}(${[...keysOf(summary), ...columns].join(', ')})
    SELECT ${[...keys, ...signed].join(', ')}${beside ? ` FROM ${beside.table} ${beside.alias}` : ''} WHERE ${conditions}
    ON CONFLICT(${keysOf(summary).join(', ')}) DO UPDATE SET ${columns.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')};`;
}

const trigger = (
  { name, table, columns = [] }: Fact,
  act: 'INSERT' | 'DELETE' | 'UPDATE',
  when: string[],
  body: string[],
) =>
  `CREATE TRIGGER ${name}_measured_${act.toLowerCase()} AFTER ${act}${act === 'UPDATE' ? ` OF ${columns.join(', ')}` : ''} ON ${table}
  WHEN ${when.join(' OR ')} BEGIN
  ${body.join('\n  ')}
END;`;

/** Whether a change of a row moves what it is counted as. */
const isMoved = ({ counted, watched = [] }: Fact): string => {
  const all = (row: string): string => `(${watched.map((of) => of(row)).join(', ')})`;
  return `((${counted('OLD')}) OR (${counted('NEW')})) AND ${all('OLD')} IS NOT ${all('NEW')}`;
};

/**
 * Whatever path a row comes, changes or goes by, its summaries move in the same transaction. Facts of the same columns share
 * their triggers: each that is asked costs more than its question.
 */
function triggersOf(together: readonly Fact[]): string[] {
  const [first] = together;
  if (first === undefined) return [];
  const body = (row: 'NEW' | 'OLD'): string[] =>
    together.flatMap((fact) =>
      summaries
        .filter(({ parts }) => parts.some((part) => fact.amounts[part] !== undefined))
        .map((summary) => moved(summary, fact, row)),
    );
  const counted = (row: string): string[] => together.map((fact) => `(${fact.counted(row)})`);
  return [
    ...(first.beginsUncounted === true ? [] : [trigger(first, 'INSERT', counted('NEW'), body('NEW'))]),
    ...(first.watched === undefined
      ? []
      : [
          trigger(first, 'DELETE', counted('OLD'), body('OLD')),
          trigger(
            first,
            'UPDATE',
            together.map((fact) => `(${isMoved(fact)})`),
            [...body('OLD'), ...body('NEW')],
          ),
        ]),
  ];
}

const together = (fact: Fact): string =>
  fact.columns === undefined ? fact.name : `${fact.table} ${fact.columns.join(' ')}`;
const groups = (): Fact[][] =>
  [...new Set(facts.map(together))].map((group) => facts.filter((fact) => together(fact) === group));

/** Rows of a fact as they add to a summary: its columns, other facts' parts being 0. */
function rowsIn(summary: Summary, fact: Fact): string {
  const { parts, keys, amounts, where } = contribution(summary, fact, 'r');
  const { table, beside } = fact;
  const amountOf = (part: FlowPart): string => amounts[parts.indexOf(part)] ?? '0';
  const named = [...keys, ...summary.parts.map(amountOf)].map((sql, at) => `${sql} AS ${columnsOf(summary)[at] ?? ''}`);
  return `SELECT ${named.join(', ')} FROM ${table} r
    ${beside ? `JOIN ${beside.table} ${beside.alias} ON ${beside.on('r')}` : ''} WHERE ${where.map((sql) => `(${sql})`).join(' AND ')}`;
}

/** A summary as its rows say, counted anew. */
export function recountSql(summary: Summary): string {
  const sums = summary.parts.map((part) => `sum(${columnOf(part)}) AS ${columnOf(part)}`);
  const keys = keysOf(summary).join(', ');
  const rows = factsIn(summary).map((fact) => rowsIn(summary, fact));
  return `SELECT ${keys}, ${sums.join(', ')} FROM (${rows.join(' UNION ALL ')}) GROUP BY ${keys}`;
}
export const fillSql = (summary: Summary): string =>
  `INSERT INTO ${summary.table}(${columnsOf(summary).join(', ')}) ${recountSql(summary)}`;

export const summaryTables = (): string => summaries.map(summaryTable).join('\n');
export const summaryTriggers = (): string => groups().flatMap(triggersOf).join('\n');
