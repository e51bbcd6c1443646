import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { ledgerColumns } from '../../domain/rectification/columns.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { isoDay } from '../../domain/time.js';
import { openMatterStage, personOf, type MatterStage, type Person } from '../support/matters.js';

/** The part of LibreOffice that opens tables; its writer alone does not. */
const calc = ['/usr/lib/libreoffice', '/usr/lib64/libreoffice', '/opt/libreoffice']
  .map((folder) => join(folder, 'program'))
  .find((folder) => existsSync(join(folder, 'libsclo.so')));
let stage: MatterStage;
let first: RectificationRow;
let hall = '';
let written = 0;

beforeAll(async () => {
  stage = await openMatterStage();
  const { id, revision } = await stage.issued({ problem: '=HYPERLINK("http://x","空岗")', remark: '+86 571' });
  first = (await stage.people.unit.call('rectifications.acknowledge', { id, revision, note: null })).row;
  const row = await stage.console.workspace.database.read('test.hall', (reader) =>
    reader.value<string>('SELECT name FROM hall WHERE id = :id', { id: first.fields.hallId }),
  );
  hall = row ?? '';
  await stage.issued({ severity: 'grave', problem: '收费公示牌缺工本费标准\n第二行' });
  await stage.drafted({ problem: '尚未下达的一件' });
});
afterAll(() => stage.console.close());

type Wanted = Omit<CommandInput<'rectifications.export'>, 'token' | 'language' | 'columns'> &
  Partial<Pick<CommandInput<'rectifications.export'>, 'language' | 'columns'>>;

async function exported(wanted: Wanted, who: Person = stage.people.office): Promise<string> {
  written += 1;
  const path = join(stage.console.folder, `台账${written}.xlsx`);
  const token = (await stage.console.files.offer(path, 'save'))?.token ?? '';
  const input = { language: 'zh-CN' as const, columns: [...ledgerColumns], ...wanted, token };
  const { jobId } = await who.call('rectifications.export', input);
  expect(await stage.console.ended(jobId)).toMatchObject({ state: 'succeeded', error: null });
  return path;
}

async function sheetOf(path: string): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const page = book.worksheets[0];
  if (!page) throw new Error('no sheet');
  return page;
}
const rowOf = (page: ExcelJS.Worksheet, row: number): unknown[] => (page.getRow(row).values as unknown[]).slice(1);

