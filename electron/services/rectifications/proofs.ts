import { copyFile } from 'node:fs/promises';
import type { Database, Tx } from '../../../db/database.js';
import { evidenceBySha, insertEvidence } from '../../../db/queries/evidence.js';
import {
  changeProof,
  evidenceOfProof,
  hasProof,
  insertProof,
  proofByClientId,
  proofById,
  removeProof,
  type NewProof,
  type ProofEvidence,
  type StoredProofRow,
} from '../../../db/queries/rectification-proofs.js';
import { matterAt } from '../../../db/queries/rectification-read.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { PictureSize } from '../../../domain/picture.js';
import { PROOF_FORMATS, paperTypes } from '../../../domain/rectification/papers.js';
import type { RectificationDetail } from '../../../domain/rectification/schema.js';
import { dayOf, type Clock } from '../../../domain/time.js';
import { checkFile } from '../../../media/evidence-check.js';
import type { EvidenceStore, Staged } from '../../../media/evidence-store.js';
import type { RectificationViewer } from '../../../db/queries/rectification-scope.js';
import type { Desktop } from '../../app/desktop.js';
import { writeAtomically } from '../../documents/atomic-file.js';
import type { CallContext } from '../../ipc/context.js';
import { soundFile } from '../clips/media.js';
import { pictureOrPaper, type PieceFacts } from '../evidence/piece.js';
import type { EvidenceService, Shown } from '../evidence/service.js';
import type { FileTokens } from '../files.js';
import { shownMatter } from './detail.js';
import { changeInHand, requireInHand, tellProof } from './proof-acts.js';
import { badField } from './refusals.js';
import type { RuleBook } from './rules.js';

export interface ProofDependencies {
  database: Database;
  evidence: EvidenceService;
  store: EvidenceStore;
  clock: Clock;
  files: FileTokens;
  desktop: Desktop;
  rules: RuleBook;
}

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
      pictureOrPaper(evidence.inspect, Object.values(paperTypes), PROOF_FORMATS),
      ({ staged, name, facts }) => this.#record(input, context, name, staged, facts),
    );
  }

  /** A client id of somebody else's is nobody's business. */
  #again(made: StoredProofRow, { rectificationId }: ParsedInput<'proofs.add'>, { actor }: CallContext): true {
    if (made.addedBy !== actor.personId || made.rectificationId !== rectificationId)
      throw new AppError('permission.scope', { entity: 'rectification_proof' });
    return true;
  }

  #record(
    input: ParsedInput<'proofs.add'>,
    context: CallContext,
    name: string,
    { sha256, bytes }: Staged,
    facts: PieceFacts,
  ): Promise<RectificationDetail> {
    const { rectificationId: id, clientId, caption } = input;
    const { now, actor } = context;
    return changeInHand(this.deps, id, context, async (tx, at) => {
      const made = await proofByClientId(tx, clientId);
      if (made) return void this.#again(made, input, context);
      const known = await evidenceBySha(tx, sha256);
      if (known !== null && (await hasProof(tx, id, known))) return;
      const evidenceId =
        known ?? (await insertEvidence(tx, { ...facts, sha256, bytes, now, personId: actor.personId }));
      const kind: NewProof['kind'] = facts.kind === 'picture' ? 'picture' : 'paper';
      const row = {
        ...{ clientId, rectificationId: id, kind, evidenceId, name, caption, known: known !== null },
        ...{ derivedId: null, verificationId: null },
      };
      const proofId = await insertProof(tx, { ...row, now, personId: actor.personId });
      await tellProof(tx, context, at, proofId, 'prove', {
        before: null,
        after: { name, caption, kind, sha256, bytes },
      });
    });
  }

  /** @throws AppError as `add`; `conflict.state` for what was submitted, `validation.input` for a pair without its side */
  change(input: ParsedInput<'proofs.change'>, context: CallContext): Promise<RectificationDetail> {
    const { id, rectificationId, caption, pair, side } = input;
    if ((pair === null) !== (side === null)) return Promise.reject(badField(context, 'side', 'required'));
    return changeInHand(this.deps, rectificationId, context, async (tx, at) => {
      const proof = await requireProof(tx, input);
      const before = { caption: proof.caption, pair: proof.pair, side: proof.side };
      await changeProof(tx, { id, caption, pair, side });
      await tellProof(tx, context, at, id, null, { before, after: { caption, pair, side } });
    });
  }

  /** Takes back what was not submitted; a second time there is nothing left to do. */
  remove(input: ParsedInput<'proofs.remove'>, context: CallContext): Promise<RectificationDetail> {
    const { id, rectificationId } = input;
    return changeInHand(this.deps, rectificationId, context, async (tx, at) => {
      const gone = await proofById(tx, id);
      if (gone?.removed === 1 && gone.rectificationId === rectificationId) return;
      const { name, caption } = await requireProof(tx, input);
      await removeProof(tx, id, context.now);
      await tellProof(tx, context, at, id, 'unprove', { before: { name, caption }, after: null });
    });
  }

  /**
   * Shows a paper with the program this computer has for it. What is opened is a copy, under a name made here.
   * @throws AppError `notFound.record`, `evidence.locked`, `file.*`
   */
  async open({ id }: ParsedInput<'proofs.open'>, context: CallContext): Promise<void> {
    const { proof, file } = await this.#paper(id, context);
    const [kind = 'pdf'] = Object.entries(paperTypes).find(([, type]) => type === proof.mediaType) ?? [];
    if (proof.kind !== 'other') throw noProof(id);
    await this.#left(id, proof, context, null);
    await this.deps.desktop.openCopy(file, `${proof.sha256.slice(0, 12)}.${kind}`);
  }

  /**
   * Writes a picture or paper where the person chose, whole and proved by its hash, or not at all.
   * @throws AppError `notFound.record`, `evidence.locked`, `file.*`, `media.hashMismatch`
   */
  async save({ id, token }: ParsedInput<'proofs.save'>, context: CallContext): Promise<{ file: string }> {
    const { proof, file } = await this.#paper(id, context);
    const { path, name } = this.deps.files.take(token, 'save');
    await writeAtomically(path, async (part) => {
      await copyFile(file, part);
      const { sha256, bytes } = proof;
      if ((await checkFile(part, { sha256, bytes })) !== 'whole') throw new AppError('media.hashMismatch', { name });
      await this.#left(id, proof, context, name);
    });
    return { file: name };
  }

  /** A picture or paper of a matter this person may see, and its file. */
  async #paper(id: number, context: CallContext): Promise<{ proof: ProofEvidence; file: string }> {
    const proof = await this.deps.database.read(context.command, async (reader) => {
      const found = await evidenceOfProof(reader, id);
      const seen = found && (await matterAt(reader, found.rectificationId, context, dayOf(context.now))) !== null;
      return seen ? found : null;
    });
    if (!proof) throw noProof(id);
    // Footage leaves in packs, with what has to be said of it.
    if (proof.derivedId !== null) throw new AppError('evidence.unredacted', { name: proof.name });
    return { proof, file: await soundFile(this.deps, proof) };
  }

  /** What is handed out stands in the log before it is. */
  #left(id: number, { sha256 }: ProofEvidence, context: CallContext, file: string | null): Promise<void> {
    const { command: action, actor } = context;
    return this.deps.database.write(action, (tx) =>
      tx.audit({ action, object: 'rectification_proof', ref: id, actor, after: { sha256, file } }),
    );
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
}

const noProof = (id: number): AppError => new AppError('notFound.record', { entity: 'rectification_proof', id });

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
