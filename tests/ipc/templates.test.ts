import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TemplateContent } from '../../domain/checklist/schema.js';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import { readyTemplate, readyTemplateKeys } from '../../domain/templates/index.js';
import type { CallContext, FeatureName } from '../../electron/ipc/context.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let desk: TestConsole;

beforeEach(async () => {
  desk = await openConsole();
});
afterEach(() => desk.close());

/** Past the sign-in, as somebody of these roles. */
function as<N extends FeatureName<'templates'>>(role: Role, command: N, input: CommandInput<N>, personId = 1) {
  const context: CallContext = {
    now: desk.time.now,
    command,
    actor: { personId, name: '某人' },
    roles: [role],
    unitId: null,
    opensIdentity: false,
    clockBehind: 0,
  };
  const handler = desk.workspace.handlers[command] as unknown as (
    given: unknown,
    by: CallContext,
  ) => Promise<CommandOutput<N>>;
  return handler(input, context);
}

const fresh = (title = '自设检查表') =>
  desk.call('templates.create', { clientId: randomUUID(), from: { kind: 'empty', title, language: 'zh-CN' } });
const content = (draft: string | null): TemplateContent => JSON.parse(draft ?? 'null') as TemplateContent;

/** A draft that can be published, with the given changes. */
async function sound(changes: Partial<TemplateContent> = {}) {
  const { template, draft } = await fresh();
  const made = { ...content(draft), ...changes };
  made.sections[0]!.title = '环境';
  made.sections[0]!.items[0]!.title = '地面干净';
  const row = await desk.call('templates.saveDraft', {
    id: template.id,
    revision: template.revision,
    draft: JSON.stringify(made),
  });
  return { row, made };
}
const logged = async (ref: number): Promise<string[]> => {
  const { database } = desk.workspace;
  const rows = await database.read('test', (reader) =>
    reader.all<{ action: string }>(`SELECT action FROM audit WHERE object = 'checklist_template' AND ref = :ref`, {
      ref,
    }),
  );
  return rows.map(({ action }) => action);
};

describe('a new hall', () => {
  it('has every ready template as a published first version', async () => {
    const choices = await desk.call('templates.choices', {});
    expect(choices.map(({ title }) => title).sort()).toEqual(
      readyTemplateKeys.map((key) => readyTemplate(key, 'zh-CN').title).sort(),
    );
    const { ids, total } = await desk.call('templates.list', {});
    expect(total).toBe(8);
    const rows = await desk.call('templates.rows', { ids });
    expect(rows.map((row) => [row.latest?.number, row.hasDraft, row.state, row.visits])).toEqual(
      ids.map(() => [1, false, 'active', 0]),
    );
  });

  it('hands out the frozen content as it came with the program', async () => {
    const choices = await desk.call('templates.choices', {});
    for (const key of readyTemplateKeys) {
      const ready = readyTemplate(key, 'zh-CN');
      const head = choices.find(({ title }) => title === ready.title);
      const version = await desk.call('templates.version', { versionId: head?.id ?? 0 });
      expect(version.content).toEqual(ready);
      expect(version.head).toMatchObject({ number: 1, publishedBy: '何知远', items: head?.items });
    }
  });
});

describe('a hall without them', () => {
  it('takes the ready ones later, each sound and published at once', async () => {
    for (const key of readyTemplateKeys) {
      const from = { kind: 'ready', key, language: 'en' } as const;
      const { template } = await desk.call('templates.create', { clientId: randomUUID(), from });
      const { id, revision } = template;
      const { versions } = await desk.call('templates.publish', { id, revision, note: null });
      expect(versions).toMatchObject([{ number: 1, language: 'en' }]);
    }
    expect((await desk.call('templates.list', { filter: { language: 'en' } })).total).toBe(8);
  });
});

