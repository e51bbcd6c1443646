import type { Answers } from '../../domain/checklist/answers.js';
import type { FindingFields } from '../../domain/finding.js';
import type { FindingState, VisitState } from '../../domain/visit-record.js';
import { isOpenVisit } from '../../domain/visit-record.js';
import type { DraftChecklist, DraftStep, VisitDraft, VisitSheet } from '../../domain/visit-draft.js';
import type { Reader } from '../database.js';

/** What the row of a checklist carries beside what is written in it. */
export interface ChecklistFacts {
  id: number;
  position: number;
  limits: Record<string, number> | null;
  score: { score: number; lowest: number; highest: number; grade: string | null } | null;
}

/** What the row of a finding carries beside its fields. */
export interface FindingFacts {
  id: number;
  no: string | null;
  revision: number;
  position: number;
  state: FindingState;
  hallId: number;
  day: number;
  decidedAt: number | null;
  decidedBy: number | null;
  decisionNote: string | null;
}

/** A visit as the store has it. Facts are by client id. */
export interface VisitRecord {
  id: number;
  clientId: string;
  no: string;
  revision: number;
  state: VisitState;
  day: number;
  roundObjectId: number | null;
  score: number | null;
  grade: string | null;
  submittedScore: number | null;
  submittedGrade: string | null;
  submittedAt: number | null;
  createdBy: number;
  createdAt: number;
  updatedAt: number;
  /** Units of its windows, by window: who answered for them when the visit named them. */
  unitOf: ReadonlyMap<number, number>;
  draft: VisitDraft;
  checklistFacts: ReadonlyMap<string, ChecklistFacts>;
  findingFacts: ReadonlyMap<string, FindingFacts>;
  /** Who wrote each step. */
  stepBy: ReadonlyMap<string, number>;
}

interface VisitCells {
  id: number;
  client_id: string;
  no: string;
  revision: number;
  state: VisitState;
  mode: VisitSheet['mode'];
  plan_id: number | null;
  round_id: number | null;
  round_object_id: number | null;
  hall_id: number;
  zone_id: number | null;
  service_item_id: number | null;
  cover_story: string | null;
  started_at: number | null;
  ended_at: number | null;
  day: number;
  spoken_to: string;
  narrative: string | null;
  practices: string | null;
  measures: string | null;
  suggestions: string | null;
  score: number | null;
  grade: string | null;
  submitted_score: number | null;
  submitted_grade: string | null;
  submitted_at: number | null;
  created_by: number;
  created_at: number;
  updated_at: number;
  inspectors: string;
  windows: string;
  checklists: string;
  steps: string;
  findings: string;
}

const CHECKLISTS = `SELECT json_group_array(json_array(id, client_id, window_id, version_id, position, json(answers),
    json(answered_at), json(limits), score, lowest, highest, grade))
  FROM (SELECT * FROM visit_checklist WHERE visit_id = v.id ORDER BY position, id)`;

const STEPS = `SELECT json_group_array(json_array(client_id, window_id, step, at, recorded_at, note, person_id))
  FROM (SELECT * FROM visit_step WHERE visit_id = v.id ORDER BY id)`;

const FINDINGS = `SELECT json_group_array(json_array(f.id, f.client_id, f.no, f.revision, f.position, f.state, f.hall_id,
    f.day, f.decided_at, f.decided_by, f.decision_note, f.checklist, f.item_code, f.title, f.category, f.severity,
    f.basis_clause, f.window_id, f.unit_id, f.at, f.head_count, f.head_total, f.duration_seconds, f.description,
    f.corrected_on_spot, f.deadline_type, f.deadline_amount))
  FROM (SELECT x.*, (SELECT c.client_id FROM visit_checklist c WHERE c.id = x.checklist_id) AS checklist
    FROM finding x WHERE x.visit_id = v.id ORDER BY x.position, x.id) f`;

/** All of a visit in one statement: it is read before every change. */
const VISIT_SQL = `SELECT v.id, v.client_id, v.no, v.revision, v.state, v.mode, v.plan_id, v.round_id, v.round_object_id,
    v.hall_id, v.zone_id, v.service_item_id, v.cover_story, v.started_at, v.ended_at, v.day, v.spoken_to, v.narrative,
    v.practices, v.measures, v.suggestions, v.score, v.grade, v.submitted_score, v.submitted_grade, v.submitted_at,
    v.created_by, v.created_at, v.updated_at,
    (SELECT json_group_array(person_id) FROM (SELECT person_id FROM visit_inspector WHERE visit_id = v.id
      ORDER BY position)) AS inspectors,
    (SELECT json_group_array(json_array(window_id, unit_id)) FROM (SELECT window_id, unit_id FROM visit_window
      WHERE visit_id = v.id ORDER BY position)) AS windows,
    (${CHECKLISTS}) AS checklists, (${STEPS}) AS steps, (${FINDINGS}) AS findings
  FROM visit v WHERE v.id = :id`;

