import { describe, expect, it } from 'vitest';
import {
  againstLimit,
  minutesOf,
  missingSteps,
  modeFacts,
  numbersFromSteps,
  spanOf,
  stepCorrections,
  stepFaults,
  stepOfKey,
  steps,
  stepTimes,
  visitFields,
  visitModeNames,
  type Step,
  type StepEntry,
  type VisitFields,
} from '../../../domain/visit.js';
import { isElsewhere, missingInVisit, wrongInVisit } from '../../../domain/visit-check.js';
import { dayOf, SHANGHAI_OFFSET_MS } from '../../../domain/time.js';

/** `09:41:12` on 14 October 2026 in Shanghai. */
const at = (clock: string): number => Date.parse(`2026-10-14T${clock}Z`) - SHANGHAI_OFFSET_MS;
const entry = (
  step: Step,
  clock: string | null,
  recorded = clock ?? '12:00:00',
  note: string | null = null,
): StepEntry => ({
  step,
  windowId: null,
  at: clock === null ? null : at(clock),
  recordedAt: at(recorded),
  note,
});

const seen: StepEntry[] = [
  entry('arrive', '09:41:12'),
  entry('ticket', '09:43:02'),
  entry('called', '10:01:24'),
  entry('greeted', '10:01:47'),
  entry('answered', '10:03:35'),
  entry('told_missing', '10:09:28'),
];
const NOW = at('10:12:53');

describe('the day of a visit', () => {
  const onDay = (startedAt: string | null, endedAt: string | null) =>
    ['2026-10-13', '2026-10-14', '2026-10-15', '2026-10-16'].map((day) =>
      isElsewhere(Date.parse(`${day}T12:00:00Z`) - SHANGHAI_OFFSET_MS, {
        startedAt: startedAt === null ? null : Date.parse(`${startedAt}:00Z`) - SHANGHAI_OFFSET_MS,
        endedAt: endedAt === null ? null : Date.parse(`${endedAt}:00Z`) - SHANGHAI_OFFSET_MS,
      }),
    );

  it('is that of its start, unless its end lies behind midnight', () => {
    expect(onDay('2026-10-14T09:00', '2026-10-14T10:00')).toEqual([true, false, true, true]);
    expect(onDay('2026-10-14T23:00', '2026-10-15T00:30')).toEqual([true, false, false, true]);
    // Nobody knows yet how long it goes on.
    expect(onDay('2026-10-14T23:00', null)).toEqual([true, false, false, true]);
    expect(onDay(null, null)).toEqual([false, false, false, false]);
  });
});

describe('modes', () => {
  it.each(visitModeNames)('%s asks only for steps it knows, and for both ends', (mode) => {
    const facts = modeFacts(mode);
    for (const step of facts.required) expect(facts.steps).toContain(step);
    expect(facts.required).toEqual(expect.arrayContaining(['arrive', 'left']));
    // The law asks for two wherever somebody goes and checks; at a telephone, a screen or a form one is enough.
    const alone = ['phone_inquiry', 'video_patrol', 'questionnaire'].includes(mode);
    expect(facts.minimumInspectors).toBe(alone ? 1 : 2);
    if (facts.coverStory) expect(facts.covert).toBe(true);
  });

  it('are eleven, with one key for each step', () => {
    expect(visitModeNames).toHaveLength(11);
    expect([...'ATCGQMDL'].map(stepOfKey)).toEqual(steps);
    expect(stepOfKey('t')).toBe('ticket');
    expect(stepOfKey('x')).toBeNull();
  });
});

