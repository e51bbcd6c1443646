import type { Database, Tx } from '../../../db/database.js';
import {
  confirmRescored,
  decideFinding,
  recountFindings,
  reopenFindings,
  rescoreParts,
  reviewedFinding,
  reviewedFindings,
  setVisitState,
  type ReviewedFinding,
} from '../../../db/queries/review-write.js';
import type { VisitRecord } from '../../../db/queries/visit-read.js';
import { indexVisit } from '../../../db/queries/visit-search.js';
import { insertEvent } from '../../../db/queries/visit-write.js';
import { dismissedItems } from '../../../domain/confirmation.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { reckonVisit, type Reckoned } from '../../../domain/visit-reckon.js';
import type { VisitDetail } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { seenRecord, shownVisit } from '../visits/detail.js';
import { Versions } from '../visits/versions.js';
import { requireReviewable } from './rights.js';

/** What a submitted visit goes through until it is confirmed or sent back. */
export class ReviewService {
  readonly #versions = new Versions();

  constructor(private readonly database: Database) {}

  /** @throws AppError `notFound.record`, `permission.samePerson`, `conflict.state`, `conflict.revision` */
  async decideFinding(input: ParsedInput<'visits.decideFinding'>, context: CallContext): Promise<VisitDetail> {
    const { findingId, revision, decision, severity, note } = input;
    return this.database.write(context.command, async (tx) => {
      const { finding, visit } = await this.#findingAt(tx, findingId, context);
      requireRevision('finding', finding, revision);
      await decideFinding(tx, findingId, {
        state: decision,
        severity,
        note,
        by: context.actor.personId,
        now: context.now,
      });
      await insertEvent(
        tx,
        visit.id,
        { kind: decision === 'confirmed' ? 'findingConfirmed' : 'findingDismissed', note, findingId },
        { personId: context.actor.personId, now: context.now },
      );
      await tx.audit({
        action: context.command,
        object: 'finding',
        ref: findingId,
        actor: context.actor,
        reason: null,
        before: { state: finding.state, severity: finding.severity, decisionNote: finding.note },
        after: { state: decision, severity, decisionNote: note },
      });
      tx.changed('finding', findingId);
      return this.#finish(tx, visit.id, context);
    });
  }

  /**
   * Sends a visit back to its inspectors; every decision on its findings falls.
   * @throws AppError as above
   */
  async sendBack(input: ParsedInput<'visits.return'>, context: CallContext): Promise<VisitDetail> {
    return this.database.write(context.command, async (tx) => {
      const visit = await this.#visitAt(tx, input, context);
      const findings = await reviewedFindings(tx, visit.id);
      await reopenFindings(tx, visit.id, context.now);
      for (const { id } of findings) tx.changed('finding', id);
      return this.#move(tx, visit, 'returned', input.note, context);
    });
  }

  /**
   * Ends the review. Items of dismissed findings count as conforming: the scores are reckoned anew and frozen.
   * @throws AppError as above; `validation.incomplete` naming the findings nobody decided on
   */
  async confirm(input: ParsedInput<'visits.confirm'>, context: CallContext): Promise<VisitDetail> {
    return this.database.write(context.command, async (tx) => {
      const visit = await this.#visitAt(tx, input, context);
      requireDecided(await reviewedFindings(tx, visit.id));
      const rescored = await this.#rescored(tx, visit);
      if (rescored) await rescoreParts(tx, visit.id, rescored);
      return this.#move(tx, visit, 'confirmed', input.note, context, rescored);
    });
  }

  /** The scores without what was dismissed, from what was frozen; null where no item's finding was. */
  async #rescored(tx: Tx, { draft, findingFacts, checklistFacts }: VisitRecord): Promise<Reckoned | null> {
    const dismissed = dismissedItems(
      draft.findings.map(({ clientId, checklist, itemCode }) => {
        return { checklist, itemCode, state: findingFacts.get(clientId)?.state ?? 'submitted' };
      }),
    );
    if (dismissed.size === 0) return null;
    const used = await this.#versions.of(
      tx,
      draft.checklists.map(({ versionId }) => versionId),
    );
    return reckonVisit({
      draft,
      contents: new Map([...used].map(([id, { content }]) => [id, content])),
      limits: new Map([...checklistFacts].map(([clientId, { limits }]) => [clientId, limits ?? {}])),
      dismissed,
    });
  }

  async #findingAt(
    tx: Tx,
    id: number,
    context: CallContext,
  ): Promise<{ finding: ReviewedFinding; visit: VisitRecord }> {
    const finding = await reviewedFinding(tx, id);
    // A finding of a lead was decided when it was made one.
    if (!finding || finding.visitId === null) throw new AppError('notFound.record', { entity: 'finding', id });
    const visit = await seenRecord(tx, finding.visitId, context);
    requireReviewable(visit, context, ['submitted']);
    return { finding, visit };
  }

  async #visitAt(
    tx: Tx,
    { id, revision }: { id: number; revision: number },
    context: CallContext,
  ): Promise<VisitRecord> {
    const visit = await seenRecord(tx, id, context);
    requireReviewable(visit, context, ['submitted']);
    requireRevision('visit', visit, revision);
    return visit;
  }

  async #move(
    tx: Tx,
    visit: VisitRecord,
    state: 'returned' | 'confirmed',
    note: string,
    context: CallContext,
    rescored: Reckoned | null = null,
  ): Promise<VisitDetail> {
    await insertEvent(tx, visit.id, { kind: state, note }, { personId: context.actor.personId, now: context.now });
    // The unit finds a finding once it is confirmed, and no longer when it is sent back.
    await indexVisit(tx, visit.id);
    await tx.audit({
      action: context.command,
      object: 'visit',
      ref: visit.id,
      actor: context.actor,
      reason: note,
      before: { state: visit.state, ...(rescored && { score: visit.score }) },
      after: { state, ...(rescored && { score: rescored.score }) },
    });
    return this.#finish(tx, visit.id, context, { state, rescored });
  }

  /** The state comes last: nothing of a confirmed visit can be written. */
  async #finish(
    tx: Tx,
    visitId: number,
    context: CallContext,
    end: { state: 'returned' | 'confirmed'; rescored: Reckoned | null } | null = null,
  ): Promise<VisitDetail> {
    await recountFindings(tx, visitId, context.now);
    if (end?.rescored) await confirmRescored(tx, visitId, end.rescored);
    else if (end) await setVisitState(tx, visitId, end.state);
    tx.changed('visit', visitId);
    return shownVisit(tx, visitId, this.#versions, context);
  }
}

function requireRevision(entity: 'visit' | 'finding', row: { id: number; revision: number }, yours: number): void {
  if (row.revision === yours) return;
  throw new AppError('conflict.revision', { entity, id: row.id, theirs: row.revision, yours });
}

function requireDecided(findings: readonly ReviewedFinding[]): void {
  const open = findings.filter(({ state }) => state === 'submitted');
  if (open.length === 0) return;
  const fields = open.map(({ clientId }) => ({ path: `findings.${clientId}`, rule: 'undecided' }));
  throw new AppError('validation.incomplete', { count: open.length }, { fields });
}
