import type { Database, Tx } from '../../../db/database.js';
import { evidenceBySha, insertEvidence, type NewEvidence } from '../../../db/queries/evidence.js';
import {
  changeProof,
  evidenceOfProof,
  hasProof,
  insertProof,
  proofByClientId,
  proofById,
  removeProof,
  type StoredProofRow,
} from '../../../db/queries/rectification-proofs.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import { insertRectificationEvent } from '../../../db/queries/rectification-write.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, isAppError } from '../../../domain/errors.js';
import type { PictureSize } from '../../../domain/picture.js';
import { refusalOf } from '../../../domain/rectification/life.js';
import { PROOF_FORMATS } from '../../../domain/rectification/papers.js';
import type { RectificationDetail, RectificationEvent } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { Staged } from '../../../media/evidence-store.js';
import { paperTypeOf } from '../../../media/paper.js';
import type { RectificationViewer } from '../../../db/queries/rectification-scope.js';
import type { CallContext } from '../../ipc/context.js';
import type { EvidenceService, Shown } from '../evidence/service.js';
import { actingPerson, momentOf } from './act.js';
import { shownMatter } from './detail.js';
import { badField, errorOf, noMatter } from './refusals.js';
import type { RuleBook, Rules } from './rules.js';

export interface ProofDependencies {
  database: Database;
  evidence: EvidenceService;
  rules: RuleBook;
}

type Facts = Pick<NewEvidence, 'kind' | 'mediaType' | 'width' | 'height' | 'hash' | 'takenAt'>;

/** 佐证: pictures and papers by which a unit shows that a matter was put right. */
export class Proofs {
  constructor(private readonly deps: ProofDependencies) {}

  /**
   * Takes a picture or paper in. The same client id again answers what was made the first time; the same bytes hang on a
   * matter once.
   * @throws AppError `notFound.record`, `conflict.state`, `permission.*`, `file.*`, `media.*`
   */
  async add(input: ParsedInput<'proofs.add'>, context: CallContext): Promise<RectificationDetail> {
    const { rectificationId: id, clientId } = input;
    const { database, evidence, rules } = this.deps;
    const earlier = await database.read(`${context.command}.earlier`, async (reader) => {
      const book = await rules.of(reader);
      const made = await proofByClientId(reader, clientId);
      if (!made) requireInHand(await matterAt(reader, id, context, dayOf(context.now)), id, context, book);
      return made ? this.#again(made, input, context) && shownMatter(reader, id, context, book) : null;
    });
    if (earlier) return earlier;
    return evidence.keep(
      input.token,
      (staged, name, signal) => this.#look(staged, name, signal),
      ({ staged, name, facts }) => this.#record(input, context, name, staged, facts),
    );
  }

