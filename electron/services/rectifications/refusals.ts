import type { MatterAt } from '../../../db/queries/rectification-read.js';
import { AppError, type FieldIssue } from '../../../domain/errors.js';
import type { ActionCondition, ActionRefusal } from '../../../domain/rectification/life.js';
import { isoDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';

export const noMatter = (id: number): AppError => new AppError('notFound.record', { entity: 'rectification', id });

/** One field of the input that was refused. */
export const badField = ({ command }: Pick<CallContext, 'command'>, path: string, rule: string): AppError =>
  new AppError('validation.input', { command }, { fields: [{ path, rule }] });

export const incomplete = (fields: FieldIssue[]): AppError =>
  new AppError('validation.incomplete', { count: fields.length }, { fields });

/** @throws AppError `conflict.revision` when the matter is no longer what the caller saw */
export function requireRevision({ id, revision }: { id: number; revision: number }, yours: number): void {
  if (revision !== yours)
    throw new AppError('conflict.revision', { entity: 'rectification', id, theirs: revision, yours });
}

/** The last day an appeal can be filed, as the sentence names it. */
interface Around {
  command: string;
  appealUntilDay: number | null;
}

const dayWord = (day: number | null): string => (day === null ? '' : isoDay(day));

const conditionErrors: Record<ActionCondition, (at: MatterAt, around: Around) => AppError> = {
  proof: () => new AppError('rectification.proof'),
  beforeDue: ({ matter }) => new AppError('rectification.beforeDue', { day: dayWord(matter.dueOn) }),
  extensionLeft: ({ facts }) => new AppError('rectification.extensionLeft', { count: facts.extensions }),
  appealTerm: (_, { appealUntilDay }) => new AppError('rectification.appealTerm', { day: dayWord(appealUntilDay) }),
  firstAppeal: () => new AppError('rectification.firstAppeal'),
  signedFor: () => new AppError('rectification.signedFor'),
  notVerified: () => new AppError('rectification.notVerified'),
  verifiedDone: () => new AppError('rectification.verifiedDone'),
  notSuspended: () => new AppError('rectification.notSuspended'),
  hasClock: () => new AppError('rectification.noClock'),
  suspended: () => new AppError('rectification.suspended'),
  hasReview: () => new AppError('rectification.noReview'),
  notOfUnit: () => new AppError('rectification.notOfUnit'),
  struckOff: () => new AppError('rectification.revoked'),
  notOriginal: () => new AppError('permission.samePerson'),
  thirdPerson: () => new AppError('rectification.thirdPerson'),
};

/** The error a refusal is told by. */
export function errorOf(refusal: ActionRefusal, at: MatterAt, around: Around): AppError {
  switch (refusal) {
    case 'state':
      return new AppError('conflict.state', { entity: 'rectification', state: at.matter.state });
    case 'role':
      return new AppError('permission.denied', { command: around.command });
    case 'otherUnit':
      return new AppError('permission.scope', { entity: 'rectification' });
    case 'notVerifier':
      return new AppError('rectification.notVerifier');
    case 'note':
      return new AppError('validation.reasonMissing');
    default:
      return conditionErrors[refusal](at, around);
  }
}

/** What is written whatever the clock says carries by how many minutes it lies behind what the log knows. */
export const clockMark = ({ clockBehind }: Pick<CallContext, 'clockBehind'>): { clockBehind?: number } =>
  clockBehind > 0 ? { clockBehind } : {};
