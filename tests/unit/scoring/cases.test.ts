import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../domain/checklist/answers.js';
import { checkTemplate } from '../../../domain/checklist/check.js';
import type { TemplateContent } from '../../../domain/checklist/schema.js';
import type { Limits } from '../../../domain/checklist/verdict.js';
import { formatScore, score } from '../../../domain/scoring.js';
import {
  choice,
  conformity,
  conforms,
  fails,
  notApplicable,
  notObserved,
  number,
  option,
  scale,
  section,
  template,
  value,
  chosen,
  worth,
} from '../checklist/fixtures.js';

/** Laiwu: service attitude 20 and work discipline 25 of 100; the other 55 stand as one section here. */
const laiwu = template([
  section('T', 20, [
    conformity('T1', worth(1, { unit: 'per_person' }), { title: 'No badge' }),
    conformity('T2', worth(2), { title: 'Cold or rude' }),
    conformity('T3', worth(3), { title: 'Quarrel' }),
  ]),
  section('D', 25, [
    conformity('D1', worth(1, { unit: 'per_person' }), { title: 'Late' }),
    conformity('D2', worth(1), { title: 'Off post' }),
    conformity('D3', worth(2), { title: 'Window empty' }),
  ]),
  section('O', 55, [
    conformity('O1', worth(5), { title: 'Complaint upheld' }),
    conformity('O2', worth(1, { cap: 3, effect: 'bonus' }), { title: 'Home or holiday service' }),
  ]),
]);

/** A county: attendance 20, papers 15, fees 10, limits 15, results 15, files 3, hygiene 2; 20 for the rest. Cap 110. */
const county = (floorMode: 'section_zero' | 'run_on'): TemplateContent =>
  template(
    [
      section('A', 20, [conformity('A1', worth(3), { title: 'Off post, half days' })], { floorMode }),
      section('P', 15, [conformity('P1', worth(2), { title: 'Incomplete notice, cases' })], { floorMode }),
      section('F', 10, [conformity('F1', worth(5), { title: 'Unauthorised fee' })], { floorMode }),
      section('L', 15, [conformity('L1', worth(5), { title: 'Past promised limit, cases' })], { floorMode }),
      section('R', 15, [conformity('R1')], { floorMode }),
      section('K', 3, [conformity('K1')], { floorMode }),
      section('H', 2, [conformity('H1')], { floorMode }),
      section('X', 20, [conformity('X1', worth(5, { effect: 'bonus' }))], { floorMode }),
    ],
    { totalCap: 110 },
  );
const countyDay: Answers = {
  A1: fails(2),
  P1: fails(3),
  F1: fails(1),
  L1: fails(4),
  R1: conforms(),
  K1: conforms(),
  H1: conforms(),
  X1: fails(),
};
const countyClean: Answers = Object.fromEntries(Object.keys(countyDay).map((code) => [code, conforms(3)]));

/** Cangnan's attendance: absence 5 for each half day; deductions run on; bonuses at most 5. */
const attendance = (floorMode: 'section_zero' | 'run_on'): TemplateContent =>
  template(
    [
      section('A', 20, [conformity('A1', worth(5), { title: 'Absence, half days' }), conformity('A2', worth(2))], {
        floorMode,
      }),
      section('B', 80, [conformity('B1', worth(4, { effect: 'bonus' }))], { floorMode }),
    ],
    { bonusCap: 5 },
  );

const weighted = template(
  [
    section('S', 100, [conformity('S1', worth(10)), conformity('S2', worth(10))], { weight: 60 }),
    section('E', 30, [conformity('E1', worth(10)), conformity('E2', worth(1))], { weight: 40 }),
  ],
  { combine: 'weighted' },
);

const kinds = template([
  section('K', 100, [
    scale('K1', worth(2)),
    number('K2', worth(1, { cap: 3 }), { limit: { side: 'at_most', measure: 'waiting_minutes' }, step: 5 }),
    number('K3', worth(0.5), { unit: 'percent', maximum: 100, limit: { side: 'at_least', value: 90 } }),
    choice('single_choice', 'K4', [option('under15', 0), option('over15', 3)]),
    choice('multiple_choice', 'K5', [option('water', 0.2), option('glasses', 0.2), option('forms', 0.2)]),
  ]),
]);

