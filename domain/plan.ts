import { z } from 'zod';
import { day, id, instant, line, optionalLine, optionalText, reason, revision } from './fields.js';
import { drawnObject, drawRecord } from './draw.js';
import type { FieldIssue } from './errors.js';
import { visitModeNames } from './visit.js';
import { dayOf, isoDay } from './time.js';

/** 督查方式: 全面, 重点, 随机抽查, 分类, 巡回. */
export const planStyles = ['full', 'focus', 'random', 'category', 'circuit'] as const;
/** 起草, 执行中, 已结束. Rounds are held under an active plan alone. */
export const planStates = ['draft', 'active', 'closed'] as const;
export type PlanState = (typeof planStates)[number];
export const roundStates = ['open', 'closed'] as const;
export const objectKinds = ['window', 'unit'] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** 检查方案: what is inspected, of whom, on whose authority and when. No inspection goes beyond its plan (政府督查工作条例, article 15). */
export const planFields = z.strictObject({
  title: line(100),
  style: z.enum(planStyles),
  /** 依据: why the office may inspect. */
  authorityBasis: line(300),
  content: optionalText(4000),
  /** In words; the windows or units named by hand stand in `named`. */
  objects: optionalText(2000),
  scope: optionalText(2000),
  fromDay: day,
  toDay: day,
  approver: optionalLine(40),
  approvedDay: day.nullable(),
  named: z.array(z.strictObject({ kind: z.enum(objectKinds), id })).max(2000),
});
export type PlanFields = z.infer<typeof planFields>;

/** 检查批次: one campaign under a plan. */
export const roundFields = z.strictObject({
  title: line(100),
  fromDay: day,
  toDay: day,
  /** How its visits are made, and the checklist they begin with; null leaves it to the inspector. */
  mode: z.enum(visitModeNames).nullable(),
  templateId: id.nullable(),
  note: optionalText(1000),
});
export type RoundFields = z.infer<typeof roundFields>;

/** Why a plan or round is refused beyond its shape; each has a sentence in every locale. */
export const planRules = {
  endBeforeStart: [],
  /** Before 2000 or after 2099: a slip of the hand. */
  dayImplausible: [],
  outsidePlan: ['from', 'to'],
  namedTwice: [],
  approverMissing: [],
  approvedLater: [],
  /** A round that was made already would lie outside. */
  roundOutside: ['number', 'from', 'to'],
} as const;
interface PlanFault extends FieldIssue {
  rule: keyof typeof planRules;
}

/** 2000-01-01 and 2100-01-01. */
const [FIRST_DAY, LAST_DAY] = [10_957, 47_482];

/** Whether a day can be meant: of this century. */
export const isPlausibleDay = (day: number): boolean => day >= FIRST_DAY && day < LAST_DAY;

function implausible(days: Record<string, number | null>): PlanFault[] {
  return Object.entries(days)
    .filter(([, of]) => of !== null && !isPlausibleDay(of))
    .map(([path]) => ({ path, rule: 'dayImplausible' }));
}

/** Faults of the fields; an approver is needed once the plan is active. */
export function planFaults(fields: PlanFields, active: boolean): PlanFault[] {
  const { fromDay, toDay, approvedDay } = fields;
  const faults = implausible({ fromDay, toDay, approvedDay });
  if (faults.length > 0) return faults;
  if (fields.toDay < fields.fromDay) faults.push({ path: 'toDay', rule: 'endBeforeStart' });
  if (active && fields.approver === null) faults.push({ path: 'approver', rule: 'approverMissing' });
  if (fields.approvedDay !== null && fields.approvedDay > fields.toDay)
    faults.push({ path: 'approvedDay', rule: 'approvedLater' });
  const keys = fields.named.map(({ kind, id: object }) => `${kind} ${object}`);
  if (new Set(keys).size < keys.length) faults.push({ path: 'named', rule: 'namedTwice' });
  return faults;
}

/** A round lies within the days of its plan. */
export function roundFaults(fields: RoundFields, plan: Pick<PlanFields, 'fromDay' | 'toDay'>): PlanFault[] {
  const slips = implausible({ fromDay: fields.fromDay, toDay: fields.toDay });
  if (slips.length > 0) return slips;
  if (fields.toDay < fields.fromDay) return [{ path: 'toDay', rule: 'endBeforeStart' }];
  const params = { from: isoDay(plan.fromDay), to: isoDay(plan.toDay) };
  const faults: PlanFault[] = [];
  if (fields.fromDay < plan.fromDay || fields.fromDay > plan.toDay)
    faults.push({ path: 'fromDay', rule: 'outsidePlan', params });
  else if (fields.toDay > plan.toDay) faults.push({ path: 'toDay', rule: 'outsidePlan', params });
  return faults;
}

/** Rounds that would lie outside when the plan gets these days. */
export function roundsOutside(
  plan: Pick<PlanFields, 'fromDay' | 'toDay'>,
  rounds: readonly (Pick<RoundFields, 'fromDay' | 'toDay'> & { number: number })[],
): PlanFault[] {
  return rounds.flatMap(({ number, fromDay, toDay }): PlanFault[] => {
    const params = { number, from: isoDay(fromDay), to: isoDay(toDay) };
    if (fromDay < plan.fromDay) return [{ path: 'fromDay', rule: 'roundOutside', params }];
    return toDay > plan.toDay ? [{ path: 'toDay', rule: 'roundOutside', params }] : [];
  });
}

