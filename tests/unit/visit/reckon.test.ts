import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../domain/checklist/answers.js';
import type { TemplateContent } from '../../../domain/checklist/schema.js';
import type { VisitDraft } from '../../../domain/visit-draft.js';
import { filledAnswers, missingForSubmission, reckonVisit } from '../../../domain/visit-reckon.js';
import type { Step } from '../../../domain/visit.js';
import { conformity, conforms, fails, number, section, template, text, value, worth } from '../checklist/fixtures.js';

const wait = number('W', worth(1), { from: 'waiting_minutes', decimals: 1, maximum: 60 });
const content = template([section('S', 100, [conformity('A', worth(2)), conformity('B', worth(1)), wait])]);
const other = template([section('S', 100, [conformity('A', worth(10))])]);
const talk = template([section('S', 100, [text('T')])]);
const contents = new Map<number, TemplateContent>([
  [1, content],
  [2, other],
  [3, talk],
]);

type List = [clientId: string, windowId: number | null, versionId: number, answers: Answers];
const draftOf = (
  lists: List[],
  rest: Partial<VisitDraft['sheet']> = {},
  steps: [Step, number, number | null][] = [],
): VisitDraft => ({
  sheet: {
    mode: 'simulated_transaction',
    planId: null,
    roundId: null,
    hallId: 1,
    zoneId: null,
    windowIds: [7, 9],
    serviceItemId: null,
    coverStory: '开茶馆',
    inspectorIds: [1, 2],
    startedAt: 0,
    endedAt: 0,
    spokenTo: [],
    narrative: null,
    practices: null,
    measures: null,
    suggestions: null,
    ...rest,
  },
  checklists: lists.map(([clientId, windowId, versionId, answers]) => {
    return { clientId, windowId, versionId, answers, answeredAt: {} };
  }),
  steps: steps.map(([step, minute, windowId], index) => {
    return { clientId: `s${index}`, step, windowId, at: minute * 60_000, recordedAt: 0, note: null };
  }),
  findings: [],
});
const reckon = (draft: VisitDraft) => reckonVisit({ draft, contents, limits: new Map() });
const good: Answers = { A: conforms(), B: conforms(), W: value(1) };

describe('the score of a visit', () => {
  it('is the mean of its scored checklists, rounded half up', () => {
    expect(reckon(draftOf([['a', 7, 1, good]])).score).toBe(10_000);
    expect(
      reckon(
        draftOf([
          ['a', 7, 1, good],
          ['b', 9, 1, { ...good, B: fails() }],
          ['c', null, 1, good],
        ]),
      ).score,
    ).toBe(9967);
    const half = reckon(
      draftOf([
        ['a', 7, 1, { ...good, B: fails() }],
        ['b', 9, 1, { ...good, A: fails() }],
      ]),
    );
    expect(half.score).toBe(9850);
    expect(half.windows.map(({ score }) => score)).toEqual([9900, 9800]);
  });

  it('leaves out checklists that give and take no points, and is none where there are no others', () => {
    expect(
      reckon(
        draftOf([
          ['a', 7, 1, good],
          ['t', 9, 3, {}],
        ]),
      ).score,
    ).toBe(10_000);
    expect(reckon(draftOf([['t', null, 3, {}]]))).toMatchObject({ score: null, grade: null });
    expect(reckon(draftOf([]))).toMatchObject({ score: null, grade: null, severity: 0 });
  });

  it('has a grade where all are of one template', () => {
    const grades = [
      { code: 'pass', label: '合格', from: 80 },
      { code: 'fail', label: '不合格', from: 0 },
    ];
    const graded = new Map([...contents].map(([id, one]) => [id, { ...one, grades }]));
    const of = (lists: List[]) => reckonVisit({ draft: draftOf(lists), contents: graded, limits: new Map() }).grade;
    expect(
      of([
        ['a', 7, 1, good],
        ['b', 9, 1, good],
      ]),
    ).toBe('合格');
    expect(
      of([
        ['a', 7, 1, good],
        ['b', 9, 2, { A: conforms() }],
      ]),
    ).toBeNull();
  });

  it('the worst finding is the severity', () => {
    const draft = draftOf([]);
    const findings = (['general', 'grave', 'serious'] as const).map((severity) => ({ severity }));
    expect(reckon({ ...draft, findings: findings as never }).severity).toBe(3);
  });
});

describe('numbers that steps give', () => {
  const steps: [Step, number, number | null][] = [
    ['arrive', 0, null],
    ['ticket', 1, 7],
    ['called', 5, 7],
    ['done', 9, 7],
    ['ticket', 10, 9],
    ['called', 22, 9],
  ];

  it('fill what nobody typed, each at its window; the longest is that of the visit', () => {
    const reckoned = reckon(
      draftOf(
        [
          ['a', 7, 1, {}],
          ['b', 9, 1, { W: value(3) }],
        ],
        {},
        steps,
      ),
    );
    expect(reckoned.checklists.map(({ answers }) => answers['W'])).toEqual([value(4), value(3)]);
    expect(reckoned).toMatchObject({ waitingTenths: 120, handlingTenths: 40 });
    expect(reckoned.windows).toMatchObject([
      { windowId: 7, waitingTenths: 40, handlingTenths: 40 },
      { windowId: 9, waitingTenths: 120, handlingTenths: null },
    ]);
  });

  it('are written with the digits the item takes, and not at all beyond its ends', () => {
    expect(filledAnswers(content, {}, { waiting_minutes: 4.4 })['W']).toEqual(value(4.4));
    const whole = template([
      section('S', 100, [number('W', worth(1), { from: 'waiting_minutes', decimals: 0, maximum: 60 })]),
    ]);
    expect(filledAnswers(whole, {}, { waiting_minutes: 4.5 })['W']).toEqual(value(5));
    expect(filledAnswers(content, {}, { waiting_minutes: 61 })).toEqual({});
    expect(filledAnswers(content, {}, {})).toEqual({});
  });
});

it('what keeps a visit from being handed in is named item by item', () => {
  const draft = draftOf([['a', 7, 1, { A: fails(), B: conforms() }]], { windowIds: [7] });
  const faults = missingForSubmission(draft, reckon(draft)).map(({ path, rule, params }) => [
    path,
    rule,
    params?.['item'],
  ]);
  expect(faults).toEqual([
    ['steps.arrive', 'stepMissing', undefined],
    ['steps.called', 'stepMissing', undefined],
    ['steps.left', 'stepMissing', undefined],
    ['checklists.a.W', 'open', wait.title],
    ['checklists.a.A', 'findingMissing', conformity('A').title],
  ]);
});
