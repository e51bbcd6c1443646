import { describe, expect, it } from 'vitest';
import { checkTemplate, templateRules } from '../../../domain/checklist/check.js';
import { templateContent, type Section, type TemplateContent } from '../../../domain/checklist/schema.js';
import { choice, conformity, number, option, scale, section, template, text, worth } from './fixtures.js';

const one = (items: Section['items'], rest: Partial<Section> = {}, whole: Partial<TemplateContent> = {}) =>
  template([section('S', 100, items, rest)], whole);
const when = (item: string) => ({ showWhen: { item, is: 'fails' } as const });

/** A template with one fault (or the few that come together), and how it is named: path, rule. */
const faulty: [TemplateContent, ...string[]][] = [
  [template([section('S', 60, [conformity('1')]), section('T', 30, [conformity('2')])]), 'baseScore baseSum'],
  [
    template([section('S', 50, [conformity('1')]), section('S', 50, [conformity('1')])]),
    'sections.1.code sectionTwice',
    'sections.1.items.0.code itemTwice',
  ],
  [
    template(
      [section('S', 50, [conformity('1')], { weight: 60 }), section('T', 50, [conformity('2')], { weight: 30 })],
      {
        combine: 'weighted',
      },
    ),
    'sections weightSum',
  ],
  [
    template([section('S', 50, [conformity('1')], { weight: 100 }), section('T', 0, [conformity('2')])], {
      combine: 'weighted',
      baseScore: 33.5,
      cap: 10,
    }),
    'baseScore baseWhole',
    'cap capUnused',
    'grades.0.from gradeAboveTop',
    'grades.1.from gradeAboveTop',
    'sections.1.weight weightMissing',
    'sections.1.baseScore baseZero',
  ],
  [one([conformity('1')], { weight: 100 }), 'sections.0.weight weightUnused'],
  [one([conformity('1')], {}, { cap: 101 }), 'cap capAboveBase'],
  [one([conformity('1')], { cap: 101 }), 'sections.0.cap capAboveBase'],
  [one([conformity('1')], {}, { totalCap: 99 }), 'totalCap capBelowBase'],
  [one([conformity('1', worth(1, { effect: 'bonus' }))], {}, { bonusCap: 0 }), 'bonusCap bonusCapZero'],
  [
    template([section('S', 100, [conformity('1')]), section('T', 0, [conformity('2')])]),
    'sections.1.baseScore deductsFromZero',
  ],
  [
    one(
      [conformity('1')],
      {},
      {
        grades: [
          { code: 'a', label: 'A', from: 80 },
          { code: 'a', label: 'B', from: 80 },
        ],
      },
    ),
    'grades.1.code gradeTwice',
    'grades.1.from gradeSame',
    'grades gradeLowest',
  ],
  [one([conformity('1', worth(2, { cap: 1 }))]), 'sections.0.items.0.scoring.cap capBelowPoints'],
  [
    one([
      choice('single_choice', '1', [option('a', 5), option('b', 0)], {
        scoring: { effect: 'deduction', unit: 'once', cap: 3 },
      }),
    ]),
    'sections.0.items.0.scoring.cap capBelowPoints',
  ],
  [one([conformity('1', worth(1), when('9'))]), 'sections.0.items.0.showWhen conditionUnknown'],
  [one([conformity('1', worth(1), when('2')), conformity('2')]), 'sections.0.items.0.showWhen conditionLater'],
  [one([conformity('1', worth(1), when('1'))]), 'sections.0.items.0.showWhen conditionCycle'],
  [
    one([
      conformity('1', worth(1), when('3')),
      conformity('2', worth(1), when('1')),
      conformity('3', worth(1), when('2')),
    ]),
    'sections.0.items.0.showWhen conditionCycle',
  ],
  [
    one([
      conformity('1'),
      conformity('2', worth(1), { showWhen: { not: { all: [{ item: '1', compare: 'equals', value: 1 }] } } }),
    ]),
    'sections.0.items.1.showWhen conditionKind',
  ],
  [
    one([
      choice('single_choice', '1', [option('a', 1), option('b', 0)]),
      conformity('2', worth(1), { showWhen: { any: [{ item: '1', chosen: 'c' }] } }),
    ]),
    'sections.0.items.1.showWhen conditionOption',
  ],
  [one([scale('1', worth(1), { minimum: 5, maximum: 5 })]), 'sections.0.items.0.maximum range'],
  [one([scale('1', worth(1), { passFrom: 9 })]), 'sections.0.items.0.passFrom outOfRange'],
  [one([number('1', worth(1), { maximum: 10 })]), 'sections.0.items.0.limit.value outOfRange'],
  [
    one([number('1', worth(1), { limit: null, step: 1 })]),
    'sections.0.items.0.limit limitMissing',
    'sections.0.items.0.step stepUnused',
  ],
  [
    one([
      number('1', worth(1), {
        unit: 'second',
        limit: { side: 'at_most', measure: 'waiting_minutes' },
        from: 'waiting_minutes',
      }),
    ]),
    'sections.0.items.0.limit.measure measureUnit',
    'sections.0.items.0.from measureUnit',
  ],
  [
    one([conformity('1', null, { deadline: { type: 'fixed_term_fix', amount: null } })]),
    'sections.0.items.0.deadline.amount amountMissing',
  ],
  [
    one([conformity('1', null, { deadline: { type: 'immediate_fix', amount: 3 } })]),
    'sections.0.items.0.deadline.amount amountUnused',
  ],
  [
    one([choice('multiple_choice', '1', [option('a', 1), option('a', 1, false)])]),
    'sections.0.items.0.options.1.code optionTwice',
    'sections.0.items.0.options.1.points optionPoints',
  ],
  [one([choice('multiple_choice', '1', [option('a', 0, true)])]), 'sections.0.items.0.options optionsWorthNothing'],
  [one([text('1', { critical: true })]), 'sections.0.items.0.critical criticalNeedsFailure'],
];

