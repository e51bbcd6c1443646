import { describe, expect, it } from 'vitest';
import { missingInVisit, wrongInVisit } from '../../../domain/visit-check.js';
import { numbersFromSteps, timesAtWindow, type Step, type StepEntry, type VisitFields } from '../../../domain/visit.js';

const NOW = 60 * 60_000;
/** @param minute since the visit began */
const entry = (step: Step, minute: number | null, windowId: number | null = null): StepEntry => ({
  step,
  windowId,
  at: minute === null ? null : minute * 60_000,
  recordedAt: NOW,
  note: null,
});
const visit = (steps: StepEntry[], windowIds: number[] = [7, 9]): VisitFields => ({
  mode: 'simulated_transaction',
  planId: null,
  roundId: null,
  hallId: 1,
  zoneId: null,
  windowIds,
  serviceItemId: null,
  coverStory: '开茶馆',
  inspectorIds: [1, 2],
  startedAt: 0,
  endedAt: NOW,
  spokenTo: [],
  narrative: null,
  practices: null,
  measures: null,
  suggestions: null,
  steps,
});
const numbersAt = (steps: StepEntry[], windowId: number | null, windowIds = [7, 9]) =>
  numbersFromSteps('simulated_transaction', timesAtWindow(steps, windowId, windowIds));

describe('times in a visit of several windows', () => {
  const both = [
    entry('arrive', 0),
    entry('called', 5, 7),
    entry('done', 12, 7),
    entry('called', 20, 9),
    entry('left', 40),
  ];

  it('the wait from the door is that of the first window alone', () => {
    expect(numbersAt(both, 7)).toEqual({ waiting_minutes: 5, handling_minutes: 7 });
    expect(numbersAt(both, 9)).toEqual({});
  });

  it('leaving ends the matter at the last window alone', () => {
    const asked = [entry('arrive', 0), entry('greeted', 5, 7), entry('greeted', 20, 9), entry('left', 40)];
    const at = (windowId: number) => numbersFromSteps('covert_visit', timesAtWindow(asked, windowId, [7, 9]));
    expect(at(7)).toEqual({ waiting_minutes: 5 });
    expect(at(9)).toEqual({ handling_minutes: 20 });
  });

  it('a ticket of its own begins the wait at every window', () => {
    expect(numbersAt([...both, entry('ticket', 14, 9)], 9)).toEqual({ waiting_minutes: 6 });
  });

  it('in a visit of one window every step is of that window', () => {
    const one = [entry('arrive', 0), entry('ticket', 1), entry('called', 5, 7), entry('done', 12)];
    expect(numbersAt(one, 7, [7])).toEqual({ waiting_minutes: 4, handling_minutes: 7 });
    expect(numbersAt(one, null, [7])).toEqual({ waiting_minutes: 4, handling_minutes: 7 });
  });

  it('what a window had that is in the visit no more does not count', () =>
    expect(numbersAt([...both, entry('ticket', 1, 8)], 7, [7])).toEqual({ waiting_minutes: 5, handling_minutes: 7 }));
});

describe('what is said of steps in a visit of several windows', () => {
  const rules = (faults: { path: string; rule: string }[]) => faults.map(({ path, rule }) => `${path} ${rule}`);
  const context = { now: NOW, hallSinceDay: null };

  it('each window is called by itself; arriving and leaving are said once', () => {
    expect(rules(missingInVisit(visit([])))).toEqual([
      'steps.arrive stepMissing',
      'steps.7.called stepMissing',
      'steps.left stepMissing',
      'steps.9.called stepMissing',
    ]);
    expect(rules(missingInVisit(visit([entry('called', 5, 7)])))).toContain('steps.9.called stepMissing');
    expect(rules(missingInVisit(visit([entry('called', 5)])))).not.toContain('steps.9.called stepMissing');
    expect(rules(missingInVisit(visit([], [7])))).toContain('steps.called stepMissing');
  });

  it('one window after the other is no wrong order; within a window it is', () => {
    const fine = [
      entry('arrive', 0),
      entry('called', 5, 7),
      entry('done', 12, 7),
      entry('ticket', 13, 9),
      entry('called', 20, 9),
    ];
    expect(wrongInVisit(visit(fine), context)).toEqual([]);
    expect(rules(wrongInVisit(visit([...fine, entry('ticket', 21, 9)]), context))).toEqual(['steps.9.called order']);
    expect(rules(wrongInVisit(visit([...fine, entry('arrive', 6)]), context))).toEqual(['steps.7.called order']);
  });

  it('a step of the whole visit that is wrong is said once', () =>
    expect(rules(wrongInVisit(visit([entry('called', 61)]), context))).toEqual(['steps.called future']));
});