const critical = (criticalEffect: TemplateContent['criticalEffect']): TemplateContent =>
  template(
    [
      section('C', 100, [
        conformity('C1', worth(2, { cap: 2 }), { critical: true }),
        conformity('C2', worth(1, { cap: 1 })),
      ]),
    ],
    { criticalEffect },
  );

interface Case {
  name: string;
  content: TemplateContent;
  answers: Answers;
  limits?: Limits;
  expected: { score: string; grade: string; raw?: string; sections?: string[]; applied?: string[]; capped?: string[] };
}

const cases: Case[] = [
  {
    // Attitude 20 - 2x1 (two without badge) - 2 (cold) - 3 (quarrel) = 13.
    // Discipline 25 - 3x1 (three late) - 2x1 (off post twice) - 2 (window empty) = 18.
    // Other 55 - 5 (complaint) = 50. Bonus: four holiday services ask 4, the cap gives 3. 13 + 18 + 50 + 3 = 84.
    name: 'Laiwu, a bad day with holiday service',
    content: laiwu,
    answers: {
      T1: fails(2),
      T2: fails(),
      T3: fails(),
      D1: fails(3),
      D2: fails(2),
      D3: fails(),
      O1: fails(),
      O2: conforms(4),
    },
    expected: {
      score: '84.0',
      grade: 'pass',
      sections: ['13.0', '18.0', '50.0'],
      applied: ['2.0', '2.0', '3.0', '3.0', '2.0', '2.0', '5.0', '3.0'],
      capped: ['O2 item'],
    },
  },
  {
    // Attendance 20 - 2x3 = 14; papers 15 - 3x2 = 9; fees 10 - 5 = 5; limits ask 4x5 = 20 of 15: 0, 15 applied.
    // 14 + 9 + 5 + 0 + 15 + 3 + 2 + 20 = 68.
    name: 'county, sections stop at 0',
    content: county('section_zero'),
    answers: countyDay,
    expected: {
      score: '68.0',
      grade: 'basic',
      sections: ['14.0', '9.0', '5.0', '0.0', '15.0', '3.0', '2.0', '20.0'],
      capped: ['L1 floor'],
    },
  },
  {
    // The same day where deductions run on: limits 15 - 20 = -5, so 68 - 5 = 63.
    name: 'county, deductions run on',
    content: county('run_on'),
    answers: countyDay,
    expected: { score: '63.0', grade: 'basic', sections: ['14.0', '9.0', '5.0', '-5.0', '15.0', '3.0', '2.0', '20.0'] },
  },
  {
    // Nothing deducted; three bonuses of 5 ask 15 of a bonus cap of 20: 115, and the whole stops at 110.
    name: 'county, total cap 110',
    content: county('section_zero'),
    answers: countyClean,
    expected: { score: '110.0', raw: '115.0', grade: 'pass' },
  },
  {
    // City rule: absence 5x5 = 25 and sign-in 2 ask 27 of 20: absence takes 20, sign-in nothing. 80 + bonus 5 of 8 = 85.
    name: 'city, a category stops at 0, never negative',
    content: attendance('section_zero'),
    answers: { A1: fails(5), A2: fails(), B1: conforms(2) },
    expected: {
      score: '85.0',
      grade: 'pass',
      sections: ['0.0', '80.0'],
      applied: ['20.0', '0.0', '5.0'],
      capped: ['A1 floor', 'A2 floor', 'B1 bonus'],
    },
  },
  {
    // Cangnan rule: 20 - 25 - 2 = -7 runs on into the other 80: 73; bonus 5 of 8: 78.
    name: 'Cangnan, deductions uncapped',
    content: attendance('run_on'),
    answers: { A1: fails(5), A2: fails(), B1: conforms(2) },
    expected: { score: '78.0', grade: 'basic', sections: ['-7.0', '80.0'], capped: ['B1 bonus'] },
  },
  {
    // 24 half days x 5 = 120 against 100 and nothing else: raw -20, the whole stops at 0.
    name: 'Cangnan, the whole stops at 0',
    content: attendance('run_on'),
    answers: { A1: fails(24), A2: conforms(), B1: fails() },
    expected: { score: '0.0', raw: '-20.0', grade: 'fail' },
  },
  {
    // S: 100 - 10 = 90 of 100, weight 60: 54. E: 30 - 10 - 1 = 19 of 30, weight 40: 25.333, rounded 25.33. Sum 79.33.
    name: 'weighted shares, rounded to the hundredth',
    content: weighted,
    answers: { S1: fails(), S2: conforms(), E1: fails(), E2: fails() },
    expected: { score: '79.33', grade: 'basic', sections: ['90.0', '19.0'] },
  },
  {
    // S: 100 of 100, weight 60: 60. E: 30 - 10 = 20 of 30, weight 40: 26.666, rounded up to 26.67. Sum 86.67.
    name: 'weighted shares, rounded up',
    content: weighted,
    answers: { S1: conforms(), S2: conforms(), E1: fails(), E2: conforms() },
    expected: { score: '86.67', grade: 'pass', sections: ['100.0', '20.0'] },
  },
  {
    // Not applicable and not observed cost nothing: only C2's 1 is lost.
    name: 'not applicable and not observed',
    content: template([
      section('C', 100, [conformity('C1', worth(50)), conformity('C2'), conformity('C3', worth(50))]),
    ]),
    answers: { C1: notApplicable, C2: fails(), C3: notObserved },
    expected: { score: '99.0', grade: 'pass' },
  },
  {
    // Scale 2 where 4 passes: two steps x 2 = 4. Waiting 18.4 of 15: one begun step of 5, 1. 85% of 90%: once, 0.5.
    // Off post over 15 minutes, twice: 6. Two conveniences missing: 0.4. 100 - 11.9 = 88.1.
    name: 'every kind of item',
    content: kinds,
    answers: {
      K1: value(2),
      K2: value(18.4),
      K3: value(85),
      K4: chosen(['over15'], 2),
      K5: chosen(['water', 'forms']),
    },
    limits: { waiting_minutes: 15 },
    expected: { score: '88.1', grade: 'pass', applied: ['4.0', '1.0', '0.5', '6.0', '0.4'] },
  },
  {
    // 40.1 minutes of 15: 25.1 beyond, six begun steps, capped at 3. Everything else conforms.
    name: 'a number at its cap',
    content: kinds,
    answers: { K1: value(5), K2: value(40.1), K3: value(90), K4: chosen(['under15']), K5: chosen([]) },
    limits: { waiting_minutes: 15 },
    expected: { score: '97.0', grade: 'pass', capped: ['K2 item'] },
  },
  {
    name: 'a hall without target judges no waiting',
    content: kinds,
    answers: { K1: value(4), K2: value(300), K3: value(100), K4: chosen(['under15']), K5: chosen([]) },
    expected: { score: '100.0', grade: 'pass' },
  },
  {
    name: 'a critical failure, shown only',
    content: critical('flag'),
    answers: { C1: fails(), C2: conforms() },
    expected: { score: '98.0', grade: 'pass' },
  },
  {
    name: 'a critical failure, lowest grade',
    content: critical('lowest_grade'),
    answers: { C1: fails(), C2: conforms() },
    expected: { score: '98.0', grade: 'fail' },
  },
  {
    name: 'a critical failure, score 0',
    content: critical('zero_score'),
    answers: { C1: fails(), C2: conforms() },
    expected: { score: '0.0', raw: '98.0', grade: 'fail' },
  },
  {
    // The section may lose 4, the whole 6: 3 + 3 asked in S give 4; 3 in T give 2. 100 - 6 = 94.
    name: 'caps of a section and of the whole',
    content: template(
      [
        section('S', 50, [conformity('S1', worth(3)), conformity('S2', worth(3))], { cap: 4 }),
        section('T', 50, [conformity('T1', worth(3))]),
      ],
      { cap: 6 },
    ),
    answers: { S1: fails(), S2: fails(), T1: fails() },
    expected: {
      score: '94.0',
      grade: 'pass',
      sections: ['46.0', '48.0'],
      applied: ['3.0', '1.0', '2.0'],
      capped: ['S2 section', 'T1 whole'],
    },
  },
];

