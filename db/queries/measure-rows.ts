import type { MeasurePart } from '../../domain/measures/catalogue.js';
import type { Period } from '../../domain/measures/period.js';
import type { Reader } from '../database.js';
import { factsOf, type Fact } from '../measures/facts.js';
import { endOf, openSpans } from './measure-levels.js';
import { factConditions, factRows, type Asked, type Key } from './measure-parts.js';
import { overdueSql } from './rectification-light.js';

/** What is opened behind a number: ids of one kind, the latest day first. */
export interface MeasureRows {
  entity: Fact['entity'];
  ids: number[];
}

/** The rows a part is the sum of, by the very conditions the part is counted by. */
export async function rowsOfPart(
  reader: Reader,
  part: MeasurePart,
  period: Period,
  asked: Asked,
  at: { today: number; now: number },
): Promise<MeasureRows> {
  if (part === 'open' || part === 'overdue')
    return {
      entity: 'rectification',
      ids: await standingAt(reader, part, Math.min(period.toDay, at.today), at.now, asked),
    };
  const facts = factsOf(part);
  const parts = facts.map((fact) => {
    const where = factConditions(fact, asked, ':fromDay', ':toDay').join(' AND ');
    const amount = fact.amounts[part]?.('r') ?? '0';
    return `SELECT ${fact.id('r')} AS id, ${fact.day('r')} AS day FROM ${factRows(fact)}
      WHERE ${where}${amount === '1' ? '' : ` AND ${amount} <> 0`}`;
  });
  const ids = await reader.json<number>(
    `SELECT json_group_array(id) FROM (SELECT id, max(day) AS day FROM (${parts.join(' UNION ALL ')}) GROUP BY id
      ORDER BY day DESC, id DESC)`,
    { ...(asked.filter as Record<string, Key>), ...period },
  );
  return { entity: facts[0]?.entity ?? 'rectification', ids };
}

/** Matters open, or overdue, at the end of a day; those due first before. */
export function standingAt(
  reader: Reader,
  part: 'open' | 'overdue',
  day: number,
  now: number,
  asked: Pick<Asked, 'filter'>,
): Promise<number[]> {
  const { from, params } = openSpans(asked);
  const overdue = part === 'overdue' ? { now: endOf(day, now) } : {};
  return reader.json<number>(
    `SELECT json_group_array(m.rectification_id ORDER BY m.due_at NULLS LAST, m.rectification_id)
      FROM ${from}${part === 'overdue' ? ` WHERE ${overdueSql}` : ''}`,
    { ...params, day, ...overdue },
  );
}

/** A group of matters that stood alike at the end of a day: of a unit, in a state, held or not. */
export type StandingCell = [
  unit: number | null,
  state: string,
  suspended: number,
  count: number,
  overdue: number,
  near: number,
  dueThisWeek: number,
  oldest: number | null,
];

/**
 * What stood open at the end of a day, by unit and state.
 * @param monday the first day of its week
 */
export function standingCells(
  reader: Reader,
  day: number,
  monday: number,
  now: number,
  asked: Pick<Asked, 'filter'>,
): Promise<StandingCell[]> {
  const { from, params } = openSpans(asked);
  return reader.json<StandingCell>(
    `SELECT json_group_array(json_array(unit, state, suspended, count, over, near, week, oldest)) FROM (
      SELECT m.unit_id AS unit, m.state AS state, m.suspended AS suspended, count(*) AS count, total(${overdueSql}) AS over,
        total(m.warn_at <= :now AND (m.due_at IS NULL OR m.due_at > :now)) AS near, total(m.due_on BETWEEN :monday AND :monday + 6) AS week,
        min(CASE WHEN ${overdueSql} THEN m.due_on END) AS oldest
      FROM ${from} GROUP BY m.unit_id, m.state, m.suspended)`,
    { ...params, day, monday, now: endOf(day, now) },
  );
}

/** What changed of the open matters between the ends of two days, the earlier first. */
export interface Difference {
  /** Open at the second and not at the first: issued since, or reopened. */
  came: number[];
  /** Open at the first and not at the second: struck off since. */
  went: number[];
  turnedOverdue: number[];
  noLongerOverdue: number[];
}

export async function differenceBetween(
  reader: Reader,
  [a, b]: readonly [number, number],
  now: number,
  asked: Pick<Asked, 'filter'>,
): Promise<Difference> {
  const [openA, openB] = [
    await standingAt(reader, 'open', a, now, asked),
    await standingAt(reader, 'open', b, now, asked),
  ];
  const [redA, redB] = [
    await standingAt(reader, 'overdue', a, now, asked),
    await standingAt(reader, 'overdue', b, now, asked),
  ];
  const without = (ids: readonly number[], others: readonly number[]): number[] => {
    const known = new Set(others);
    return ids.filter((id) => !known.has(id));
  };
  return {
    came: without(openB, openA),
    went: without(openA, openB),
    turnedOverdue: without(redB, redA),
    noLongerOverdue: without(redA, redB),
  };
}
