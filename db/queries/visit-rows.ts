import { severities } from '../../domain/checklist/kinds.js';
import { codeOf } from '../../domain/people.js';
import type { VisitViewer } from '../../domain/visit-access.js';
import type { VisitRow } from '../../domain/visit-record.js';
import type { Reader } from '../database.js';
import { briefSql, labelSql } from './hall-model.js';
import { visibleVisitSql } from './visit-scope.js';

type Cells = [
  id: number,
  no: string,
  mode: VisitRow['mode'],
  state: VisitRow['state'],
  day: number,
  startedAt: number | null,
  hallLabel: string,
  zoneLabel: string | null,
  windowLabels: string[],
  unitLabel: string | null,
  planNo: string | null,
  inspectors: [id: number, code: string | null][],
  score: number | null,
  grade: string | null,
  submittedScore: number | null,
  findings: number,
  severity: number,
  waitingTenths: number | null,
  handlingTenths: number | null,
  updatedAt: number,
];

const rowsSql = (visible: string): string => `SELECT json_group_array(json_array(v.id, v.no, v.mode, v.state, v.day,
    v.started_at, (SELECT ${briefSql('hall', 'h')} FROM hall h WHERE h.id = v.hall_id),
    (SELECT ${labelSql('zone', 'z')} FROM zone z WHERE z.id = v.zone_id),
    (SELECT json_group_array(label) FROM (SELECT ${labelSql('window', 'w')} AS label FROM visit_window vw
      JOIN "window" w ON w.id = vw.window_id WHERE vw.visit_id = v.id ORDER BY vw.position)),
    (SELECT ${briefSql('unit', 'u')} FROM unit u WHERE u.id = v.unit_id),
    (SELECT p.no FROM inspection_plan p WHERE p.id = v.plan_id),
    (SELECT json_group_array(json_array(id, code)) FROM (SELECT i.id, i.code FROM visit_inspector vi
      JOIN person i ON i.id = vi.person_id WHERE vi.visit_id = v.id ORDER BY vi.position)),
    v.score, v.grade, v.submitted_score, v.findings, v.severity, v.waiting_tenths, v.handling_tenths, v.updated_at))
  FROM (SELECT key, value FROM json_each(:ids) ORDER BY key) j CROSS JOIN visit v ON v.id = j.value WHERE ${visible}`;

/** The statement of `visitRows`, for benches and plans; parameters are `ids` and those of the viewer. */
export const visitRowsSql = (viewer: VisitViewer): string => rowsSql(visibleVisitSql(viewer, 'v').sql);

const minutes = (tenths: number | null): number | null => (tenths === null ? null : tenths / 10);

/** The visits of these ids the viewer may see, in their order; inspectors stand by code. */
export async function visitRows(reader: Reader, ids: readonly number[], viewer: VisitViewer): Promise<VisitRow[]> {
  const visible = visibleVisitSql(viewer, 'v');
  const cells = await reader.json<Cells>(rowsSql(visible.sql), { ids: JSON.stringify(ids), ...visible.params });
  return cells.map((cell) => {
    const [id, no, mode, state, day, startedAt, hallLabel, zoneLabel, windowLabels, unitLabel, planNo, ...rest] = cell;
    const [inspectors, score, grade, submittedScore, findings, severity, waitingTenths, handlingTenths, updatedAt] =
      rest;
    return {
      id,
      no,
      mode,
      state,
      day,
      startedAt,
      hallLabel,
      zoneLabel,
      windowLabels,
      unitLabel,
      planNo,
      inspectorCodes: inspectors.map(([personId, code]) => codeOf({ id: personId, code })),
      score,
      grade,
      submittedScore,
      findings,
      severity: severities[severity - 1] ?? null,
      waitingMinutes: minutes(waitingTenths),
      handlingMinutes: minutes(handlingTenths),
      updatedAt,
    };
  });
}
