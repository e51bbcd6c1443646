import type { Reader } from '../../../db/database.js';
import { ask, together } from '../../../db/parts.js';
import { attachmentsOfVisit } from '../../../db/queries/attachments.js';
import { openConflicts, type ConflictRecord } from '../../../db/queries/visit-conflict.js';
import { eventsOf, planOfVisit } from '../../../db/queries/visit-history.js';
import { labelsThen, NOW, type Asked } from '../../../db/queries/visit-labels.js';
import { codes, codesOf, inspectorTags, openNames } from '../../../db/queries/visit-people.js';
import { placesOfWindows, promisedDays, targetsOf } from '../../../db/queries/visit-place.js';
import { visitRecord, type VisitRecord } from '../../../db/queries/visit-read.js';
import { frozenTargets } from '../../../db/queries/visit-submit.js';
import { AppError } from '../../../domain/errors.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import { dayOf } from '../../../domain/time.js';
import { seesVisit } from '../../../domain/visit-access.js';
import { isOpenVisit, type FindingRow, type VisitConflict, type VisitDetail } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { limitsOf } from './limits.js';
import type { Versions } from './versions.js';

/** Which people and rows of the hall a visit is shown with. */
interface Names {
  code(personId: number): string;
  reviewer(personId: number): string;
  label(entity: HallEntity, id: number): string;
}

const notFound = (id: number): AppError => new AppError('notFound.record', { entity: 'visit', id });

const isOwn = (record: VisitRecord, context: CallContext): boolean =>
  context.roles.includes('inspector') && record.draft.sheet.inspectorIds.includes(context.actor.personId);

/**
 * A visit this caller may see.
 * @throws AppError `notFound.record`, also where it is there but not for them
 */
export async function seenRecord(reader: Reader, id: number, context: CallContext): Promise<VisitRecord> {
  const record = await visitRecord(reader, id);
  const { state, draft } = record ?? {};
  if (!record || !state || !draft || !seesVisit(context, { state, inspectorIds: draft.sheet.inspectorIds }))
    throw notFound(id);
  return record;
}