describe('the ledger as a file', () => {
  it('has the columns and rows shown, in their order, under hall and day', async () => {
    const hallId = first.fields.hallId;
    const filter = { open: true, hallId };
    const page = await sheetOf(await exported({ columns: ['no', 'severity', 'due'], filter }));
    expect(page.getCell('A1').text).toBe(`整改台账 · ${hall} · 2026年10月14日`);
    expect(rowOf(page, 2)).toEqual(['编号', '程度', '期限']);
    const { ids } = await stage.people.office.call('ledger.byLight', { filter });
    const rows = await stage.people.office.call('rectifications.rows', { ids });
    expect(page.rowCount).toBe(2 + rows.length);
    expect(rows.map((_, at) => page.getCell(3 + at, 1).text)).toEqual(rows.map(({ no }) => no));
    const sorted = await sheetOf(await exported({ columns: ['no'], sort: { by: 'no', direction: 'desc' } }));
    const listed = await stage.people.office.call('rectifications.list', { sort: { by: 'no', direction: 'desc' } });
    expect(sorted.rowCount).toBe(2 + listed.total);
    const [last] = await stage.people.office.call('rectifications.rows', { ids: listed.ids.slice(0, 1) });
    expect(sorted.getCell('A3').text).toBe(last?.no);
  });

  it('is set for A3 across, with titles that stay and dates that are dates', async () => {
    const page = await sheetOf(await exported({ columns: ['no', 'problem', 'due', 'found', 'issued', 'proofs'] }));
    expect(page.views[0]).toMatchObject({ state: 'frozen', ySplit: 2, xSplit: 1 });
    expect(page.pageSetup).toMatchObject({ paperSize: 8, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 });
    expect(page.pageSetup.printTitlesRow).toBe('2:2');
    expect(page.headerFooter.oddHeader).toContain('整改台账 · ');
    expect(page.pageSetup.printArea).toBe(`A2:F${page.rowCount}`);
    const whole = await sheetOf(await exported({}));
    expect(whole.pageSetup.fitToWidth).toBeGreaterThan(1);
    expect(whole.pageSetup).toMatchObject({ printTitlesColumn: 'A:A', pageOrder: 'overThenDown' });
    expect(page.getColumn(2).width).toBeGreaterThan(page.getColumn(3).width ?? 99);
    const rows = Array.from({ length: page.rowCount - 2 }, (_, at) => page.getRow(3 + at));
    const mine = rows.find((row) => row.getCell(1).text === first.no);
    for (const cell of [3, 4, 5]) expect(mine?.getCell(cell).type).toBe(ExcelJS.ValueType.Date);
    expect((mine?.getCell(3).value as Date).getTime()).toBe((first.dueDay ?? 0) * 86_400_000);
    expect(mine?.getCell(3).numFmt).toBe('yyyy-mm-dd');
    expect(mine?.getCell(6).value).toBe(0);
    // Two lines of text are read whole without touching the row.
    const paragraphs = rows.find((row) => row.getCell(2).text.includes('\n'));
    expect(paragraphs?.height).toBe(33);
  });

  it('holds texts that look like formulas as texts', async () => {
    const page = await sheetOf(await exported({}));
    page.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
    const texts = Array.from({ length: page.rowCount }, (_, at) => page.getCell(at + 1, 2).text);
    expect(texts).toContain('=HYPERLINK("http://x","空岗")');
    expect(rowOf(await sheetOf(await exported({ language: 'en' })), 2)[1]).toBe('Finding');
  });

  it('holds for a unit its own issued matters alone, and nothing that leads to the visit', async () => {
    const page = await sheetOf(await exported({ columns: ['no', 'round', 'evidence'] }, stage.people.unit));
    const { total } = await stage.people.unit.call('rectifications.list', {});
    expect(page.rowCount).toBe(2 + total);
    expect(page.getCell('C3').value).toBeNull();
    expect((await sheetOf(await exported({ columns: ['no'] }, stage.people.otherUnit))).rowCount).toBe(2);
  });

  it('is refused to who has no part in it, for columns there are not, and is in the log', async () => {
    const token = 'x';
    const wrong = { columns: ['salary'], language: 'zh-CN', token };
    const { console } = stage;
    expect(await console.refused('rectifications.export', wrong)).toMatchObject({ code: 'validation.input' });
    const twice = { ...wrong, columns: ['no', 'no'] };
    expect(await console.refused('rectifications.export', twice)).toMatchObject({ code: 'validation.input' });
    const supervisor = personOf(stage.console, stage.people.office.personId, ['social_supervisor']);
    const input = { columns: ['no' as const], language: 'zh-CN' as const, token };
    await expect(supervisor.call('rectifications.export', input)).rejects.toBeTruthy();
    const { ids } = await stage.people.office.call('audit.list', { filter: { action: 'rectifications.export' } });
    expect(ids.length).toBe(written);
  });

  it.skipIf(calc === undefined)(
    'opens in LibreOffice as what it is (skipped where there is no LibreOffice Calc)',
    async () => {
      const path = await exported({ columns: ['no', 'problem', 'due'], sort: { by: 'no', direction: 'asc' } });
      const profile = join(stage.console.folder, 'profile');
      const out = join(stage.console.folder, 'out');
      await mkdir(out, { recursive: true });
      const plain = join(stage.console.folder, 'ledger.xlsx');
      await writeFile(plain, await readFile(path));
      await promisify(execFile)(join(calc ?? '', 'soffice'), [
        ...[`-env:UserInstallation=file://${encodeURI(profile)}`, '--headless', '--convert-to'],
        ...['csv:Text - txt - csv (StarCalc):44,34,76,1', '--outdir', out, plain],
      ]);
      const text = await readFile(join(out, 'ledger.csv'), 'utf8');
      expect(text).toContain('整改台账 · ');
      // Text stands in quotes and stays text; a date stands bare, as a number of the table would.
      const due = isoDay(first.dueDay ?? 0);
      expect(text).toContain(`"${first.no ?? ''}","=HYPERLINK(""http://x"",""空岗"")",${due}\n`);
    },
    120_000,
  );
});
