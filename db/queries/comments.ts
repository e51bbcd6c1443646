import type { Contact } from '../../domain/comments/quarter.js';
import type { CommentFields, ContactPoint } from '../../domain/comments/schema.js';
import type { Reader, Tx } from '../database.js';
import { briefSql } from './hall-model.js';
import { heirs } from './unit-transfer.js';

/** Contact points (领导联系点) and the comments of their quarters (季度点评). */

const unitLabel = `(SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = p.unit_id)`;
const leaderName = '(SELECT x.name FROM person x WHERE x.id = p.leader_id)';
const point = `'id', p.id, 'revision', p.revision, 'leaderId', p.leader_id, 'leaderName', ${leaderName}, 'unitId', p.unit_id,
  'unitLabel', ${unitLabel}, 'fromDay', p.from_day, 'toDay', p.to_day`;

export type StoredPoint = ContactPoint & { clientId: string };
export interface PointFilter {
  id?: number;
  clientId?: string;
  leaderId?: number;
  /** In force on one of these days. */
  fromDay?: number;
  toDay?: number;
  /** Of units of this hall and its branches. */
  hallId?: number | undefined;
}

/** By leader, then unit. */
export function contactPoints(reader: Reader, filter: PointFilter): Promise<StoredPoint[]> {
  const { id = null, clientId = null, leaderId = null, fromDay = null, toDay = null, hallId = null } = filter;
  return reader.json<StoredPoint>(
    `SELECT json_group_array(json_object(${point}, 'clientId', p.client_id) ORDER BY ${leaderName}, p.leader_id, p.from_day, p.id)
      FROM contact_point p JOIN unit n ON n.id = p.unit_id JOIN hall h ON h.id = n.hall_id
      WHERE (:id IS NULL OR p.id = :id) AND (:clientId IS NULL OR p.client_id = :clientId)
        AND (:leaderId IS NULL OR p.leader_id = :leaderId) AND (:toDay IS NULL OR p.from_day <= :toDay)
        AND (:fromDay IS NULL OR p.to_day IS NULL OR p.to_day >= :fromDay)
        AND (:hallId IS NULL OR h.id = :hallId OR h.parent_id = :hallId)`,
    { id, clientId, leaderId, fromDay, toDay, hallId },
  );
}

export const overlappingPoint = (
  reader: Reader,
  span: { id: number; unitId: number; fromDay: number; toDay: number | null },
): Promise<number | undefined> =>
  reader.value<number>(
    `SELECT o.id FROM contact_point o WHERE o.unit_id = :unitId AND o.id <> :id
      AND (:toDay IS NULL OR o.from_day <= :toDay) AND (o.to_day IS NULL OR o.to_day >= :fromDay)`,
    span,
  );

export async function insertPoint(
  tx: Tx,
  row: { clientId: string; leaderId: number; unitId: number; fromDay: number; toDay: number | null; now: number },
): Promise<number> {
  const { lastId } = await tx.run(
    `INSERT INTO contact_point(client_id, leader_id, unit_id, from_day, to_day, created_at, updated_at)
      VALUES(:clientId, :leaderId, :unitId, :fromDay, :toDay, :now, :now)`,
    row,
  );
  return lastId;
}

