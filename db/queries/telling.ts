import { storedTelling } from '../../domain/contract/commands/telling.js';
import {
  dueConcerns,
  overdueConcerns,
  type Deed,
  type TellingPreferences,
} from '../../domain/rectification/telling.js';
import { startOfDay } from '../../domain/time.js';
import type { Reader, Tx } from '../database.js';
import { toAnswerSql } from './instructions.js';
import { forMeSql, lookedBackBySql, onlyInstructedSql, stuckMatters, stuckWithSql } from './rectification-forme.js';
import { canBeRedSql, openMatters, openSql } from './rectification-light.js';
import { rememberOnce, type OnceToTell } from './telling-once.js';
import { rectificationScopeSql, type RectificationViewer } from './rectification-scope.js';

/** What is remembered of one person. */
export interface ToldSoFar {
  preferences: TellingPreferences;
  digestDay: number | null;
  /** Steps of the history up to this one need not be looked at; null before the first look. */
  afterEvent: number | null;
}

/** How far back the first look of a person goes. */
const FIRST_LOOK_DAYS = 14;

export async function readTold(reader: Reader, personId: number): Promise<ToldSoFar> {
  const row = await reader.get<{ preferences: string; digest_day: number | null; after_event: number | null }>(
    `SELECT preferences, digest_day, after_event FROM telling WHERE person_id = :personId`,
    { personId },
  );
  return {
    preferences: storedTelling(row === undefined ? {} : JSON.parse(row.preferences)),
    digestDay: row?.digest_day ?? null,
    afterEvent: row?.after_event ?? null,
  };
}

export async function writeTelling(tx: Tx, personId: number, preferences: TellingPreferences): Promise<void> {
  await tx.run(
    `INSERT INTO telling(person_id, preferences) VALUES(:personId, :preferences)
       ON CONFLICT(person_id) DO UPDATE SET preferences = excluded.preferences`,
    { personId, preferences: JSON.stringify(preferences) },
  );
}

/** The newest step of any history; 0 while there is none. */
export const newestEvent = async (reader: Reader): Promise<number> =>
  (await reader.value<number | null>('SELECT max(id) FROM rectification_event')) ?? 0;

/** Where the first look of somebody begins. @param day today */
export const firstEventBefore = async (reader: Reader, day: number): Promise<number> =>
  (await reader.value<number | null>('SELECT max(id) FROM rectification_event WHERE at < :from', {
    from: startOfDay(day - FIRST_LOOK_DAYS),
  })) ?? 0;

/** What others did since then with matters this person may see, newest last. */
export async function deedsAfter(reader: Reader, viewer: RectificationViewer, afterEvent: number): Promise<Deed[]> {
  const scope = rectificationScopeSql(viewer);
  const mine = forMeSql(viewer);
  const toAnswer = toAnswerSql(viewer);
  const of = (sql: string): string => `EXISTS(SELECT 1 FROM instruction i WHERE i.rectification_id = m.id AND ${sql})`;
  const cells = await reader.json<[action: string, matterId: number, ofOwnUnit: number | null, forMe: number | null]>(
    `SELECT json_group_array(json_array(e.action, m.id,
        CASE e.action WHEN 'transfer' THEN e.detail->>'toUnitId' = :ownUnit AND e.detail->>'fromUnitId' IS NOT :ownUnit
          ELSE m.unit_id = :ownUnit END,
        CASE e.action WHEN 'instruct' THEN ${toAnswer === null ? '0' : of(toAnswer.sql)}
          WHEN 'answer_instruction' THEN ${of(`i.state = 'answered' AND i.given_by = :me`)}
          ELSE m.state = e.to_state AND (${mine.sql}) END) ORDER BY e.id)
      FROM rectification_event e CROSS JOIN rectification m ON m.id = e.rectification_id
      WHERE e.id > :afterEvent AND e.person_id IS NOT :me AND (${scope.sql})`,
    {
      ...scope.params,
      ...mine.params,
      ...toAnswer?.params,
      afterEvent,
      me: viewer.actor.personId,
      ownUnit: ownUnit(viewer),
    },
  );
  return cells.map(([action, matterId, ofOwnUnit, forMe]) => ({
    ...{ action, matterId, ofOwnUnit: ofOwnUnit === 1, forMe: forMe === 1 },
  }));
}

/** 0 is no unit's id. */
const ownUnit = ({ roles, unitId }: RectificationViewer): number =>
  roles.includes('unit_contact') ? (unitId ?? 0) : 0;

