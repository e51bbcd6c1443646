import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyRules, type ReplyRule } from '../../domain/rectification/reply-kinds.js';
import type { ReplyPreview } from '../../domain/rectification/reply.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { at, code, openMatterStage, refusal, stepsOf, type MatterStage, type Person } from '../support/matters.js';
import { workbookOf, textRow, zipOf } from '../support/zip.js';

let stage: MatterStage;
/** In the unit's hands. */
let rows: RectificationRow[];
let waiting: RectificationRow;
let handedIn: RectificationRow;
let written = 0;
const today = (): number => dayOf(stage.console.time.now);
const [PROGRESS, DONE, DAY, REMARK] = [6, 7, 8, 9];
const HEAD = 3;

beforeAll(async () => {
  stage = await openMatterStage();
  const { signed, submitted } = stepsOf(stage);
  rows = [];
  for (const problem of ['=HYPERLINK("http://x","空岗")', '收费公示牌缺工本费标准\n第二行', '叫号屏花屏'])
    rows.push((await signed(await stage.issued({ problem }))).row);
  waiting = await stage.issued({ problem: '尚未签收' });
  handedIn = (await submitted(await stage.issued({ problem: '已提交' }))).row;
  await stage.drafted({ problem: '草稿' });
  stage.move(2);
});
afterAll(() => stage.console.close());

type Book = ExcelJS.Workbook;
const noOf = (row: RectificationRow | undefined): string => row?.no ?? '';

async function made(who: Person = stage.people.unit, unitId?: number, language: 'zh-CN' | 'en' = 'zh-CN') {
  written += 1;
  const path = join(stage.console.folder, `回执${written}.xlsx`);
  const token = (await stage.console.files.offer(path, 'save'))?.token ?? '';
  const wanted = { language, token, ...(unitId === undefined ? {} : { unitId }) };
  const { jobId } = await who.call('rectifications.replySheet', wanted);
  expect(await stage.console.ended(jobId)).toMatchObject({ state: 'succeeded', error: null });
  if (process.env['KEEP']) await copyFile(path, join(process.env['KEEP'], `reply-${written}.xlsx`));
  return path;
}
async function opened(path: string): Promise<Book> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}
const pageOf = (book: Book): ExcelJS.Worksheet => book.worksheets[0] as ExcelJS.Worksheet;
const lineOf = (page: ExcelJS.Worksheet, row: RectificationRow | undefined): number => {
  for (let line = HEAD + 1; line <= page.rowCount; line += 1) if (page.getCell(line, 1).text === noOf(row)) return line;
  throw new Error(`${noOf(row)} is not on the sheet`);
};

/** The sheet as somebody filled it in, read back. */
async function readBack(fill: (page: ExcelJS.Worksheet, book: Book) => void, path?: string, who = stage.people.unit) {
  const book = await opened(path ?? (await made()));
  fill(pageOf(book), book);
  return who.call('rectifications.readReply', { token: await tokenOf(book) });
}
async function tokenOf(book: Book, name = '填好的.xlsx'): Promise<string> {
  return stage.chosen(name, new Uint8Array(await book.xlsx.writeBuffer()));
}
const faultsOf = (preview: ReplyPreview, line?: number): string[] =>
  preview.rows
    .filter(({ row }) => line === undefined || row === line)
    .flatMap(({ faults }) => faults.map(({ column, rule }) => `${column} ${rule}`));

