import type { VerificationMethod } from '../../domain/rectification/kinds.js';
import type { WallTask, WallTaskKind } from '../../domain/measures/wall.js';
import type { Reader } from '../database.js';
import { briefSql } from './hall-model.js';
import type { RectificationViewer } from './rectification-scope.js';
import { given, type WallPlace } from './wall.js';
import { taskSources, type TaskMoment, type TaskSources } from './wall-task-sources.js';

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
  'transfer',
  'look_back',
  'instruct',
  'answer_instruction',
  'withdraw_instruction',
];
const since = `(SELECT max(e.at) FROM rectification_event e WHERE e.rectification_id = m.id AND e.at <= :until
  AND e.action NOT IN (${passing.map((action) => `'${action}'`).join(', ')}))`;
/** Of a matter that waits for somebody, by its state: what is to be done. */
const kindSql = `CASE m.state WHEN 'submitted' THEN 'acceptance' WHEN 'extension_pending' THEN 'extension'
  WHEN 'appealed' THEN 'appeal' WHEN 'verifying' THEN iif(m.verification_result IS NULL, 'verification', 'closure')
  WHEN 'issued' THEN 'receipt' WHEN 'closed' THEN 'look_back' ELSE 'work' END`;

/** What is no matter. */
const apart: readonly WallTaskKind[] = ['circular'];

type Cells = [kind: WallTaskKind, id: number, since: number];

/** @param lines how many are told of */
export async function waitingTasks(
  reader: Reader,
  viewer: RectificationViewer,
  place: WallPlace,
  { lines, ...moment }: TaskMoment & { lines: number },
): Promise<WaitingTasks> {
  const sources = taskSources(viewer, place, moment);
  const { matters, stuck, instruction, circular, params, until } = sources;
  const waiting = ({ from, where }: { from: string; where: string }, kind = kindSql): string =>
    `SELECT ${kind} AS kind, m.id AS id, ${since} AS since FROM ${from} WHERE ${where}`;
  const arms = [
    ...matters.map((source) => waiting(source)),
    ...(stuck === null ? [] : [waiting(stuck, `'stuck'`)]),
    ...(instruction === null
      ? []
      : [
          `SELECT 'instruction', m.id, min(i.given_at) FROM instruction i CROSS JOIN rectification m ON m.id = i.rectification_id
            WHERE ${instruction} GROUP BY m.id`,
        ]),
    ...(viewer.roles.includes('office')
      ? [`SELECT 'circular', c.id, c.created_at FROM circular c WHERE ${circular}`]
      : []),
  ];
  const rows = await reader.json<Cells>(
    `SELECT json_group_array(json_array(kind, id, since) ORDER BY since, id) FROM (${arms.join(' UNION ALL ')})`,
    { ...params, meId: viewer.actor.personId, until, ...given(place) },
  );
  // What waits in two ways is one matter, told of by the instruction on it, or by what waits longest.
  const instructed = new Set(rows.flatMap(([kind, id]) => (kind === 'instruction' ? [id] : [])));
  const seen = new Set<string>();
  const tasks = rows.filter(([kind, id]) => {
    if (kind !== 'instruction' && !apart.includes(kind) && instructed.has(id)) return false;
    const known = seen.size;
    return seen.add(apart.includes(kind) ? `${kind} ${id}` : `${id}`).size > known;
  });
  const first = tasks.slice(0, lines);
  const said = await wordsOf(reader, first, sources);
  return {
    total: tasks.length,
    oldestAt: tasks[0]?.[2] ?? null,
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

const last = (column: string, table: string, began: string): string =>
  `(SELECT x.${column} FROM ${table} x WHERE x.rectification_id = m.id AND x.${began} <= :until ORDER BY x.id DESC LIMIT 1)`;

/** What each of them is called, by kind and id. */
async function wordsOf(
  reader: Reader,
  tasks: readonly Cells[],
  { unit, until }: Pick<TaskSources, 'unit' | 'until'>,
): Promise<Map<string, Words>> {
  const rows = await reader.json<WordCells>(
    `WITH task AS (SELECT j.value->>0 AS kind, j.value->>1 AS id FROM json_each(:tasks) j)
    SELECT json_group_array(json_array(kind, id, no, title, unit, by_day, nth, method)) FROM (
      SELECT t.kind, t.id, m.no, substr(m.problem, 1, 200) AS title,
        (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = ${unit.sql}) AS unit,
        CASE t.kind WHEN 'extension' THEN ${last('expected_day', 'rectification_extension', 'requested_at')}
          WHEN 'appeal' THEN ${last('decide_by_day', 'rectification_appeal', 'filed_at')}
          WHEN 'instruction' THEN (SELECT min(i.due_on) FROM instruction i WHERE i.rectification_id = m.id
            AND i.given_at <= :until AND (i.ended_at IS NULL OR i.ended_at > :until)) END AS by_day,
        CASE t.kind WHEN 'extension' THEN 1 + (SELECT count(*) FROM rectification_extension x
          WHERE x.rectification_id = m.id AND x.granted = 1 AND x.decided_at <= :until) END AS nth,
        CASE t.kind WHEN 'closure' THEN ${last('method', 'rectification_verification', 'arranged_at')} END AS method
      FROM task t CROSS JOIN rectification m ON m.id = t.id WHERE t.kind <> 'circular'
      UNION ALL SELECT t.kind, t.id, c.no, c.title, NULL, NULL, NULL, NULL
      FROM task t CROSS JOIN circular c ON c.id = t.id WHERE t.kind = 'circular')`,
    { tasks: JSON.stringify(tasks), until, ...unit.params },
  );
  return new Map(
    rows.map(([kind, id, no, title, unitLabel, byDay, nth, method]) => [
      `${kind} ${id}`,
      { no, title, unitLabel, byDay, nth, method, quarter: null },
    ]),
  );
}
