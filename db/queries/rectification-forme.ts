import { unitAtWork, type RectificationState } from '../../domain/rectification/life.js';
import { anyOf, type ListCondition } from './list-sql.js';
import { toAnswerSql } from './instructions.js';
import { openMatters, openSql } from './rectification-light.js';
import type { RectificationViewer } from './rectification-scope.js';

const words = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');
/** SQL: this person saw a matter, wrote it without a finding, or confirmed it. */
const original = (r: string): string => `((${r}.finding_id IS NULL AND ${r}.created_by = :meId)
  OR EXISTS(SELECT 1 FROM visit_inspector vi WHERE vi.visit_id = ${r}.visit_id AND vi.person_id = :meId)
  OR EXISTS(SELECT 1 FROM finding f LEFT JOIN lead l ON l.id = f.lead_id
    LEFT JOIN quarter_comment q ON q.id = f.comment_id WHERE f.id = ${r}.finding_id
    AND (f.decided_by = :meId OR l.person_id = :meId OR q.signed_by = :meId)))`;

/** What is decided by somebody who had no part in it: looked for among the few that are being decided. */
const deciding = ['verifying', 'appealed'] as const;
const decidable = (
  r: string,
  steps: string,
): string => `((${r}.state = 'verifying' AND ${r}.verification_result = 'done'
      AND ${r}.verifier_id <> :meId) OR (${r}.state = 'appealed' AND ${r}.issued_by <> :meId))
    AND NOT ${original(r)} AND (${r}.state = 'appealed'
      OR NOT EXISTS(SELECT 1 FROM rectification_event e WHERE e.rectification_id = ${r}.id AND e.person_id = :meId${steps}
        AND e.action IN ('acknowledge', 'report', 'submit', 'request_extension', 'appeal', 'prove')))`;
const mayDecide = `m.id IN (SELECT r.id FROM rectification r INDEXED BY rectification_deciding
  WHERE r.state IN (${words(deciding)}) AND ${decidable('r', '')})`;
/** Of a matter `m` as it stood at :until. */
export const mightDecide = decidable('m', ' AND e.at <= :until');

/**
 * SQL that holds for the open matters `m` this person can move on now: what a unit has in hand, what is to be verified, what an
 * office, a reviewer or a leader decides and may decide.
 * @param decides what holds for those this person may decide
 */
export function forMeSql({ roles, unitId, actor }: RectificationViewer, decides = mayDecide): ListCondition {
  const has = (...wanted: (typeof roles)[number][]): boolean => wanted.some((role) => roles.includes(role));
  const me = { meId: actor.personId };
  const parts: (ListCondition & { states: readonly RectificationState[] })[] = [
    { states: ['verifying'], sql: `m.verifier_id = :meId AND m.verification_result IS NULL`, params: me },
  ];
  if (has('unit_contact') && unitId !== null)
    parts.push({ states: ['issued', ...unitAtWork], sql: 'm.unit_id = :meUnit', params: { meUnit: unitId } });
  // Whatever other role she has: who speaks for a unit decides nothing of it.
  const notOwn =
    unitId === null ? { sql: '1', params: {} } : { sql: 'm.unit_id <> :meUnit', params: { meUnit: unitId } };
  if (has('office', 'reviewer')) parts.push({ states: ['submitted'], ...notOwn });
  if (has('leader')) parts.push({ states: ['extension_pending'], ...notOwn });
  if (has('office', 'reviewer', 'leader'))
    parts.push({ states: deciding, sql: `${notOwn.sql} AND ${decides}`, params: { ...me, ...notOwn.params } });
  const any = anyOf(
    parts.map(({ states, sql, params }) => ({ sql: `m.state IN (${words(states)}) AND ${sql}`, params })),
  );
  const states = [...new Set(parts.flatMap((part) => part.states))];
  // The states are named once more for all parts together: by them an index is entered.
  return { sql: `${openSql} AND m.state IN (${words(states)}) AND (${any.sql})`, params: any.params };
}

/** SQL: the matter `m` was drawn to be looked back at, and waits for the person `:meId`. */
export const lookedBackBySql = `(m.state = 'closed' AND m.id IN (SELECT lb.rectification_id FROM look_back lb
  WHERE lb.verifier_id = :meId AND lb.looked_at IS NULL))`;

