import { describe, expect, it } from 'vitest';
import { roles } from '../../../domain/people.js';
import {
  interviewActionNames,
  interviewActions,
  interviewRefusal,
  interviewStates,
  stateAfterInterview,
  triggerMatters,
  triggersOf,
  type InterviewFacts,
  type UnitFacts,
} from '../../../domain/rectification/interview.js';

const ready: Omit<InterviewFacts, 'state'> = { triggered: true, approved: false, openDemands: 0, ofUnit: false };

describe('the life of an interview', () => {
  it('is walked completely: every state, action and role', () => {
    for (const state of interviewStates)
      for (const action of interviewActionNames)
        for (const role of roles) {
          const { from, by } = interviewActions[action];
          const expected = !(from as readonly string[]).includes(state)
            ? 'state'
            : (by as readonly string[]).includes(role)
              ? null
              : 'role';
          expect(interviewRefusal(action, { ...ready, state }, [role]), `${state} ${action} ${role}`).toBe(expected);
        }
    expect(interviewActionNames.filter((action) => interviewActions[action].by.includes('office' as never))).toEqual(
      interviewActionNames.filter((action) => action !== 'approve'),
    );
  });

  it('begins with a trigger or the word of a leader, and ends with every demand issued', () => {
    const notice = (facts: Partial<InterviewFacts>) =>
      interviewRefusal('notice', { ...ready, state: 'proposed', triggered: false, ...facts }, ['office']);
    expect(notice({})).toBe('triggered');
    expect(notice({ approved: true })).toBeNull();
    expect(notice({ triggered: true })).toBeNull();
    expect(interviewRefusal('close', { ...ready, state: 'held', openDemands: 1 }, ['office'])).toBe('demandsIssued');
  });

  it('goes where the table says', () => {
    expect(stateAfterInterview('notice', 'proposed')).toBe('noticed');
    expect(stateAfterInterview('hold', 'noticed')).toBe('held');
    expect(stateAfterInterview('draft', 'held')).toBe('held');
    expect(stateAfterInterview('cancel', 'noticed')).toBe('cancelled');
  });
});

describe('what speaks for an interview', () => {
  const calm: UnitFacts = { remindedThrice: [], redUnanswered: [], overdue: [1, 2], bottomMonths: 1 };

  it('is a third reminder, a red order unanswered, three overdue matters or two months at the bottom', () => {
    expect(triggersOf(calm)).toEqual([]);
    expect(triggersOf({ ...calm, remindedThrice: [1] })).toEqual(['remindedThrice']);
    expect(triggersOf({ ...calm, redUnanswered: [1] })).toEqual(['redUnanswered']);
    expect(triggersOf({ ...calm, overdue: [1, 2, 3] })).toEqual(['manyOverdue']);
    expect(triggersOf({ ...calm, bottomMonths: 2 })).toEqual(['bottomMonths']);
  });

  it('names its matters once each', () => {
    expect(triggerMatters(calm)).toEqual([]);
    expect(triggerMatters({ ...calm, redUnanswered: [5], remindedThrice: [5, 4], overdue: [3, 4, 5] })).toEqual([
      5, 4, 3,
    ]);
  });
});
