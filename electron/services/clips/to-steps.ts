import type { Database } from '../../../db/database.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { randomUUID } from 'node:crypto';
import { AppError } from '../../../domain/errors.js';
import { stepsOfMarks } from '../../../domain/footage/clip-steps.js';
import { modeFacts, stepTimes, visitWideSteps } from '../../../domain/visit.js';
import type { VisitChange } from '../../../domain/visit-record.js';
import type { CallContext } from '../../ipc/context.js';
import { applyChanges, openRecord } from '../visits/change.js';
import type { ClockWatch } from '../visits/clock.js';
import type { Versions } from '../visits/versions.js';
import { seenClip } from './shown.js';

/** What writing the steps of a visit needs. */
export interface StepWriting {
  versions: Versions;
  /** Steps told by footage are written on this computer's word of the time like any other. */
  watch: ClockWatch;
  /** The language the record is kept in. */
  language(): 'zh-CN' | 'en';
}

/** Where the time of such a step is from, as it stands beside the step for whoever reads it. */
const sourceWords: Record<ReturnType<StepWriting['language']>, string> = { 'zh-CN': '录像：', en: 'Footage: ' };
const MOST_NOTE = 200;

/**
 * Writes the moments of a clip into its visit as timed steps by the true wall clock. Steps are only ever added: one that
 * stands already is corrected by a further entry, one that stands at this very time is left alone. They are checked like
 * steps that are typed in: on the day of the visit, not ahead of the clock, in an order that can be; and each says that it
 * is from footage.
 * @throws AppError `notFound.record`, `clip.untimed`, `clip.unmarked`, `permission.scope`, `conflict.state`, and
 *   `validation.input` as a change of the visit would be refused
 */
export async function clipToSteps(
  database: Database,
  { versions, watch, language }: StepWriting,
  { id, windowId }: ParsedInput<'clips.toSteps'>,
  context: CallContext,
): Promise<CommandOutput<'clips.toSteps'>> {
  await watch.look();
  const { steps, visitId } = await database.write(context.command, async (tx) => {
    const clip = await seenClip(tx, id, context);
    const { target, startAt, marks, label: name } = clip;
    if (!target || target.kind === 'lead' || clip.removedAt !== null)
      throw new AppError('notFound.record', { entity: 'visit', id: '' });
    if (startAt === null) throw new AppError('clip.untimed', { name });
    const { visitId } = target;
    const record = await openRecord(tx, visitId, context);
    await watch.compare(tx, record, context.now);
    const told = stepsOfMarks(marks, startAt, modeFacts(record.draft.sheet.mode).steps);
    if (told.length === 0) throw new AppError('clip.unmarked', { name });
    const changes = told.flatMap(({ step, at }): VisitChange[] => {
      const place = visitWideSteps.includes(step) ? null : windowId;
      const standing = stepTimes(record.draft.steps.filter((entry) => entry.windowId === place))[step];
      if (standing === at) return [];
      const note = `${sourceWords[language()]}${name}`.slice(0, MOST_NOTE);
      const entry = { step, windowId: place, at, recordedAt: context.now, note };
      return [{ kind: 'step', clientId: randomUUID(), entry }];
    });
    if (changes.length === 0) return { steps: 0, visitId };
    await applyChanges(tx, record, changes, versions, context);
    const after = { visit: record.no, windowId, steps: told };
    await tx.audit({ action: context.command, object: 'clip', ref: id, actor: context.actor, after });
    return { steps: changes.length, visitId };
  });
  if (steps > 0) watch.recorded(visitId);
  return { steps };
}
