import {
  dayOfVisit,
  sameValue,
  type DraftChecklist,
  type DraftStep,
  type VisitDraft,
  type VisitSheet,
} from '../../domain/visit-draft.js';
import type { VisitEvent } from '../../domain/visit-record.js';
import type { Tx } from '../database.js';
import type { VisitRecord } from './visit-read.js';
import { dropFindings, writeFindings } from './visit-findings.js';

/** Who writes, and when, UTC milliseconds. */
export interface Writing {
  personId: number;
  now: number;
}

export interface NewVisit {
  clientId: string;
  no: string;
  year: number;
  number: number;
  roundObjectId: number | null;
  sheet: VisitSheet;
}

/** The columns of a sheet. The first window stands for the visit in lists. */
const sheetParams = (sheet: VisitSheet) => ({
  mode: sheet.mode,
  planId: sheet.planId,
  roundId: sheet.roundId,
  hallId: sheet.hallId,
  zoneId: sheet.zoneId,
  windowId: sheet.windowIds[0] ?? null,
  serviceItemId: sheet.serviceItemId,
  coverStory: sheet.coverStory,
  startedAt: sheet.startedAt,
  endedAt: sheet.endedAt,
  spokenTo: JSON.stringify(sheet.spokenTo),
  narrative: sheet.narrative,
  practices: sheet.practices,
  measures: sheet.measures,
  suggestions: sheet.suggestions,
});

/** Makes the row of a new visit with its inspectors and windows. */
export async function insertVisit(tx: Tx, visit: NewVisit, { personId, now }: Writing): Promise<number> {
  const { sheet, ...head } = visit;
  const { lastId } = await tx.run(
    `INSERT INTO visit(client_id, no, year, number, round_object_id, mode, plan_id, round_id, hall_id, zone_id, window_id,
       unit_id, service_item_id, cover_story, started_at, ended_at, day, spoken_to, narrative, practices, measures,
       suggestions, state, created_by, created_at, updated_at)
     VALUES(:clientId, :no, :year, :number, :roundObjectId, :mode, :planId, :roundId, :hallId, :zoneId, :windowId,
       (SELECT unit_id FROM "window" WHERE id = :windowId), :serviceItemId, :coverStory, :startedAt, :endedAt, :day,
       :spokenTo, :narrative, :practices, :measures, :suggestions, 'draft', :personId, :now, :now)`,
    { ...head, ...sheetParams(sheet), day: dayOfVisit(sheet, now), personId, now },
  );
  await writeInspectors(tx, lastId, sheet.inspectorIds);
  await writeWindows(tx, lastId, sheet.windowIds);
  return lastId;
}

async function writeInspectors(tx: Tx, visitId: number, ids: readonly number[]): Promise<void> {
  await tx.run(
    `INSERT INTO visit_inspector(visit_id, person_id, position)
      SELECT :visitId, value, key FROM json_each(:ids)`,
    { visitId, ids: JSON.stringify(ids) },
  );
}

/** Windows keep the unit they had when the visit named them. */
async function writeWindows(tx: Tx, visitId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.run(
    `INSERT INTO visit_window(visit_id, window_id, unit_id, position)
      SELECT :visitId, w.id, w.unit_id, j.key FROM json_each(:ids) j CROSS JOIN "window" w ON w.id = j.value
      WHERE true ON CONFLICT(visit_id, window_id) DO UPDATE SET position = excluded.position`,
    { visitId, ids: JSON.stringify(ids) },
  );
}

/** Writes the sheet and moves the visit one revision on. */
async function writeSheet(tx: Tx, record: VisitRecord, after: VisitSheet, now: number): Promise<void> {
  const before = record.draft.sheet;
  const { id } = record;
  if (!sameValue(before.inspectorIds, after.inspectorIds)) {
    await tx.run(`DELETE FROM visit_inspector WHERE visit_id = :id`, { id });
    await writeInspectors(tx, id, after.inspectorIds);
  }
  if (!sameValue(before.windowIds, after.windowIds)) {
    await tx.run(
      `DELETE FROM visit_window WHERE visit_id = :id AND window_id NOT IN (SELECT value FROM json_each(:kept))`,
      { id, kept: JSON.stringify(after.windowIds) },
    );
    await writeWindows(tx, id, after.windowIds);
  }
  await tx.run(
    `UPDATE visit SET mode = :mode, plan_id = :planId, round_id = :roundId, hall_id = :hallId, zone_id = :zoneId,
       window_id = :windowId,
       unit_id = (SELECT unit_id FROM visit_window WHERE visit_id = :id AND window_id = :windowId),
       service_item_id = :serviceItemId, cover_story = :coverStory, started_at = :startedAt, ended_at = :endedAt,
       day = :day, spoken_to = :spokenTo, narrative = :narrative, practices = :practices, measures = :measures,
       suggestions = :suggestions, revision = revision + 1, updated_at = :now WHERE id = :id`,
    { id, now, ...sheetParams(after), day: dayOfVisit(after, record.createdAt) },
  );
}