describe('the reply sheet of a unit', () => {
  it('holds its open matters, locked but for what is to be filled in', async () => {
    const book = await opened(await made());
    const page = pageOf(book);
    expect(book.worksheets.map(({ state }) => state)).toEqual(['visible', 'veryHidden']);
    const numbers = Array.from({ length: page.rowCount - HEAD }, (_, line) => page.getCell(HEAD + 1 + line, 1).text);
    expect(numbers.sort()).toEqual([...rows, waiting, handedIn].map(noOf).sort());
    expect((page as unknown as { sheetProtection: object }).sheetProtection).toMatchObject({ sheet: true });
    const locks = (line: number): boolean[] =>
      Array.from({ length: REMARK }, (_, column) => page.getCell(line, column + 1).protection?.locked !== false);
    const shown = [true, true, true, true, true];
    expect(locks(lineOf(page, rows[0]))).toEqual([...shown, false, false, false, false]);
    expect(locks(lineOf(page, waiting)).slice(5)).toEqual([false, false, false, false]);
    // Out of the unit's hands: shown, and not to be written on.
    expect(locks(lineOf(page, handedIn)).slice(5)).toEqual([true, true, true, true]);
    const problem = page.getCell(lineOf(page, rows[0]), 2);
    expect([problem.type, problem.text]).toEqual([ExcelJS.ValueType.String, '=HYPERLINK("http://x","空岗")']);
    expect(page.getCell(lineOf(page, rows[0]), 3).text).toBe('1. 排班到人\n2. 每日抽查');
    expect(page.getCell(lineOf(page, rows[0]), 4).type).toBe(ExcelJS.ValueType.Date);
    expect(page.getCell(lineOf(page, rows[0]), DAY).numFmt).toBe('yyyy-mm-dd');
  });

  it('is made by the office for any unit, by a contact for the own alone', async () => {
    const { office, otherUnit, unit, leader } = stage.people;
    const page = pageOf(await opened(await made(office, stage.unitId, 'en')));
    expect(page.getCell(HEAD, PROGRESS).text).toBe('Progress');
    const wanted = { language: 'zh-CN' as const, token: 'x' };
    expect(await code(office.call('rectifications.replySheet', wanted))).toBe('validation.input');
    expect(await code(unit.call('rectifications.replySheet', { ...wanted, unitId: stage.otherUnitId }))).toBe(
      'permission.scope',
    );
    expect(await code(otherUnit.call('rectifications.replySheet', wanted))).toBe('reply.nothing');
    // A matter is reported on by its unit alone: the office takes no sheet in.
    await expect(leader.call('rectifications.replySheet', wanted)).rejects.toThrow('is not for');
    await expect(office.call('rectifications.readReply', { token: 'x' })).rejects.toThrow('is not for');
    const apply = { reply: crypto.randomUUID(), rows: [4] };
    await expect(office.call('rectifications.applyReply', apply)).rejects.toThrow('is not for');
    expect(await code(unit.call('rectifications.applyReply', apply))).toBe('file.token');
  });

  it('shows what it would report, and applies what was ticked, all of it, once', async () => {
    let lines: number[] = [];
    const preview = await readBack((page) => {
      lines = rows.map((row) => lineOf(page, row));
      const [first = 0, second = 0, third = 0] = lines;
      page.getCell(first, PROGRESS).value = '已增设 B 岗';
      page.getCell(first, DONE).value = '1';
      page.getCell(first, DAY).value = new Date((today() - 1) * 86_400_000);
      page.getCell(first, REMARK).value = '设备待到货';
      page.getCell(second, PROGRESS).value = '公示牌已换\n照片另附';
      page.getCell(second, DONE).value = '全部';
      page.getCell(second, DAY).value = isoDay(today());
      page.getCell(third, PROGRESS).value = '不写入';
    });
    expect(preview.rows.map(({ row, status }) => [row, status])).toEqual(
      [...lines].sort((a, b) => a - b).map((line) => [line, 'change']),
    );
    expect(preview.empty).toBe(2);
    const one = preview.rows.find(({ row }) => row === lines[0]);
    expect(one).toMatchObject({ no: noOf(rows[0]), note: '已增设 B 岗\n备注：设备待到货', stale: false });
    expect(one?.measures.map(({ at: place, doneDay }) => [place, doneDay])).toEqual([[1, today() - 1]]);
    // Nothing happened yet.
    expect((await stage.get(rows[0]?.id ?? 0)).row.state).toBe('acknowledged');

    const wanted = { reply: preview.reply, rows: lines.slice(0, 2) };
    expect(await code(stage.people.otherUnit.call('rectifications.applyReply', wanted))).toBe('file.token');
    expect(await stage.people.unit.call('rectifications.applyReply', wanted)).toEqual({ applied: 2 });
    const [first, second, third] = await Promise.all(rows.map(({ id }) => stage.get(id)));
    expect(first?.row.state).toBe('in_rectification');
    expect(first?.measures.map(({ doneDay }) => doneDay)).toEqual([today() - 1, null]);
    const event = first?.events.at(-1);
    expect(event).toMatchObject({ action: 'report', note: '已增设 B 岗\n备注：设备待到货' });
    expect(event?.detail).toMatchObject({ measures: 1, replySheet: expect.stringContaining('填好的') as string });
    expect(second?.measures.map(({ doneDay }) => doneDay)).toEqual([today(), today()]);
    expect(third?.row.state).toBe('acknowledged');
    expect(await code(stage.people.unit.call('rectifications.applyReply', wanted))).toBe('file.token');
    const { ids } = await stage.people.office.call('audit.list', { filter: { action: 'rectifications.applyReply' } });
    expect(ids).toHaveLength(2);
  });

  it('read a second time reports nothing twice', async () => {
    const path = await made();
    const again = await readBack((page) => {
      const line = lineOf(page, rows[0]);
      page.getCell(line, PROGRESS).value = '已增设 B 岗';
      page.getCell(line, REMARK).value = '设备待到货';
      page.getCell(line, DONE).value = '1';
      page.getCell(line, DAY).value = isoDay(today() - 1);
    }, path);
    expect(again.rows.map(({ status }) => status)).toEqual(['same']);
    const row = again.rows[0]?.row ?? 0;
    const refused = stage.people.unit.call('rectifications.applyReply', { reply: again.reply, rows: [row] });
    expect(await code(refused)).toBe('validation.input');
  });

  it('refuses by name what changed since the preview, and writes nothing of the rest', async () => {
    const lines: number[] = [];
    const path = await made();
    const preview = await readBack((page) => {
      for (const row of [rows[1], rows[2]]) {
        const line = lineOf(page, row);
        lines.push(line);
        page.getCell(line, PROGRESS).value = '新的进展';
      }
    }, path);
    const office = await stage.get(rows[2]?.id ?? 0);
    await stage.people.office.call('rectifications.remind', { matters: [at(office.row)], note: null });
    const before = (await stage.get(rows[1]?.id ?? 0)).events.length;
    const error = await refusal(
      stage.people.unit.call('rectifications.applyReply', { reply: preview.reply, rows: lines }),
    );
    expect([error.code, error.params]).toEqual(['reply.changed', { no: noOf(rows[2]) }]);
    expect((await stage.get(rows[1]?.id ?? 0)).events).toHaveLength(before);
    const twice = { reply: preview.reply, rows: [lines[0] ?? 0, lines[0] ?? 0] };
    expect(await code(stage.people.unit.call('rectifications.applyReply', twice))).toBe('validation.input');
    // A sheet made before the change says so, and can be taken in.
    const stale = await readBack((page) => {
      page.getCell(lineOf(page, rows[2]), PROGRESS).value = '旧表新写';
    }, path);
    expect(stale.rows.map(({ stale: isStale, status }) => [isStale, status])).toEqual([[true, 'change']]);
  });
});