type ChecklistCells = [
  id: number,
  clientId: string,
  windowId: number | null,
  versionId: number,
  position: number,
  answers: Answers,
  answeredAt: Record<string, number>,
  limits: Record<string, number> | null,
  score: number | null,
  lowest: number | null,
  highest: number | null,
  grade: string | null,
];
type StepCells = [
  clientId: string,
  windowId: number | null,
  step: DraftStep['step'],
  at: number | null,
  recordedAt: number,
  note: string | null,
  personId: number,
];
type FindingCells = [
  id: number,
  clientId: string,
  no: string | null,
  revision: number,
  position: number,
  state: FindingState,
  hallId: number,
  day: number,
  decidedAt: number | null,
  decidedBy: number | null,
  decisionNote: string | null,
  checklist: string | null,
  itemCode: string | null,
  title: string,
  category: FindingFields['category'],
  severity: FindingFields['severity'],
  basisClause: string | null,
  windowId: number | null,
  unitId: number | null,
  at: number | null,
  headCount: number | null,
  headTotal: number | null,
  durationSeconds: number | null,
  description: string | null,
  correctedOnSpot: number,
  deadlineType: FindingFields['deadlineType'],
  deadlineAmount: number | null,
];

/** A number that steps filled was not given by hand: while the visit is open it is made anew, not kept. */
function byHand(answers: Answers, answeredAt: Readonly<Record<string, number>>): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([item]) => Object.hasOwn(answeredAt, item)));
}

function checklistOf(cells: ChecklistCells, open: boolean): { list: DraftChecklist; facts: ChecklistFacts } {
  const [id, clientId, windowId, versionId, position, answers, answeredAt, limits, score, lowest, highest, grade] =
    cells;
  return {
    list: { clientId, windowId, versionId, answers: open ? byHand(answers, answeredAt) : answers, answeredAt },
    facts: {
      id,
      position,
      limits,
      score: score === null || lowest === null || highest === null ? null : { score, lowest, highest, grade },
    },
  };
}

function findingOf(cells: FindingCells): { fields: FindingFields; facts: FindingFacts } {
  const [id, clientId, no, revision, position, state, hallId, day, decidedAt, decidedBy, decisionNote, ...rest] = cells;
  const [checklist, itemCode, title, category, severity, basisClause, windowId, unitId, at, ...counts] = rest;
  const [headCount, headTotal, durationSeconds, description, correctedOnSpot, deadlineType, deadlineAmount] = counts;
  return {
    facts: { id, no, revision, position, state, hallId, day, decidedAt, decidedBy, decisionNote },
    fields: {
      clientId,
      checklist,
      itemCode,
      title,
      category,
      severity,
      basisClause,
      windowId,
      unitId,
      at,
      headCount,
      headTotal,
      durationSeconds,
      description,
      correctedOnSpot: correctedOnSpot === 1,
      deadlineType,
      deadlineAmount,
    },
  };
}

function sheetOf(cells: VisitCells, windows: readonly [number, number][]): VisitSheet {
  return {
    mode: cells.mode,
    planId: cells.plan_id,
    roundId: cells.round_id,
    hallId: cells.hall_id,
    zoneId: cells.zone_id,
    windowIds: windows.map(([windowId]) => windowId),
    serviceItemId: cells.service_item_id,
    coverStory: cells.cover_story,
    inspectorIds: JSON.parse(cells.inspectors) as number[],
    startedAt: cells.started_at,
    endedAt: cells.ended_at,
    spokenTo: JSON.parse(cells.spoken_to) as VisitSheet['spokenTo'],
    narrative: cells.narrative,
    practices: cells.practices,
    measures: cells.measures,
    suggestions: cells.suggestions,
  };
}

/** A whole visit, whoever asks: who may see it is decided by the caller, see `domain/visit-access`. */
export async function visitRecord(reader: Reader, id: number): Promise<VisitRecord | null> {
  const cells = await reader.get<VisitCells>(VISIT_SQL, { id });
  if (!cells) return null;
  const windows = JSON.parse(cells.windows) as [number, number][];
  const open = isOpenVisit(cells.state);
  const lists = (JSON.parse(cells.checklists) as ChecklistCells[]).map((row) => checklistOf(row, open));
  const steps = JSON.parse(cells.steps) as StepCells[];
  const findings = (JSON.parse(cells.findings) as FindingCells[]).map(findingOf);
  return {
    id: cells.id,
    clientId: cells.client_id,
    no: cells.no,
    revision: cells.revision,
    state: cells.state,
    day: cells.day,
    roundObjectId: cells.round_object_id,
    score: cells.score,
    grade: cells.grade,
    submittedScore: cells.submitted_score,
    submittedGrade: cells.submitted_grade,
    submittedAt: cells.submitted_at,
    createdBy: cells.created_by,
    createdAt: cells.created_at,
    updatedAt: cells.updated_at,
    unitOf: new Map(windows),
    draft: {
      sheet: sheetOf(cells, windows),
      checklists: lists.map(({ list }) => list),
      steps: steps.map(([clientId, windowId, step, at, recordedAt, note]) => {
        return { clientId, windowId, step, at, recordedAt, note };
      }),
      findings: findings.map(({ fields }) => fields),
    },
    checklistFacts: new Map(lists.map(({ list, facts }) => [list.clientId, facts])),
    findingFacts: new Map(findings.map(({ fields, facts }) => [fields.clientId, facts])),
    stepBy: new Map(steps.map((cell) => [cell[0], cell[6]])),
  };
}

/** The visit a client made under this id. */
export function visitOfClient(reader: Reader, clientId: string): Promise<number | undefined> {
  return reader.value<number>(`SELECT id FROM visit WHERE client_id = :clientId`, { clientId });
}
