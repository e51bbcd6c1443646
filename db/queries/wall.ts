import type { Severity } from '../../domain/checklist/kinds.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import type { Look } from '../../domain/measures/wall.js';
import type { Reader, Tx } from '../database.js';
import { LONG } from '../measures/facts.js';
import { openSpan } from '../measures/spans.js';
import { dayOfSql } from '../measures/sql.js';
import { briefSql, labelSql } from './hall-model.js';
import { openSpans } from './measure-levels.js';
import { canBeRedSql } from './rectification-light.js';

/** What the status wall is made of: one look at what stood open, one at the days before, one at what happened since. */

/** Within one hall and its branches, or all of them. */
export interface WallPlace {
  hallId?: number | undefined;
}

export const inHall = ({ hallId }: WallPlace, column: string): string =>
  hallId === undefined
    ? ''
    : ` AND ${column} IN (SELECT b.id FROM hall b WHERE b.id = :hallId OR b.parent_id = :hallId)`;
export const given = ({ hallId }: WallPlace) => (hallId === undefined ? {} : { hallId });

/** An open matter as it stood at the end of the day. */
export type StandingRow = [
  id: number,
  state: RectificationState,
  suspended: number,
  dueAt: number | null,
  warnAt: number | null,
  dueOn: number | null,
  unitId: number | null,
];

export function standingRows(reader: Reader, day: number, place: WallPlace): Promise<StandingRow[]> {
  const { from, params } = openSpans({ filter: given(place) });
  return reader.json<StandingRow>(
    `SELECT json_group_array(json_array(m.rectification_id, m.state, m.suspended, m.due_at, m.warn_at, m.due_on, m.unit_id))
      FROM ${from}`,
    { ...params, day },
  );
}

/** Matters that were overdue within the days: from which to before which, and how many alike. */
export type RedStretch = [fromDay: number, untilDay: number, count: number];

export function redStretches(reader: Reader, fromDay: number, toDay: number, place: WallPlace): Promise<RedStretch[]> {
  const began = { long: 'm.from_day <= :toDay', short: `m.from_day BETWEEN :fromDay - ${LONG} AND :toDay` };
  const arm = (kind: 'long' | 'short'): string =>
    `SELECT max(m.from_day, ${dayOfSql('m.due_at')}) AS began, m.to_day AS ended
      FROM rectification_span m INDEXED BY rectification_span_${kind}
      WHERE ${openSpan[kind]} AND m.to_day > :fromDay AND ${began[kind]} AND m.due_at IS NOT NULL
        AND ${canBeRedSql}${inHall(place, 'm.hall_id')}`;
  return reader.json<RedStretch>(
    `SELECT json_group_array(json_array(began, ended, n)) FROM (SELECT max(began, :fromDay) AS began, min(ended, :toDay + 1) AS ended,
        count(*) AS n FROM (${arm('long')} UNION ALL ${arm('short')}) WHERE began < ended AND began <= :toDay GROUP BY 1, 2)`,
    { fromDay, toDay, ...given(place) },
  );
}

/** A step that can have moved a light or a number of the wall. */
export type WallStep = [id: number, action: string, from: RectificationState | null, to: RectificationState];

const movesNothing = [
  ...['remind', 'order', 'prove', 'unprove', 'measure', 'milestone', 'look_back', 'report'],
  ...['instruct', 'answer_instruction', 'withdraw_instruction'],
];

/** Steps of matters after an instant. */
export const stepsSince = (reader: Reader, since: number, place: WallPlace): Promise<WallStep[]> =>
  reader.json<WallStep>(
    `SELECT json_group_array(json_array(e.rectification_id, e.action, e.from_state, e.to_state) ORDER BY e.id)
      FROM rectification_event e INDEXED BY rectification_event_at
      ${place.hallId === undefined ? '' : 'CROSS JOIN rectification m ON m.id = e.rectification_id'} WHERE e.at > :since AND e.to_state <> 'draft'
        AND e.action NOT IN (${movesNothing.map((action) => `'${action}'`).join(', ')})${inHall(place, 'm.hall_id')}`,
    { since, ...given(place) },
  );

/** What a line of the wall says of a matter beside how it stood. */
export interface MatterLine {
  id: number;
  no: string;
  problem: string;
  severity: Severity;
  unitLabel: string | null;
  windowLabel: string | null;
  originalDueDay: number | null;
  extensions: number;
  proofs: number;
}

/** @param matters with the unit they were with that day */
export const matterLines = (
  reader: Reader,
  matters: readonly { id: number; unitId: number | null }[],
): Promise<MatterLine[]> =>
  reader.json<MatterLine>(
    `SELECT json_group_array(json_object('id', m.id, 'no', coalesce(m.no, ''), 'problem', substr(m.problem, 1, 200),
        'severity', m.severity, 'originalDueDay', m.original_due_on, 'extensions', m.extensions,
        'unitLabel', (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = j.value->>1),
        'windowLabel', (SELECT ${labelSql('window', 'w')} FROM "window" w WHERE w.id = m.window_id),
        'proofs', (SELECT count(*) FROM rectification_proof e WHERE e.rectification_id = m.id AND e.removed_at IS NULL
          AND e.verification_id IS NULL)) ORDER BY j.key)
      FROM json_each(:matters) j CROSS JOIN rectification m ON m.id = j.value->>0`,
    { matters: JSON.stringify(matters.map(({ id, unitId }) => [id, unitId])) },
  );

/** Units at work here, also those of branches. */
export const activeUnits = async (reader: Reader, place: WallPlace): Promise<number[]> =>
  reader.json<number>(
    `SELECT json_group_array(u.id) FROM unit u WHERE u.state = 'active'${inHall(place, 'u.hall_id')}`,
    given(place),
  );

export async function lookOf(reader: Reader, personId: number): Promise<Look | null> {
  const look = await reader.get<Look>(`SELECT since, at FROM wall_look WHERE person_id = :personId`, { personId });
  return look ?? null;
}

export const writeLook = (tx: Tx, personId: number, { since, at }: Look): Promise<unknown> =>
  tx.run(
    `INSERT INTO wall_look(person_id, since, at) VALUES(:personId, :since, :at)
      ON CONFLICT(person_id) DO UPDATE SET since = excluded.since, at = excluded.at`,
    { personId, since, at },
  );
