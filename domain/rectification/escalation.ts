import { z } from 'zod';
import type { Severity } from '../checklist/kinds.js';
import { clientId, day, id, instant, optionalLine, optionalText, requiredText, revision } from '../fields.js';
import { unitAtWork, type RectificationState } from './life.js';
import { isOverdue, type LightFacts } from './light.js';

/** 督办单 in rising order: 蓝色 reminds, 橙色 presses, 红色 warns. */
export const orderLevels = ['blue', 'orange', 'red'] as const;
export type OrderLevel = (typeof orderLevels)[number];

/** What speaks for an order: 逾期, 逾期 5 日, 两次退回, 三次催办, 逾期 10 日, 严重问题逾期. */
export const orderGrounds = [
  'overdue',
  'overdueWeek',
  'returnedTwice',
  'remindedThrice',
  'overdueFortnight',
  'graveOverdue',
] as const;
export type OrderGround = (typeof orderGrounds)[number];

/** Facts of one matter since it was issued or reopened last. */
export interface OrderFacts extends LightFacts {
  severity: Severity;
  /** Working days gone by since the due day; 0 where none did or nothing is due. */
  workdaysOver: number;
  /** 退回: by the office or after a verification. */
  returns: number;
  reminders: number;
  /** Orders of this run. */
  issued: readonly OrderLevel[];
}

/** The unit is to move. While an extension or an appeal is being decided, or the matter was handed in, it waits for us. */
const unitsMove: readonly RectificationState[] = ['issued', ...unitAtWork];

interface OrderRule {
  level: OrderLevel;
  ground: OrderGround;
  holds(facts: OrderFacts, now: number): boolean;
}

/** When an order is proposed; a person of the office decides. */
export const orderRules: readonly OrderRule[] = [
  { level: 'blue', ground: 'overdue', holds: isOverdue },
  { level: 'orange', ground: 'overdueWeek', holds: (facts, now) => isOverdue(facts, now) && facts.workdaysOver >= 5 },
  { level: 'orange', ground: 'returnedTwice', holds: ({ returns }) => returns >= 2 },
  { level: 'orange', ground: 'remindedThrice', holds: ({ reminders }) => reminders >= 3 },
  {
    level: 'red',
    ground: 'overdueFortnight',
    holds: (facts, now) => isOverdue(facts, now) && facts.workdaysOver >= 10,
  },
  { level: 'red', ground: 'graveOverdue', holds: (facts, now) => facts.severity === 'grave' && isOverdue(facts, now) },
];

/** Working days a unit is given to answer. */
export const answerWorkdays: Readonly<Record<OrderLevel, number>> = { blue: 5, orange: 3, red: 2 };

export const rankOf = (level: OrderLevel): number => orderLevels.indexOf(level);
/** As the column `escalation` of a matter has it; 1 is a reminder. */
export const escalationOf = (level: OrderLevel): number => rankOf(level) + 2;

export interface OrderProposal {
  level: OrderLevel;
  /** All that speaks for this level. */
  grounds: OrderGround[];
}

/** Why nobody is pressed though the rules would: the days do not count now (停计), or it was put aside (挂账). */
export const orderHolds = ['suspended', 'shelved'] as const;
export type OrderHold = (typeof orderHolds)[number];
export const orderHold = ({ state, suspended }: Pick<OrderFacts, 'state' | 'suspended'>): OrderHold | null =>
  state === 'shelved' ? 'shelved' : suspended ? 'suspended' : null;

/** The highest level the rules give; null where nothing speaks for one, it was issued already, or something holds it. */
export const orderProposal = (facts: OrderFacts, now: number): OrderProposal | null =>
  orderHold(facts) === null ? orderWanted(facts, now) : null;

/** What the rules would propose if nothing held the matter. */
export function orderWanted(facts: OrderFacts, now: number): OrderProposal | null {
  if (!unitsMove.includes(facts.state) && facts.state !== 'shelved') return null;
  const held = orderRules.filter(({ holds }) => holds(facts, now));
  const level = [...orderLevels].reverse().find((one) => held.some((rule) => rule.level === one));
  if (level === undefined || facts.issued.some((one) => rankOf(one) >= rankOf(level))) return null;
  return { level, grounds: held.filter((rule) => rule.level === level).map(({ ground }) => ground) };
}

/** Grounds that hold for this level and those below, as an order keeps them. */
export function groundsFor(level: OrderLevel, facts: OrderFacts, now: number): OrderGround[] {
  const held = orderRules.filter((rule) => rankOf(rule.level) <= rankOf(level) && rule.holds(facts, now));
  return held.map(({ ground }) => ground);
}

/** Why an order of this level is not to be had: it, or one above it, was issued in this run. */
export function orderRefusal(level: OrderLevel, issued: readonly OrderLevel[]): 'twice' | 'lower' | null {
  if (issued.includes(level)) return 'twice';
  return issued.some((one) => rankOf(one) > rankOf(level)) ? 'lower' : null;
}

/** An order out of its turn, or one the rules do not propose, says why. */
export function needsReason(level: OrderLevel, facts: OrderFacts, now: number): boolean {
  const skips = orderLevels.slice(0, rankOf(level)).some((one) => !facts.issued.includes(one));
  const proposal = orderProposal(facts, now);
  return skips || proposal === null || rankOf(proposal.level) < rankOf(level);
}

/** 答复: the unit's word on the matter since; waited for, in time or late; no more where the matter is closed. */
export const orderAnswers = ['answered', 'waiting', 'late', 'closed'] as const;
export type OrderAnswer = (typeof orderAnswers)[number];

/** @param answeredAt of the unit's first report, submission, request or appeal after it */
export function answerOf(
  order: { answeredAt: number | null; answerByDay: number; state: RectificationState },
  today: number,
): OrderAnswer {
  if (order.answeredAt !== null) return 'answered';
  if (order.state === 'closed') return 'closed';
  return today > order.answerByDay ? 'late' : 'waiting';
}

/** One order as it was issued. */
export const followUpOrder = z.strictObject({
  id,
  no: z.string(),
  level: z.enum(orderLevels),
  rectificationId: id,
  matterNo: z.string(),
  /** First line of what is wrong. */
  title: z.string(),
  unitLabel: z.string().nullable(),
  demands: z.string(),
  answerByDay: day,
  copiedTo: z.string().nullable(),
  grounds: z.array(z.enum(orderGrounds)),
  /** Why it was issued out of its turn; null for the unit. */
  reason: z.string().nullable(),
  issuedAt: instant,
  issuedBy: z.string(),
  answeredAt: instant.nullable(),
  answer: z.enum(orderAnswers),
});
export type FollowUpOrder = z.infer<typeof followUpOrder>;

/** What is written on a new order. */
export const orderInput = z.strictObject({
  clientId,
  rectificationId: id,
  /** Of the matter. */
  revision,
  level: z.enum(orderLevels),
  demands: requiredText(2000),
  answerByDay: day,
  copiedTo: optionalLine(200),
  reason: optionalText(500),
});
export type OrderInput = z.infer<typeof orderInput>;
