// @vitest-environment happy-dom
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { asKind, blankItem } from '../../domain/checklist/blank.js';
import { checkTemplate, templateRules } from '../../domain/checklist/check.js';
import { exchangeRules, readContent } from '../../domain/checklist/exchange.js';
import { itemKinds } from '../../domain/checklist/kinds.js';
import {
  condition,
  itemsOf,
  templateContent,
  type Condition,
  type TemplateContent,
} from '../../domain/checklist/schema.js';
import { shapeRules } from '../../domain/checklist/shape.js';
import { readyTemplate, readyTemplateKeys } from '../../domain/templates/index.js';
import { sheetRules } from '../../electron/documents/checklist-cell.js';
import * as sheet from '../../electron/documents/checklist-words.js';
import { conditionOf, rowsOf } from '../../renderer/features/templates/model/condition-rows';
import { differences } from '../../renderer/features/templates/model/differences';
import * as edit from '../../renderer/features/templates/model/edit';
import { faultPlace, faultText, filePlace } from '../../renderer/features/templates/model/fault-words';
import { openDraft } from '../../renderer/features/templates/model/open-draft';
import { createDraftSaver } from '../../renderer/features/templates/store/draft-saver';
import { ClientError } from '../../renderer/api/client';
import { flatten, setLocale, translate } from '../../renderer/shared/i18n';
import { messages as en } from '../../renderer/shared/i18n/en';
import { messages as zh } from '../../renderer/shared/i18n/zh-CN';

const tables = { 'zh-CN': flatten(zh), en: flatten(en) };
const locales = ['zh-CN', 'en'] as const;
beforeAll(() => setLocale('zh-CN'));

const ready = (): TemplateContent => readyTemplate('simulated_transaction', 'zh-CN');
const codes = (content: TemplateContent): string[] => itemsOf(content).map(({ item }) => item.code);

describe('words', () => {
  it.each(locales)(
    'every rule of templates and their files has a sentence, with no value it is not given (%s)',
    (locale) => {
      const all = { ...templateRules, ...exchangeRules, ...shapeRules, ...sheetRules };
      for (const [rule, params] of Object.entries(all)) {
        const text = tables[locale][`rule.${rule}`];
        expect(text, rule).toBeTruthy();
        for (const [, name] of text!.matchAll(/\{(\w+)\}/g)) expect(params, rule).toContain(name);
      }
    },
  );

  it('of a workbook are those of the screens', () => {
    const same: [sheet.Choices, string, string[]?][] = [
      [sheet.itemKinds, 'itemKind'],
      [sheet.severities, 'severity'],
      [sheet.findingCategories, 'findingCategory'],
      [sheet.deadlineTypes, 'deadlineType'],
      [sheet.deductionUnits, 'deductionUnit'],
      [sheet.numberUnits, 'numberUnit'],
      [sheet.floorModes, 'floorMode'],
      [sheet.combinations, 'combination'],
      [sheet.criticalEffects, 'criticalEffect'],
      [sheet.limitMeasures, 'templates.limitMeasure'],
      [sheet.numberSources, 'templates.numberSource'],
      [sheet.limitSides, 'templates.limitSide'],
    ];
    for (const [choices, key] of same)
      for (const [value, words] of Object.entries(choices)) {
        expect(words[0], value).toBe(tables['zh-CN'][`${key}.${value}`]);
        expect(words[1], value).toBe(tables.en[`${key}.${value}`]);
      }
  });

  it('say where a fault lies and what it is, units and codes by their names', () => {
    const content = ready();
    expect(faultPlace(content, 'sections.1.items.0.scoring.cap')).toEqual({ place: '检查项 B.1', field: '单项上限' });
    expect(faultPlace(content, 'sections.0.title')).toEqual({ place: '部分 A', field: '部分名称' });
    expect(faultPlace(content, 'cap')).toEqual({ place: '整表', field: '总扣分上限' });
    const unit = { path: '', rule: 'measureUnit', params: { unit: 'head', expected: 'minute' } };
    expect(faultText(unit)).toBe('单位是人，应为分钟。');
    expect(filePlace({ path: '', rule: 'x', params: { sheet: '检查项', cell: 'C3', row: 3 } })).toBe('检查项 · C3');
    expect(filePlace({ path: '', rule: 'x', params: { row: 3, item: 'A.3' } })).toBe('第 3 个检查项 · A.3');
    expect(filePlace({ path: '', rule: 'notJson' })).toBe('整个文件');
  });
});

