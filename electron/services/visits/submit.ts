import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/database.js';
import { together } from '../../../db/parts.js';
import { attachmentsOfVisit } from '../../../db/queries/attachments.js';
import { sealedClips, type SealedClip } from '../../../db/queries/clip-read.js';
import { openConflicts } from '../../../db/queries/visit-conflict.js';
import { placesOfWindows, promisedDays, targetsOf } from '../../../db/queries/visit-place.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { indexVisit } from '../../../db/queries/visit-search.js';
import {
  freezeChecklists,
  freezeWindows,
  insertSubmission,
  sealVisit,
  submissionsOf,
  submitFindings,
} from '../../../db/queries/visit-submit.js';
import { insertEvent } from '../../../db/queries/visit-write.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Attachment } from '../../../domain/evidence.js';
import { findingNo } from '../../../domain/numbers.js';
import { canonicalJson } from '../../../domain/visit-canonical.js';
import { missingForSubmission, reckonVisit, type Reckoned } from '../../../domain/visit-reckon.js';
import type { CallContext } from '../../ipc/context.js';
import { openRecord } from './change.js';
import { todaysLimits, type VisitLimits } from './limits.js';
import type { Versions } from './versions.js';

/** A visit this caller may end, at the revision they saw. */
export async function endedRecord(
  tx: Tx,
  { id, revision }: { id: number; revision: number },
  context: CallContext,
): Promise<VisitRecord> {
  const record = await openRecord(tx, id, context);
  if (record.revision !== revision)
    throw new AppError('conflict.revision', { entity: 'visit', id, theirs: record.revision, yours: revision });
  return record;
}

/**
 * Checks that nothing is missing, freezes limits, scores and times, and seals the visit.
 * @throws AppError `validation.incomplete` with a field for everything that is missing
 */
export async function submitVisit(
  tx: Tx,
  input: ParsedInput<'visits.submit'>,
  versions: Versions,
  context: CallContext,
): Promise<void> {
  const record = await endedRecord(tx, input, context);
  const { windowIds, hallId, serviceItemId } = record.draft.sheet;
  const found = await together(tx, {
    windows: placesOfWindows(windowIds),
    targets: targetsOf(hallId),
    promised: promisedDays(serviceItemId),
    disputed: openConflicts(record.id),
    pictures: attachmentsOfVisit(record.id),
    clips: sealedClips(record.id),
    before: submissionsOf(record.id),
  });
  const limits = todaysLimits(record, found);
  const used = await versions.of(
    tx,
    record.draft.checklists.map(({ versionId }) => versionId),
  );
  const contents = new Map([...used].map(([id, { content }]) => [id, content]));
  const reckoned = reckonVisit({ draft: record.draft, contents, limits: limits.ofChecklist });
  const missing = [
    ...found.disputed.map(({ path }) => ({ path, rule: 'conflictOpen' })),
    ...missingForSubmission(record.draft, reckoned),
  ];
  if (missing.length > 0) throw new AppError('validation.incomplete', { count: missing.length }, { fields: missing });
  await seal(tx, record, { reckoned, limits, ...found }, context);
}

/** What a submission is made of beside the record. */
interface Sealing {
  reckoned: Reckoned;
  limits: VisitLimits;
  pictures: readonly Attachment[];
  clips: readonly SealedClip[];
  before: { count: number; lastFinding: number };
}

async function seal(
  tx: Tx,
  record: VisitRecord,
  { reckoned, limits, pictures, clips, before }: Sealing,
  context: CallContext,
): Promise<void> {
  const writing = { personId: context.actor.personId, now: context.now };
  const number = before.count + 1;
  const findings = numbered(record, before.lastFinding);
  const text = canonicalJson({
    ...sealedRecord(record, reckoned, findings, pictures),
    clips,
    targets: limits.targets,
    promisedDays: limits.promisedDays,
    number,
    submittedAt: context.now,
    submittedBy: context.actor.personId,
  });
  const sha256 = createHash('sha256').update(text).digest('hex');
  await freezeChecklists(tx, record.id, reckoned.checklists);
  await freezeWindows(tx, record.id, reckoned.windows);
  await submitFindings(tx, findings, context.now);
  await insertSubmission(tx, { visitId: record.id, number, record: text, sha256 }, writing);
  await insertEvent(tx, record.id, { kind: 'submitted' }, writing);
  await sealVisit(tx, record.id, { ...reckoned, findings: findings.length }, writing);
  await indexVisit(tx, record.id);
  await tx.audit({
    action: context.command,
    object: 'visit',
    ref: record.id,
    actor: context.actor,
    after: { no: record.no, submission: number, score: reckoned.score, findings: findings.length, sha256 },
  });
  tx.changed('visit', record.id);
  for (const { id } of findings) tx.changed('finding', id);
}

/** Findings keep the number they were handed in with; new ones follow the highest there ever was. */
function numbered(
  record: VisitRecord,
  lastFinding: number,
): { id: number; no: string; position: number; clientId: string }[] {
  let next = lastFinding;
  return record.draft.findings.map(({ clientId }) => {
    const facts = record.findingFacts.get(clientId);
    if (!facts) throw new Error(`finding ${clientId} is not of visit ${record.id}`);
    if (facts.no !== null) return { id: facts.id, no: facts.no, position: facts.position, clientId };
    next += 1;
    return { id: facts.id, no: findingNo(record.no, next), position: next, clientId };
  });
}

/** The whole visit as it is handed in, all of it: it never leaves the store but by its hash. */
function sealedRecord(
  record: VisitRecord,
  reckoned: Reckoned,
  findings: readonly { no: string; position: number; clientId: string }[],
  pictures: readonly Attachment[],
): Record<string, unknown> {
  const { id, clientId, no, day, createdAt, draft, unitOf } = record;
  const numberOf = new Map(findings.map((finding) => [finding.clientId, finding]));
  const { score, grade, severity, waitingTenths, handlingTenths, windows } = reckoned;
  return {
    id,
    clientId,
    no,
    day,
    createdAt,
    fields: draft.sheet,
    units: Object.fromEntries(unitOf),
    steps: draft.steps,
    checklists: reckoned.checklists.map(({ content: _content, ...list }) => ({
      ...list,
      answeredAt: draft.checklists.find((one) => one.clientId === list.clientId)?.answeredAt ?? {},
    })),
    findings: draft.findings.map((finding) => {
      const { no: its, position } = numberOf.get(finding.clientId) ?? { no: '', position: 0 };
      return { ...finding, no: its, position };
    }),
    attachments: pictures.map(({ id: attachmentId, sha256, target, name, caption }) => {
      return { id: attachmentId, sha256, target, name, caption };
    }),
    figures: { score, grade, severity, waitingTenths, handlingTenths, windows },
  };
}
