import type { UnitFacts } from '../../domain/rectification/interview.js';
import type { Reader } from '../database.js';
import { answeredSql } from './follow-up-orders.js';
import { briefSql } from './hall-model.js';
import { overdueSql } from './rectification-light.js';

type Counted = Exclude<keyof UnitFacts, 'bottomMonths'>;
interface Found {
  unitId: number;
  kind: Counted;
  id: number;
}

/** SQL: a matter `m` stands on no agenda of another interview since it began to run; the interview `:except` is not one. */
const unspoken = `NOT EXISTS(SELECT 1 FROM summons_interview_item t JOIN summons_interview i ON i.id = t.interview_id
  WHERE t.rectification_id = m.id AND i.state <> 'cancelled' AND i.id IS NOT :except
    AND i.created_at >= coalesce(m.starts_at, 0))`;
const ofUnit = `m.unit_id IS NOT NULL AND (:unitId IS NULL OR m.unit_id = :unitId) AND ${unspoken}`;
const remindersOfRun = `(SELECT count(*) FROM rectification_event e WHERE e.rectification_id = m.id AND e.action = 'remind'
  AND e.id > coalesce((SELECT max(r.id) FROM rectification_event r
    WHERE r.rectification_id = m.id AND r.action = 'reopen'), 0))`;

const counted: Record<Counted, string> = {
  remindedThrice: `SELECT m.unit_id, m.id FROM rectification m
    WHERE m.reminders >= 3 AND m.state NOT IN ('draft', 'closed') AND ${remindersOfRun} >= 3 AND ${ofUnit}`,
  redUnanswered: `SELECT m.unit_id, m.id FROM follow_up_order o JOIN rectification m ON m.id = o.rectification_id
    WHERE o.level = 'red' AND o.run = m.reopenings AND o.answer_by_day < :today AND m.state <> 'closed'
      AND ${answeredSql} IS NULL AND ${ofUnit}`,
  overdue: `SELECT m.unit_id, m.id FROM rectification m WHERE ${overdueSql} AND ${ofUnit}`,
};
const all = Object.entries(counted)
  .map(([kind, sql]) => `SELECT unit_id, '${kind}' AS kind, id FROM (${sql})`)
  .join(' UNION ALL ');

/**
 * What speaks for interviews, by unit; months in the ranking are not known here.
 * @param of one unit alone; left out: all
 * @param except an interview whose own agenda does not count
 */
export async function unitTriggers(
  reader: Reader,
  at: { now: number; today: number },
  of: { unitId: number; except: number | null } | null = null,
): Promise<Map<number, UnitFacts>> {
  const found = await reader.json<Found>(
    `SELECT json_group_array(json_object('unitId', unit_id, 'kind', kind, 'id', id) ORDER BY id) FROM (${all})`,
    { ...at, unitId: of?.unitId ?? null, except: of?.except ?? null },
  );
  const units = new Map<number, Record<Counted, number[]>>();
  for (const { unitId, kind, id } of found) {
    const facts = units.get(unitId) ?? { remindedThrice: [], redUnanswered: [], overdue: [] };
    facts[kind].push(id);
    units.set(unitId, facts);
  }
  return new Map([...units].map(([unitId, facts]) => [unitId, { ...facts, bottomMonths: 0 }]));
}

export interface SummonedUnit {
  id: number;
  hallId: number;
  label: string;
  leader: string | null;
}

export function summonedUnits(reader: Reader, ids: readonly number[]): Promise<SummonedUnit[]> {
  return reader.json<SummonedUnit>(
    `SELECT json_group_array(json_object('id', u.id, 'hallId', u.hall_id, 'label', ${briefSql('unit', 'u')},
        'leader', u.leader)) FROM json_each(:ids) j CROSS JOIN unit u ON u.id = j.value WHERE u.state = 'active'`,
    { ids: JSON.stringify(ids) },
  );
}

/** Open matters of one unit among these, with what they are called. */
export function openMattersOf(
  reader: Reader,
  ids: readonly number[],
): Promise<{ id: number; unitId: number; no: string; title: string }[]> {
  return reader.json(
    `SELECT json_group_array(json_object('id', m.id, 'unitId', m.unit_id, 'no', m.no,
        'title', substr(m.problem, 1, instr(m.problem || char(10), char(10)) - 1)))
      FROM json_each(:ids) j CROSS JOIN rectification m ON m.id = j.value
      WHERE m.state NOT IN ('draft', 'closed') AND m.unit_id IS NOT NULL`,
    { ids: JSON.stringify(ids) },
  );
}
