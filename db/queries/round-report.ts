import type { FindingCategory, Severity } from '../../domain/checklist/kinds.js';
import type { foundModes } from '../../domain/measures/dimensions.js';
import type { Reader } from '../database.js';
import { overdueSql } from './rectification-light.js';

/** Of which findings a report is: those of a plan's visits, or of days. */
export type ReportScope = { planId: number } | { fromDay: number; toDay: number };

/** Findings alike, with what became of them. */
export interface FoundGroup {
  unitId: number | null;
  category: FindingCategory;
  mode: (typeof foundModes)[number];
  severity: Severity;
  findings: number;
  issued: number;
  closed: number;
  overdue: number;
}

const ofScope = (scope: ReportScope, plan: string, day: string): string =>
  'planId' in scope ? `${plan} = :planId` : `${day} BETWEEN :fromDay AND :toDay`;

/** Confirmed findings by unit, category, mode and severity. @param now UTC milliseconds, by which matters are overdue */
export function foundGroups(reader: Reader, scope: ReportScope, now: number): Promise<FoundGroup[]> {
  return reader.json<FoundGroup>(
    `SELECT json_group_array(json_object('unitId', unit_id, 'category', category, 'mode', mode, 'severity', severity,
        'findings', findings, 'issued', issued, 'closed', closed, 'overdue', overdue))
      FROM (SELECT f.unit_id, f.category, f.severity,
          CASE WHEN f.visit_id IS NOT NULL THEN v.mode WHEN f.lead_id IS NOT NULL THEN 'lead' ELSE 'comment' END AS mode,
          count(*) AS findings, count(m.id) AS issued, coalesce(sum(m.state = 'closed'), 0) AS closed,
          coalesce(sum(${overdueSql}), 0) AS overdue
        FROM finding f LEFT JOIN visit v ON v.id = f.visit_id
          LEFT JOIN rectification m ON m.finding_id = f.id AND m.state <> 'draft'
        WHERE f.state = 'confirmed' AND ${ofScope(scope, 'v.plan_id', 'f.day')} GROUP BY 1, 2, 3, 4)`,
    { ...scope, now },
  );
}

/** Confirmed visits by mode, and the windows they saw. */
export const visitGroups = (
  reader: Reader,
  scope: ReportScope,
): Promise<{ mode: FoundGroup['mode']; visits: number; windowVisits: number }[]> =>
  reader.json(
    `SELECT json_group_array(json_object('mode', mode, 'visits', visits, 'windowVisits', windows)) FROM (
      SELECT v.mode, count(*) AS visits,
        coalesce(sum((SELECT count(*) FROM visit_window w WHERE w.visit_id = v.id)), 0) AS windows
      FROM visit v WHERE v.state = 'confirmed' AND ${ofScope(scope, 'v.plan_id', 'v.day')} GROUP BY 1)`,
    { ...scope },
  );

/** Interviews that were held about matters of these findings. */
export async function interviewsHeld(
  reader: Reader,
  scope: ReportScope,
): Promise<{ interviews: number; unitsInterviewed: number }> {
  const found = await reader.get<{ interviews: number; unitsInterviewed: number }>(
    `SELECT count(DISTINCT i.id) AS interviews, count(DISTINCT i.unit_id) AS unitsInterviewed
      FROM summons_interview i WHERE i.held_at IS NOT NULL AND EXISTS(SELECT 1 FROM summons_interview_item a
        JOIN rectification m ON m.id = a.rectification_id JOIN finding f ON f.id = m.finding_id
        LEFT JOIN visit v ON v.id = f.visit_id
        WHERE a.interview_id = i.id AND f.state = 'confirmed' AND ${ofScope(scope, 'v.plan_id', 'f.day')})`,
    { ...scope },
  );
  return found ?? { interviews: 0, unitsInterviewed: 0 };
}

export interface ReportPlan {
  no: string;
  title: string;
  fromDay: number;
  toDay: number;
}
export const reportPlan = (reader: Reader, planId: number): Promise<ReportPlan | undefined> =>
  reader.get<ReportPlan>(
    `SELECT no, title, from_day AS fromDay, to_day AS toDay FROM inspection_plan WHERE id = :planId`,
    { planId },
  );
/** The head hall, which issues. */
export const issuingName = async (reader: Reader): Promise<string> =>
  (await reader.value<string>(
    `SELECT name FROM hall WHERE parent_id IS NULL AND state = 'active' ORDER BY id LIMIT 1`,
  )) ?? '';
