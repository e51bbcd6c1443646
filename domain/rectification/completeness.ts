import type { DeadlineType } from '../checklist/kinds.js';
import { deadlineTypes } from '../checklist/kinds.js';
import type { DeadlineFields, RectificationFields } from './schema.js';

/** What a draft lacks before it can be issued. `path` is dotted, as the fields are named. */
export interface IssueFault {
  path: string;
  rule: 'required' | 'afterToday' | 'ascending';
}

/** 立行立改 and 小时级 run from the moment of issue; the others from receipt or issue, as the setting has it. */
export const startsAtIssue: Readonly<Record<DeadlineType, boolean>> = {
  immediate_fix: true,
  hourly_fix: true,
  fixed_term_fix: false,
  fixed_date: false,
  staged_fix: false,
  standing_measure: false,
};

const lacks = (path: string): IssueFault => ({ path, rule: 'required' });

function dayFault(path: string, day: number | null, today: number): IssueFault[] {
  if (day === null) return [lacks(path)];
  return day > today ? [] : [{ path, rule: 'afterToday' }];
}

function milestoneFaults({ milestones }: DeadlineFields, today: number): IssueFault[] {
  if (milestones.length === 0) return [lacks('deadline.milestones')];
  return milestones.flatMap(({ dueDay }, index): IssueFault[] => {
    const path = `deadline.milestones.${index}.dueDay`;
    const before = milestones[index - 1];
    if (dueDay <= today) return [{ path, rule: 'afterToday' }];
    return before !== undefined && dueDay <= before.dueDay ? [{ path, rule: 'ascending' }] : [];
  });
}

/** @param today day number */
export function deadlineFaults(deadline: DeadlineFields, today: number): IssueFault[] {
  const { type, amount, byDay, nextReviewDay } = deadline;
  if (deadlineTypes[type].amount !== null) return amount === null ? [lacks('deadline.amount')] : [];
  if (type === 'fixed_date') return dayFault('deadline.byDay', byDay, today);
  if (type === 'staged_fix') return milestoneFaults(deadline, today);
  return type === 'standing_measure' ? dayFault('deadline.nextReviewDay', nextReviewDay, today) : [];
}

const mandatory = ['problem', 'goal', 'unitId', 'responsiblePerson'] as const;

/**
 * Everything a draft lacks: 问题, 目标, 措施, 责任人, 责任单位, 时限.
 * @param today day number
 */
export function issueFaults(fields: RectificationFields, today: number): IssueFault[] {
  return [
    ...mandatory.filter((name) => fields[name] === null || fields[name] === '').map(lacks),
    ...(fields.measures.length === 0 ? [lacks('measures')] : []),
    ...deadlineFaults(fields.deadline, today),
  ];
}

/** Parts of a deadline its type has no use for are dropped. */
export function plainDeadline({ type, amount, byDay, milestones, nextReviewDay }: DeadlineFields): DeadlineFields {
  return {
    type,
    amount: deadlineTypes[type].amount === null ? null : amount,
    byDay: type === 'fixed_date' ? byDay : null,
    milestones: type === 'staged_fix' ? milestones : [],
    nextReviewDay: type === 'standing_measure' ? nextReviewDay : null,
  };
}