describe('a draft that is opened', () => {
  it.each(readyTemplateKeys)('%s is exactly what was stored', (key) => {
    const content = readyTemplate(key, 'en');
    expect(openDraft(JSON.stringify(content))).toEqual({ content, resets: 0 });
  });

  it.each([
    'null',
    '{',
    '[]',
    '{"sections":5}',
    '{"sections":[null,{"items":[1,{"kind":"photo","options":7},{"kind":"number","limit":"x","scoring":3}]}]}',
    JSON.stringify({ ...ready(), grades: [{}], combine: 'product', language: 'de' }),
  ])('%s can be worked on whatever it holds', (text) => {
    const { content, resets } = openDraft(text);
    expect(resets).toBeGreaterThan(0);
    expect(content.sections.length).toBeGreaterThan(0);
    for (const { items } of content.sections) expect(items.length).toBeGreaterThan(0);
    // Whatever is still wrong with it are entries a person can see and change.
    expect(() => readContent(content)).not.toThrow();
  });

  it('keeps texts that are empty and numbers that are missing', () => {
    const content = ready();
    content.sections[0]!.items[0]!.title = '';
    Object.assign(content, { baseScore: null });
    expect(openDraft(JSON.stringify(content))).toEqual({ content, resets: 0 });
  });
});

describe('sections and items', () => {
  it('are added with numbers nobody has, right after the chosen one', () => {
    const content = ready();
    const item = edit.addItem(content, { section: 1, item: 0 });
    expect(item.place).toEqual({ section: 1, item: 1 });
    expect(codes(item.content)[5]).toBe('B.5');
    expect(new Set(codes(item.content)).size).toBe(codes(content).length + 1);
    const section = edit.addSection(item.content, item.place);
    expect(section.content.sections[2]).toMatchObject({ code: 'G', items: [{ code: 'G.1' }] });
    expect(content).toEqual(ready());
  });

  it('are duplicated with numbers of their own, conditions inside a section with them', () => {
    const content = ready();
    const item = edit.duplicate(content, { section: 0, item: 1 });
    expect(item.content.sections[0]!.items.map(({ code }) => code)).toEqual(['A.1', 'A.2', 'A.5', 'A.3', 'A.4']);
    const section = edit.duplicate(content, { section: 1, item: null });
    const copied = section.content.sections[2]!;
    expect(copied.items.map(({ code }) => code)).toEqual(['G.1', 'G.2', 'G.3', 'G.4']);
    expect(copied.items[3]!.showWhen).toEqual({ item: 'G.1', is: 'fails' });
    expect(checkTemplate(section.content).map(({ rule }) => rule)).toEqual(['baseSum']);
  });

  it('move one by one, over the edge of a section, and never leave one empty', () => {
    const content = ready();
    const down = edit.move(content, { section: 0, item: 3 }, 1);
    expect(down?.place).toEqual({ section: 1, item: 0 });
    expect(codes(down!.content)).toEqual(codes(content));
    expect(edit.move(content, { section: 0, item: 0 }, -1)).toBeNull();
    expect(edit.move(content, { section: 1, item: 0 }, -1)?.place).toEqual({ section: 0, item: 4 });
    expect(edit.move(content, { section: 0, item: null }, 1)?.content.sections[1]!.code).toBe('A');
    const alone = {
      ...content,
      sections: [{ ...content.sections[0]!, items: [content.sections[0]!.items[0]!] }, content.sections[1]!],
    };
    expect(edit.move(alone, { section: 0, item: 0 }, 1)).toBeNull();
    expect(edit.remove(alone, { section: 0, item: 0 })).toBeNull();
    expect(edit.remove({ ...content, sections: [content.sections[0]!] }, { section: 0, item: null })).toBeNull();
  });

  it('are renamed with the conditions that name them', () => {
    const content = ready();
    const renamed = edit.renameItem(content, { section: 1, item: 0 }, 'B.10');
    expect(renamed.sections[1]!.items[3]!.showWhen).toEqual({ item: 'B.10', is: 'fails' });
    expect(checkTemplate(renamed)).toEqual([]);
    // While a code is being typed it may be somebody else's for a moment: theirs stay theirs.
    const twice = edit.renameItem(renamed, { section: 1, item: 1 }, 'B.10');
    const back = edit.renameItem(twice, { section: 1, item: 1 }, 'B.2');
    expect(back.sections[1]!.items[3]!.showWhen).toEqual({ item: 'B.10', is: 'fails' });
  });

  it('become another kind and stay sound in shape', () => {
    for (const from of itemKinds)
      for (const to of itemKinds) {
        const item = { ...asKind(blankItem(from, 'A.1'), to), title: '项' };
        if ('options' in item) for (const option of item.options) option.label = '选项';
        const content = ready();
        content.sections = [{ ...content.sections[0]!, baseScore: 100, items: [item] }];
        expect(templateContent.safeParse(content).success, `${from} -> ${to}`).toBe(true);
        expect(item.kind).toBe(to);
      }
  });
});