describe('a reply sheet that was filled in badly', () => {
  type Fill = (page: ExcelJS.Worksheet, line: number) => void;
  const set =
    (column: number, value: ExcelJS.CellValue): Fill =>
    (page, line) =>
      void (page.getCell(line, column).value = value);
  const day = (value: ExcelJS.CellValue): Fill[] => [set(PROGRESS, '已办'), set(DONE, '2'), set(DAY, value)];
  let other = '';
  beforeAll(async () => {
    const row = await stage.issued({ unitId: stage.otherUnitId, problem: '别的单位', windowId: null });
    other = noOf(row);
  });

  const cases: [string, ReplyRule, () => Fill[]][] = [
    ['a changed number', 'noUnknown', () => [set(1, '督整〔2026〕999号'), set(PROGRESS, '已办')]],
    ['no number', 'noMissing', () => [set(1, null), set(PROGRESS, '已办')]],
    ['a number of another unit', 'noOtherUnit', () => [set(1, other), set(PROGRESS, '已办')]],
    ['a changed problem', 'problemChanged', () => [set(2, '别的问题'), set(PROGRESS, '已办')]],
    ['a later due date', 'shownChanged', () => [set(4, new Date(Date.UTC(2027, 0, 1))), set(PROGRESS, '已办')]],
    ['no due date', 'shownChanged', () => [set(4, null), set(PROGRESS, '已办')]],
    ['another measure', 'shownChanged', () => [set(3, '1. 什么也不做\n2. 每日抽查'), ...day(isoDay(today()))]],
    ['another state', 'shownChanged', () => [set(5, '已销号'), set(PROGRESS, '已办')]],
    ['a changed cell beside nothing filled in', 'shownChanged', () => [set(4, '2027-01-01')]],
    ['a formula in a printed cell', 'formula', () => [set(4, { formula: '1+1', result: 2, date1904: false })]],
    ['a formula', 'formula', () => [set(PROGRESS, { formula: '1+1', result: 2, date1904: false })]],
    ['an error value', 'cellError', () => [set(PROGRESS, { error: '#N/A' })]],
    ['no progress', 'progressMissing', () => [set(REMARK, '只有备注')]],
    ['a text too long', 'tooLong', () => [set(PROGRESS, '长'.repeat(1501))]],
    ['a remark too long', 'tooLong', () => [set(PROGRESS, '已办'), set(REMARK, '长'.repeat(451))]],
    ['a control character', 'control', () => [set(PROGRESS, '已\u202e办')]],
    [
      'a measure there is not',
      'doneUnknown',
      () => [set(PROGRESS, '已办'), set(DONE, '1、7'), set(DAY, isoDay(today()))],
    ],
    [
      'measures a spreadsheet made a date of',
      'doneDate',
      () => [
        ...day(isoDay(today())),
        (page, line) => {
          page.getCell(line, DONE).value = new Date(Date.UTC(2026, 0, 2));
          page.getCell(line, DONE).numFmt = 'm-d';
        },
      ],
    ],
    ['measures without a day', 'dayMissing', () => [set(PROGRESS, '已办'), set(DONE, '2')]],
    ['a day without measures', 'dayAlone', () => [set(PROGRESS, '已办'), set(DAY, isoDay(today()))]],
    ['a year of the Republic', 'dayRoc', () => day('民国115年10月9日')],
    ['a year of the Republic with points', 'dayRoc', () => day('115.10.9')],
    ['slashes', 'daySlash', () => day('2026/10/9')],
    ['words', 'dayWords', () => day('2026年10月9日')],
    ['a day there is not', 'dayUnclear', () => day('2026-02-30')],
    ['two figures of a year', 'dayUnclear', () => day('26/10/9')],
    ['a day before it was issued', 'dayBeforeIssue', () => day(isoDay(today() - 3))],
    ['a date to come', 'dayFuture', () => day(new Date((today() + 1) * 86_400_000))],
    [
      'a date without its format',
      'dayNumber',
      () => [...day(46_304), (page, line) => void (page.getCell(line, DAY).numFmt = 'General')],
    ],
  ];

  it.each(cases)('%s is refused: %s', async (_, rule, fills) => {
    let line = 0;
    const preview = await readBack((page) => {
      line = lineOf(page, rows[2]);
      for (const fill of fills()) fill(page, line);
    });
    const faults = preview.rows.find(({ row }) => row === line)?.faults ?? [];
    expect(faults.map((fault) => fault.rule)).toContain(rule);
    for (const fault of faults) expect(Object.keys(fault.params).sort()).toEqual([...replyRules[fault.rule]].sort());
    const iso = faults.find((fault) => fault.rule === rule)?.params['iso'];
    if (rule === 'dayRoc' || rule === 'daySlash' || rule === 'dayWords' || rule === 'dayNumber')
      expect(iso).toBe('2026-10-09');
    const apply = { reply: preview.reply, rows: [line] };
    expect(await code(stage.people.unit.call('rectifications.applyReply', apply))).toBe('validation.input');
  });

  it('a number of another matter of the unit, not sent, is refused as changed', async () => {
    const path = await made();
    const later = await stage.issued({ problem: '制表之后下达' });
    let line = 0;
    const preview = await readBack((page) => {
      line = lineOf(page, rows[2]);
      page.getCell(line, 1).value = noOf(later);
      page.getCell(line, PROGRESS).value = '已办';
    }, path);
    expect(faultsOf(preview, line)).toEqual(['no noChanged']);
    expect(preview.gone).toEqual([noOf(rows[2])]);
  });

  it('numbers that stand twice, merged cells and matters out of hand are refused', async () => {
    const twice = await readBack((page) => {
      const [from, to] = [lineOf(page, rows[2]), lineOf(page, rows[1])];
      for (const column of [1, 2]) page.getCell(to, column).value = page.getCell(from, column).value;
      for (const line of [from, to]) page.getCell(line, PROGRESS).value = '已办';
    });
    expect(faultsOf(twice)).toEqual(['no noTwice', 'no noTwice']);
    const merged = await readBack((page) => {
      const from = Math.min(lineOf(page, rows[1]), lineOf(page, rows[2]));
      page.getCell(from, PROGRESS).value = '已办';
      page.mergeCells(from, PROGRESS, from + 1, PROGRESS);
    });
    expect(faultsOf(merged)).toContain('progress merged');
    expect(merged.rows.every(({ status }) => status === 'bad')).toBe(true);
    expect(merged.rows).toHaveLength(2);
    const away = await readBack((page) => {
      for (const row of [waiting, handedIn]) page.getCell(lineOf(page, row), PROGRESS).value = '已办';
    });
    expect(faultsOf(away)).toEqual(['state notInHand', 'state notInHand']);
  });

  it('lacking columns, without its hidden page or with another, of another unit, or no workbook at all', async () => {
    const { unit, otherUnit } = stage.people;
    const path = await made();
    const lacking = await refusal(
      readBack((page) => {
        page.getCell(HEAD, DONE).value = '完成了吗';
        page.getCell(HEAD, REMARK).value = null;
      }, path),
    );
    expect([lacking.code, lacking.params['columns']]).toEqual(['reply.columns', '措施完成、备注']);
    expect(await code(readBack((_, book) => book.removeWorksheet('_mingcha'), path))).toBe('reply.notOurs');
    const changed = readBack((_, book) => {
      const seal = book.getWorksheet('_mingcha');
      if (seal) seal.getCell('A2').value = String(handedIn.id);
    }, path);
    expect(await code(changed)).toBe('reply.notOurs');
    expect(await code(readBack(() => undefined, path, otherUnit))).toBe('reply.otherUnit');
    const strange = await stage.chosen('别的.xlsx', zipOf(workbookOf(textRow(1, ['编号', '问题']))));
    expect(await code(unit.call('rectifications.readReply', { token: strange }))).toBe('reply.notOurs');
    for (const [name, bytes, expected] of [
      ['空.xlsx', new Uint8Array(), 'file.empty'],
      ['假.xlsx', new TextEncoder().encode('编号,问题'), 'file.format'],
      ['坏.xlsx', new TextEncoder().encode('PK\u0003\u0004坏了'), 'file.format'],
    ] as const) {
      const token = await stage.chosen(name, bytes);
      expect(await code(unit.call('rectifications.readReply', { token }))).toBe(expected);
    }
  });

  it('with columns moved and rows sorted is read all the same', async () => {
    const preview = await readBack((page) => {
      const cells = [HEAD, lineOf(page, rows[2])].map((line) =>
        [PROGRESS, REMARK].map((column) => page.getCell(line, column)),
      );
      const [[progressHead, remarkHead], [, last]] = cells as [ExcelJS.Cell[], ExcelJS.Cell[]];
      if (!progressHead || !remarkHead || !last) return;
      [progressHead.value, remarkHead.value] = [remarkHead.value, progressHead.value];
      last.value = '写在最后一列';
    });
    expect(preview.rows.map(({ status, note }) => [status, note])).toEqual([['change', '写在最后一列']]);
  });
});