export interface DueMatter {
  id: number;
  dueDay: number;
  dueAt: number;
  overdue: boolean;
}

function concernSql({ roles, unitId }: RectificationViewer, concerns: typeof dueConcerns): string | null {
  const held = roles.flatMap((role) => concerns[role] ?? []);
  if (held.includes('all')) return '1';
  return held.includes('own') && unitId !== null ? 'm.unit_id = :ownUnit' : null;
}

/**
 * Matters near their due date or gone over it that this person is told of and was not told of yet.
 * @param span due days looked at; `now` UTC milliseconds
 */
export async function dueToTell(
  reader: Reader,
  viewer: RectificationViewer,
  { fromDay, toDay, now }: { fromDay: number; toDay: number; now: number },
): Promise<DueMatter[]> {
  const overdue = concernSql(viewer, overdueConcerns);
  if (overdue === null) return [];
  const near = concernSql(viewer, dueConcerns);
  const cells = await reader.json<[number, number, number, number]>(
    `SELECT json_group_array(json_array(m.id, m.due_on, m.due_at, m.due_at <= :now) ORDER BY m.due_on, m.id)
      FROM ${openMatters} WHERE ${openSql} AND ${canBeRedSql}
        AND m.due_on BETWEEN :fromDay AND :toDay
        AND CASE WHEN m.due_at <= :now THEN ${overdue} ELSE ${near ?? '0'} END
        AND NOT EXISTS(SELECT 1 FROM told_due t WHERE t.person_id = :me AND t.rectification_id = m.id
          AND t.overdue = (m.due_at <= :now) AND t.due_at = m.due_at)`,
    {
      ...{ fromDay, toDay, now, me: viewer.actor.personId },
      ...([overdue, near].includes('m.unit_id = :ownUnit') && { ownUnit: ownUnit(viewer) }),
    },
  );
  return cells.map(([id, dueDay, dueAt, over]) => ({ id, dueDay, dueAt, overdue: over === 1 }));
}

/** How many matters wait for this person; what the ledger shows under the same name. @param now UTC milliseconds */
export async function waitingCount(reader: Reader, viewer: RectificationViewer, now: number): Promise<number> {
  const stuck = stuckWithSql(viewer, now, 'm');
  const scope = rectificationScopeSql(viewer);
  const mine = forMeSql(viewer);
  const instructed = onlyInstructedSql(viewer, now);
  const found = await reader.value<number>(
    `SELECT (SELECT count(*) FROM ${openMatters} WHERE (${scope.sql}) AND ${mine.sql})
      + (SELECT count(*) FROM rectification m WHERE (${scope.sql}) AND ${lookedBackBySql})
      ${stuck === null ? '' : `+ (SELECT count(*) FROM ${stuckMatters('m')} WHERE (${scope.sql}) AND ${stuck.sql})`}
      ${instructed === null ? '' : `+ (SELECT count(*) FROM rectification m WHERE (${scope.sql}) AND ${instructed.sql})`}`,
    { ...scope.params, ...mine.params, ...stuck?.params, ...instructed?.params, meId: viewer.actor.personId },
  );
  return found ?? 0;
}

export interface Remembered {
  personId: number;
  /** Null leaves the day of the last digest as it is. */
  digestDay: number | null;
  afterEvent: number;
  due: readonly Pick<DueMatter, 'id' | 'dueAt' | 'overdue'>[];
  once: readonly OnceToTell[];
}

/** Written before anything is shown, so that nothing is ever told twice. */
export async function remember(tx: Tx, { personId, digestDay, afterEvent, due, once }: Remembered): Promise<void> {
  await tx.run(
    `INSERT INTO telling(person_id, preferences, digest_day, after_event) VALUES(:personId, '{}', :digestDay, :afterEvent)
       ON CONFLICT(person_id) DO UPDATE SET digest_day = coalesce(excluded.digest_day, digest_day),
         after_event = excluded.after_event`,
    { personId, digestDay, afterEvent },
  );
  await tx.run(
    `INSERT OR IGNORE INTO told_due(person_id, rectification_id, overdue, due_at)
       SELECT :personId, value->>0, value->>1, value->>2 FROM json_each(:due)`,
    { personId, due: JSON.stringify(due.map((one) => [one.id, one.overdue ? 1 : 0, one.dueAt])) },
  );
  await rememberOnce(tx, personId, once);
  if (digestDay === null) return;
  await tx.run(
    `DELETE FROM told_due WHERE person_id = :personId
       AND rectification_id IN (SELECT id FROM rectification WHERE state = 'closed')`,
    { personId },
  );
}