describe('a condition in lines', () => {
  const flat: Condition[] = [
    { item: 'A', is: 'fails' },
    { not: { item: 'A', chosen: '2' } },
    { all: [{ item: 'A', is: 'fails' }, { not: { item: 'B', compare: 'at_least', value: 3 } }] },
    {
      any: [
        { item: 'A', is: 'answered' },
        { item: 'B', is: 'conforms' },
      ],
    },
  ];
  it.each(flat)('%j comes back', (value) => {
    expect(condition.parse(value)).toEqual(value);
    expect(conditionOf(rowsOf(value)!)).toEqual(value);
  });
  it('of more levels is none', () => {
    expect(rowsOf({ all: [{ any: flat }] })).toBeNull();
    expect(rowsOf({ not: { all: flat } })).toBeNull();
  });
});

describe('two drafts beside each other', () => {
  it('differ where they do, by name', () => {
    const [mine, theirs] = [ready(), ready()];
    mine.title = '我的';
    theirs.sections[0]!.items[0]!.note = null;
    theirs.sections[5]!.items.pop();
    expect(differences(mine, theirs).map(({ place }) => place)).toEqual([
      '整表 · 名称',
      '检查项 A.1 · 检查提示',
      '检查项 F.4',
    ]);
    expect(differences(mine, structuredClone(mine))).toEqual([]);
  });
});

describe('saving by itself', () => {
  const refusal = (code: 'conflict.revision' | 'db.busy'): ClientError =>
    new ClientError({ code, params: {}, fields: [], retryable: true, logId: null });

  it('sends at most once in two seconds and never leaves the last word out', async () => {
    vi.useFakeTimers();
    const sent: number[] = [];
    const saver = createDraftSaver(
      () => {
        sent.push(Date.now());
        return Promise.resolve();
      },
      () => false,
    );
    for (let time = 0; time < 100; time += 1) {
      saver.touch();
      await vi.advanceTimersByTimeAsync(90);
    }
    await vi.advanceTimersByTimeAsync(3000);
    expect(saver.phase.value).toBe('saved');
    expect(sent.slice(1).every((at, index) => at - sent[index]! >= 2000)).toBe(true);
    expect(saver.isDirty()).toBe(false);
    vi.useRealTimers();
  });

  it('tries again after a failure, and stops at a refusal until it is settled', async () => {
    vi.useFakeTimers();
    let answer: () => Promise<void> = () => Promise.reject(refusal('db.busy'));
    const saver = createDraftSaver(
      () => answer(),
      (error) => error.code === 'conflict.revision',
    );
    saver.touch();
    await vi.advanceTimersByTimeAsync(600);
    expect(saver.phase.value).toBe('failed');
    answer = () => Promise.reject(refusal('conflict.revision'));
    await vi.advanceTimersByTimeAsync(4000);
    expect(saver.phase.value).toBe('stopped');
    saver.touch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saver.phase.value).toBe('stopped');
    answer = () => Promise.resolve();
    expect(await saver.restart(true)).toBe(true);
    expect(saver.phase.value).toBe('saved');
    vi.useRealTimers();
  });
});

it('has a word for every field of a template', () => {
  for (const { item } of itemsOf(ready()))
    for (const field of Object.keys(item)) {
      const named = ['title', 'kind', 'scoring', 'deadline', 'unit'].includes(field);
      if (!named) expect(translate(`templates.field.${field}` as never), field).not.toContain('templates.field');
    }
});
