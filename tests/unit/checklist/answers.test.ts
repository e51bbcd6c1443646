import { describe, expect, it } from 'vitest';
import { answerFaults, answers as answersSchema, type Answers } from '../../../domain/checklist/answers.js';
import { completeness } from '../../../domain/checklist/complete.js';
import type { Condition } from '../../../domain/checklist/schema.js';
import { judge } from '../../../domain/checklist/verdict.js';
import {
  choice,
  chosen,
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
  text,
  value,
  worth,
  written,
} from './fixtures.js';

const options = [option('a', 0), option('b', 1)];
const content = template([
  section('S', 60, [conformity('1'), scale('2'), number('3')]),
  section('T', 40, [
    choice('single_choice', '4', options),
    choice('multiple_choice', '5', options),
    text('6', { required: false }),
    conformity('7', worth(1), { showWhen: { item: '1', is: 'fails' } }),
  ]),
]);
const full: Answers = {
  1: conforms(),
  2: value(5),
  3: value(12.5),
  4: chosen(['a']),
  5: chosen([]),
  6: written('quiet'),
};

describe('answers', () => {
  it('that fit have no fault', () => {
    expect(answersSchema.parse(full)).toEqual(full);
    expect(answerFaults(content, full)).toEqual([]);
    expect(answerFaults(content, { 2: notApplicable, 5: notObserved })).toEqual([]);
  });

  it.each<[Answers, string, string]>([
    [{ 1: value(3) }, '1', 'kindWrong'],
    [{ 6: conforms() }, '6', 'kindWrong'],
    [{ 2: value(0) }, '2', 'atLeast'],
    [{ 2: value(6) }, '2', 'atMost'],
    [{ 2: value(2.5) }, '2', 'decimals'],
    [{ 3: value(1.25) }, '3', 'decimals'],
    [{ 4: chosen(['a', 'b']) }, '4', 'oneOption'],
    [{ 4: chosen([]) }, '4', 'oneOption'],
    [{ 5: chosen(['z']) }, '5', 'optionUnknown'],
    [{ 5: chosen(['b', 'b']) }, '5', 'optionTwice'],
    [{ 99: conforms() }, '99', 'itemUnknown'],
  ])('%o is refused', (given, item, rule) => {
    expect(answerFaults(content, given)).toMatchObject([{ item, rule }]);
    // An answer that does not fit is no answer.
    expect(completeness(content, { ...full, ...given }, {}).complete).toBe(false);
  });
});

describe('completeness', () => {
  it('names what is missing, item by item', () => {
    expect(completeness(content, { 1: conforms(), 5: chosen([]) }, {})).toEqual({
      asked: 6,
      answered: 2,
      missing: [
        { section: 'S', item: '2' },
        { section: 'S', item: '3' },
        { section: 'T', item: '4' },
      ],
      faults: [],
      complete: false,
      sections: [
        { section: 'S', asked: 3, answered: 1 },
        { section: 'T', asked: 3, answered: 1 },
      ],
    });
  });

  it('asks for an item only once its condition holds', () => {
    expect(completeness(content, full, {})).toMatchObject({ asked: 6, complete: true });
    const { asked, missing } = completeness(content, { ...full, 1: fails() }, {});
    expect({ asked, missing }).toEqual({ asked: 7, missing: [{ section: 'T', item: '7' }] });
  });

  it('lets an optional item stay open, and takes blank text for none', () => {
    const { complete, answered } = completeness(content, { ...full, 6: written('  ') }, {});
    expect({ complete, answered }).toEqual({ complete: true, answered: 5 });
  });
});

describe('conditions', () => {
  const visibility = (showWhen: Condition, given: Answers) => {
    const items = [
      conformity('1'),
      number('2'),
      choice('multiple_choice', '3', options),
      conformity('9', null, { showWhen }),
    ];
    return judge(template([section('S', 100, items)]), given, {}).get('9')?.visibility;
  };
  const f = { item: '1', is: 'fails' } as const;
  const over = { item: '2', compare: 'at_least', value: 10 } as const;

  it.each<[Condition, Answers, string]>([
    [f, { 1: fails() }, 'shown'],
    [f, { 1: conforms() }, 'hidden'],
    [f, { 1: notObserved }, 'hidden'],
    [f, {}, 'undecided'],
    [{ not: f }, {}, 'undecided'],
    [{ not: f }, { 1: notApplicable }, 'shown'],
    [{ item: '1', is: 'not_applicable' }, { 1: notApplicable }, 'shown'],
    [{ item: '1', is: 'answered' }, { 1: notApplicable }, 'shown'],
    [over, { 2: value(10) }, 'shown'],
    [over, { 2: value(9.9) }, 'hidden'],
    [over, { 2: notObserved }, 'hidden'],
    [{ item: '2', compare: 'at_most', value: 10 }, { 2: value(10.1) }, 'hidden'],
    [{ item: '2', compare: 'equals', value: 0.3 }, { 2: value(0.3) }, 'shown'],
    [{ item: '3', chosen: 'b' }, { 3: chosen(['a', 'b']) }, 'shown'],
    [{ item: '3', chosen: 'b' }, { 3: chosen([]) }, 'hidden'],
    [{ all: [f, over] }, { 1: conforms() }, 'hidden'],
    [{ all: [f, over] }, { 1: fails() }, 'undecided'],
    [{ any: [f, over] }, { 1: fails() }, 'shown'],
    [{ any: [f, over] }, { 1: conforms() }, 'undecided'],
    [{ any: [f, over] }, { 1: conforms(), 2: value(1) }, 'hidden'],
  ])('%o with %o', (showWhen, given, expected) => expect(visibility(showWhen, given)).toBe(expected));

  it('take the answer of a hidden item for none', () => {
    const chain = template([
      section('S', 100, [
        conformity('1'),
        conformity('2', worth(1), { showWhen: { item: '1', is: 'fails' } }),
        conformity('3', worth(1), { showWhen: { item: '2', is: 'fails' } }),
      ]),
    ]);
    const judged = judge(chain, { 1: conforms(), 2: fails(), 3: fails() }, {});
    expect([...judged.values()].map((its) => its.visibility)).toEqual(['shown', 'hidden', 'hidden']);
  });
});