describe('a template', () => {
  it('begins empty, from what comes with the program, or from a version', async () => {
    const empty = await fresh('大厅夜查');
    expect(empty.template).toMatchObject({ title: '大厅夜查', items: 1, latest: null, hasDraft: true, revision: 1 });
    const ready = await desk.call('templates.create', {
      clientId: randomUUID(),
      from: { kind: 'ready', key: 'five_zero', language: 'en' },
    });
    expect(content(ready.draft)).toEqual(readyTemplate('five_zero', 'en'));
    const [head] = await desk.call('templates.choices', {});
    const copy = await desk.call('templates.create', {
      clientId: randomUUID(),
      from: { kind: 'version', versionId: head?.id ?? 0, title: '副本' },
    });
    expect(copy.template).toMatchObject({ title: '副本', items: head?.items });
    const list = await desk.call('templates.ready', { language: 'en' });
    expect(list.map(({ key }) => key)).toEqual(readyTemplateKeys);
  });

  it('is made once for one client id', async () => {
    const clientId = randomUUID();
    const from = { kind: 'empty', title: '一次', language: 'zh-CN' } as const;
    const first = await desk.call('templates.create', { clientId, from });
    const again = await desk.call('templates.create', { clientId, from });
    expect(again.template.id).toBe(first.template.id);
    expect((await desk.call('templates.list', { text: '一次' })).total).toBe(1);
  });

  it('keeps a draft that is not sound yet, and shows its title while nothing was published', async () => {
    const { template } = await fresh();
    const draft = JSON.stringify({ title: '夜查 😀 𠮷', language: 'en', sections: [{ items: [1, 2] }, null] });
    const row = await desk.call('templates.saveDraft', { id: template.id, revision: 1, draft });
    expect(row).toMatchObject({ title: '夜查 😀 𠮷', language: 'en', items: 2, revision: 2, hasDraft: true });
    expect((await desk.call('templates.get', { id: template.id })).draft).toBe(draft);
    const worse = JSON.stringify({ title: 'x'.repeat(500), sections: 'none' });
    const kept = await desk.call('templates.saveDraft', { id: template.id, revision: 2, draft: worse });
    expect(kept).toMatchObject({ title: '夜查 😀 𠮷', items: 0 });
    expect(await desk.refused('templates.publish', { id: template.id, revision: 3, note: null })).toMatchObject({
      code: 'validation.template',
    });
  });

  it('takes no draft that is no object, or endless', async () => {
    const { template } = await fresh();
    for (const draft of ['', '{', '[]', '7', 'null']) {
      const error = await desk.refused('templates.saveDraft', { id: template.id, revision: 1, draft });
      expect(error).toMatchObject({ code: 'validation.input', fields: [{ path: 'draft', rule: 'notJson' }] });
    }
    const endless = { id: template.id, revision: 1, draft: `{"a":"${'x'.repeat(2_000_001)}"}` };
    expect(await desk.refused('templates.saveDraft', endless)).toMatchObject({ code: 'validation.input' });
    expect((await desk.call('templates.get', { id: template.id })).template.revision).toBe(1);
  });

  it('keeps both when two save over each other: the later one is refused', async () => {
    const { row, made } = await sound();
    const late = { id: row.id, revision: row.revision - 1, draft: JSON.stringify({ ...made, title: '迟到' }) };
    expect(await desk.refused('templates.saveDraft', late)).toMatchObject({
      code: 'conflict.revision',
      params: { theirs: row.revision, yours: row.revision - 1 },
    });
    expect(content((await desk.call('templates.get', { id: row.id })).draft).title).toBe(made.title);
    for (const command of ['templates.publish', 'templates.dropDraft'] as const) {
      const input = { id: row.id, revision: 1, ...(command === 'templates.publish' ? { note: null } : {}) };
      expect(await desk.refused(command, input), command).toMatchObject({ code: 'conflict.revision' });
    }
  });

  it('is noted in the log when a draft begins and when somebody else goes on, not with every word', async () => {
    const { row, made } = await sound();
    let { revision } = row;
    for (const title of ['一', '二', '三'])
      ({ revision } = await desk.call('templates.saveDraft', {
        id: row.id,
        revision,
        draft: JSON.stringify({ ...made, title }),
      }));
    expect(await logged(row.id)).toEqual(['templates.create']);
    const other = { id: row.id, revision, draft: JSON.stringify({ ...made, title: '四' }) };
    await as('office', 'templates.saveDraft', other, 2);
    expect(await logged(row.id)).toEqual(['templates.create', 'templates.saveDraft']);
  });

  it('is found by its title', async () => {
    const { row, made } = await sound({ title: '节后首日巡查' });
    const hits = async (text: string) => {
      const { total } = await desk.call('templates.list', { text });
      return total;
    };
    expect([await hits('首日'), await hits('没有')]).toEqual([1, 0]);
    expect(made.title).toBe('节后首日巡查');
    const { hits: found } = await desk.call('search.find', { text: '节后首日', limit: 5 });
    expect(found).toMatchObject([
      { kind: 'checklist_template', ref: row.id, title: '节后首日巡查', route: `/templates/${row.id}` },
    ]);
    // Nobody but the office finds what was not published.
    const search = desk.workspace.handlers['search.find'];
    const context = { now: desk.time.now, command: 'search.find', actor: { personId: 1, name: '某人' } } as const;
    const asInspector = {
      ...context,
      roles: ['inspector' as const],
      unitId: null,
      opensIdentity: false,
      clockBehind: 0,
    };
    expect((await search({ text: '节后首日', limit: 5 }, asInspector)).hits).toEqual([]);
  });
});

