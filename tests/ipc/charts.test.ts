import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { plainPng } from '../support/png.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let desk: TestConsole;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.close());

type Wanted = CommandInput<'charts.save'>;
const chart: Omit<Wanted, 'token' | 'format'> = {
  language: 'zh-CN',
  title: '问题类别与程度',
  summary: '办理占问题的 70.0%',
  notes: ['20 件，按件数排列'],
  period: { fromDay: 20_500, toDay: 20_600 },
  columns: ['类别', '=1+1', '件数'],
  rows: [
    ['办理', '=cmd|calc', 14],
    ['收费', null, 6],
  ],
  words: [
    ['办理', '=cmd|calc', '14'],
    ['收费', '—', '6'],
  ],
  svg: null,
  png: null,
};

async function save(name: string, more: Partial<Wanted> & Pick<Wanted, 'format'>) {
  const path = join(desk.folder, name);
  const token = (await desk.files.offer(path, 'save'))?.token ?? '';
  const { jobId } = await desk.call('charts.save', { ...chart, ...more, token });
  expect(await desk.ended(jobId)).toMatchObject({ state: 'succeeded', result: { file: name } });
  return readFile(path);
}

describe('a chart', () => {
  it('becomes numbers that a spreadsheet reads as numbers, and words that it never runs', async () => {
    const csv = (await save('图.csv', { format: 'csv' })).toString('utf8');
    expect(csv).toBe("\ufeff类别,'=1+1,件数\r\n办理,'=cmd|calc,14\r\n收费,,6\r\n");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await save('图.xlsx', { format: 'xlsx', title: '在途[*]/待办:?' })) as never);
    const [page] = book.worksheets;
    expect(page?.getCell('C2').value).toBe(14);
    expect(page?.getCell('B2').value).toBe('=cmd|calc');
  });

  it('becomes a picture, a drawing, or paper, as it was shown', async () => {
    const bytes = plainPng(40, 20, [0, 80, 160, 255]);
    const png = { base64: Buffer.from(bytes).toString('base64'), width: 40, height: 20 };
    expect((await save('图.png', { format: 'png', png })).equals(Buffer.from(bytes))).toBe(true);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L5 5"></path></svg>';
    expect((await save('图.svg', { format: 'svg', svg })).toString('utf8')).toBe(svg);
    await save('图.pdf', { format: 'pdf', png });
    const printed = desk.desktop.printed.at(-1)?.html ?? '';
    expect(printed).toContain('办理占问题的 70.0%');
    expect(printed).toContain('data:image/png;base64,');
    expect(printed).toContain('=cmd|calc');
  });

  it('stands in the log with what it was and its checksum', async () => {
    await save('记录.csv', { format: 'csv' });
    const { ids } = await desk.call('audit.list', { filter: { action: 'charts.save' } });
    const [row] = await desk.call('audit.rows', { ids: ids.slice(0, 1) });
    expect(JSON.parse(row?.after ?? '')).toMatchObject({ file: '记录.csv', format: 'csv', title: chart.title });
  });

  it.each([
    ['a script', '<svg><script>alert(1)</script></svg>'],
    ['a handler', '<svg><path onload="x()"/></svg>'],
    ['something fetched', '<svg><image href="https://a"/></svg>'],
    ['an entity', '<svg><!ENTITY x "y"></svg>'],
    ['no drawing', '<html></html>'],
  ])('is refused with %s in its drawing', async (_, svg) => {
    const token = (await desk.files.offer(join(desk.folder, 'x.svg'), 'save'))?.token ?? '';
    const asked = desk.call('charts.save', { ...chart, format: 'svg', svg, token });
    await expect(asked).rejects.toMatchObject({ code: 'validation.input', fields: [{ path: 'svg' }] });
  });

  it('is refused where its picture is none', async () => {
    const token = (await desk.files.offer(join(desk.folder, 'x.png'), 'save'))?.token ?? '';
    const png = { base64: Buffer.from('<html>').toString('base64'), width: 4, height: 4 };
    for (const format of ['png', 'pdf'] as const)
      await expect(desk.call('charts.save', { ...chart, format, png, token })).rejects.toMatchObject({
        code: 'validation.input',
        fields: [{ path: 'png' }],
      });
  });
});