describe('score', () => {
  it.each(cases)('$name', ({ content, answers, limits, expected }) => {
    expect(checkTemplate(content)).toEqual([]);
    const result = score(content, answers, limits);
    expect(formatScore(result.score)).toBe(expected.score);
    expect(formatScore(result.raw)).toBe(expected.raw ?? expected.score);
    expect(result.grade).toBe(expected.grade);
    expect([result.lowest, result.highest]).toEqual([result.score, result.score]);
    if (expected.sections) expect(result.sections.map((part) => formatScore(part.score))).toEqual(expected.sections);
    if (expected.applied) expect(result.reasons.map((reason) => formatScore(reason.applied))).toEqual(expected.applied);
    if (expected.capped) {
      const capped = result.reasons.filter((reason) => reason.cappedBy !== null);
      expect(capped.map((reason) => `${reason.item} ${reason.cappedBy}`)).toEqual(expected.capped);
    }
  });

  it('names what was asked, how often and by what unit', () => {
    const { reasons } = score(laiwu, { T1: fails(2), O2: conforms(4) });
    expect(reasons).toEqual([
      {
        section: 'T',
        item: 'T1',
        effect: 'deduction',
        unit: 'per_person',
        count: 2,
        asked: 200,
        applied: 200,
        cappedBy: null,
      },
      {
        section: 'O',
        item: 'O2',
        effect: 'bonus',
        unit: 'per_occurrence',
        count: 4,
        asked: 400,
        applied: 300,
        cappedBy: 'item',
      },
    ]);
  });

  it('counts once whatever the count where the unit says so', () => {
    const content = template([section('C', 100, [conformity('C1', worth(5, { unit: 'once' }))])]);
    expect(score(content, { C1: fails(7) }).score).toBe(9500);
  });

  it('names failures and critical failures, and no unearned bonus among them', () => {
    const content = template([
      section('C', 100, [
        conformity('C1', null, { critical: true }),
        conformity('C2'),
        conformity('C3', worth(1, { effect: 'bonus' })),
      ]),
    ]);
    const result = score(content, { C1: fails(), C2: fails(), C3: fails() });
    expect(result).toMatchObject({ score: 9900, failures: ['C1', 'C2'], criticalFailures: ['C1'] });
  });

  it('gives no grade where too little was judged', () => {
    const content = template([section('C', 100, [conformity('C1'), conformity('C2'), conformity('C3')])], {
      minimumJudgedPercent: 60,
    });
    const little = score(content, { C1: conforms(), C2: notObserved, C3: notObserved });
    expect(little).toMatchObject({ grade: null, tooLittleJudged: true, score: 10000 });
    expect(score(content, { C1: conforms(), C2: notObserved, C3: notApplicable }).grade).toBeNull();
    expect(score(content, { C1: conforms(), C2: conforms(), C3: notObserved }).grade).toBe('pass');
  });
});