/** A visit as its page shows it to this caller. */
export async function visitDetail(
  reader: Reader,
  record: VisitRecord,
  versions: Versions,
  context: CallContext,
): Promise<VisitDetail> {
  const { sheet, checklists, steps, findings } = record.draft;
  const own = isOwn(record, context);
  const around = await aroundVisit(reader, record, context);
  const { names, windows, limits, conflicts } = around;
  const used = await versions.of(
    reader,
    checklists.map(({ versionId }) => versionId),
  );
  const label = (entity: HallEntity, id: number | null): string | null =>
    id === null ? null : names.label(entity, id);
  return {
    id: record.id,
    clientId: record.clientId,
    no: record.no,
    revision: record.revision,
    state: record.state,
    fields: own ? sheet : { ...sheet, coverStory: null, inspectorIds: [] },
    inspectors: around.inspectors,
    may: {
      edit: own && isOpenVisit(record.state),
      review: !own && context.roles.includes('reviewer') && record.state === 'submitted' && !wasThere(record, context),
      openIdentity: context.opensIdentity,
    },
    hallLabel: names.label('hall', sheet.hallId),
    zoneLabel: label('zone', sheet.zoneId),
    ...around.plan,
    serviceItemLabel: label('service_item', sheet.serviceItemId),
    promisedDays: limits.promisedDays,
    targets: limits.targets,
    windows: sheet.windowIds.map((id) => {
      const unitId = record.unitOf.get(id) ?? 0;
      return {
        id,
        label: names.label('window', id),
        number: windows.get(id)?.number ?? '',
        unitId,
        unitLabel: names.label('unit', unitId),
      };
    }),
    checklists: checklists.map(({ clientId, windowId, versionId, answers }) => {
      const version = used.get(versionId);
      return {
        clientId,
        windowId,
        versionId,
        title: version?.title ?? '',
        versionNumber: version?.number ?? 0,
        answers,
        limits: limits.ofChecklist.get(clientId) ?? {},
        score: isOpenVisit(record.state) ? null : (record.checklistFacts.get(clientId)?.score ?? null),
      };
    }),
    steps: steps.map((step) => ({ ...step, by: names.code(record.stepBy.get(step.clientId) ?? 0) })),
    findings: findings.map((finding) => findingRowOf(record, finding.clientId, names)),
    attachments: around.attachments,
    conflicts: own ? await shownConflicts(reader, conflicts) : [],
    events: around.events,
    score: record.score,
    grade: record.grade,
    submittedScore: record.submittedScore,
    submittedGrade: record.submittedGrade,
    submittedAt: record.submittedAt,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

/** Who made a visit cannot judge it, whatever role they hold now. */
const wasThere = (record: VisitRecord, context: CallContext): boolean =>
  record.draft.sheet.inspectorIds.includes(context.actor.personId);

function findingRowOf(record: VisitRecord, clientId: string, names: Names): FindingRow {
  const fields = record.draft.findings.find((finding) => finding.clientId === clientId);
  const facts = record.findingFacts.get(clientId);
  if (!fields || !facts) throw new Error(`finding ${clientId} is not of visit ${record.id}`);
  const { id, no, revision, state, hallId, day, decidedAt, decidedBy, decisionNote } = facts;
  return {
    ...fields,
    id,
    no,
    revision,
    state,
    visitId: record.id,
    visitNo: record.no,
    leadId: null,
    leadNo: null,
    commentId: null,
    commentNo: null,
    hallId,
    day,
    hallLabel: names.label('hall', hallId),
    windowLabel: fields.windowId === null ? null : names.label('window', fields.windowId),
    unitLabel: fields.unitId === null ? null : names.label('unit', fields.unitId),
    decidedAt,
    decidedBy: decidedBy === null ? null : names.reviewer(decidedBy),
    decisionNote,
  };
}

/** What a visit is shown with: all that is read beside its record. */
async function aroundVisit(reader: Reader, record: VisitRecord, context: CallContext) {
  const { sheet, findings } = record.draft;
  const facts = [...record.findingFacts.values()];
  const present = (ids: readonly (number | null)[]): number[] => ids.filter((id) => id !== null);
  const asked: Asked = {
    hall: [sheet.hallId, ...facts.map(({ hallId }) => hallId)],
    zone: present([sheet.zoneId]),
    service_item: present([sheet.serviceItemId]),
    window: present([...sheet.windowIds, ...findings.map(({ windowId }) => windowId)]),
    unit: present([...record.unitOf.values(), ...findings.map(({ unitId }) => unitId)]),
  };
  // Everything is called as it was called on the day of the visit.
  const isPast = dayOf(context.now) > record.day;
  const found = await together(reader, {
    labels: labelsThen(asked, isPast ? (sheet.startedAt ?? record.createdAt) : NOW),
    writers: codes([...record.stepBy.values()]),
    reviewers: openNames(present(facts.map(({ decidedBy }) => decidedBy))),
    inspectors: inspectorTags(record.id, context),
    windows: placesOfWindows(sheet.windowIds),
    targets: targetsOf(sheet.hallId),
    promised: promisedDays(sheet.serviceItemId),
    frozen: frozenTargets(record.id),
    plan: planOfVisit(sheet),
    attachments: attachmentsOfVisit(record.id),
    conflicts: openConflicts(record.id),
    events: eventsOf(record.id),
  });
  const names: Names = {
    code: (personId) => found.writers.get(personId) ?? `#${personId}`,
    reviewer: (personId) => found.reviewers.get(personId) ?? '',
    label: (entity, id) => found.labels.get(entity)?.get(id) ?? '',
  };
  return { ...found, names, limits: limitsOf(record, found, found.frozen) };
}

/** What is in dispute in a visit: for its inspectors alone. */
export async function conflictsOf(reader: Reader, visitId: number): Promise<VisitConflict[]> {
  return shownConflicts(reader, await ask(reader, openConflicts(visitId)));
}

async function shownConflicts(reader: Reader, conflicts: readonly ConflictRecord[]): Promise<VisitConflict[]> {
  const codeBy = await codesOf(
    reader,
    conflicts.map(({ personId }) => personId),
  );
  return conflicts.map(({ id, path, mine, theirs, personId, at }) => {
    return { id, path, mine, theirs, by: codeBy.get(personId) ?? `#${personId}`, at };
  });
}

/** Reads a visit and shows it to this caller. */
export async function shownVisit(
  reader: Reader,
  id: number,
  versions: Versions,
  context: CallContext,
): Promise<VisitDetail> {
  return visitDetail(reader, await seenRecord(reader, id, context), versions, context);
}