  /** A client id of somebody else's is nobody's business. */
  #again(made: StoredProofRow, { rectificationId }: ParsedInput<'proofs.add'>, { actor }: CallContext): true {
    if (made.addedBy !== actor.personId || made.rectificationId !== rectificationId)
      throw new AppError('permission.scope', { entity: 'rectification_proof' });
    return true;
  }

  async #look(staged: Staged, name: string, signal: AbortSignal): Promise<Facts> {
    const paper = await paperTypeOf(staged.file, name);
    if (paper !== null)
      return { kind: 'other', mediaType: paper, width: null, height: null, hash: null, takenAt: null };
    try {
      return { kind: 'picture', ...(await this.deps.evidence.inspect(staged, name, signal)) };
    } catch (error) {
      if (!isAppError(error, 'media.notPicture')) throw error;
      throw new AppError('file.format', { name, expected: PROOF_FORMATS }, { cause: error });
    }
  }

  #record(
    input: ParsedInput<'proofs.add'>,
    context: CallContext,
    name: string,
    { sha256, bytes }: Staged,
    facts: Facts,
  ): Promise<RectificationDetail> {
    const { rectificationId: id, clientId, caption } = input;
    const { now, actor } = context;
    return this.#change(id, context, async (tx, at) => {
      const made = await proofByClientId(tx, clientId);
      if (made) return void this.#again(made, input, context);
      const known = await evidenceBySha(tx, sha256);
      if (known !== null && (await hasProof(tx, id, known))) return;
      const evidenceId =
        known ?? (await insertEvidence(tx, { ...facts, sha256, bytes, now, personId: actor.personId }));
      const kind = facts.kind === 'picture' ? 'picture' : 'paper';
      const row = { clientId, rectificationId: id, kind, evidenceId, name, caption, known: known !== null } as const;
      const proofId = await insertProof(tx, { ...row, now, personId: actor.personId });
      await this.#tell(tx, context, at, proofId, 'prove', {
        before: null,
        after: { name, caption, kind, sha256, bytes },
      });
    });
  }

  /** @throws AppError as `add`; `conflict.state` for what was submitted, `validation.input` for a pair without its side */
  change(input: ParsedInput<'proofs.change'>, context: CallContext): Promise<RectificationDetail> {
    const { id, rectificationId, caption, pair, side } = input;
    if ((pair === null) !== (side === null)) return Promise.reject(badField(context, 'side', 'required'));
    return this.#change(rectificationId, context, async (tx, at) => {
      const proof = await requireProof(tx, input);
      const before = { caption: proof.caption, pair: proof.pair, side: proof.side };
      await changeProof(tx, { id, caption, pair, side });
      await this.#tell(tx, context, at, id, null, { before, after: { caption, pair, side } });
    });
  }

  /** Takes back what was not submitted; a second time there is nothing left to do. */
  remove(input: ParsedInput<'proofs.remove'>, context: CallContext): Promise<RectificationDetail> {
    const { id, rectificationId } = input;
    return this.#change(rectificationId, context, async (tx, at) => {
      const gone = await proofById(tx, id);
      if (gone?.removed === 1 && gone.rectificationId === rectificationId) return;
      const { name, caption } = await requireProof(tx, input);
      await removeProof(tx, id, context.now);
      await this.#tell(tx, context, at, id, 'unprove', { before: { name, caption }, after: null });
    });
  }

  /**
   * A picture for somebody who asks to see it: those who may see its matter.
   * @returns `denied` for those who may not, `missing` when it is not there, was taken back, is no picture, or its file is gone
   */
  async show(id: number, size: PictureSize, viewer: RectificationViewer): Promise<Shown | 'denied' | 'missing'> {
    const found = await this.deps.database.read('proofs.show', async (reader) => {
      const proof = await evidenceOfProof(reader, id);
      return proof && { proof, allowed: (await matterAt(reader, proof.rectificationId, viewer, 0)) !== null };
    });
    if (!found) return 'missing';
    return found.allowed ? this.deps.evidence.showPicture(found.proof, size) : 'denied';
  }

  /** One change of the proof of a matter the unit has in hand. */
  #change(
    id: number,
    context: CallContext,
    work: (tx: Tx, at: MatterAt) => Promise<void>,
  ): Promise<RectificationDetail> {
    const { database, rules } = this.deps;
    return database.write(context.command, async (tx) => {
      const book = await rules.of(tx);
      const at = requireInHand(await matterAt(tx, id, context, dayOf(context.now)), id, context, book);
      await work(tx, at);
      return shownMatter(tx, id, context, book);
    });
  }

  async #tell(
    tx: Tx,
    context: CallContext,
    { matter }: MatterAt,
    proofId: number,
    action: Extract<RectificationEvent['action'], 'prove' | 'unprove'> | null,
    change: { before: unknown; after: { name?: string } | null | object },
  ): Promise<void> {
    if (action !== null)
      await insertRectificationEvent(tx, {
        ...{ id: matter.id, action, now: context.now, personId: context.actor.personId, note: null },
        fromState: matter.state,
        toState: matter.state,
        detail: { proofId },
      });
    await tx.audit({
      action: context.command,
      object: 'rectification_proof',
      ref: proofId,
      actor: context.actor,
      ...change,
    });
    tx.changed('rectification_proof', proofId);
    tx.changed('rectification', matter.id);
  }
}

/** The unit has the matter in hand: it may do what it may report on. */
function requireInHand(at: MatterAt | null, id: number, context: CallContext, { calendar, settings }: Rules): MatterAt {
  if (at === null) throw noMatter(id);
  const refusal = refusalOf('report', at.facts, actingPerson(context), momentOf(at, calendar, context.now), settings);
  if (refusal !== null) throw errorOf(refusal, at, { command: context.command, appealUntilDay: null });
  return at;
}

async function requireProof(
  tx: Tx,
  { id, rectificationId }: { id: number; rectificationId: number },
): Promise<StoredProofRow> {
  const proof = await proofById(tx, id);
  if (proof?.rectificationId !== rectificationId || proof.removed === 1)
    throw new AppError('notFound.record', { entity: 'rectification_proof', id });
  if (proof.submitted === 1)
    throw new AppError('conflict.state', { entity: 'rectification_proof', state: 'submitted' });
  return proof;
}
