import type { Tx } from '../../../db/database.js';
import { openConflict, settleConflict, type ConflictRecord } from '../../../db/queries/visit-conflict.js';
import type { ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { placeOfPath, type VisitDraft } from '../../../domain/visit-draft.js';
import { joinedValue } from '../../../domain/visit-join.js';
import { visitChange, type VisitChange } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { applyChanges, openRecord } from './change.js';
import type { Versions } from './versions.js';

type Input = ParsedInput<'visits.settle'>;

const refuse = (rule: string): never => {
  throw new AppError('validation.input', { command: 'visits.settle' }, { fields: [{ path: 'keep', rule }] });
};

/**
 * Ends a conflict with one text, the other, or both.
 * @returns the id of its visit
 */
export async function settleVisit(tx: Tx, input: Input, versions: Versions, context: CallContext): Promise<number> {
  const conflict = await openConflict(tx, input.conflictId);
  if (!conflict) throw new AppError('notFound.record', { entity: 'visit', id: input.conflictId });
  const record = await openRecord(tx, conflict.visitId, context);
  const changes = changesFor(record.draft, conflict, input.keep);
  // Before the chosen text is written: what was in dispute stays as it was.
  await settleConflict(tx, conflict.id, input.keep, context.now);
  await applyChanges(tx, record, changes, versions, context, { always: true });
  await tx.audit({
    action: context.command,
    object: 'visit',
    ref: record.id,
    actor: context.actor,
    after: { path: conflict.path, kept: input.keep },
  });
  return record.id;
}

/** What has to be written so that the chosen text stands; nothing for the one that stands already. */
function changesFor(draft: VisitDraft, { path, mine }: ConflictRecord, keep: Input['keep']): VisitChange[] {
  if (keep === 'theirs') return [];
  const place = placeOfPath(path);
  const theirs = valueAt(draft, path);
  const wanted: unknown = JSON.parse(mine);
  const value = keep === 'mine' ? wanted : joinedValue(path, wanted, theirs);
  if (!place || value === undefined) return refuse('notText');
  const change =
    place.kind === 'field'
      ? { kind: 'fields', was: { [place.name]: theirs }, value: { [place.name]: value } }
      : { ...place, was: theirs, value };
  const parsed = visitChange.safeParse(change);
  return parsed.success ? [parsed.data] : refuse('joinedTooLong');
}

/** What stands at a path now; null for nothing. */
function valueAt(draft: VisitDraft, path: string): unknown {
  const place = placeOfPath(path);
  if (place?.kind === 'field') return draft.sheet[place.name];
  if (place?.kind === 'finding') return draft.findings.find(({ clientId }) => clientId === place.clientId) ?? null;
  const answers = draft.checklists.find(({ clientId }) => clientId === place?.checklist)?.answers ?? {};
  return (place && Object.hasOwn(answers, place.item) && answers[place.item]) || null;
}
