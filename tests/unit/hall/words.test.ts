import { describe, expect, it } from 'vitest';
import { hallEntities, hallFields } from '../../../domain/hall/entities.js';
import { composeLabel, labelParts } from '../../../domain/hall/labels.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import { hiddenFields, scopeOf, seesAll } from '../../../domain/hall/scope.js';
import { booleanOf, choiceOf, choiceWord, meaningOf, titleOf } from '../../../domain/hall/titles.js';
import { changedFields, fieldSpec, hallSource, naturalKey, sameValue } from '../../../domain/hall/values.js';

const languages = ['zh-CN', 'en'] as const;

describe.each(hallEntities)('the tables of %s', (entity) => {
  const { fields, key, scope, parents, named } = hallSchema[entity];

  it('have the fields of its schema and no others', () => {
    expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(hallFields[entity].shape).sort());
    for (const name of [...key, ...parents, ...named]) expect(fieldSpec(entity, name), name).toBeDefined();
    expect(scope === null || scope === 'hallId' || fieldSpec(entity, scope)?.to !== undefined).toBe(true);
    const source = hallSource[entity];
    expect(source === null || fieldSpec(entity, source)?.required).toBe(true);
  });

  it('keep the history of whatever a label is made of', () => {
    for (const { field, via } of labelParts[entity].flat()) expect(named).toContain(via ?? field);
  });

  it('have a title for each column in both languages, each meaning that column again', () => {
    for (const language of languages) {
      const titles = fields.map(({ name }) => titleOf(entity, name, language));
      expect(new Set(titles).size).toBe(titles.length);
      for (const spec of fields) {
        const title = titleOf(entity, spec.name, language);
        expect(title).not.toBe(spec.name);
        expect(meaningOf(entity, ` ${title.toUpperCase()}＊`), title).toEqual({ kind: 'field', spec });
      }
    }
  });

  it('have a word for each choice in both languages, each meaning that choice again', () => {
    for (const spec of fields) {
      for (const value of spec.choices ?? []) {
        for (const language of languages) expect(choiceOf(spec, choiceWord(spec.name, value, language))).toBe(value);
      }
    }
  });
});

describe('words', () => {
  it.each([
    ['是', true],
    [' Yes ', true],
    ['１', true],
    ['√', true],
    ['否', false],
    ['N', false],
    ['', undefined],
    ['也许', undefined],
    ['constructor', undefined],
  ])('%j as yes or no is %s', (word, value) => {
    expect(booleanOf(word)).toBe(value);
  });

  it('of a label take the first piece there is', () => {
    const read = (field: string) => ({ number: 'B07', name: '企业开办', floor: '' })[field] ?? null;
    expect(composeLabel(labelParts.window, ({ field }) => read(field))).toBe('B07 企业开办');
    expect(composeLabel([[{ field: 'floor' }, { field: 'name' }]], ({ field }) => read(field))).toBe('企业开办');
  });
});

describe('values', () => {
  it('of lists are the same in any order', () => {
    expect(sameValue([1, 2], [2, 1])).toBe(true);
    expect(sameValue([1, 1], [1])).toBe(true);
    expect(sameValue([1], [2])).toBe(false);
    expect(sameValue(null, [])).toBe(false);
    expect(changedFields('zone', { name: '甲', note: null }, { name: '乙', note: null })).toEqual(['name']);
  });

  it('make a key in their scope', () => {
    expect(naturalKey('staff', { badgeNo: '007' }, 3)).toBe('[3,"007"]');
    expect(naturalKey('post', { name: '岗', windowId: 5 }, 3)).toBe('[5,"岗"]');
    expect(naturalKey('target', { zoneId: null, measure: 'm' }, 3)).toBe('[3,null,"m"]');
  });
});

describe('the scope', () => {
  it.each([
    [['office'], 7, { all: true, unitId: null, supervisor: false }],
    [['unit_contact'], 7, { all: false, unitId: 7, supervisor: false }],
    [['social_supervisor'], 7, { all: false, unitId: null, supervisor: true }],
    [['social_supervisor', 'unit_contact'], 7, { all: false, unitId: 7, supervisor: true }],
    [[], null, { all: false, unitId: null, supervisor: false }],
  ] as const)('of %j is %j', (roles, unitId, wanted) => {
    expect(scopeOf(roles, unitId)).toEqual(wanted);
  });

  it('hides what is not everybody’s', () => {
    expect(hiddenFields(seesAll, 'unit')).toEqual([]);
    expect(hiddenFields(scopeOf(['social_supervisor'], null), 'unit')).toContain('phone');
  });
});
