import type { Reader } from '../../../db/database.js';
import { hallsSinceDay } from '../../../db/queries/visit-place.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { answerFaults } from '../../../domain/checklist/answers.js';
import { itemsOf } from '../../../domain/checklist/schema.js';
import type { FieldIssue } from '../../../domain/errors.js';
import { findingFaults } from '../../../domain/finding.js';
import { dayOf } from '../../../domain/time.js';
import { isElsewhere, wrongInVisit } from '../../../domain/visit-check.js';
import { draftPath, fieldsOfDraft, type DraftChecklist, type VisitDraft } from '../../../domain/visit-draft.js';
import type { CallContext } from '../../ipc/context.js';
import { picturesLeft, wrongInFindings, wrongInSheet } from './references.js';
import type { Versions } from './versions.js';

/** Everything for which a changed draft is refused. What was wrong before does not hold up other changes. */
export async function refusedIn(
  reader: Reader,
  record: VisitRecord,
  after: VisitDraft,
  versions: Versions,
  context: CallContext,
): Promise<FieldIssue[]> {
  const before = record.draft;
  return [
    ...(await wrongAnew(reader, before, after, context)),
    ...(after.sheet === before.sheet ? [] : await wrongInSheet(reader, record, after.sheet, context)),
    ...misplaced(before, after),
    ...(await wrongChecklists(reader, before, after, versions)),
    ...(await wrongFindings(reader, before, after, versions, context)),
    ...(await picturesLeft(reader, record, after)),
  ];
}

/** Faults of the visit as a whole that the change brought in. */
async function wrongAnew(
  reader: Reader,
  before: VisitDraft,
  after: VisitDraft,
  { now }: CallContext,
): Promise<FieldIssue[]> {
  if (after.sheet === before.sheet && after.steps === before.steps) return [];
  const since = await hallsSinceDay(reader, [before.sheet.hallId, after.sheet.hallId]);
  const wrongIn = (draft: VisitDraft): FieldIssue[] =>
    wrongInVisit(fieldsOfDraft(draft), { now, hallSinceDay: since.get(draft.sheet.hallId) ?? null });
  const keyOf = ({ path, rule }: FieldIssue): string => `${path} ${rule}`;
  const old = new Set(wrongIn(before).map(keyOf));
  return wrongIn(after).filter((fault) => !old.has(keyOf(fault)));
}

/** A checklist of one template stands once at a window. What was there twice before may be put right. */
function twice(before: VisitDraft, after: VisitDraft): FieldIssue[] {
  const standing = new Map(before.checklists.map((list) => [list.clientId, list]));
  const moved = after.checklists.filter(({ clientId, windowId, versionId }) => {
    const was = standing.get(clientId);
    return was?.windowId !== windowId || was.versionId !== versionId;
  });
  return moved
    .filter((list) =>
      after.checklists.some(
        (other) => other !== list && other.windowId === list.windowId && other.versionId === list.versionId,
      ),
    )
    .map(({ clientId }) => ({ path: draftPath.checklist(clientId), rule: 'checklistTwice' }));
}

/**
 * New steps and checklists stand at a window of the visit, steps on its day; a window goes after its checklists.
 */
function misplaced(before: VisitDraft, after: VisitDraft): FieldIssue[] {
  const has = (windowId: number | null): boolean => windowId === null || after.sheet.windowIds.includes(windowId);
  const written = after.steps.slice(before.steps.length);
  const steps = written.filter(({ windowId }) => !has(windowId));
  const elsewhere = written.filter(({ at }) => at !== null && isElsewhere(at, after.sheet));
  const known = new Map(before.checklists.map(({ clientId, windowId }) => [clientId, windowId]));
  const astray = after.checklists.filter(({ windowId }) => !has(windowId));
  const left = astray.some(({ clientId, windowId }) => known.get(clientId) === windowId);
  return [
    ...steps.map(({ step }) => ({ path: `steps.${step}`, rule: 'windowUnknown' })),
    ...elsewhere.map(({ step }) => ({ path: `steps.${step}`, rule: 'otherDay', params: { step } })),
    ...twice(before, after),
    ...(left ? [{ path: 'windowIds', rule: 'windowHasChecklist' }] : []),
    ...astray
      .filter(({ clientId, windowId }) => known.get(clientId) !== windowId)
      .map(({ clientId }) => ({ path: draftPath.checklist(clientId), rule: 'windowUnknown' })),
  ];
}

async function wrongChecklists(
  reader: Reader,
  before: VisitDraft,
  after: VisitDraft,
  versions: Versions,
): Promise<FieldIssue[]> {
  if (after.checklists === before.checklists) return [];
  const known = new Map(before.checklists.map((list) => [list.clientId, list]));
  const changed = after.checklists.filter((list) => known.get(list.clientId) !== list);
  const used = await versions.of(
    reader,
    changed.map(({ versionId }) => versionId),
  );
  return changed.flatMap((list): FieldIssue[] => {
    const version = used.get(list.versionId);
    if (!version) return [{ path: draftPath.checklist(list.clientId), rule: 'unknown' }];
    const fresh = givenSince(known.get(list.clientId), list);
    return answerFaults(version.content, fresh).map(({ item, rule, params }) => {
      return { path: draftPath.answer(list.clientId, item), rule, params };
    });
  });
}

/** The answers that were given anew. */
function givenSince(was: DraftChecklist | undefined, is: DraftChecklist): DraftChecklist['answers'] {
  if (was?.versionId !== is.versionId) return is.answers;
  return Object.fromEntries(Object.entries(is.answers).filter(([item, value]) => was.answers[item] !== value));
}

/** How far a finding may lie ahead of the clock: it is typed to the minute. */
const AHEAD_MS = 60_000;

async function wrongFindings(
  reader: Reader,
  before: VisitDraft,
  after: VisitDraft,
  versions: Versions,
  { now }: CallContext,
): Promise<FieldIssue[]> {
  if (after.findings === before.findings) return [];
  const changed = after.findings.filter((finding) => !before.findings.includes(finding));
  const used = await versions.of(
    reader,
    after.checklists.map(({ versionId }) => versionId),
  );
  const { hallId } = after.sheet;
  const since = (await hallsSinceDay(reader, [hallId])).get(hallId) ?? -Infinity;
  const ofRules = changed.flatMap((finding): FieldIssue[] => {
    const path = draftPath.finding(finding.clientId);
    const list = after.checklists.find(({ clientId }) => clientId === finding.checklist);
    const content = list && used.get(list.versionId)?.content;
    const hasItem = content && itemsOf(content).some(({ item }) => item.code === finding.itemCode);
    return [
      ...findingFaults(finding).map((fault) => ({ path: `${path}.${fault.path}`, rule: fault.rule })),
      ...(finding.checklist !== null && !list ? [{ path: `${path}.checklist`, rule: 'checklistUnknown' }] : []),
      ...(finding.itemCode !== null && list && !hasItem ? [{ path: `${path}.itemCode`, rule: 'itemUnknown' }] : []),
      ...(finding.at !== null && finding.at > now + AHEAD_MS ? [{ path: `${path}.at`, rule: 'future' }] : []),
      ...(finding.at !== null && dayOf(finding.at) < since ? [{ path: `${path}.at`, rule: 'beforeHall' }] : []),
    ];
  });
  return [...ofRules, ...(await wrongInFindings(reader, changed, hallId))];
}