/**
 * SQL, in the very words of its index (`0059-stuck`): what moves no further unless the office sees to it, once its `warn_at` is
 * there. Not signed for, put aside, or without a date.
 */
const stuckSql = (m: string): string =>
  `(${m}.state IN ('issued', 'shelved') OR (${m}.due_at IS NULL AND ${m}.state IN (${words(unitAtWork)})))`;
/** Matters by the index of those few. */
export const stuckMatters = (m: string): string => `rectification ${m} INDEXED BY rectification_stuck`;

/**
 * SQL: the office is to see to the matter `m`, which moves no further by itself: not signed for in time, or its review is due.
 * None of them holds `forMeSql`. Null for who is not of the office.
 * @param now UTC milliseconds
 */
export function stuckWithSql({ roles, unitId }: RectificationViewer, now: number, m: string): ListCondition | null {
  if (!roles.includes('office')) return null;
  const notOwn = unitId === null ? '' : ` AND ${m}.unit_id <> :meUnit`;
  return {
    sql: `${m}.warn_at <= :now AND ${stuckSql(m)}${notOwn}`,
    params: { now, ...(unitId !== null && { meUnit: unitId }) },
  };
}

/** SQL: an open instruction on the matter `m` waits for this person; null for who answers none. */
function instructedSql(viewer: RectificationViewer): ListCondition | null {
  const open = toAnswerSql(viewer);
  return open && { ...open, sql: `m.id IN (SELECT i.rectification_id FROM instruction i WHERE ${open.sql})` };
}

/** Those of them that wait for this person in no other way; what has several of them is counted once. */
export function onlyInstructedSql(viewer: RectificationViewer, now: number): ListCondition | null {
  const instructed = instructedSql(viewer);
  if (instructed === null) return null;
  const { sql, params } = forMeSql(viewer);
  const stuck = stuckWithSql(viewer, now, 'm');
  const others = [sql, lookedBackBySql, ...(stuck === null ? [] : [stuck.sql])];
  return {
    sql: `${instructed.sql} AND ${others.map((other) => `NOT coalesce((${other}), 0)`).join(' AND ')}`,
    params: { ...params, ...stuck?.params, ...instructed.params },
  };
}

/**
 * As `forMeSql`, with the closed matters this person looks back at, what is stuck, and instructions. They are looked for once,
 * each by an index of their few.
 * @param now UTC milliseconds
 */
export function waitsForMeSql(viewer: RectificationViewer, now: number): ListCondition {
  const { sql, params } = forMeSql(viewer);
  const stuck = stuckWithSql(viewer, now, 's');
  const toAnswer = toAnswerSql(viewer);
  const parts = [
    `SELECT m.id FROM ${openMatters} WHERE ${sql}`,
    `SELECT m.id FROM look_back b CROSS JOIN rectification m ON m.id = b.rectification_id
      WHERE b.verifier_id = :meId AND b.looked_at IS NULL AND m.state = 'closed'`,
    ...(stuck === null ? [] : [`SELECT s.id FROM ${stuckMatters('s')} WHERE ${stuck.sql}`]),
    ...(toAnswer === null ? [] : [`SELECT i.rectification_id FROM instruction i WHERE ${toAnswer.sql}`]),
  ];
  return {
    sql: `+m.id IN (${parts.join(' UNION ALL ')})`,
    params: { ...params, meId: viewer.actor.personId, ...stuck?.params, ...toAnswer?.params },
  };
}

/**
 * The same of an open matter `m`, and of one that is not: apart, for who looks at each by itself.
 * @param now UTC milliseconds
 */
export function waitingHere(viewer: RectificationViewer, now: number): { open: ListCondition; others: ListCondition } {
  const more = [stuckWithSql(viewer, now, 'm'), instructedSql(viewer)].filter((part) => part !== null);
  const toAnswer = toAnswerSql(viewer);
  const parts = [
    `SELECT b.rectification_id FROM look_back b WHERE b.verifier_id = :meId AND b.looked_at IS NULL`,
    ...(toAnswer === null ? [] : [`SELECT i.rectification_id FROM instruction i WHERE ${toAnswer.sql}`]),
  ];
  return {
    open: anyOf([forMeSql(viewer), ...more]),
    others: {
      sql: `+m.state IN ('draft', 'closed') AND m.id IN (${parts.join(' UNION ALL ')})`,
      params: { ...toAnswer?.params, meId: viewer.actor.personId },
    },
  };
}
