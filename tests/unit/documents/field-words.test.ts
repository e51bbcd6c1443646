import { describe, expect, it } from 'vitest';
import * as paper from '../../../electron/documents/field-words.js';
import { fieldWords as en } from '../../../renderer/shared/i18n/en/field-words.js';
import { fieldWords as zh } from '../../../renderer/shared/i18n/zh-CN/field-words.js';
import { reportWords } from '../../../electron/documents/visit-report-words.js';

describe('words on paper', () => {
  it.each([
    ['modeWords', 'visitMode'],
    ['stepWords', 'step'],
    ['phoneStepWords', 'phoneStep'],
    ['severityWords', 'severity'],
    ['categoryWords', 'findingCategory'],
    ['findingStateWords', 'findingState'],
    ['deadlineWords', 'deadlineText'],
    ['cappedWords', 'cappedBy'],
    ['constituencyWords', 'constituency'],
  ] as const)('%s are those of the screens', (name, group) => {
    const words = Object.entries(paper[name]);
    expect(Object.fromEntries(words.map(([key, [text]]) => [key, text]))).toEqual(zh[group]);
    expect(Object.fromEntries(words.map(([key, [, text]]) => [key, text]))).toEqual(en[group]);
  });

  it('ask for the same values in both languages', () => {
    const places = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{\w+\}/g)].map(([place]) => place))].sort();
    for (const [key, [chinese, english]] of Object.entries(reportWords))
      expect(places(english), key).toEqual(places(chinese));
  });

  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [42, '四十二'],
    [99, '九十九'],
    [100, '100'],
  ])('count %i as %s', (number, word) => expect(paper.ordinal(number, 'zh-CN')).toBe(word));

  it('say one in the singular', () => {
    expect(paper.filled('{count} case|{count} cases', { count: 1 })).toBe('1 case');
    expect(paper.filled('{count} case|{count} cases', { count: 3 })).toBe('3 cases');
  });
});
