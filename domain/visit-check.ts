import type { FieldIssue } from './errors.js';
import { dayOf } from './time.js';
import { missingSteps, modeFacts, stepFaults, stepTimes, type VisitFields } from './visit.js';

/** Why a visit cannot be saved (`wrong`) or not yet be submitted (`missing`); each has a sentence in every locale. */
export const visitRules = {
  wrong: ['inspectorTwice', 'windowTwice', 'endBeforeStart', 'future', 'beforeHall', 'order', 'notInMode'],
  missing: ['inspectorsTooFew', 'windowMissing', 'coverStoryMissing', 'startMissing', 'endMissing', 'stepMissing'],
} as const;
type Rule = (typeof visitRules)[keyof typeof visitRules][number];
export interface VisitFault extends FieldIssue {
  rule: Rule;
}

/** What the check has to know beyond the visit itself. */
export interface VisitContext {
  /** UTC milliseconds. */
  now: number;
  /** The day from which the hall is known; null when nobody wrote it down. */
  hallSinceDay: number | null;
}

const repeats = (ids: readonly number[]): boolean => new Set(ids).size < ids.length;

/** Faults that forbid saving: they say something that cannot be. */
export function wrongInVisit(visit: VisitFields, { now, hallSinceDay }: VisitContext): VisitFault[] {
  const faults: VisitFault[] = [];
  if (repeats(visit.inspectorIds)) faults.push({ path: 'inspectorIds', rule: 'inspectorTwice' });
  if (repeats(visit.windowIds)) faults.push({ path: 'windowIds', rule: 'windowTwice' });
  const { startedAt, endedAt } = visit;
  if (startedAt !== null && endedAt !== null && endedAt < startedAt)
    faults.push({ path: 'endedAt', rule: 'endBeforeStart' });
  for (const path of ['startedAt', 'endedAt'] as const) {
    const at = visit[path];
    if (at === null) continue;
    if (dayOf(at) > dayOf(now)) faults.push({ path, rule: 'future' });
    if (hallSinceDay !== null && dayOf(at) < hallSinceDay) faults.push({ path, rule: 'beforeHall' });
  }
  const ofSteps = stepFaults(visit.mode, stepTimes(visit.steps), now);
  return [...faults, ...ofSteps.map(({ rule, step, params }) => ({ path: `steps.${step}`, rule, params }))];
}

/** What a submission still lacks, apart from the checklists. */
export function missingInVisit(visit: VisitFields): VisitFault[] {
  const mode = modeFacts(visit.mode);
  const faults: VisitFault[] = [];
  if (visit.inspectorIds.length < mode.minimumInspectors)
    faults.push({ path: 'inspectorIds', rule: 'inspectorsTooFew', params: { minimum: mode.minimumInspectors } });
  if (mode.needsWindow && visit.windowIds.length === 0) faults.push({ path: 'windowIds', rule: 'windowMissing' });
  if (mode.coverStory && visit.coverStory === null) faults.push({ path: 'coverStory', rule: 'coverStoryMissing' });
  if (visit.startedAt === null) faults.push({ path: 'startedAt', rule: 'startMissing' });
  if (visit.endedAt === null) faults.push({ path: 'endedAt', rule: 'endMissing' });
  const missing = missingSteps(visit.mode, stepTimes(visit.steps));
  return [
    ...faults,
    ...missing.map((step): VisitFault => ({ path: `steps.${step}`, rule: 'stepMissing', params: { step } })),
  ];
}