/** Adds checklists behind those that are there. */
export async function insertChecklists(
  tx: Tx,
  visitId: number,
  lists: readonly DraftChecklist[],
  firstPosition: number,
): Promise<void> {
  if (lists.length === 0) return;
  const rows = lists.map((list) => [list.clientId, list.windowId, list.versionId, list.answers, list.answeredAt]);
  await tx.run(
    `INSERT INTO visit_checklist(visit_id, position, client_id, window_id, version_id, answers, answered_at)
      SELECT :visitId, :first + j.key, j.value->>0, j.value->>1, j.value->>2, j.value->3, j.value->4
      FROM json_each(:rows) j`,
    { visitId, first: firstPosition, rows: JSON.stringify(rows) },
  );
}

async function writeChecklists(tx: Tx, record: VisitRecord, after: readonly DraftChecklist[]): Promise<void> {
  const before = new Map(record.draft.checklists.map((list) => [list.clientId, list]));
  for (const list of after) {
    const known = before.get(list.clientId);
    if (known === undefined || known === list) continue;
    await tx.run(
      `UPDATE visit_checklist SET window_id = :windowId, version_id = :versionId, answers = :answers,
         answered_at = :answeredAt WHERE client_id = :clientId AND visit_id = :visitId`,
      {
        visitId: record.id,
        clientId: list.clientId,
        windowId: list.windowId,
        versionId: list.versionId,
        answers: JSON.stringify(list.answers),
        answeredAt: JSON.stringify(list.answeredAt),
      },
    );
  }
  const last = Math.max(-1, ...[...record.checklistFacts.values()].map(({ position }) => position));
  await insertChecklists(
    tx,
    record.id,
    after.filter(({ clientId }) => !before.has(clientId)),
    last + 1,
  );
}

async function dropChecklists(tx: Tx, record: VisitRecord, after: readonly DraftChecklist[]): Promise<void> {
  await tx.run(
    `DELETE FROM visit_checklist WHERE visit_id = :visitId
      AND client_id NOT IN (SELECT value FROM json_each(:kept))`,
    { visitId: record.id, kept: JSON.stringify(after.map(({ clientId }) => clientId)) },
  );
}

async function appendSteps(tx: Tx, visitId: number, steps: readonly DraftStep[], personId: number): Promise<void> {
  const rows = steps.map((step) => [step.clientId, step.windowId, step.step, step.at, step.recordedAt, step.note]);
  await tx.run(
    `INSERT INTO visit_step(visit_id, client_id, window_id, step, at, recorded_at, note, person_id)
      SELECT :visitId, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, :personId
      FROM json_each(:rows) ORDER BY key`,
    { visitId, personId, rows: JSON.stringify(rows) },
  );
}

/** Writes what differs between a visit as it was read and as it shall be, and moves it one revision on. */
export async function saveDraft(tx: Tx, record: VisitRecord, after: VisitDraft, writing: Writing): Promise<void> {
  const { draft: before, id } = record;
  if (sameValue(after.sheet, before.sheet)) await touchVisit(tx, id, writing.now);
  else await writeSheet(tx, record, after.sheet, writing.now);
  const added = after.steps.slice(before.steps.length);
  if (added.length > 0) await appendSteps(tx, id, added, writing.personId);
  // A finding hangs on its checklist: it goes before it and comes after it.
  await dropFindings(tx, record, after);
  if (after.checklists !== before.checklists) await writeChecklists(tx, record, after.checklists);
  await writeFindings(tx, record, after, writing.now);
  if (after.checklists !== before.checklists) await dropChecklists(tx, record, after.checklists);
}

/** One revision on. */
async function touchVisit(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(`UPDATE visit SET revision = revision + 1, updated_at = :now WHERE id = :id`, { id, now });
}

/** Adds a line to the history of a visit. */
export async function insertEvent(
  tx: Tx,
  visitId: number,
  event: { kind: VisitEvent['kind']; note?: string | null; findingId?: number | null },
  { personId, now }: Writing,
): Promise<void> {
  await tx.run(
    `INSERT INTO visit_event(visit_id, at, kind, person_id, finding_id, note)
      VALUES(:visitId, :now, :kind, :personId, :findingId, :note)`,
    { visitId, now, kind: event.kind, personId, findingId: event.findingId ?? null, note: event.note ?? null },
  );
}

/** Gives a visit up; the note of the event says why. */
export async function discardVisit(tx: Tx, id: number, now: number): Promise<void> {
  await tx.run(`UPDATE visit SET state = 'discarded', revision = revision + 1, updated_at = :now WHERE id = :id`, {
    id,
    now,
  });
}
