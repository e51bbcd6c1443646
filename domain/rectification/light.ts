import type { Light } from './kinds.js';
import { rectificationStates, type RectificationState } from './life.js';
import { waitingFor } from './waiting.js';

/** What the light (红黄灯) of a matter follows from. */
export interface LightFacts {
  state: RectificationState;
  /** First instant of 逾期, and of 临期 or of what else has to be seen to, UTC milliseconds; null where nothing runs. */
  dueAt: number | null;
  warnAt: number | null;
  /** The clock is held: 停计 or 挂账. */
  suspended: boolean;
}

/** Handed in: whatever the date, it is not overdue. */
export const handedInStates = ['submitted', 'verifying'] as const;
/** Came back to the unit: never better than yellow. */
export const rejectedStates = ['returned', 'reopened'] as const;
/** Not, or no more, in the ledger's open part. */
export const greyStates: readonly RectificationState[] = ['draft', 'closed'];
/** States in which a matter waits for us: for a check, for a decision. */
export const awaitingStates: readonly RectificationState[] = rectificationStates.filter(
  (state) => !greyStates.includes(state) && !['unit', 'nobody'].includes(waitingFor(state, null)),
);

/** Never red, whatever the clock says. An extension was asked for in time: while it is being decided, the lateness is not the unit's. */
export const notRedStates: readonly RectificationState[] = [...greyStates, ...handedInStates, 'extension_pending'];

/** 裁决超期: filed in time, an appeal holds the unit's clock, and what it warns of is the end of the days to decide it. */
const undecided = (state: RectificationState): boolean => state === 'appealed';

const among = (states: readonly RectificationState[], state: RectificationState): boolean => states.includes(state);

export const isHandedIn = (state: RectificationState): boolean => among(handedInStates, state);

/**
 * Overdue (逾期): past due and not handed in; never without a due date (长期坚持). A clock stopped in time has none; what was
 * over when its clock was stopped, or when it was put aside, stays over.
 */
export const isOverdue = ({ state, dueAt }: Pick<LightFacts, 'state' | 'dueAt'>, now: number): boolean =>
  dueAt !== null && now >= dueAt && !among(notRedStates, state);

/**
 * 灯: grey closed or not issued; red overdue; yellow an appeal not decided in its days; blue waiting for us;
 * yellow near its due date, not signed for in time or come back; green all else. A clock held in time is green until it is to be
 * looked at again: the state's own word says what it is.
 */
export function lightOf(facts: LightFacts, now: number): Light {
  const { state, warnAt, suspended } = facts;
  if (among(greyStates, state)) return 'grey';
  if (isOverdue(facts, now)) return 'red';
  const warned = warnAt !== null && now >= warnAt;
  if (undecided(state) && warned) return 'yellow';
  if (among(awaitingStates, state)) return 'blue';
  const held = suspended || state === 'shelved';
  return warned || (!held && among(rejectedStates, state)) ? 'yellow' : 'green';
}
