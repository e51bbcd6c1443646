import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import type { SheetLanguage } from '../../domain/hall/titles.js';
import { openConsole, type TestConsole } from '../support/workspace.js';
import { make, rowOf, smallHall, type SmallHall } from '../support/hall.js';

let target: TestConsole;
let small: SmallHall;

beforeEach(async () => {
  target = await openConsole();
  small = await smallHall(target);
  await make(target, 'target', {
    hallId: small.hall.id,
    zoneId: small.zone.id,
    measure: 'satisfaction_percent',
    value: 98.5,
  });
});
afterEach(() => target.close());

const saveToken = async (path: string): Promise<string> => (await target.files.offer(path, 'save'))?.token ?? '';

async function write(name: string, input: Omit<CommandInput<'hall.export'>, 'token'>): Promise<string> {
  const path = join(target.folder, name);
  const { jobId } = await target.call('hall.export', { ...input, token: await saveToken(path) });
  expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded', error: null });
  return path;
}

async function compare(entity: HallEntity, path: string, hallId: number | null = null) {
  const token = (await target.files.offer(path, 'open'))?.token ?? '';
  const { jobId } = await target.call('hall.importRead', { entity, hallId, token });
  expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded' });
  return target.call('hall.importPreview', { jobId });
}

describe.each<[string, SheetLanguage]>([
  ['csv', 'zh-CN'],
  ['csv', 'en'],
  ['xlsx', 'zh-CN'],
  ['xlsx', 'en'],
])('a %s in %s', (extension, language) => {
  it('comes back as the very same rows, of every entity', async () => {
    for (const entity of hallEntities) {
      const path = await write(`${entity}.${extension}`, { entity, language });
      const shown = await compare(entity, path);
      expect(
        shown.rows.flatMap(({ faults }) => faults),
        entity,
      ).toEqual([]);
      expect(shown.counts, entity).toMatchObject({ new: 0, changed: 0, bad: 0 });
      expect(shown.unknownColumns).toEqual([]);
    }
  });
});

describe('a written file', () => {
  const risky = ['=1+1', '+86 138', '-5', '@SUM(A1)', "'=quoted", "''-twice", '普通', '"引号",逗号'];

  it('holds no formulas in csv and gives risky texts back unharmed', async () => {
    for (const [index, note] of risky.entries()) {
      await make(target, 'contact', { unitId: small.tax.id, name: `人${index}`, note });
    }
    const path = await write('a.csv', { entity: 'contact' });
    const text = await readFile(path, 'utf8');
    const cells = text.split(/[,\r\n]/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
    expect((await compare('contact', path)).counts).toMatchObject({ same: risky.length + 1, changed: 0 });
    const sheet = await write('a.xlsx', { entity: 'contact' });
    expect((await compare('contact', sheet)).counts).toMatchObject({ same: risky.length + 1, changed: 0 });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(sheet);
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
  });

  it('says in the log who took what, and can be shown in its folder', async () => {
    const path = await write('人员.xlsx', {
      entity: 'staff',
      text: '赵',
      columns: ['name', 'state', 'updatedAt', 'label'],
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    const rows = book.worksheets[0]?.getSheetValues() as unknown[][];
    expect(rows.slice(1).map((row) => row.slice(1))).toEqual([
      ['姓名', '状态', '最后更改', '全称'],
      ['赵明', '在用', '2026-10-14 14:05', '001 赵明'],
    ]);
    const [seq] = (await target.call('audit.list', { filter: { action: 'hall.export' } })).ids;
    const [row] = await target.call('audit.rows', { ids: [seq ?? 0] });
    expect(row).toMatchObject({ who: '何知远', object: 'hall' });
    expect(JSON.parse(row?.after ?? '')).toMatchObject({ entity: 'staff', rows: 1, file: '人员.xlsx', text: '赵' });
    expect(await target.workspace.jobs.savedBy(target.jobs.at(-1)?.id ?? 0, { personId: 0, office: true })).toBe(path);
    expect((await readdir(target.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('needs columns there are and a place to be', async () => {
    const token = await saveToken(join(target.folder, 'a.csv'));
    const wrong = { entity: 'staff', columns: ['name', 'salary'], token } as const;
    expect(await target.refused('hall.export', wrong)).toMatchObject({ fields: [{ path: 'columns.1' }] });
    const nowhere = await saveToken(join(target.folder, 'nicht', 'da', 'a.csv'));
    const { jobId } = await target.call('hall.export', { entity: 'staff', token: nowhere });
    expect(await target.ended(jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'file.unwritable', params: { name: 'a.csv' } },
    });
  });
});

it('a window out of use stays in the lists that held it', async () => {
  const { id } = await make(target, 'window', {
    zoneId: small.zone.id,
    unitId: small.unit.id,
    number: 'A3',
    name: '旧',
  });
  const fields = { recorderId: small.recorder.id, channel: 9, name: '西', windowIds: [small.w2.id, id] };
  const camera = await make(target, 'camera', fields);
  await target.call('hall.retire', { entity: 'window', ids: [id], reason: '撤销' });
  const shown = await compare('camera', await write('a.csv', { entity: 'camera' }));
  expect(shown.counts).toEqual({ new: 0, changed: 0, same: 2, bad: 0 });
  expect(shown.rows.find(({ cells }) => cells.includes('西'))?.cells).toContain('A2');
  expect((await rowOf(target, 'camera', camera.id)).fields).toMatchObject({ windowIds: [small.w2.id, id] });
});

describe('a template', () => {
  it.each(hallEntities)('of %s is understood column by column, its example row passed over', async (entity) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const path = join(target.folder, `${entity}-${language}.xlsx`);
      await target.call('hall.template', { entity, language, token: await saveToken(path) });
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(path);
      expect(book.worksheets).toHaveLength(2);
      const shown = await compare(entity, path);
      expect(shown).toMatchObject({ total: 0, unknownColumns: [] });
    }
  });

  it('offers the choices in lists', async () => {
    const path = join(target.folder, 't.xlsx');
    await target.call('hall.template', { entity: 'service_item', token: await saveToken(path) });
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(path);
    expect(book.worksheets[0]?.getCell('D2').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['"行政审批,便民服务"'],
    });
  });
});
