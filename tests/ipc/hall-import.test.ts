import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { openConsole, type TestConsole } from '../support/workspace.js';
import { change, ids, make, rowOf, smallHall, type SmallHall } from '../support/hall.js';
import { faults, importing } from '../support/hall-import.js';
import { textRow, workbookOf, zipOf } from '../support/zip.js';

let target: TestConsole;
let small: SmallHall;
const { tokenOf, read, preview, apply } = importing(() => ({ target, hallId: small.hall.id }));

beforeEach(async () => {
  target = await openConsole();
  small = await smallHall(target);
});
afterEach(() => target.close());

async function sheetOf(fill: (page: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('人员'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('a csv', () => {
  it('is compared by its key: new, changed, the same', async () => {
    const text =
      '胸牌号,姓名,进驻单位,岗位,AB岗,党员\n001,赵明,人社局,A2 受理岗,A,否\n002,钱亮,税务局,,,否\n003,孙新,人力资源和社会保障局,受理岗,B岗,√\n';
    const shown = await preview('staff', '人员.csv', text);
    expect(shown.counts).toEqual({ new: 1, changed: 1, same: 1, bad: 0 });
    expect(shown.columns).toEqual(['badgeNo', 'name', 'unitId', 'postId', 'postSide', 'partyMember']);
    expect(await apply(shown.jobId)).toMatchObject({
      state: 'succeeded',
      result: { new: 1, changed: 1, same: 1, bad: 0 },
    });
    const [id] = await ids(target, { entity: 'staff', text: '孙新' });
    const row = await rowOf(target, 'staff', id ?? 0);
    expect(row.fields).toMatchObject({
      badgeNo: '003',
      unitId: small.unit.id,
      postId: small.post.id,
      postSide: 'B',
      partyMember: true,
    });
    expect((await rowOf(target, 'staff', small.clerk.id)).fields).toMatchObject({ partyMember: false });
    const history = await target.call('hall.history', { entity: 'staff', id: small.clerk.id });
    expect(history[0]).toMatchObject({
      change: 'imported',
      fields: [{ field: 'partyMember', before: 'true', after: 'false' }],
    });
    expect((await target.call('search.find', { text: '孙新', limit: 5 })).hits).toHaveLength(1);
    expect(await verifyChain(target.workspace.database)).toMatchObject({ ok: true });
  });

  it.each([
    ['UTF-8 with mark', ',', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['semicolons', ';', (text: string) => Buffer.from(text.replaceAll(',', ';'))],
    ['tabs in UTF-16', '\t', (text: string) => Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
    // 胸牌号,姓名,单位 / 009,周,税务局 in GB18030.
    ['GB18030', ',', () => Buffer.from('d0d8c5c6bac52cd0d5c3fb2cb5a5cebb0a3030392cd6dc2ccbb0cef1bed60a', 'hex')],
    ['sep= line', ';', (text: string) => Buffer.from(`sep=;\r\n${text.replaceAll(',', ';')}`)],
  ])('is understood in %s', async (_, __, encode) => {
    const shown = await preview('staff', 'a.csv', encode('胸牌号,姓名,单位\n009,周,税务局\n'));
    expect(shown).toMatchObject({
      counts: { new: 1, bad: 0 },
      rows: [{ status: 'new', cells: ['009', '周', '税务局'] }],
    });
  });

  it('in English is the same thing', async () => {
    const text =
      'Item code,Item name,Unit,Category,Case kind,Promised limit (working days),Windows\nR-2,Card,人社局,approval,on the spot,3,"A2、A10"\n';
    const shown = await preview('service_item', 'items.csv', text);
    expect(faults(shown)).toEqual([]);
    await apply(shown.jobId);
    const [id] = await ids(target, { entity: 'service_item', text: 'Card' });
    expect((await rowOf(target, 'service_item', id ?? 0)).fields).toMatchObject({
      caseKind: 'instant_case',
      promisedDays: 3,
      windowIds: [small.w2.id, small.w10.id],
    });
  });

  it('names every bad row with its column and reason', async () => {
    const lines = [
      '胸牌号,姓名,进驻单位,岗位,AB岗,党员,电话,工龄',
      ',无号,人社局,,,,,',
      '100,,人社局,,,,,',
      '101,甲,公安局,,,,,',
      '102,乙,人社局,财务岗,,,,',
      '103,丙,人社局,,C,,,',
      '104,丁,人社局,,,也许,,',
      `105,戊,人社局,,,,${'1'.repeat(41)},`,
      '106,己,人社局,,,,,',
      '106,庚,人社局,,,,,',
      '107,"辛\u0007",人社局,,,,,',
    ];
    const shown = await preview('staff', 'a.csv', lines.join('\n'));
    expect(shown.unknownColumns).toEqual(['工龄']);
    expect(faults(shown)).toEqual([
      [2, 'badgeNo', 'required'],
      [3, 'name', 'required'],
      [4, 'unitId', 'referenceUnknown'],
      [5, 'postId', 'referenceUnknown'],
      [6, 'postSide', 'choice'],
      [7, 'partyMember', 'boolean'],
      [8, 'phone', 'tooLong'],
      [10, 'badgeNo', 'duplicateInFile'],
      [11, 'name', 'control'],
    ]);
    const only = await target.call('hall.importPreview', { jobId: shown.jobId, status: 'new' });
    expect(only.rows.map(({ row }) => row)).toEqual([9]);
    expect(await target.refused('hall.importApply', { jobId: shown.jobId, skipBad: false })).toMatchObject({
      code: 'validation.input',
      fields: [{ path: 'skipBad', rule: 'badRows', params: { count: 9 } }],
    });
    expect(await apply(shown.jobId, true)).toMatchObject({ result: { new: 1, bad: 9 } });
    expect(await target.refused('hall.importPreview', { jobId: shown.jobId })).toMatchObject({ code: 'notFound.job' });
  });

  it('takes whole numbers only', async () => {
    const item = (code: string, days: string) => `${code},名,人社局,行政审批,即办件,${days}`;
    const text = `编码,名称,单位,事项类别,办件类型,承诺时限\n${item('1', '5.5')}\n${item('2', '五')}\n${item('3', '-1')}\n${item('4', '9999')}\n${item('5', '５')}`;
    const shown = await preview('service_item', 'a.csv', text);
    expect(faults(shown).map(([row, , rule]) => [row, rule])).toEqual([
      [2, 'integer'],
      [3, 'integer'],
      [4, 'atLeast'],
      [5, 'atMost'],
    ]);
  });

  it('keeps what columns it has not', async () => {
    const shown = await preview('unit', 'a.csv', '单位名称,电话\n税务局,123\n');
    await apply(shown.jobId);
    expect((await rowOf(target, 'unit', small.tax.id)).fields).toMatchObject({ leader: '陈某', phone: '123' });
  });

  it('of all halls needs to know which', async () => {
    const zones = await preview(
      'window',
      'a.csv',
      '窗口号,名称,分区,单位\nB1,甲,综合区,税务局\nB2,乙,远山政务服务中心 / 综合区,税务局\nB3,丙,主厅/综合区,税务局\n',
      null,
    );
    expect(faults(zones)).toEqual([
      [2, 'zoneId', 'referenceAmbiguous'],
      [2, 'unitId', 'referenceAmbiguous'],
    ]);
    expect(zones.rows.map(({ status }) => status)).toEqual(['bad', 'new', 'new']);
    const byColumn = await preview(
      'window',
      'b.csv',
      '窗口号,名称,大厅,分区,单位\nB1,甲,河口分中心,综合区,税务局\n',
      null,
    );
    expect(faults(byColumn)).toEqual([]);
    expect(
      faults(await preview('window', 'c.csv', '窗口号,名称,分区,单位\nB1,甲,远山政务服务中心/综合区,税务局\n')),
    ).toEqual([[2, 'zoneId', 'referenceOtherHall']]);
  });

  it.each<[string, string, string | Buffer, string]>([
    ['an empty file', 'a.csv', '', 'file.empty'],
    ['nothing but blanks', 'a.csv', '\n\n , \n', 'file.empty'],
    ['other titles', 'a.csv', 'a,b\n1,2\n', 'file.format'],
    ['NUL bytes', 'a.csv', Buffer.from('姓名,胸牌号\n\0\0,1\n'), 'file.format'],
    [
      'neither encoding',
      'a.csv',
      Buffer.concat([Buffer.from('姓名\n'), Buffer.from('fffefdff80', 'hex')]),
      'file.format',
    ],
    ['an open quote', 'a.csv', `姓名,胸牌号\n甲,1\n"乙,2\n${'丙,3\n'.repeat(1000)}`, 'file.unreadable'],
    ['an endless open quote', 'a.csv', `姓名,胸牌号\n"${'丙,3\n'.repeat(400_000)}`, 'file.unreadable'],
    ['an old xls', 'a.xls', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), 'file.format'],
    ['a text called xlsx', 'a.xlsx', '胸牌号,姓名\n1,甲\n', 'file.format'],
    ['a broken archive', 'a.xlsx', Buffer.from('504b030400000000', 'hex'), 'file.format'],
    ['50,001 rows', 'a.csv', `胸牌号,姓名\n${'1,甲\n'.repeat(50_001)}`, 'file.tooLarge'],
    ['more than 50 MB', 'a.csv', Buffer.alloc(50 * 1024 * 1024 + 1, 'a'), 'file.tooLarge'],
  ])('of %s is refused', async (_, name, content, code) => {
    expect(await read('staff', name, content)).toMatchObject({ state: 'failed', error: { code } });
  });
});

describe('a workbook', () => {
  it('gives texts, numbers, results of formulas, and refuses what is no value', async () => {
    const book = await sheetOf((page) => {
      page.addRow(['胸牌号', '姓名', '单位', '电话']);
      page.addRow([7, '甲', '税务局', 13800138000]);
      page.addRow(['008', { richText: [{ text: '欧阳' }, { text: '乙' }] }, { formula: '"税务局"', result: '税务局' }]);
      page.addRow(['009', '丙', { formula: 'A1' }]);
      page.addRow([new Date(Date.UTC(2026, 2, 1)), '丁', '税务局']);
      page.addRow(['011', { error: '#N/A' }, '税务局']);
      page.addRow([123456789012345680000, '戊', '税务局']);
      page.addRow(['012', '己', '税务局', '', '多']);
    });
    const shown = await preview('staff', 'a.xlsx', book);
    expect(shown.rows.slice(0, 2).map(({ cells }) => cells)).toEqual([
      ['7', '甲', '税务局', '13800138000'],
      ['008', '欧阳乙', '税务局', ''],
    ]);
    expect(faults(shown)).toEqual([
      [4, 'unitId', 'formula'],
      [5, 'badgeNo', 'date'],
      [6, 'name', 'cellError'],
      [7, 'badgeNo', 'powerOfTen'],
      [8, '', 'surplus'],
    ]);
  });

  it('finds the titles under a caption, fills blocks merged down, refuses blocks merged across', async () => {
    const book = await sheetOf((page) => {
      page.addRow(['林溪政务服务中心人员名单']);
      page.mergeCells('A1:D1');
      page.addRow(['单位', '胸牌号', '姓名', '电话']);
      page.addRow(['税务局', '021', '甲', '1']);
      page.addRow([null, '022', '乙', '2']);
      page.addRow(['税务局', '023', '丙', '3']);
      page.mergeCells('A3:A4');
      page.mergeCells('C5:D5');
    });
    const shown = await preview('staff', 'a.xlsx', book);
    expect(shown.rows.map(({ row, status }) => [row, status])).toEqual([
      [3, 'new'],
      [4, 'new'],
      [5, 'bad'],
    ]);
    expect(faults(shown)).toEqual([[5, 'phone', 'merged']]);
  });

  it('shows its first visible sheet alone', async () => {
    const book = await sheetOf((page, workbook) => {
      page.state = 'hidden';
      page.addRow(['胸牌号', '姓名', '单位']);
      page.addRow(['031', '藏', '税务局']);
      const second = workbook.addWorksheet('二');
      second.addRow(['胸牌号', '姓名', '单位']);
      second.addRow(['032', '见', '税务局']);
    });
    expect((await preview('staff', 'a.xlsx', book)).rows.map(({ cells }) => cells[0])).toEqual(['032']);
  });

  it('is what it is, whatever it is called', async () => {
    const content = zipOf(
      workbookOf(textRow(1, ['胸牌号', '姓名', '单位']) + textRow(2, ['041', 'A&amp;B', '税务局'])),
    );
    expect((await preview('staff', 'a.csv', content)).rows[0]).toMatchObject({
      status: 'new',
      cells: ['041', 'A&B', '税务局'],
    });
  });

  it.each<[string, () => Buffer, string]>([
    ['no workbook', () => zipOf({ 'a.txt': 'x' }), 'file.format'],
    [
      'a document type',
      () => zipOf(workbookOf('', { 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' })),
      'file.format',
    ],
    [
      'cut off XML',
      () => zipOf(workbookOf('', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c' })),
      'file.format',
    ],
    [
      'a zip bomb',
      () => zipOf(workbookOf('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(300 * 1024 * 1024, ' ') })),
      'file.tooLarge',
    ],
    [
      'a bomb that lies about its size',
      () =>
        zipOf(workbookOf('', { 'xl/worksheets/sheet1.xml': Buffer.alloc(80 * 1024 * 1024, ' ') }), {
          size: { 'xl/worksheets/sheet1.xml': 1000 },
        }),
      'file.format',
    ],
    [
      'endless merges',
      () =>
        zipOf(
          workbookOf(textRow(1, ['胸牌号']) + textRow(1_048_576, ['x']), {
            'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${textRow(1, ['胸牌号'])}${textRow(1_048_576, ['x'])}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(1000)}</mergeCells></worksheet>`,
          }),
        ),
      'file.format',
    ],
    ['an empty sheet', () => zipOf(workbookOf('')), 'file.empty'],
  ])('with %s is refused', async (_, content, code) => {
    expect(await read('staff', 'a.xlsx', content())).toMatchObject({ state: 'failed', error: { code } });
  });
});

describe('applying', () => {
  const text = '胸牌号,姓名,进驻单位\n002,钱亮亮,税务局\n050,新人,税务局\n';

  it('is refused when a row of it changed since it was shown, and the store stays as it is', async () => {
    const shown = await preview('staff', 'a.csv', text);
    await change(target, small.clerk, { phone: '1' });
    expect(await apply(shown.jobId)).toMatchObject({ state: 'failed', error: { code: 'conflict.importChanged' } });
    expect(await ids(target, { entity: 'staff' })).toHaveLength(2);
  });

  it('goes on when something else changed', async () => {
    const shown = await preview('staff', 'a.csv', text);
    await make(target, 'staff', { badgeNo: '777', name: '别人', unitId: small.unit.id });
    expect(await apply(shown.jobId)).toMatchObject({ state: 'succeeded' });
    expect(await ids(target, { entity: 'staff' })).toHaveLength(4);
  });

  it('can be cancelled: nothing is written, and it can be applied after all', async () => {
    const lines = Array.from({ length: 9000 }, (_, index) => `${1000 + index},人${index},税务局`);
    const shown = await preview('staff', 'a.csv', `胸牌号,姓名,进驻单位\n${lines.join('\n')}`);
    const { jobId } = await target.call('hall.importApply', { jobId: shown.jobId, skipBad: false });
    expect(await target.call('jobs.cancel', { id: jobId })).toMatchObject({ state: 'cancelled', error: null });
    expect(await ids(target, { entity: 'staff' })).toHaveLength(2);
    expect(await apply(shown.jobId)).toMatchObject({ state: 'succeeded', result: { new: 9000 } });
    expect(await ids(target, { entity: 'staff' })).toHaveLength(9002);
  });

  it('takes one token once, and only of one who may', async () => {
    const token = await tokenOf('a.csv', text);
    const input = { entity: 'staff', hallId: null, token } as const;
    await target.call('hall.importRead', input);
    expect(await target.refused('hall.importRead', input)).toMatchObject({ code: 'file.token' });
  });
});
