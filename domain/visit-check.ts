import type { FieldIssue } from './errors.js';
import { dayOf } from './time.js';
import {
  missingSteps,
  modeFacts,
  stepFaults,
  stepsOfWindow,
  steps,
  stepTimes,
  visitWideSteps,
  type Step,
  type StepTimes,
  type VisitFields,
} from './visit.js';

/**
 * Why a visit cannot be saved (`wrong`) or not yet be submitted (`missing`); each has a sentence in every locale. A step
 * may be left on another day while the day of the visit is being put right; none is written down there.
 */
export const visitRules = {
  wrong: ['inspectorTwice', 'windowTwice', 'endBeforeStart', 'future', 'beforeHall', 'order', 'notInMode'],
  missing: [
    'inspectorsTooFew',
    'windowMissing',
    'coverStoryMissing',
    'startMissing',
    'endMissing',
    'stepMissing',
    'otherDay',
  ],
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

/** Start and end are typed to the minute. */
const MINUTE_MS = 60_000;

const repeats = (ids: readonly number[]): boolean => new Set(ids).size < ids.length;

/**
 * The steps of a visit, window by window where there are several. A fault of a step stands at `steps.<step>`, or at
 * `steps.<window>.<step>` where the step was taken, or is missing, at one of several windows.
 */
function atWindows(
  visit: Pick<VisitFields, 'steps' | 'windowIds'>,
): { times: StepTimes; path: (step: Step) => string }[] {
  const { steps, windowIds } = visit;
  if (windowIds.length <= 1) return [{ times: stepTimes(steps), path: (step) => `steps.${step}` }];
  const whole = stepTimes(stepsOfWindow(steps, null));
  return windowIds.map((windowId) => ({
    times: stepTimes(stepsOfWindow(steps, windowId)),
    path: (step) => {
      const own = steps.some((entry) => entry.windowId === windowId && entry.step === step);
      const ofAll = visitWideSteps.includes(step) || (!own && whole[step] !== undefined);
      return ofAll ? `steps.${step}` : `steps.${windowId}.${step}`;
    },
  }));
}

/** What is true of the whole visit is said once, however many windows it is true of. */
function once(faults: readonly VisitFault[]): VisitFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()];
}

/**
 * The days a visit reaches over: those of its start and its end. While nobody wrote the end it may go past midnight.
 * @returns null while nobody wrote either
 */
export function daysOfVisit({
  startedAt,
  endedAt,
}: Pick<VisitFields, 'startedAt' | 'endedAt'>): { from: number; to: number } | null {
  const begun = startedAt ?? endedAt;
  if (begun === null) return null;
  const from = dayOf(begun);
  return { from, to: endedAt === null ? from + 1 : dayOf(endedAt) };
}

/** Whether an instant lies on none of the days of a visit. */
export function isElsewhere(at: number, visit: Pick<VisitFields, 'startedAt' | 'endedAt'>): boolean {
  const days = daysOfVisit(visit);
  return days !== null && (dayOf(at) < days.from || dayOf(at) > days.to);
}

/** Steps that lie on another day than the visit. */
export function strayedSteps(visit: Pick<VisitFields, 'startedAt' | 'endedAt' | 'steps' | 'windowIds'>): VisitFault[] {
  const faults = atWindows(visit).flatMap(({ times, path }) =>
    taken(times)
      .filter(({ at }) => isElsewhere(at, visit))
      .map(({ step }): VisitFault => ({ path: path(step), rule: 'otherDay', params: { step } })),
  );
  return once(faults);
}

const taken = (times: StepTimes): { step: Step; at: number }[] =>
  steps.flatMap((step) => {
    const at = times[step];
    return at === undefined ? [] : [{ step, at }];
  });

/** Faults that forbid saving: they say something that cannot be. */
export function wrongInVisit(visit: VisitFields, { now, hallSinceDay }: VisitContext): VisitFault[] {
  const faults: VisitFault[] = [];
  const early = (at: number): boolean => hallSinceDay !== null && dayOf(at) < hallSinceDay;
  if (repeats(visit.inspectorIds)) faults.push({ path: 'inspectorIds', rule: 'inspectorTwice' });
  if (repeats(visit.windowIds)) faults.push({ path: 'windowIds', rule: 'windowTwice' });
  const { startedAt, endedAt } = visit;
  if (startedAt !== null && endedAt !== null && endedAt < startedAt)
    faults.push({ path: 'endedAt', rule: 'endBeforeStart' });
  for (const path of ['startedAt', 'endedAt'] as const) {
    const at = visit[path];
    if (at === null) continue;
    if (at > now + MINUTE_MS) faults.push({ path, rule: 'future' });
    if (early(at)) faults.push({ path, rule: 'beforeHall' });
  }
  const ofSteps = atWindows(visit).flatMap(({ times, path }): VisitFault[] => [
    ...stepFaults(visit.mode, times, now).map(({ rule, step, params }) => ({ path: path(step), rule, params })),
    ...taken(times)
      .filter(({ at }) => early(at))
      .map(({ step }) => ({ path: path(step), rule: 'beforeHall' as const })),
  ]);
  return [...faults, ...once(ofSteps)];
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
  const missing = atWindows(visit).flatMap(({ times, path }) =>
    missingSteps(visit.mode, times).map((step): VisitFault => ({
      path: path(step),
      rule: 'stepMissing',
      params: { step },
    })),
  );
  return [...faults, ...once(missing), ...strayedSteps(visit)];
}