describe('checkTemplate', () => {
  it.each(faulty)('%# names what is wrong', (content, ...expected) => {
    expect(templateContent.safeParse(content).success).toBe(true);
    expect(checkTemplate(content).map(({ path, rule }) => `${path} ${rule}`)).toEqual(expected);
  });

  it('is tested for every rule, and fills the values its sentences use', () => {
    const found = faulty.flatMap(([content]) => checkTemplate(content));
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(Object.keys(templateRules)));
    for (const { rule, params } of found)
      for (const name of templateRules[rule]) expect(params, `${rule} ${name}`).toHaveProperty(name);
  });

  it('names section and item by their codes', () => {
    const [fault] = checkTemplate(one([conformity('5.1.2', worth(2, { cap: 1 }))]));
    expect(fault?.params).toEqual({ section: 'S', item: '5.1.2', cap: 1, points: 2 });
  });

  it('takes a template without fault', () => {
    const items = [
      conformity('1'),
      scale('2'),
      number('3'),
      text('4', when('1')),
      choice('single_choice', '5', [option('a', 1), option('b', 0)]),
    ];
    expect(checkTemplate(one(items))).toEqual([]);
    expect(checkTemplate(one([conformity('1', null)], {}, { grades: [] }))).toEqual([]);
  });
});

describe('the shape of a template', () => {
  const refused = (content: unknown) => !templateContent.safeParse(content).success;
  it('knows points of two decimals at most, printed codes and no fourth level of conditions', () => {
    expect(refused(one([conformity('1', worth(0.29))]))).toBe(false);
    expect(refused(one([conformity('1', worth(0.125))]))).toBe(true);
    expect(refused(one([conformity('1', worth(0))]))).toBe(true);
    expect(refused(one([conformity('1', worth(Number.NaN))]))).toBe(true);
    expect(refused(one([conformity('__proto__')]))).toBe(true);
    const leaf = { item: '1', is: 'fails' } as const;
    const [third, fourth] = [{ not: { not: { not: leaf } } }, { not: { not: { not: { not: leaf } } } }];
    expect(refused(one([conformity('1'), conformity('2', null, { showWhen: third })]))).toBe(false);
    expect(refused(one([conformity('1'), conformity('2', null, { showWhen: fourth })]))).toBe(true);
  });

  it('takes rare characters and refuses control characters and overlong text', () => {
    expect(refused(one([conformity('1', null, { title: '㐂𠮷 <b>胸牌</b> 🙂' })]))).toBe(false);
    expect(refused(one([conformity('1', null, { title: 'a\u0000b' })]))).toBe(true);
    expect(refused(one([conformity('1', null, { title: 'x'.repeat(201) })]))).toBe(true);
  });
});
