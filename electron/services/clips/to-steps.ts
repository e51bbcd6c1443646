import type { Database } from '../../../db/database.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../../domain/errors.js';
import { stepsOfMarks } from '../../../domain/footage/clip-steps.js';
import { modeFacts, stepTimes, visitWideSteps } from '../../../domain/visit.js';
import type { VisitChange } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { applyChanges, openRecord } from '../visits/change.js';
import type { Versions } from '../visits/versions.js';
import { seenClip } from './shown.js';

/**
 * Writes the moments of a clip into its visit as timed steps by the true wall clock. Steps are only ever added: one that
 * stands already is corrected by a further entry, one that stands at this very time is left alone.
 * @throws AppError `notFound.record`, `clip.untimed`, `clip.unmarked`, `permission.scope`, `conflict.state`, and
 *   `validation.input` as a change of the visit would be refused
 */
export function clipToSteps(
  database: Database,
  versions: Versions,
  { id, windowId }: ParsedInput<'clips.toSteps'>,
  context: CallContext,
): Promise<CommandOutput<'clips.toSteps'>> {
  return database.write(context.command, async (tx) => {
    const clip = await seenClip(tx, id, context);
    const { target, startAt, marks, label: name } = clip;
    if (!target || target.kind === 'lead' || clip.removedAt !== null)
      throw new AppError('notFound.record', { entity: 'visit', id: '' });
    if (startAt === null) throw new AppError('clip.untimed', { name });
    const record = await openRecord(tx, target.visitId, context);
    const told = stepsOfMarks(marks, startAt, modeFacts(record.draft.sheet.mode).steps);
    if (told.length === 0) throw new AppError('clip.unmarked', { name });
    const changes = told.flatMap(({ step, at }): VisitChange[] => {
      const place = visitWideSteps.includes(step) ? null : windowId;
      const standing = stepTimes(record.draft.steps.filter((entry) => entry.windowId === place))[step];
      if (standing === at) return [];
      const entry = { step, windowId: place, at, recordedAt: context.now, note: name };
      return [{ kind: 'step', clientId: randomUUID(), entry }];
    });
    if (changes.length === 0) return { steps: 0 };
    await applyChanges(tx, record, changes, versions, context);
    const after = { visit: record.no, windowId, steps: told };
    await tx.audit({ action: context.command, object: 'clip', ref: id, actor: context.actor, after });
    return { steps: changes.length };
  });
}