describe('steps', () => {
  it('keep every correction, and the latest counts', () => {
    const entries = [
      ...seen,
      entry('called', '10:00:24', '10:05:00', 'read from the screen'),
      entry('called', '10:00:24', '10:05:01'),
      entry('greeted', null, '10:06:00'),
      entry('greeted', '10:00:50', '10:07:00'),
    ];
    expect(stepTimes(entries)).toMatchObject({ called: at('10:00:24'), greeted: at('10:00:50') });
    expect(stepCorrections(entries)).toEqual([
      {
        step: 'called',
        from: at('10:01:24'),
        to: at('10:00:24'),
        recordedAt: at('10:05:00'),
        note: 'read from the screen',
      },
      { step: 'greeted', from: at('10:01:47'), to: null, recordedAt: at('10:06:00'), note: null },
      { step: 'greeted', from: null, to: at('10:00:50'), recordedAt: at('10:07:00'), note: null },
    ]);
    expect(stepTimes([...seen, entry('told_missing', null)])).not.toHaveProperty('told_missing');
  });

  it('give waiting and handling, the latter running until it is done', () => {
    const times = stepTimes(seen);
    expect(spanOf('waiting_minutes', 'simulated_transaction', times, NOW)).toEqual({
      from: 'ticket',
      to: 'called',
      ms: (18 * 60 + 22) * 1000,
      minutes: 18.4,
    });
    expect(spanOf('handling_minutes', 'simulated_transaction', times, NOW)).toEqual({
      from: 'called',
      to: null,
      ms: (11 * 60 + 29) * 1000,
      minutes: 11.5,
    });
    expect(numbersFromSteps('simulated_transaction', times)).toEqual({ waiting_minutes: 18.4 });
    const done = stepTimes([...seen, entry('done', '10:21:24')]);
    expect(numbersFromSteps('simulated_transaction', done)).toEqual({ waiting_minutes: 18.4, handling_minutes: 20 });
  });

  it.each<[string, Parameters<typeof spanOf>[1], StepEntry[], object]>([
    [
      'no ticket: waits from arrival',
      'covert_visit',
      [entry('arrive', '09:00:00'), entry('called', '09:06:00')],
      { waiting_minutes: 6 },
    ],
    [
      'not called: waits until greeted',
      'covert_visit',
      [entry('ticket', '09:00:00'), entry('greeted', '09:02:00')],
      { waiting_minutes: 2 },
    ],
    [
      'a telephone call: rings, then lasts until the end',
      'phone_inquiry',
      [entry('arrive', '09:00:00'), entry('called', '09:00:30'), entry('left', '09:04:00')],
      { waiting_minutes: 0.5, handling_minutes: 3.5 },
    ],
    [
      'left without being done: no handling time',
      'simulated_transaction',
      [entry('arrive', '09:00:00'), entry('called', '09:10:00'), entry('left', '09:40:00')],
      { waiting_minutes: 10 },
    ],
    ['the wrong way round: no time', 'covert_visit', [entry('ticket', '09:10:00'), entry('called', '09:00:00')], {}],
    ['a symposium: nothing to measure', 'symposium', [entry('arrive', '09:00:00'), entry('left', '11:00:00')], {}],
  ])('%s', (_name, mode, entries, expected) => expect(numbersFromSteps(mode, stepTimes(entries))).toEqual(expected));

  it('a visit that ended has no running span', () => {
    const times = stepTimes([entry('arrive', '09:00:00'), entry('called', '09:10:00'), entry('left', '09:40:00')]);
    expect(spanOf('handling_minutes', 'simulated_transaction', times, NOW)).toBeNull();
  });

  it.each([
    [0, 0],
    [2999, 0],
    [3000, 0.1],
    [1_102_000, 18.4],
  ])('%i ms are %f minutes', (ms, minutes) => expect(minutesOf(ms)).toBe(minutes));

  it('are held against a target to the tenth of a minute, and the excess told to the second', () => {
    const span = (ms: number) => ({ from: 'ticket', to: 'called', ms, minutes: minutesOf(ms) }) as const;
    expect(againstLimit(span(1_102_000), 15)).toEqual({ limitMinutes: 15, over: true, overMs: 202_000 });
    expect(againstLimit(span(902_000), 15)).toEqual({ limitMinutes: 15, over: false, overMs: 0 });
    expect(againstLimit(span(903_000), 15)).toMatchObject({ over: true, overMs: 3000 });
  });

  it('name what cannot be: an order, the future, a step the mode does not know', () => {
    expect(stepFaults('simulated_transaction', stepTimes(seen), NOW)).toEqual([]);
    const turned = stepTimes([...seen, entry('ticket', '10:02:00')]);
    expect(stepFaults('simulated_transaction', turned, NOW)).toEqual([
      { rule: 'order', step: 'called', params: { earlier: 'ticket', later: 'called' } },
    ]);
    const ahead = stepTimes([...seen, entry('done', '10:13:00')]);
    expect(stepFaults('simulated_transaction', ahead, NOW)).toEqual([
      { rule: 'future', step: 'done', params: { step: 'done' } },
    ]);
    expect(stepFaults('simulated_transaction', stepTimes([...seen, entry('done', '10:12:54')]), NOW)).toEqual([]);
    expect(stepFaults('symposium', stepTimes([entry('ticket', '09:00:00')]), NOW)).toEqual([
      { rule: 'notInMode', step: 'ticket', params: { step: 'ticket' } },
    ]);
    // Greeting before the call is what a good window does.
    expect(stepFaults('covert_visit', stepTimes([...seen, entry('greeted', '10:00:00')]), NOW)).toEqual([]);
  });

  it('are missing by name', () => {
    expect(missingSteps('simulated_transaction', stepTimes(seen))).toEqual(['left']);
    expect(missingSteps('announced_visit', {})).toEqual(['arrive', 'left']);
  });
});