describe('the range still possible', () => {
  const content = template([
    section('S', 40, [conformity('S1', worth(3, { cap: 9 })), conformity('S2', worth(5, { unit: 'once' }))]),
    section('T', 60, [conformity('T1', worth(2)), conformity('T2', worth(2, { effect: 'bonus', cap: 4 }))]),
  ]);

  it.each([
    // S1 9 + S2 5, T1 has no cap and can empty its 60: 100 - 14 - 60 = 26; bonus 4 at best.
    ['nothing answered', {}, '26.0', '100.0', '104.0'],
    ['one answered', { T1: fails() }, '84.0', '98.0', '102.0'],
    ['one open', { S1: conforms(), S2: conforms(), T1: fails() }, '98.0', '98.0', '102.0'],
  ])('%s', (_name, answers, lowest, live, highest) => {
    const result = score(content, answers as Answers);
    expect([result.lowest, result.score, result.highest].map(formatScore)).toEqual([lowest, live, highest]);
  });

  it('reaches 0 while a critical item is open that would make it 0', () => {
    expect(score(critical('zero_score'), {})).toMatchObject({ lowest: 0, highest: 10000 });
    expect(score(critical('zero_score'), { C1: conforms() }).lowest).toBe(9900);
    expect(score(critical('lowest_grade'), { C1: conforms(), C2: conforms() }).lowest).toBe(10000);
  });

  it('takes an answer that an open one could hide as possible and as gone', () => {
    const hiding = template([
      section('S', 100, [
        conformity('S1', null),
        conformity('S2', worth(10), { showWhen: { item: 'S1', is: 'fails' } }),
      ]),
    ]);
    expect(score(hiding, { S2: fails() })).toMatchObject({ lowest: 9000, score: 10000, highest: 10000 });
    expect(score(hiding, { S1: fails(), S2: fails() })).toMatchObject({ lowest: 9000, score: 9000, highest: 9000 });
    expect(score(hiding, { S1: conforms(), S2: fails() })).toMatchObject({ lowest: 10000, score: 10000 });
  });
});
