import { randomUUID } from 'node:crypto';
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readyTemplate } from '../../domain/templates/index.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let desk: TestConsole;
let versionId: number;
const ready = readyTemplate('simulated_transaction', 'zh-CN');

beforeEach(async () => {
  desk = await openConsole();
  const choices = await desk.call('templates.choices', {});
  versionId = choices.find(({ title }) => title === ready.title)?.id ?? 0;
});
afterEach(() => desk.close());

async function write(name: string, format: 'xlsx' | 'json'): Promise<string> {
  const path = join(desk.folder, name);
  const token = (await desk.files.offer(path, 'save'))?.token ?? '';
  const { jobId } = await desk.call('templates.export', { versionId, format, token });
  expect(await desk.ended(jobId)).toMatchObject({ state: 'succeeded', result: { file: name } });
  return path;
}
const openToken = async (path: string): Promise<string> => (await desk.files.offer(path, 'open'))?.token ?? '';
const take = async (path: string) =>
  desk.call('templates.import', { clientId: randomUUID(), token: await openToken(path) });
const total = async (): Promise<number> => (await desk.call('templates.list', {})).total;

describe('a template file', () => {
  it.each([
    ['检查表.xlsx', 'xlsx'],
    ['检查表.json', 'json'],
    // What it is called does not matter.
    ['看起来是文字.txt', 'xlsx'],
  ] as const)('%s comes back as a draft with the same content', async (name, format) => {
    const { template, faults } = await take(await write(name, format));
    expect(faults).toEqual([]);
    // The one it came from is in use: the new one is told from it.
    expect(template).toMatchObject({ title: `${ready.title} (2)`, latest: null, hasDraft: true });
    const { draft } = await desk.call('templates.get', { id: template?.id ?? 0 });
    expect(JSON.parse(draft ?? '')).toEqual({ ...ready, title: `${ready.title} (2)` });
    expect((await readdir(desk.folder)).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('leaves what stood in its place when it cannot be written', async () => {
    const path = join(desk.folder, 'data', '无此文件夹', 'a.xlsx');
    const token = (await desk.files.offer(path, 'save'))?.token ?? '';
    const { jobId } = await desk.call('templates.export', { versionId, format: 'xlsx', token });
    expect(await desk.ended(jobId)).toMatchObject({ state: 'failed', error: { code: 'file.unwritable' } });
  });

  it('is taken in once for one client id', async () => {
    const path = await write('a.json', 'json');
    const clientId = randomUUID();
    const first = await desk.call('templates.import', { clientId, token: await openToken(path) });
    const again = await desk.call('templates.import', { clientId, token: await openToken(path) });
    expect(again.template?.id).toBe(first.template?.id);
    expect(await total()).toBe(9);
  });
});

describe('a broken file', () => {
  it('xlsx: names rows and columns and keeps nothing', async () => {
    const path = await write('a.xlsx', 'xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const items = book.getWorksheet('检查项') as ExcelJS.Worksheet;
    items.getCell('C3').value = '拍照';
    items.getCell('D4').value = { formula: 'A1', result: '算出来的' };
    await book.xlsx.writeFile(path);
    const { template, faults } = await take(path);
    expect(template).toBeNull();
    expect(faults.map(({ rule, params }) => [rule, params['sheet'], params['row'], params['column']])).toEqual([
      ['kindUnknown', '检查项', 3, '类型'],
      ['cellFormula', '检查项', 4, '检查内容'],
    ]);
    expect(await total()).toBe(8);
  });

  it('json: an unknown kind and sums that do not add up name their row', async () => {
    const path = await write('a.json', 'json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"kind": "number"', '"kind": "photo"'));
    const unknown = await take(path);
    expect(unknown).toMatchObject({ template: null, faults: [{ rule: 'kindUnknown', params: { value: 'photo' } }] });
    expect(unknown.faults[0]?.params['row']).toBe(4);
    await writeFile(path, text.replace('"baseScore": 20', '"baseScore": 30'));
    expect((await take(path)).faults).toMatchObject([{ rule: 'baseSum', params: { sum: 110, base: 100 } }]);
    expect(await total()).toBe(8);
  });

  it.each<[string, Buffer | string, string]>([
    ['空.json', '', 'file.empty'],
    ['旧.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file.format'],
    ['假.xlsx', 'just text', 'file.format'],
    ['坏.xlsx', Buffer.from('504b030414000000', 'hex'), 'file.format'],
    ['大.json', Buffer.alloc(5 * 1024 * 1024 + 1, 0x20), 'file.tooLarge'],
  ])('%s is refused as a whole', async (name, bytes, code) => {
    const path = join(desk.folder, name);
    await writeFile(path, bytes);
    const input = { clientId: randomUUID(), token: await openToken(path) };
    expect(await desk.refused('templates.import', input)).toMatchObject({ code });
    expect(await total()).toBe(8);
  });

  it.each<[string, Buffer | string, string]>([
    ['页面.html', '<script>alert(1)</script>', 'notJson'],
    ['乱码.json', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'notJson'],
    ['别的.json', '{"format":"other"}', 'notTemplate'],
    ['新的.json', '{"format":"mingcha-checklist","version":99}', 'versionNewer'],
  ])('%s says what it is not', async (name, bytes, rule) => {
    const path = join(desk.folder, name);
    await writeFile(path, bytes);
    expect(await take(path)).toMatchObject({ template: null, faults: [{ rule }] });
  });

  it('that is gone or may not be read says so; a token works once', async () => {
    const path = await write('a.json', 'json');
    const token = await openToken(path);
    await desk.call('templates.import', { clientId: randomUUID(), token });
    expect(await desk.refused('templates.import', { clientId: randomUUID(), token })).toMatchObject({
      code: 'file.token',
    });
    if (process.getuid?.() === 0) return;
    await chmod(path, 0);
    const input = { clientId: randomUUID(), token: await openToken(path) };
    expect(await desk.refused('templates.import', input)).toMatchObject({ code: 'file.unreadable' });
  });
});
