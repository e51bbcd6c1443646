import type { Period } from '../../domain/measures/period.js';
import type { Reader } from '../database.js';
import { closed, keySql } from '../measures/facts.js';
import { dayOfSql } from '../measures/sql.js';
import { factConditions, factRows, type Asked, type Key } from './measure-parts.js';

/** Matters struck off alike: their keys, the day the unit had it from, the day it was struck off, how many. */
export interface Closings {
  keys: Key[];
  fromDay: number;
  toDay: number;
  count: number;
}

/** The day a matter was issued, or came back last before this step. */
const began = `CASE WHEN m.reopenings = 0 THEN ${dayOfSql('m.issued_at')}
  ELSE coalesce((SELECT max(p.day) FROM rectification_event p WHERE p.rectification_id = r.rectification_id AND p.id < r.id
    AND p.action = 'reopen'), ${dayOfSql('m.issued_at')}) END`;

/** What was struck off in a period because it was put right; what was revoked took no time. */
export async function closingsOf(reader: Reader, period: Period, asked: Asked): Promise<Closings[]> {
  const keys = asked.by.map((name, at) => `${keySql(closed, name, 'r')} AS k${at}`);
  const names = [...asked.by.map((_, at) => `k${at}`), 'began', 'ended'];
  const where = [...factConditions(closed, asked, ':fromDay', ':toDay'), `r.action = 'close'`];
  const rows = await reader.json<Key[]>(
    `SELECT json_group_array(json_array(${[...names, 'n'].join(', ')})) FROM (
      SELECT ${[...keys, `${began} AS began`, 'r.day AS ended', 'count(*) AS n'].join(', ')} FROM ${factRows(closed)}
      WHERE ${where.join(' AND ')} GROUP BY ${names.map((_, at) => at + 1).join(', ')})`,
    { ...period, ...(asked.filter as Record<string, Key>) },
  );
  const place = asked.by.length;
  return rows.map((row) => ({
    keys: row.slice(0, place),
    fromDay: Number(row[place]),
    toDay: Number(row[place + 1]),
    count: Number(row[place + 2]),
  }));
}