export const movePoint = (
  tx: Tx,
  row: { id: number; fromDay: number; toDay: number | null; now: number },
): Promise<unknown> =>
  tx.run(
    `UPDATE contact_point SET from_day = :fromDay, to_day = :toDay, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    row,
  );

/** Pairs of merged units that would last, with what the unit is part of by now. @param day of the merge */
export const strandedPoints = (reader: Reader, day: number): Promise<{ id: number; toUnitId: number }[]> =>
  reader.json(
    `WITH RECURSIVE ${heirs}
      SELECT json_group_array(json_object('id', p.id, 'toUnitId', h.now) ORDER BY p.from_day, p.id)
      FROM heirs h JOIN contact_point p ON p.unit_id = h.id
      WHERE p.to_day IS NULL OR p.to_day > max(p.from_day, :day - 1)`,
    { day },
  );

export const pointsOfUnit = (reader: Reader, unitId: number): Promise<Contact[]> =>
  reader.json<Contact>(
    `SELECT json_group_array(json_object('fromDay', from_day, 'toDay', to_day)) FROM contact_point WHERE unit_id = :unitId`,
    { unitId },
  );

/** Active people who lead, and active units. */
export async function pointChoices(reader: Reader) {
  const leaders = await reader.json<{ id: number; name: string }>(
    `SELECT json_group_array(json_object('id', p.id, 'name', p.name) ORDER BY p.name, p.id) FROM person p
      JOIN person_role r ON r.person_id = p.id AND r.role = 'leader' WHERE p.state = 'active'`,
  );
  const units = await reader.json<{ id: number; label: string }>(
    `SELECT json_group_array(json_object('id', u.id, 'label', ${briefSql('unit', 'u')}) ORDER BY u.hall_id, u.id)
      FROM unit u WHERE u.state = 'active'`,
  );
  return { leaders, units };
}

export const unitIsActive = async (reader: Reader, id: number): Promise<boolean | null> => {
  const state = await reader.value<string>(`SELECT state FROM unit WHERE id = :id`, { id });
  return state === undefined ? null : state === 'active';
};
export const isLeader = async (reader: Reader, personId: number): Promise<boolean> =>
  (await reader.value<number>(
    `SELECT count(*) FROM person p JOIN person_role r ON r.person_id = p.id AND r.role = 'leader'
      WHERE p.id = :personId AND p.state = 'active'`,
    { personId },
  )) === 1;

/** Of a point and a quarter: when its first version was signed, and whether one is begun. */
export interface Written {
  pointId: number;
  quarter: number;
  signedAt: number | null;
  begun: 0 | 1;
}

/** What was written for the quarters from `first` to `last`. */
export const writtenQuarters = (reader: Reader, first: number, last: number): Promise<Written[]> =>
  reader.json<Written>(
    `SELECT json_group_array(json_object('pointId', contact_point_id, 'quarter', quarter, 'signedAt', signed, 'begun', begun))
      FROM (SELECT contact_point_id, quarter, min(signed_at) AS signed, max(signed_at IS NULL) AS begun
        FROM quarter_comment WHERE quarter BETWEEN :first AND :last GROUP BY 1, 2)`,
    { first, last },
  );

/** First and last quarter somebody signed for. */
export async function signedQuarters(reader: Reader, pointId: number): Promise<{ first: number; last: number } | null> {
  const found = await reader.get<{ first: number | null; last: number | null }>(
    `SELECT min(quarter) AS first, max(quarter) AS last FROM quarter_comment
      WHERE contact_point_id = :pointId AND signed_at IS NOT NULL`,
    { pointId },
  );
  return found && found.first !== null && found.last !== null ? { first: found.first, last: found.last } : null;
}

export interface StoredComment {
  id: number;
  clientId: string;
  revision: number;
  no: string | null;
  contactPointId: number;
  leaderId: number;
  leaderName: string;
  unitId: number;
  unitLabel: string;
  hallId: number;
  quarter: number;
  version: number;
  reason: string | null;
  replaced: number;
  fields: CommentFields;
  signedAt: number | null;
  updatedAt: number;
  findings: { id: number; no: string; title: string }[];
}

const comment = `json_object('id', q.id, 'clientId', q.client_id, 'revision', q.revision, 'no', q.no,
  'contactPointId', q.contact_point_id, 'leaderId', p.leader_id, 'leaderName', ${leaderName}, 'unitId', p.unit_id,
  'unitLabel', ${unitLabel}, 'hallId', (SELECT u.hall_id FROM unit u WHERE u.id = p.unit_id), 'quarter', q.quarter,
  'version', q.version, 'reason', q.reason,
  'replaced', EXISTS(SELECT 1 FROM quarter_comment r WHERE r.replaces_id = q.id AND r.signed_at IS NOT NULL),
  'fields', json_object('achievements', q.achievements, 'problems', q.problems, 'suggestions', q.suggestions,
    'direction', q.direction),
  'signedAt', q.signed_at, 'updatedAt', q.updated_at,
  'findings', json((SELECT json_group_array(json_object('id', f.id, 'no', f.no, 'title', f.title) ORDER BY f.id)
    FROM quarter_comment s JOIN finding f ON f.comment_id = s.id
    WHERE s.contact_point_id = q.contact_point_id AND s.quarter = q.quarter)))`;

/** Who reads: drafts are their writer's alone; a unit, unless null, sees those of its own that stand. */
export interface CommentViewer {
  personId: number;
  unitId: number | null;
}

const MOST = 200;

/** The newest first. */
export function storedComments(
  reader: Reader,
  { personId, unitId }: CommentViewer,
  { id = null, contactPointId = null }: { id?: number | null; contactPointId?: number | null },
): Promise<StoredComment[]> {
  return reader.json<StoredComment>(
    `SELECT json_group_array(json(one)) FROM (SELECT ${comment} AS one FROM quarter_comment q
      JOIN contact_point p ON p.id = q.contact_point_id
      WHERE (:id IS NULL OR q.id = :id) AND (:contactPointId IS NULL OR p.id = :contactPointId)
        AND (q.signed_at IS NOT NULL OR p.leader_id = :personId)
        AND (:unitId IS NULL OR (p.unit_id = :unitId AND q.signed_at IS NOT NULL
          AND NOT EXISTS(SELECT 1 FROM quarter_comment r WHERE r.replaces_id = q.id AND r.signed_at IS NOT NULL)))
      ORDER BY q.quarter DESC, q.contact_point_id, q.version DESC LIMIT ${MOST})`,
    { personId, unitId, id, contactPointId },
  );
}

export const commentIdOf = (reader: Reader, clientId: string): Promise<number | undefined> =>
  reader.value<number>(`SELECT id FROM quarter_comment WHERE client_id = :clientId`, { clientId });

/** The version of a quarter written last. */
export const lastVersion = (
  reader: Reader,
  contactPointId: number,
  quarter: number,
): Promise<{ id: number; signed_at: number | null } | undefined> =>
  reader.get<{ id: number; signed_at: number | null }>(
    `SELECT id, signed_at FROM quarter_comment WHERE contact_point_id = :contactPointId AND quarter = :quarter
      ORDER BY version DESC LIMIT 1`,
    { contactPointId, quarter },
  );

export async function insertComment(
  tx: Tx,
  row: {
    clientId: string;
    contactPointId: number;
    quarter: number;
    version: number;
    replacesId: number | null;
    reason: string | null;
    fields: CommentFields;
    now: number;
  },
): Promise<number> {
  const { fields, ...rest } = row;
  const { lastId } = await tx.run(
    `INSERT INTO quarter_comment(client_id, contact_point_id, quarter, version, replaces_id, reason, achievements, problems,
        suggestions, direction, created_at, updated_at)
      VALUES(:clientId, :contactPointId, :quarter, :version, :replacesId, :reason, :achievements, :problems, :suggestions,
        :direction, :now, :now)`,
    { ...rest, ...fields },
  );
  return lastId;
}

export const updateComment = (tx: Tx, id: number, fields: CommentFields, now: number): Promise<unknown> =>
  tx.run(
    `UPDATE quarter_comment SET achievements = :achievements, problems = :problems, suggestions = :suggestions,
      direction = :direction, updated_at = :now, revision = revision + 1 WHERE id = :id`,
    { id, now, ...fields },
  );

export const deleteComment = (tx: Tx, id: number): Promise<unknown> =>
  tx.run(`DELETE FROM quarter_comment WHERE id = :id`, { id });

export const signComment = (tx: Tx, row: { id: number; no: string; now: number; personId: number }): Promise<unknown> =>
  tx.run(
    `UPDATE quarter_comment SET no = :no, signed_at = :now, signed_by = :personId, updated_at = :now,
      revision = revision + 1 WHERE id = :id`,
    row,
  );

/** The number the quarter has since its first version. */
export const commentNo = (reader: Reader, contactPointId: number, quarter: number): Promise<string | undefined> =>
  reader.value<string>(
    `SELECT no FROM quarter_comment WHERE contact_point_id = :contactPointId AND quarter = :quarter AND no IS NOT NULL LIMIT 1`,
    { contactPointId, quarter },
  );
