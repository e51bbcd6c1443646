// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { commands, commandNames } from '../../domain/contract/commands/index.js';
import { dataEntity } from '../../domain/contract/events.js';
import { errorCatalogue, type ErrorCode } from '../../domain/errors.js';
import { importRules } from '../../domain/hall/import-rules.js';
import { hallRules } from '../../domain/hall/rules.js';
import { hallSchema } from '../../domain/hall/schema.js';
import { jobKinds, jobStates } from '../../domain/jobs.js';
import { passwordFault, roles } from '../../domain/people.js';
import { auditActions, auditObjects } from '../../renderer/features/audit/store/vocabulary';
import { roleOrder } from '../../renderer/features/people/store/roles';
import { errorText, ruleText } from '../../renderer/shared/i18n/error-text';
import { flatten, setLocale, translate } from '../../renderer/shared/i18n';
import { messages as en } from '../../renderer/shared/i18n/en';
import { messages as zh } from '../../renderer/shared/i18n/zh-CN';

const tables = { 'zh-CN': flatten(zh), en: flatten(en) };
const locales = ['zh-CN', 'en'] as const;
/** Every source of the renderer but the words themselves. */
const sources = import.meta.glob<string>(['../../renderer/**/*.{vue,ts}', '!../../renderer/shared/i18n/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

describe('words', () => {
  it('has the same keys in both languages, none empty', () => {
    expect(Object.keys(tables.en).sort()).toEqual(Object.keys(tables['zh-CN']).sort());
    for (const locale of locales) {
      for (const [key, text] of Object.entries(tables[locale])) expect(text.trim(), `${locale} ${key}`).not.toBe('');
    }
  });

  it('uses no parameter in English that Chinese does not have', () => {
    const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const [key, text] of Object.entries(tables.en)) {
      // A count may stand in the plural of one language alone.
      for (const name of names(text)) expect(['n', ...names(tables['zh-CN'][key]!)], key).toContain(name);
    }
  });

  it('has every key the sources name', () => {
    const missing = new Set<string>();
    for (const source of Object.values(sources)) {
      for (const [, key = ''] of source.matchAll(/\b(?:t|translate)\('([\w.-]+)'/g)) {
        if (!(key in tables.en)) missing.add(key);
      }
    }
    expect([...missing]).toEqual([]);
  });

  it.each(locales)('has a word for everything the contract names (%s)', (locale) => {
    const has = (key: string): void => expect(tables[locale], key).toHaveProperty([key]);
    for (const code of Object.keys(errorCatalogue)) has(`error.${code}`);
    for (const name of commandNames) has(`action.${name}`);
    for (const role of roles) has(`role.${role}`);
    for (const entity of dataEntity.options) has(`entity.${entity}`);
    for (const kind of jobKinds) has(`job.kind.${kind}`);
    for (const state of jobStates) has(`job.state.${state}`);
    for (const { fields } of Object.values(hallSchema)) {
      for (const field of fields) {
        has(`field.${field.name}`);
        for (const choice of field.choices ?? []) has(`choice.${field.name}.${choice}`);
      }
    }
  });
});

describe('error sentences', () => {
  beforeAll(() => setLocale('en'));

  it('fills every parameter of every code', () => {
    for (const [code, { params }] of Object.entries(errorCatalogue)) {
      const text = errorText({ code: code as ErrorCode, params: Object.fromEntries(params.map((name) => [name, 7])) });
      expect(text, code).not.toMatch(/[{}]/);
    }
  });

  it('names fields, entities and commands by their words', () => {
    expect(errorText({ code: 'validation.duplicate', params: { field: 'badgeNo', value: 'A07' } })).toContain(
      'Badge no.',
    );
    expect(errorText({ code: 'permission.denied', params: { command: 'people.create' } })).toContain('Added a person');
    expect(errorText({ code: 'conflict.state', params: { entity: 'visit', state: 'returned' } })).toContain('Returned');
    for (const [entity, state, said] of [
      ['instruction', 'withdrawn', 'Withdrawn'],
      ['quarter_comment', 'replaced', 'replaced by a later version'],
    ] as const)
      expect(errorText({ code: 'conflict.state', params: { entity, state } })).toContain(said);
    expect(errorText({ code: 'newer.than.this', params: {} })).toBe(translate('error.internal'));
  });

  it.each(locales)(
    'has one for every rule of the hall and of its import, with no value it is not given (%s)',
    (locale) => {
      const given = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      for (const rule of hallRules) {
        const text = tables[locale][`rule.${rule}`];
        expect(text, rule).toBeTruthy();
        expect(given(text!), rule).toEqual(rule === 'badRows' ? ['count'] : []);
      }
      for (const [rule, params] of Object.entries(importRules)) {
        const text = tables[locale][`hall.importRule.${rule}`];
        expect(text, rule).toBeTruthy();
        for (const name of given(text!)) expect(params, rule).toContain(name);
      }
    },
  );

  it('has a sentence for zod codes and for our own rules', () => {
    expect(ruleText({ rule: 'too_big', params: { maximum: 40, origin: 'string' } })).toContain('40');
    expect(ruleText({ rule: 'too_small', params: { minimum: 1, origin: 'string' } })).toBe(translate('rule.required'));
    expect(ruleText({ rule: 'too_small', params: { minimum: 1, origin: 'number' } })).toContain('1');
    for (const rule of [
      'required',
      'line',
      'control',
      'duplicate',
      'notActive',
      'otherHall',
      'branchLevel',
      'notForRole',
    ]) {
      expect(ruleText({ rule }), rule).not.toBe(translate('rule.other'));
    }
    for (const weak of ['short', 'hezhiyuan1', 'aaaaaaaaaa']) {
      expect(ruleText({ rule: `password.${passwordFault(weak, 'hezhiyuan')}` })).not.toBe(translate('rule.other'));
    }
    expect(ruleText({ rule: 'unheard_of' })).toBe(translate('rule.other'));
  });
});

describe('vocabulary of the audit log', () => {
  it('lists exactly the commands that write to it', () => {
    const written = commandNames.filter((name) => {
      const spec = commands[name];
      return spec.kind === 'command' && spec.audit !== null;
    });
    expect([...auditActions].sort()).toEqual([...written].sort());
  });

  it('knows its objects and every role', () => {
    for (const object of auditObjects) expect(dataEntity.options).toContain(object);
    expect([...roleOrder].sort()).toEqual([...roles].sort());
  });
});
