import { randomUUID } from 'node:crypto';
import type { Database, Reader, Tx } from '../../../db/database.js';
import { clipsForUnit, clipsOfHall, type FootagePlace, type OfferedClip } from '../../../db/queries/proof-footage.js';
import { evidenceOfProof, hasClip, insertProof, proofByClientId } from '../../../db/queries/rectification-proofs.js';
import { matterAt, type StoredMatter } from '../../../db/queries/rectification-read.js';
import { isUnitView, type RectificationViewer } from '../../../db/queries/rectification-scope.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { DerivedPart } from '../../../domain/footage/address.js';
import { proofUrl } from '../../../domain/rectification/address.js';
import type { FootageOffer, RectificationDetail } from '../../../domain/rectification/schema.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { sight } from '../clips/seen-derived.js';
import { registerViewing, type DerivedShow } from '../clips/show.js';
import type { Shown } from '../evidence/service.js';
import { changeInHand, tellProof } from './proof-acts.js';
import { badField, noMatter } from './refusals.js';
import type { RuleBook } from './rules.js';
import { shownFootage } from './shown-footage.js';

export interface FootageDependencies {
  database: Database;
  rules: RuleBook;
  derived: DerivedShow;
}

/** Clips of the store that prove a matter: put there by its unit, or by whoever verifies it. */
export class ProofFootage {
  constructor(private readonly deps: FootageDependencies) {}

  /** @throws AppError `notFound.record` */
  offers(
    { rectificationId: id }: ParsedInput<'proofs.footage'>,
    context: CallContext,
  ): Promise<CommandOutput<'proofs.footage'>> {
    return this.deps.database.read(context.command, async (reader) => {
      const at = await matterAt(reader, id, context, dayOf(context.now));
      if (!at) throw noMatter(id);
      return (await offeredTo(reader, context, at.matter, null)).map(({ offer }) => offer);
    });
  }

  /**
   * The same client id again, and the same clip again, change nothing.
   * @throws AppError as `proofs.add`; `notFound.record` for a clip that is not offered to this unit
   */
  attach(input: ParsedInput<'proofs.attach'>, context: CallContext): Promise<RectificationDetail> {
    const { rectificationId, clientId, derivedId, caption } = input;
    return changeInHand(this.deps, rectificationId, context, async (tx, at) => {
      const made = await proofByClientId(tx, clientId);
      if (made && (made.addedBy !== context.actor.personId || made.rectificationId !== rectificationId))
        throw new AppError('permission.scope', { entity: 'rectification_proof' });
      if (made || (await hasClip(tx, rectificationId, derivedId))) return;
      const [found] = await offeredTo(tx, context, at.matter, derivedId);
      if (!found) throw new AppError('notFound.record', { entity: 'derivation', id: derivedId });
      const row = { clientId, rectificationId, derivedId, caption, name: found.name, verificationId: null };
      const proofId = await insertClip(tx, context, row);
      const after = { derivedId, caption, kind: 'clip' };
      await tellProof(tx, context, at, proofId, 'prove', { before: null, after });
    });
  }

  /** @throws AppError `notFound.record`, `validation.reasonMissing`, `evidence.*`, `media.*` */
  async play({ id, reason }: ParsedInput<'proofs.play'>, context: CallContext): Promise<CommandOutput<'proofs.play'>> {
    const { actor, command: action } = context;
    const shown = await this.deps.database.write(action, async (tx) => {
      const found = await footageOfProof(tx, id, context);
      if (!found) throw new AppError('notFound.record', { entity: 'rectification_proof', id });
      await registerViewing(tx, found, reason, context);
      const { id: derivedId, redacted, sha256 } = found;
      const after = { derivedId, sha256, redacted };
      await tx.audit({ action, object: 'rectification_proof', ref: id, actor, reason, after });
      return found;
    });
    return { url: proofUrl(id, 'play'), mediaType: await this.deps.derived.ready(shown) };
  }

  /** A part of a clip, as this person is shown it: never more than `play` opened. */
  async show(id: number, part: DerivedPart, viewer: RectificationViewer): Promise<Shown | 'denied' | 'missing'> {
    const { database, derived } = this.deps;
    const { found, opened } = await database.read('proofs.footage', async (reader) => {
      const shown = await footageOfProof(reader, id, viewer);
      return { found: shown, opened: shown !== null && (await derived.opened(reader, shown, viewer)) };
    });
    return found && opened ? derived.serve(found, part) : 'denied';
  }
}

async function footageOfProof(reader: Reader, id: number, viewer: RectificationViewer) {
  const proof = await evidenceOfProof(reader, id);
  if (!proof || proof.derivedId === null) return null;
  if ((await matterAt(reader, proof.rectificationId, viewer, 0)) === null) return null;
  return shownFootage(reader, proof.derivedId, viewer);
}

interface Offered {
  offer: FootageOffer;
  /** What a proof of it is called; a unit reads the camera alone. */
  name: string;
}

/** @param derivedId this one alone; null for all */
async function offeredTo(
  reader: Reader,
  viewer: RectificationViewer,
  { hallId, windowId, unitId }: StoredMatter,
  derivedId: number | null,
): Promise<Offered[]> {
  const place: FootagePlace = { hallId, windowId, unitId, derivedId };
  const asOffer = ({ clipLabel: _, redacted, ...clip }: OfferedClip, label: string | null): FootageOffer => ({
    ...clip,
    label,
    redacted: redacted === 1,
  });
  if (isUnitView(viewer))
    return (await clipsForUnit(reader, place)).map((clip) => ({
      offer: asOffer(clip, null),
      name: clip.cameraLabel ?? '—',
    }));
  const offers: Offered[] = [];
  for (const clip of await clipsOfHall(reader, place))
    if (await sight(reader, clip.derivedId, viewer))
      offers.push({ offer: asOffer(clip, clip.clipLabel), name: clip.clipLabel });
  return offers;
}

function insertClip(
  tx: Tx,
  { now, actor }: CallContext,
  row: {
    clientId: string;
    rectificationId: number;
    derivedId: number;
    verificationId: number | null;
    name: string;
    caption: string | null;
  },
): Promise<number> {
  return insertProof(tx, { ...row, kind: 'clip', evidenceId: null, known: true, now, personId: actor.personId });
}

/**
 * The clips a verification goes by, checked before anything is written.
 * @returns what writes them, once the verification is recorded
 * @throws AppError `validation.input` for one that is not the verifier's to see, of another hall, or of before the submission
 */
export async function verifiersClips(
  tx: Tx,
  context: CallContext,
  matter: StoredMatter,
  derivedIds: readonly number[],
): Promise<(verificationId: number) => Promise<void>> {
  const found: Offered[] = [];
  for (const [index, derivedId] of [...new Set(derivedIds)].entries()) {
    const [clip] = await offeredTo(tx, context, matter, derivedId);
    if (!clip) throw badField(context, `derivedIds.${index}`, 'notSeenClip');
    const { untilAt } = clip.offer;
    if (untilAt !== null && matter.submittedAt !== null && untilAt < matter.submittedAt)
      throw badField(context, `derivedIds.${index}`, 'beforeSubmission');
    found.push(clip);
  }
  return async (verificationId) => {
    for (const { offer, name } of found) {
      const row = { clientId: randomUUID(), rectificationId: matter.id, derivedId: offer.derivedId, caption: null };
      tx.changed('rectification_proof', await insertClip(tx, context, { ...row, name, verificationId }));
    }
  };
}
