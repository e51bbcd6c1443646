import type { Role } from '../people.js';

/** The life of a summons interview (约谈) as data, like `life.ts`: 拟约谈, 已通知, 已约谈, 已办结, 已取消. */
export const interviewStates = ['proposed', 'noticed', 'held', 'closed', 'cancelled'] as const;
export type InterviewState = (typeof interviewStates)[number];

/**
 * What must hold beside state and role.
 * - `triggered`: the rules propose it now, or a leader approved it
 * - `demandsIssued`: of every demand a rectification was issued; a draft may still be thrown away
 * - `notOfUnit`: the caller does not speak for the unit that is summoned
 */
export const interviewConditions = ['triggered', 'demandsIssued', 'notOfUnit'] as const;
export type InterviewCondition = (typeof interviewConditions)[number];

interface InterviewRule {
  readonly from: readonly InterviewState[];
  readonly to: InterviewState | 'same';
  readonly by: readonly Role[];
  readonly needs: readonly InterviewCondition[];
}
const rule = (
  from: readonly InterviewState[],
  to: InterviewRule['to'],
  by: readonly Role[],
  needs: readonly InterviewCondition[] = [],
): InterviewRule => ({ from, to, by, needs });
const office = ['office'] as const;

export const interviewActions = {
  edit: rule(['proposed'], 'same', office),
  /** 批准: instead of a trigger. */
  approve: rule(['proposed'], 'same', ['leader'], ['notOfUnit']),
  /** 发约谈通知 */
  notice: rule(['proposed'], 'noticed', office, ['triggered']),
  /** 记录约谈 */
  hold: rule(['noticed'], 'held', office),
  /** 要求转整改 */
  draft: rule(['held'], 'same', office),
  close: rule(['held'], 'closed', office, ['demandsIssued']),
  cancel: rule(['proposed', 'noticed'], 'cancelled', ['office', 'leader']),
} as const satisfies Record<string, InterviewRule>;
export type InterviewAction = keyof typeof interviewActions;
export const interviewActionNames = Object.keys(interviewActions) as [InterviewAction, ...InterviewAction[]];

export const interviewRefusals = ['state', 'role', ...interviewConditions] as const;
export type InterviewRefusal = (typeof interviewRefusals)[number];

export interface InterviewFacts {
  state: InterviewState;
  /** The rules propose it as of now. */
  triggered: boolean;
  approved: boolean;
  /** Demands of which no rectification was issued yet. */
  openDemands: number;
  /** The caller speaks for the unit. */
  ofUnit: boolean;
}

const checks: Record<InterviewCondition, (facts: InterviewFacts) => boolean> = {
  triggered: ({ triggered, approved }) => triggered || approved,
  demandsIssued: ({ openDemands }) => openDemands === 0,
  notOfUnit: ({ ofUnit }) => !ofUnit,
};

/** Why somebody with these roles may not do this now, the first reason of state, role, conditions; null when nothing is. */
export function interviewRefusal(
  action: InterviewAction,
  facts: InterviewFacts,
  roles: readonly Role[],
): InterviewRefusal | null {
  const { from, by, needs }: InterviewRule = interviewActions[action];
  if (!from.includes(facts.state)) return 'state';
  if (!by.some((role) => roles.includes(role))) return 'role';
  return needs.find((condition) => !checks[condition](facts)) ?? null;
}

export function stateAfterInterview(action: InterviewAction, state: InterviewState): InterviewState {
  const { to }: InterviewRule = interviewActions[action];
  return to === 'same' ? state : to;
}

/** What speaks for an interview: 第三次催办, 红色督办逾期未答复, 三件以上逾期, 连续两月排名后三. */
export const interviewTriggers = ['remindedThrice', 'redUnanswered', 'manyOverdue', 'bottomMonths'] as const;
export type InterviewTrigger = (typeof interviewTriggers)[number];

/** Facts of a unit; matters that stand on the agenda of another interview since they began are left out. */
export interface UnitFacts {
  /** Open matters reminded of three times or more. */
  remindedThrice: readonly number[];
  /** Open matters whose red order was not answered in time. */
  redUnanswered: readonly number[];
  /** Overdue matters. */
  overdue: readonly number[];
  /** Months in a row in which the unit stood at the bottom of the ranking, up to the last one closed. */
  bottomMonths: number;
}

/** Overdue matters of one unit that call for an interview, and months at the bottom of the ranking. */
export const MANY_OVERDUE = 3;
export const BOTTOM_MONTHS = 2;

const triggerRules: Record<InterviewTrigger, (facts: UnitFacts) => boolean> = {
  remindedThrice: ({ remindedThrice }) => remindedThrice.length > 0,
  redUnanswered: ({ redUnanswered }) => redUnanswered.length > 0,
  manyOverdue: ({ overdue }) => overdue.length >= MANY_OVERDUE,
  bottomMonths: ({ bottomMonths }) => bottomMonths >= BOTTOM_MONTHS,
};

/** All that speaks for an interview with this unit now. */
export const triggersOf = (facts: UnitFacts): InterviewTrigger[] =>
  interviewTriggers.filter((trigger) => triggerRules[trigger](facts));

/** Matters the triggers speak of, each once: where an agenda begins. */
export function triggerMatters(facts: UnitFacts): number[] {
  const overdue = triggerRules.manyOverdue(facts) ? facts.overdue : [];
  return [...new Set([...facts.redUnanswered, ...facts.remindedThrice, ...overdue])];
}
