import { toAnswerSql } from './instructions.js';
import type { ListCondition } from './list-sql.js';
import { openSpans } from './measure-levels.js';
import { forMeSql, lookedBackBySql, mightDecide, stuckMatters, stuckWithSql } from './rectification-forme.js';
import { openMatters } from './rectification-light.js';
import type { RectificationViewer } from './rectification-scope.js';
import { inHall, type WallPlace } from './wall.js';

/** Where the wall looks for what waits for somebody: in the rows as they are, or as they stood at the end of a past day. */
export interface TaskSources {
  /** Matters `m`, told of by their state. */
  matters: readonly { from: string; where: string }[];
  /** Those of them that move no further by themselves; null for who does not see to them. */
  stuck: { from: string; where: string } | null;
  /** Of an instruction `i` that waits for an answer; null for who answers none. */
  instruction: string | null;
  /** Of a circular `c` that is not issued. */
  circular: string;
  params: ListCondition['params'];
  /** The unit a matter `m` of them was with. */
  unit: ListCondition;
  /** Nothing later is looked at, UTC milliseconds. */
  until: number;
}

/** The present, or the end of a past day, UTC milliseconds. What came after :until had not happened yet. */
export interface TaskMoment {
  now: number;
  past: { day: number } | null;
}

const EVER = Number.MAX_SAFE_INTEGER;

export function taskSources(viewer: RectificationViewer, place: WallPlace, { now, past }: TaskMoment): TaskSources {
  return past === null ? present(viewer, place, now) : ofDay(viewer, place, past.day, now);
}

function present(viewer: RectificationViewer, place: WallPlace, now: number): TaskSources {
  const mine = forMeSql(viewer);
  const stuck = stuckWithSql(viewer, now, 'm');
  const toAnswer = toAnswerSql(viewer);
  const hall = inHall(place, 'm.hall_id');
  return {
    matters: [
      { from: openMatters, where: `(${mine.sql})${hall}` },
      { from: 'rectification m', where: `${lookedBackBySql}${hall}` },
    ],
    stuck: stuck && { from: stuckMatters('m'), where: `${stuck.sql}${hall}` },
    instruction: toAnswer && `${toAnswer.sql}${hall}`,
    circular: `c.state = 'draft'`,
    params: { ...mine.params, ...stuck?.params, ...toAnswer?.params },
    unit: { sql: 'm.unit_id', params: {} },
    until: EVER,
  };
}

/** The verification of the matter `s` that stood at :until. */
const verification = (column: string): string => `(SELECT ${column} FROM rectification_verification v
  WHERE v.rectification_id = s.rectification_id AND v.arranged_at <= :until ORDER BY v.id DESC LIMIT 1)`;
const notEnded = (row: string, began: string, ended: string): string =>
  `${row}.${began} <= :until AND (${row}.${ended} IS NULL OR ${row}.${ended} > :until)`;

/** By the roles and rules of today, which nobody wrote down for past days. */
function ofDay(viewer: RectificationViewer, place: WallPlace, day: number, until: number): TaskSources {
  const { from, params } = openSpans({ filter: place.hallId === undefined ? {} : { hallId: place.hallId } });
  const standing = `(SELECT s.rectification_id AS id, s.state, s.due_at, s.warn_at, s.unit_id, r.issued_by, r.created_by,
      r.finding_id, r.visit_id, ${verification('v.verifier_id')} AS verifier_id,
      ${verification('iif(v.at <= :until, v.result, NULL)')} AS verification_result
    FROM (SELECT m.* FROM ${from}) s CROSS JOIN rectification r ON r.id = s.rectification_id) m`;
  const mine = forMeSql(viewer, mightDecide);
  const stuck = stuckWithSql(viewer, until, 'm');
  const toAnswer = toAnswerSql(viewer, notEnded('i', 'given_at', 'ended_at'));
  const drawn = `(SELECT DISTINCT b.rectification_id AS id, 'closed' AS state, NULL AS verification_result FROM look_back b
    WHERE b.verifier_id = :meId AND ${notEnded('b', 'arranged_at', 'looked_at')}) m`;
  const wasClosed = `EXISTS(SELECT 1 FROM rectification_span s WHERE s.rectification_id = m.id AND s.from_day <= :day
    AND s.to_day > :day AND s.state = 'closed'${inHall(place, 's.hall_id')})`;
  return {
    matters: [
      { from: standing, where: mine.sql },
      { from: drawn, where: wasClosed },
    ],
    stuck: stuck && { from: standing, where: stuck.sql },
    instruction: toAnswer && `${toAnswer.sql}${inHall(place, 'm.hall_id')}`,
    circular: notEnded('c', 'created_at', 'issued_at'),
    params: { ...params, day, ...mine.params, ...stuck?.params, ...toAnswer?.params },
    unit: {
      sql: `coalesce((SELECT s.unit_id FROM rectification_span s WHERE s.rectification_id = m.id AND s.from_day <= :day
        AND s.to_day > :day), m.unit_id)`,
      params: { day },
    },
    until,
  };
}
