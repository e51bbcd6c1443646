import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readyTemplate, readyTemplateKeys } from '../../domain/templates/index.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let desk: TestConsole;

beforeEach(async () => {
  desk = await openConsole();
});
afterEach(() => desk.close());

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
      const content = readyTemplate(key, 'zh-CN');
      const head = choices.find(({ title }) => title === content.title);
      const version = await desk.call('templates.version', { versionId: head?.id ?? 0 });
      expect(version.content).toEqual(content);
      expect(version.head).toMatchObject({ number: 1, publishedBy: '何知远', items: head?.items });
    }
  });
});
