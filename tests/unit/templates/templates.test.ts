import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../domain/checklist/answers.js';
import { checkTemplate } from '../../../domain/checklist/check.js';
import { readExchange, writeExchange } from '../../../domain/checklist/exchange.js';
import { itemsOf, templateContent, type Item, type TemplateContent } from '../../../domain/checklist/schema.js';
import { score } from '../../../domain/scoring.js';
import { readyTemplate, readyTemplateKeys } from '../../../domain/templates/index.js';

const HAN = /\p{Script=Han}/u;
/** Keys whose values are words; everything else is structure. */
const TEXTS = [
  'title',
  'findingTitle',
  'summary',
  'label',
  'basisClause',
  'source',
  'note',
  'evidencePrompt',
  'lowLabel',
  'highLabel',
];

/** Every text with its place, and the structure without them. */
function textsOf(content: TemplateContent): [string, string][] {
  const found: [string, string][] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (TEXTS.includes(key) && typeof inner === 'string') found.push([`${path}.${key}`, inner]);
      else walk(inner, `${path}.${key}`);
    }
  };
  walk(content, '');
  return found;
}
const structureOf = (content: TemplateContent): string =>
  JSON.stringify(content, (key: string, value: unknown) =>
    key === 'language' || (TEXTS.includes(key) && typeof value === 'string') ? 0 : value,
  );

/** The answers of an item that cost nothing and the most. */
const best = (item: Item) => {
  const common = { note: null };
  if (item.kind === 'conformity')
    return { kind: item.scoring?.effect === 'bonus' ? 'fails' : 'conforms', count: 1, ...common };
  if (item.kind === 'scale') return { kind: 'value', value: item.maximum, ...common };
  if (item.kind === 'number')
    return { kind: 'value', value: item.limit?.side === 'at_least' ? item.maximum : item.minimum, ...common };
  if (item.kind === 'text') return { kind: 'text', text: '…', ...common };
  const free = item.options.filter(({ points }) => points === 0).map(({ code }) => code);
  return { kind: 'chosen', options: item.kind === 'single_choice' ? free.slice(0, 1) : [], count: 1, ...common };
};

it('are eight', () => expect(readyTemplateKeys).toHaveLength(8));

describe.each(readyTemplateKeys)('the template %s', (key) => {
  const [zh, en] = [readyTemplate(key, 'zh-CN'), readyTemplate(key, 'en')];
  const items = itemsOf(zh).map(({ item }) => item);

  it.each([zh, en])('is of the right shape and has no fault in $language', (content) => {
    expect(templateContent.parse(content)).toEqual(content);
    expect(checkTemplate(content)).toEqual([]);
    expect(readExchange(writeExchange(content))).toEqual({ ok: true, content });
  });

  it('has 12 to 30 items', () => {
    expect(items.length).toBeGreaterThanOrEqual(12);
    expect(items.length).toBeLessThanOrEqual(30);
  });

  it('says the same in both languages', () => {
    expect(structureOf(zh)).toBe(structureOf(en));
    expect(textsOf(zh).map(([path]) => path)).toEqual(textsOf(en).map(([path]) => path));
    for (const [path, text] of textsOf(zh)) expect(HAN.test(text) && !text.includes('undefined'), path).toBe(true);
    for (const [path, text] of textsOf(en)) expect(HAN.test(text), `${path} ${text}`).toBe(false);
    const titles = items.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('names a basis and a source for everything that costs or gives points', () => {
    for (const item of items.filter(({ scoring }) => scoring)) {
      expect(item.source, item.code).not.toBeNull();
      if (item.scoring?.effect === 'deduction') expect(item.findingTitle, item.code).not.toBeNull();
      if (item.scoring?.effect === 'deduction' && item.findingCategory !== 'satisfaction')
        expect(item.basisClause, item.code).not.toBeNull();
    }
  });

  it('caps every item, and each critical item is grave', () => {
    for (const item of items) {
      if (item.scoring) expect(item.scoring.cap, item.code).not.toBeNull();
      if (item.critical) expect(item.severity, item.code).toBe('grave');
    }
  });

  it('starts with a range that tells something, and ends at 100 where nothing is wrong', () => {
    const open = score(zh, {});
    expect(open).toMatchObject({ score: 10000, grade: null });
    expect(open.lowest).toBeLessThan(7000);
    const clean = Object.fromEntries(items.map((item) => [item.code, best(item)])) as Parameters<typeof score>[1];
    expect(score(zh, clean)).toMatchObject({ score: 10000, grade: 'pass', failures: [] });
  });
});

it('a telephone nobody answers is no pass, and nothing more is asked', () => {
  const content = readyTemplate('phone_inquiry', 'zh-CN');
  const unanswered: Answer = { kind: 'chosen', options: ['none'], count: 1, note: null };
  const result = score(content, { 'A.1': unanswered, 'A.3': { kind: 'conforms', count: 1, note: null } });
  expect(result).toMatchObject({ score: 5500, lowest: 5500, highest: 5500, grade: 'fail', failures: ['A.1'] });
});
