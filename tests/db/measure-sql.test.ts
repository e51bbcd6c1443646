import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import { Connection } from '../../db/driver.js';
import { hourSql, monthSql, weekdaySql } from '../../db/measures/sql.js';
import { monthOf } from '../../domain/measures/period.js';
import { hourOf, parseIsoDay } from '../../domain/time.js';
import { tempFolder } from './support/store.js';

test('months, weekdays and hours in SQL are those of the rules, day by day until 28 February 2100', async () => {
  const connection = await Connection.open(join(tempFolder(), 'a.sqlite'), 'create');
  onTestFinished(() => connection.close());
  const last = parseIsoDay('2100-02-28') ?? 0;
  const rows = await connection.all<{ day: number; month: number; weekday: number }>(
    `WITH RECURSIVE d(day) AS (SELECT 0 UNION ALL SELECT day + 1 FROM d WHERE day < ${last})
      SELECT day, ${monthSql('day')} AS month, ${weekdaySql('day')} AS weekday FROM d`,
  );
  expect(rows).toHaveLength(last + 1);
  expect(rows.filter(({ day, month }) => month !== monthOf(day))).toEqual([]);
  expect(rows.filter(({ day, weekday }) => weekday !== (new Date(day * 86_400_000).getUTCDay() + 6) % 7)).toEqual([]);
  const at = Date.UTC(2026, 9, 14, 17, 30);
  expect(await connection.get(`SELECT ${hourSql(String(at))} AS hour, ${hourSql('NULL')} AS none`)).toEqual({
    hour: hourOf(at),
    none: -1,
  });
});