describe('publishing', () => {
  it('freezes the draft as the next version, with a note', async () => {
    const { row, made } = await sound();
    const first = await desk.call('templates.publish', { id: row.id, revision: row.revision, note: '首版' });
    expect(first).toMatchObject({ draft: null, template: { hasDraft: false, latest: { number: 1, note: '首版' } } });
    const next = { ...made, title: '第二版的名称' };
    const saved = await desk.call('templates.saveDraft', {
      id: row.id,
      revision: first.template.revision,
      draft: JSON.stringify(next),
    });
    // Until it is published, visits and lists know the former one.
    expect(saved).toMatchObject({ title: made.title, hasDraft: true, latest: { number: 1 } });
    const second = await desk.call('templates.publish', { id: row.id, revision: saved.revision, note: null });
    expect(second.versions.map(({ number, title }) => [number, title])).toEqual([
      [2, '第二版的名称'],
      [1, made.title],
    ]);
    const old = await desk.call('templates.version', { versionId: second.versions[1]?.id ?? 0 });
    expect(old.content.title).toBe(made.title);
    const choices = await desk.call('templates.choices', {});
    expect(choices.filter(({ templateId }) => templateId === row.id)).toMatchObject([{ number: 2 }]);
  });

  it('names every fault with its path and publishes nothing', async () => {
    const { row, made } = await sound();
    made.sections[0]!.baseScore = 90;
    made.sections[0]!.items.push(structuredClone(made.sections[0]!.items[0]!));
    made.sections[0]!.items[0]!.title = '';
    const saved = await desk.call('templates.saveDraft', {
      id: row.id,
      revision: row.revision,
      draft: JSON.stringify(made),
    });
    const error = await desk.refused('templates.publish', { id: row.id, revision: saved.revision, note: null });
    expect(error).toMatchObject({ code: 'validation.template', params: { count: 3 } });
    expect(error.fields.map(({ path, rule }) => [path, rule])).toEqual([
      ['sections.0.items.0.title', 'required'],
      ['baseScore', 'baseSum'],
      ['sections.0.items.1.code', 'itemTwice'],
    ]);
    expect(await desk.call('templates.get', { id: row.id })).toMatchObject({ versions: [], draft: expect.any(String) });
  });

  it('does not make a second template of the same title, neither by publishing nor by coming back', async () => {
    const { row, made } = await sound();
    const first = await desk.call('templates.publish', { id: row.id, revision: row.revision, note: null });
    const other = await sound();
    const publish = { id: other.row.id, revision: other.row.revision, note: null };
    const taken = { code: 'validation.duplicate', params: { field: 'name', value: made.title } };
    expect(await desk.refused('templates.publish', publish)).toMatchObject(taken);
    const { id } = first.template;
    const retired = await desk.call('templates.setState', {
      id,
      revision: first.template.revision,
      state: 'retired',
      reason: '换一张',
    });
    await desk.call('templates.publish', publish);
    const back = { id, revision: retired.revision, state: 'active', reason: null } as const;
    expect(await desk.refused('templates.setState', back)).toMatchObject(taken);
    const titles = (await desk.call('templates.choices', {})).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('has nothing to publish or to drop without changes, and going back to what is published is no change', async () => {
    const [head] = await desk.call('templates.choices', {});
    const id = head?.templateId ?? 0;
    const { content: published } = await desk.call('templates.version', { versionId: head?.id ?? 0 });
    expect(await desk.refused('templates.publish', { id, revision: 1, note: null })).toMatchObject({
      code: 'conflict.state',
    });
    expect(await desk.refused('templates.dropDraft', { id, revision: 1 })).toMatchObject({ code: 'conflict.state' });
    const changed = await desk.call('templates.saveDraft', {
      id,
      revision: 1,
      draft: JSON.stringify({ ...published, title: '改了' }),
    });
    const back = await desk.call('templates.saveDraft', {
      id,
      revision: changed.revision,
      draft: JSON.stringify(published),
    });
    expect([changed.hasDraft, back.hasDraft]).toEqual([true, false]);
  });

  it('drops what nobody published, but never the only thing there is', async () => {
    const { row, made } = await sound();
    expect(await desk.refused('templates.dropDraft', { id: row.id, revision: row.revision })).toMatchObject({
      code: 'conflict.state',
      params: { state: 'unpublished' },
    });
    const { template } = await desk.call('templates.publish', { id: row.id, revision: row.revision, note: null });
    const draft = JSON.stringify({ ...made, title: '不要了' });
    const saved = await desk.call('templates.saveDraft', { id: row.id, revision: template.revision, draft });
    const dropped = await desk.call('templates.dropDraft', { id: row.id, revision: saved.revision });
    expect(dropped).toMatchObject({ draft: null, template: { title: made.title, hasDraft: false } });
  });

  it('cannot be undone or changed by anybody, not even past the services', async () => {
    const { database } = desk.workspace;
    const attack = (sql: string) => database.write('attack', (tx) => tx.run(sql), { unaudited: true });
    for (const sql of [
      `UPDATE checklist_version SET content = '{}'`,
      `UPDATE checklist_version SET title = '别的' WHERE number = 1`,
      `DELETE FROM checklist_version`,
    ]) {
      await expect(attack(sql), sql).rejects.toMatchObject({ code: 'db.constraint' });
    }
    expect(await desk.call('templates.choices', {})).toHaveLength(8);
  });
});

describe('a template out of use', () => {
  it('needs a reason, is no choice for visits, keeps its versions, and comes back', async () => {
    const [head] = await desk.call('templates.choices', {});
    const id = head?.templateId ?? 0;
    const retire = { id, revision: 1, state: 'retired' } as const;
    expect(await desk.refused('templates.setState', { ...retire, reason: null })).toMatchObject({
      code: 'validation.reasonMissing',
    });
    const row = await desk.call('templates.setState', { ...retire, reason: '改用新表' });
    expect(row.state).toBe('retired');
    expect(await desk.call('templates.choices', {})).toHaveLength(7);
    expect(await desk.call('templates.version', { versionId: head?.id ?? 0 })).toMatchObject({
      head: { id: head?.id },
    });
    const draft = { id, revision: row.revision, draft: '{}' };
    expect(await desk.refused('templates.saveDraft', draft)).toMatchObject({
      code: 'conflict.state',
      params: { state: 'retired' },
    });
    const back = { id, revision: row.revision, state: 'active', reason: null } as const;
    expect(await desk.call('templates.setState', back)).toMatchObject({ state: 'active' });
    expect(await logged(id)).toEqual(['templates.setState', 'templates.setState']);
  });
});

describe('readers', () => {
  it('see what was published and nothing of a draft', async () => {
    const { row, made } = await sound();
    for (const role of ['inspector', 'reviewer', 'leader'] as const) {
      expect((await as(role, 'templates.list', {})).total).toBe(8);
      expect(await as(role, 'templates.rows', { ids: [row.id] })).toEqual([]);
      await expect(as(role, 'templates.get', { id: row.id })).rejects.toMatchObject({ code: 'notFound.record' });
    }
    const { template } = await desk.call('templates.publish', { id: row.id, revision: row.revision, note: null });
    const draft = JSON.stringify({ ...made, title: '还没定的名称' });
    await desk.call('templates.saveDraft', { id: row.id, revision: template.revision, draft });
    const seen = await as('inspector', 'templates.get', { id: row.id });
    expect(seen).toMatchObject({ draft: null, template: { title: made.title, hasDraft: false } });
    expect((await desk.call('templates.get', { id: row.id })).draft).not.toBeNull();
  });
});

describe('visits of a template', () => {
  it('are counted once each, whatever number of windows was scored with it', async () => {
    const [head] = await desk.call('templates.choices', {});
    const { halls } = await desk.call('hall.tree', {});
    await desk.workspace.database.write(
      'test',
      async (tx) => {
        for (const number of [1, 2]) {
          const { lastId } = await tx.run(
            `INSERT INTO visit(client_id, no, year, number, mode, hall_id, day, spoken_to, state, created_by, created_at, updated_at)
              VALUES(:key, :key, 2026, :number, 'covert_visit', :hall, 1, '[]', 'draft', 1, 0, 0)`,
            { key: `v${number}`, number, hall: halls[0]?.id ?? 0 },
          );
          for (const position of [0, 1, 2])
            await tx.run(
              `INSERT INTO visit_checklist(client_id, visit_id, version_id, position, answers, answered_at)
                VALUES(:key, :visit, :version, :position, '{}', '{}')`,
              { key: `c${number}.${position}`, visit: lastId, version: head?.id ?? 0, position },
            );
        }
      },
      { unaudited: true },
    );
    const [row] = await desk.call('templates.rows', { ids: [head?.templateId ?? 0] });
    expect(row).toMatchObject({ visits: 2, latest: { visits: 2 } });
  });
});
