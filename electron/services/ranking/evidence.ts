import type { Database, Tx } from '../../../db/database.js';
import { evidenceBySha, insertEvidence } from '../../../db/queries/evidence.js';
import type { StoredMonth } from '../../../db/queries/ranking.js';
import {
  hasRankingEvidence,
  insertRankingEvidence,
  rankingEvidenceByClientId,
  rankingEvidenceById,
  removeRankingEvidence,
  shownEvidence,
  type StoredEvidence,
} from '../../../db/queries/ranking-evidence.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import type { Role } from '../../../domain/people.js';
import type { PictureSize } from '../../../domain/picture.js';
import type { RankingMonth } from '../../../domain/ranking/month.js';
import { paperTypes, RANKING_EVIDENCE_FORMATS } from '../../../domain/rectification/papers.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore, Staged } from '../../../media/evidence-store.js';
import type { Desktop } from '../../app/desktop.js';
import type { CallContext } from '../../ipc/context.js';
import { soundFile } from '../clips/media.js';
import { pictureOrPaper, type PieceFacts } from '../evidence/piece.js';
import type { EvidenceService, Shown } from '../evidence/service.js';
import { missing, monthAt, reckonAnew, requireManual, shown, wrongState } from './month-rows.js';

interface Dependencies {
  database: Database;
  evidence: EvidenceService;
  store: EvidenceStore;
  clock: Clock;
  desktop: Desktop;
}

/** Who looks at rankings. */
const readers: readonly Role[] = ['office', 'reviewer', 'leader'];

/** 佐证: pictures and papers that items of a month given by hand are based on. A month that was checked keeps what it has. */
export class RankingEvidences {
  constructor(private readonly deps: Dependencies) {}

  /**
   * Takes a picture or PDF in; the month is computed anew with it.
   * @throws AppError `notFound.record`, `conflict.state` for a month that is no draft, `validation.input` naming unit or
   *   component, `permission.scope` for a client id of another, `file.*`, `media.*`
   */
  async add(input: ParsedInput<'ranking.addEvidence'>, context: CallContext): Promise<RankingMonth> {
    const { database, evidence } = this.deps;
    const earlier = await database.read(`${context.command}.earlier`, async (reader) => {
      const made = await rankingEvidenceByClientId(reader, input.clientId);
      if (made) return sameCall(made, input, context) && shown(reader, input.monthId, context);
      requireOpen(await monthAt(reader, input.monthId, null), input, context);
      return null;
    });
    if (earlier) return earlier;
    return evidence.keep(
      input.token,
      pictureOrPaper(evidence.inspect, [paperTypes.pdf], RANKING_EVIDENCE_FORMATS),
      ({ staged, name, facts }) => this.#record(input, context, name, staged, facts),
    );
  }

  #record(
    { token: _, ...input }: ParsedInput<'ranking.addEvidence'>,
    context: CallContext,
    name: string,
    { sha256, bytes }: Staged,
    facts: PieceFacts,
  ): Promise<RankingMonth> {
    const { now, actor } = context;
    const { monthId, unitId, component } = input;
    return this.deps.database.write(context.command, async (tx) => {
      const made = await rankingEvidenceByClientId(tx, input.clientId);
      if (made) return sameCall(made, input, context) && shown(tx, monthId, context);
      const month = requireOpen(await monthAt(tx, monthId, null), input, context);
      const known = await evidenceBySha(tx, sha256);
      const { schemeId } = month;
      if (known !== null && (await hasRankingEvidence(tx, { ...input, schemeId }, known)))
        return shown(tx, monthId, context);
      const by = { now, personId: actor.personId };
      const evidenceId = known ?? (await insertEvidence(tx, { ...facts, sha256, bytes, ...by }));
      const id = await insertRankingEvidence(tx, {
        ...input,
        schemeId,
        evidenceId,
        name,
        known: known !== null,
        ...by,
      });
      const after = { monthId, unitId, component, name, sha256, bytes };
      return this.#changed(tx, context, month, id, { before: null, after });
    });
  }

  /** @throws AppError `notFound.record`, `conflict.state` for a month that is no draft */
  remove({ id, monthId }: ParsedInput<'ranking.removeEvidence'>, context: CallContext): Promise<RankingMonth> {
    return this.deps.database.write(context.command, async (tx) => {
      const month = requireDraft(await monthAt(tx, monthId, null));
      const piece = await rankingEvidenceById(tx, id);
      if (piece?.monthId !== monthId) throw missing('ranking_evidence', id);
      await removeRankingEvidence(tx, id);
      const { unitId, component, name } = piece;
      return this.#changed(tx, context, month, id, { before: { monthId, unitId, component, name }, after: null });
    });
  }

  async #changed(
    tx: Tx,
    context: CallContext,
    month: StoredMonth,
    id: number,
    { before, after }: { before: object | null; after: object | null },
  ): Promise<RankingMonth> {
    await reckonAnew(tx, month, context);
    await tx.audit({
      action: context.command,
      object: 'ranking_evidence',
      ref: id,
      actor: context.actor,
      before,
      after,
    });
    tx.changed('ranking_evidence', id);
    tx.changed('ranking_month', month.id);
    return shown(tx, month.id, context);
  }

  /**
   * Shows a PDF with the program this computer has for it. What is opened is a copy, under a name made here.
   * @throws AppError `notFound.record`, `evidence.locked`, `file.*`
   */
  async open({ id }: ParsedInput<'ranking.openEvidence'>, context: CallContext): Promise<void> {
    const { database, desktop } = this.deps;
    const piece = await database.read(context.command, (reader) => shownEvidence(reader, id));
    if (piece?.mediaType !== paperTypes.pdf) throw missing('ranking_evidence', id);
    const file = await soundFile(this.deps, piece);
    const { command: action, actor } = context;
    const after = { sha256: piece.sha256 };
    await database.write(action, (tx) => tx.audit({ action, object: 'ranking_evidence', ref: id, actor, after }));
    await desktop.openCopy(file, `${piece.sha256.slice(0, 12)}.pdf`);
  }

  /**
   * A picture for somebody who asks to see it: those who look at rankings.
   * @returns `denied` for those who do not, `missing` when it is not there, is no picture, or its file is gone
   */
  async show(
    id: number,
    size: PictureSize,
    { roles }: { roles: readonly Role[] },
  ): Promise<Shown | 'denied' | 'missing'> {
    if (!readers.some((role) => roles.includes(role))) return 'denied';
    const piece = await this.deps.database.read('ranking.showEvidence', (reader) => shownEvidence(reader, id));
    return piece ? this.deps.evidence.showPicture(piece, size) : 'missing';
  }
}

function requireDraft(month: StoredMonth): StoredMonth {
  if (month.state !== 'draft') throw wrongState(month);
  return month;
}

function requireOpen(
  month: StoredMonth,
  place: { unitId: number; component: number },
  context: CallContext,
): StoredMonth {
  requireManual(requireDraft(month), place, context);
  return month;
}

/** Sent again after a lost answer; a client id of somebody else's is nobody's business. */
function sameCall(made: StoredEvidence, { monthId }: { monthId: number }, { actor }: CallContext): true {
  if (made.addedBy !== actor.personId || made.monthId !== monthId)
    throw new AppError('permission.scope', { entity: 'ranking_evidence' });
  return true;
}
