import type { VerificationMethod } from '../../domain/rectification/kinds.js';
import type { WallTask, WallTaskKind } from '../../domain/measures/wall.js';
import type { Reader } from '../database.js';
import { briefSql } from './hall-model.js';
import { forMeSql, lookedBackBySql, stuckMatters, stuckWithSql } from './rectification-forme.js';
import { toAnswerSql } from './instructions.js';
import { openMatters } from './rectification-light.js';
import type { RectificationViewer } from './rectification-scope.js';
import type { WallPlace } from './wall.js';

/** What waits for somebody, as the wall shows it: the oldest first. */
export interface WaitingTasks {
  total: number;
  oldestAt: number | null;
  first: WallTask[];
}

/** Steps that leave a matter waiting where it waited. */
const passing = [
  'remind',
  'order',
  'prove',
  'unprove',
  'measure',
  'milestone',
  'recalculate',
  'look_back',
  'instruct',
  'answer_instruction',
  'withdraw_instruction',
];
const since = `(SELECT max(e.at) FROM rectification_event e WHERE e.rectification_id = m.id
  AND e.action NOT IN (${passing.map((action) => `'${action}'`).join(', ')}))`;
/** Of a matter that waits for somebody, by its state: what is to be done. */
const kindSql = `CASE m.state WHEN 'submitted' THEN 'acceptance' WHEN 'extension_pending' THEN 'extension'
  WHEN 'appealed' THEN 'appeal' WHEN 'verifying' THEN iif(m.verification_result IS NULL, 'verification', 'closure')
  WHEN 'issued' THEN 'receipt' WHEN 'closed' THEN 'look_back' ELSE 'work' END`;

type Cells = [kind: WallTaskKind, id: number, since: number];

/** @param now UTC milliseconds; `lines` is how many are told of */
export async function waitingTasks(
  reader: Reader,
  viewer: RectificationViewer,
  place: WallPlace,
  { now, lines }: { now: number; lines: number },
): Promise<WaitingTasks> {
  const mine = forMeSql(viewer);
  const hall =
    place.hallId === undefined
      ? ''
      : ' AND m.hall_id IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)';
  const stuck = stuckWithSql(viewer, now, 'm');
  const toAnswer = toAnswerSql(viewer);
  const waiting = (from: string, where: string, kind = kindSql): string =>
    `SELECT ${kind} AS kind, m.id AS id, ${since} AS since FROM ${from} WHERE (${where})${hall}`;
  const arms = [
    waiting(openMatters, mine.sql),
    waiting('rectification m', lookedBackBySql),
    ...(stuck === null ? [] : [waiting(stuckMatters('m'), stuck.sql, `'stuck'`)]),
    ...(toAnswer === null
      ? []
      : [
          `SELECT 'instruction', m.id, min(i.given_at) FROM instruction i CROSS JOIN rectification m ON m.id = i.rectification_id
            WHERE ${toAnswer.sql}${hall} GROUP BY m.id`,
        ]),
    ...(viewer.roles.includes('office')
      ? [`SELECT 'circular', c.id, c.created_at FROM circular c WHERE c.state = 'draft'`]
      : []),
  ];
  const rows = await reader.json<Cells>(
    `SELECT json_group_array(json_array(kind, id, since) ORDER BY since, id) FROM (${arms.join(' UNION ALL ')})`,
    {
      ...mine.params,
      ...stuck?.params,
      ...toAnswer?.params,
      meId: viewer.actor.personId,
      ...(place.hallId !== undefined && { hallId: place.hallId }),
    },
  );
  const first = rows.slice(0, lines);
  const said = await wordsOf(reader, first);
  return {
    total: rows.length,
    oldestAt: rows[0]?.[2] ?? null,
    first: first.flatMap(([kind, id, at]) => {
      const words = said.get(`${kind} ${id}`);
      return words ? [{ kind, id, since: at, ...words }] : [];
    }),
  };
}

type Words = Omit<WallTask, 'kind' | 'id' | 'since'>;
type WordCells = [...key: [WallTaskKind, number], ...words: [...Title, number | null, number | null, Method]];
type Title = [no: string | null, title: string, unitLabel: string | null];
type Method = VerificationMethod | null;

const last = (column: string, table: string): string =>
  `(SELECT x.${column} FROM ${table} x WHERE x.rectification_id = m.id ORDER BY x.id DESC LIMIT 1)`;

/** What each of them is called, by kind and id. */
async function wordsOf(reader: Reader, tasks: readonly Cells[]): Promise<Map<string, Words>> {
  const rows = await reader.json<WordCells>(
    `WITH task AS (SELECT j.value->>0 AS kind, j.value->>1 AS id FROM json_each(:tasks) j)
    SELECT json_group_array(json_array(kind, id, no, title, unit, by_day, nth, method)) FROM (
      SELECT t.kind, t.id, m.no, substr(m.problem, 1, 200) AS title,
        (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = m.unit_id) AS unit,
        CASE t.kind WHEN 'extension' THEN ${last('expected_day', 'rectification_extension')}
          WHEN 'appeal' THEN ${last('decide_by_day', 'rectification_appeal')}
          WHEN 'instruction' THEN (SELECT min(i.due_on) FROM instruction i WHERE i.rectification_id = m.id AND i.state = 'open')
          END AS by_day,
        CASE t.kind WHEN 'extension' THEN m.extensions + 1 END AS nth,
        CASE t.kind WHEN 'closure' THEN ${last('method', 'rectification_verification')} END AS method
      FROM task t CROSS JOIN rectification m ON m.id = t.id WHERE t.kind <> 'circular'
      UNION ALL SELECT t.kind, t.id, c.no, c.title, NULL, NULL, NULL, NULL
      FROM task t CROSS JOIN circular c ON c.id = t.id WHERE t.kind = 'circular')`,
    { tasks: JSON.stringify(tasks) },
  );
  return new Map(
    rows.map(([kind, id, no, title, unitLabel, byDay, nth, method]) => [
      `${kind} ${id}`,
      { no, title, unitLabel, byDay, nth, method },
    ]),
  );
}