/**
 * Where a plan may go from each state, and what that needs. A closed plan is opened again as what it was: in force when
 * it has an approver, a draft when it never had one.
 */
export const planMoves: Record<PlanState, Partial<Record<PlanState, { reason: boolean }>>> = {
  draft: { active: { reason: false }, closed: { reason: true } },
  active: { closed: { reason: false } },
  closed: { active: { reason: true }, draft: { reason: true } },
};
export const reopenedState = ({ approver }: Pick<PlanFields, 'approver'>): PlanState =>
  approver === null ? 'draft' : 'active';

/** Stands in a draw's record as the reason why objects were left out that the round held already. */
export const IN_ROUND = 'in_round';

/** Whether a round is to come, running or over on the day of this instant; derived, never stored. */
export function roundPhase(round: Pick<RoundFields, 'fromDay' | 'toDay'>, now: number): 'ahead' | 'running' | 'over' {
  const today = dayOf(now);
  return today < round.fromDay ? 'ahead' : today > round.toDay ? 'over' : 'running';
}

/** How a person appears where only the code may be known. `name` is null unless the caller may know it. */
export const personTag = z.strictObject({ personId: id.nullable(), code: z.string(), name: z.string().nullable() });
export type PersonTag = z.infer<typeof personTag>;

export const planRow = z.strictObject({
  id,
  no: z.string(),
  revision,
  state: z.enum(planStates),
  fields: planFields,
  /** Labels of `fields.named`, in their order. */
  namedLabels: z.array(z.string()),
  rounds: z.int(),
  /** Objects of all its rounds, and how many of them have a submitted or confirmed visit in their round. */
  objects: z.int(),
  visited: z.int(),
  updatedAt: instant,
});
export type PlanRow = z.infer<typeof planRow>;

export const roundRow = z.strictObject({
  id,
  planId: id,
  planNo: z.string(),
  planTitle: z.string(),
  /** From 1 within its plan: 第 4 批. */
  number: z.int(),
  revision,
  state: z.enum(roundStates),
  fields: roundFields,
  templateTitle: z.string().nullable(),
  objects: z.int(),
  visited: z.int(),
});
export type RoundRow = z.infer<typeof roundRow>;

/** One object of a round with who goes there and what came of it. */
export const roundObject = z.strictObject({
  id,
  kind: z.enum(objectKinds),
  objectId: id,
  label: z.string(),
  unitLabel: z.string().nullable(),
  source: z.enum(['draw', 'hand']),
  drawId: id.nullable(),
  inspectors: z.array(personTag),
  /** Visits of this object in this round, drafts only counted as under way. */
  visits: z.array(
    z.strictObject({ id: id.nullable(), no: z.string().nullable(), state: z.string(), day: day.nullable() }),
  ),
});
export type RoundObject = z.infer<typeof roundObject>;

export const drawRow = z.strictObject({
  id,
  roundId: id,
  drawnAt: instant,
  drawnBy: z.string(),
  state: z.enum(['valid', 'void']),
  voidReason: z.string().nullable(),
  record: drawRecord,
  /** Labels of every object and codes of every inspector in the record, by id. */
  objectLabels: z.record(z.string(), z.string()),
  inspectorCodes: z.record(z.string(), z.string()),
});
export type DrawRow = z.infer<typeof drawRow>;

export const roundDetail = z.strictObject({
  round: roundRow,
  plan: planRow,
  objects: z.array(roundObject),
  draws: z.array(drawRow),
});

/** Whom a draw could take: what the office sees before it draws. */
export const drawPool = z.strictObject({
  objects: z.array(
    z.strictObject({
      id,
      label: z.string(),
      unitLabel: z.string().nullable(),
      hallId: id,
      lastVisitedDay: day.nullable(),
    }),
  ),
  inspectors: z.array(z.strictObject({ id, code: z.string() })),
  /** Recusals of the latest draw, offered again. */
  recusals: z.array(z.strictObject({ inspectorId: id, objectId: id, reason })),
});

/** What the office asks of a draw; last visits, the day and the seed are the console's own. */
export const drawRequest = z.strictObject({
  objectKind: z.enum(objectKinds),
  /** Halls whose windows or units are the pool. */
  hallIds: z.array(id).min(1).max(100),
  excludedObjects: z.array(z.strictObject({ id, reason })).max(5000),
  excludedInspectors: z.array(z.strictObject({ id, reason })).max(5000),
  recusals: drawRecord.shape.input.shape.recusals,
  size: drawRecord.shape.input.shape.size,
  team: drawRecord.shape.input.shape.team,
  repeatMonths: drawRecord.shape.input.shape.repeatMonths,
});
export type DrawRequest = z.infer<typeof drawRequest>;

/** One line of the history of a plan, its rounds and their draws. */
export const planEvent = z.strictObject({
  id,
  at: instant,
  who: z.string(),
  /** The command that did it; its word is the locale key `action.<command>`. */
  action: z.string(),
  reason: z.string().nullable(),
  /** The state it was brought into; null where it changed something else. */
  state: z.string().nullable(),
  /** The round it was about; null for the plan itself. */
  roundId: id.nullable(),
  roundNumber: z.int().nullable(),
});
export type PlanEvent = z.infer<typeof planEvent>;

export const redrawn = z.strictObject({ genuine: z.boolean(), result: z.array(drawnObject) });
