import { describe, expect, it } from 'vitest';
import { conditionText, readCondition } from '../../../domain/checklist/condition-text.js';
import { condition, type Condition } from '../../../domain/checklist/schema.js';

const conditions: [Condition, string, string][] = [
  [{ item: '5.1.2', is: 'fails' }, '5.1.2 = 不符合', '5.1.2 = fails'],
  [{ item: 'X-3', is: 'not_observed' }, 'X-3 = 未观察', 'X-3 = not observed'],
  [{ item: 'C.1', compare: 'at_least', value: 3.5 }, 'C.1 >= 3.5', 'C.1 >= 3.5'],
  [{ item: 'C.1', compare: 'equals', value: -2 }, 'C.1 = -2', 'C.1 = -2'],
  [{ item: 'F.1', chosen: 'come' }, 'F.1 选 come', 'F.1 chose come'],
  [{ not: { item: 'A.1', is: 'conforms' } }, '非 (A.1 = 符合)', 'not (A.1 = conforms)'],
  [
    {
      all: [
        { item: 'A.1', is: 'fails' },
        { any: [{ item: 'C.2', compare: 'at_most', value: 3 }, { not: { item: 'F.1', chosen: '2' } }] },
      ],
    },
    'A.1 = 不符合 且 (C.2 <= 3 或 非 (F.1 选 2))',
    'A.1 = fails and (C.2 <= 3 or not (F.1 chose 2))',
  ],
  [{ all: [{ item: 'A.1', is: 'answered' }] }, '且 (A.1 = 已回答)', 'and (A.1 = answered)'],
  [{ any: [{ all: [{ item: 'not', is: 'fails' }] }] }, '或 ((且 (not = 不符合)))', 'or ((and (not = fails)))'],
];

describe('a condition as text', () => {
  it.each(conditions)('%j', (value, zh, en) => {
    expect(condition.parse(value)).toEqual(value);
    expect(conditionText(value, 'zh-CN')).toBe(zh);
    expect(conditionText(value, 'en')).toBe(en);
    expect(readCondition(zh)).toEqual(value);
    expect(readCondition(en)).toEqual(value);
  });

  it('takes the signs and spaces people type', () => {
    expect(readCondition('A.1＝不符合')).toEqual({ item: 'A.1', is: 'fails' });
    expect(readCondition(' （C.1≥３）或（C.1 ≤ 1） ')).toEqual({
      any: [
        { item: 'C.1', compare: 'at_least', value: 3 },
        { item: 'C.1', compare: 'at_most', value: 1 },
      ],
    });
    expect(readCondition('A.1 = NOT  Applicable')).toEqual({ item: 'A.1', is: 'not_applicable' });
  });

  it.each([
    '',
    'A.1',
    'A.1 =',
    'A.1 = 也许',
    '= 符合',
    'A.1 > 3',
    'A.1 = 符合 且',
    'A.1 = 符合 且 B.1 = 符合 或 C.1 = 符合',
    '(A.1 = 符合',
    'A.1 = 符合) x',
    '<b>A.1</b> = 符合',
    '😀 = 符合',
    `${'('.repeat(2000)}A.1 = 符合${')'.repeat(2000)}`,
  ])('does not guess at %j', (text) => expect(readCondition(text)).toBeNull());
});