describe('a visit', () => {
  const visit = (rest: Partial<VisitFields> = {}): VisitFields => ({
    mode: 'simulated_transaction',
    planId: 1,
    roundId: 1,
    hallId: 1,
    zoneId: null,
    windowIds: [7, 9],
    serviceItemId: 3,
    coverStory: 'opens a tea shop',
    inspectorIds: [101, 112],
    startedAt: at('09:41:00'),
    endedAt: at('10:13:00'),
    spokenTo: [{ kind: 'counter_staff', windowId: 7, badgeNo: '012', deskNo: null, remarks: null }],
    narrative: null,
    practices: null,
    measures: null,
    suggestions: null,
    steps: [...seen, entry('left', '10:12:00')],
    ...rest,
  });
  const context = { now: NOW, hallSinceDay: dayOf(NOW) - 100 };
  const rulesOf = (faults: { path: string; rule: string }[]) => faults.map(({ path, rule }) => `${path} ${rule}`);

  it('has the right shape and no fault', () => {
    expect(visitFields.parse(visit())).toEqual(visit());
    expect(wrongInVisit(visit(), context)).toEqual([]);
    expect(missingInVisit(visit())).toEqual([]);
  });

  it.each<[string, Partial<VisitFields>, string[]]>([
    ['an inspector twice', { inspectorIds: [101, 101] }, ['inspectorIds inspectorTwice']],
    ['a window twice', { windowIds: [7, 7] }, ['windowIds windowTwice']],
    ['an end before the start', { endedAt: at('09:00:00') }, ['endedAt endBeforeStart']],
    ['tomorrow', { endedAt: NOW + 86_400_000 }, ['endedAt future']],
    ['a quarter of an hour on', { endedAt: NOW + 900_000 }, ['endedAt future']],
    ['before there was a hall', { startedAt: NOW - 200 * 86_400_000 }, ['startedAt beforeHall']],
    [
      'steps in the wrong order',
      { steps: [...seen, entry('left', '09:00:00')] },
      ['arrive', 'ticket', 'called', 'greeted', 'answered', 'told_missing'].map(() => 'steps.left order'),
    ],
  ])('cannot be: %s', (_name, rest, expected) => expect(rulesOf(wrongInVisit(visit(rest), context))).toEqual(expected));

  it('says what it still lacks', () => {
    const bare = visit({
      inspectorIds: [101],
      windowIds: [],
      coverStory: null,
      startedAt: null,
      endedAt: null,
      steps: [],
    });
    expect(rulesOf(missingInVisit(bare))).toEqual([
      'inspectorIds inspectorsTooFew',
      'windowIds windowMissing',
      'coverStory coverStoryMissing',
      'startedAt startMissing',
      'endedAt endMissing',
      'steps.arrive stepMissing',
      'steps.called stepMissing',
      'steps.left stepMissing',
    ]);
  });

  it('takes no name of a citizen', () => {
    const named = { ...visit(), spokenTo: [{ kind: 'service_user', remarks: null, name: 'Wang' }] };
    expect(visitFields.safeParse(named).success).toBe(false);
  });
});
