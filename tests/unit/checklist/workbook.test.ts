import ExcelJS from 'exceljs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeFault } from '../../../domain/checklist/exchange.js';
import { readContent } from '../../../domain/checklist/exchange.js';
import type { Item, TemplateContent } from '../../../domain/checklist/schema.js';
import { readyTemplate, readyTemplateKeys } from '../../../domain/templates/index.js';
import { columnsOf, type Column } from '../../../electron/documents/checklist-columns.js';
import { readChecklist } from '../../../electron/documents/checklist-read.js';
import { pick, plain } from '../../../electron/documents/checklist-words.js';
import { writeChecklist } from '../../../electron/documents/checklist-write.js';
import { conformity, number, section, template, text, worth } from './fixtures.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 检查表 '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = (): string => join(folder, `${crypto.randomUUID()}.xlsx`);
const read = (file: string) => readChecklist(file, { name: '检查表.xlsx', signal: new AbortController().signal });

/** The content through a file, changed on the way as a clerk would. */
async function through(content: TemplateContent, change: (book: ExcelJS.Workbook) => void = () => undefined) {
  const file = path();
  await writeChecklist(file, content);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  change(book);
  await book.xlsx.writeFile(file);
  return read(file);
}

const languages = ['zh-CN', 'en'] as const;
const all = readyTemplateKeys.flatMap((key) => languages.map((language) => [key, language] as const));

describe('a template as a workbook', () => {
  it.each(all)('%s (%s) comes back as it was', async (key, language) => {
    const content = readyTemplate(key, language);
    const file = path();
    await writeChecklist(file, content);
    expect(await read(file)).toEqual({ ok: true, content });
  });

  it('keeps whatever a text can hold, and every kind of condition, limit and choice', async () => {
    const strange = '=1+1 <b>&amp;</b> "引号" 😀 㐂 𠮷 _x0041_ _x005F_ 第1行\n  第2行\t-制表';
    const line = strange.replace(/\s+/g, ' ');
    const options = [
      { code: '1', label: line.slice(0, 90), fails: true, points: 0.1 },
      { code: '2', label: '+选项', fails: false, points: 0 },
    ];
    const choice: Item = {
      ...conformity('5.10'),
      kind: 'multiple_choice',
      scoring: { effect: 'deduction', unit: 'per_half_day', cap: 2.55 },
      options,
    } as Item;
    const content = {
      ...template([
        section('5.1', 60.5, [
          conformity('007', worth(0.15, { cap: 1 }), { title: line, note: strange, critical: true }),
          text('2', { required: true, findingTitle: line }),
          choice,
        ]),
        section('E-2', 39.5, [
          number('3', worth(1), { limit: { side: 'at_least', value: -0.5 }, minimum: -10.25, decimals: 2, step: 0.25 }),
          number('4', null, { limit: null }),
          number('5', worth(1), { limit: { side: 'at_most', measure: 'promised_days' }, unit: 'working_day' }),
          conformity('6', null, {
            deadline: { type: 'hourly_fix', amount: 12 },
            showWhen: { all: [{ item: '3', compare: 'at_least', value: 0.3 }, { not: { item: '5.10', chosen: '2' } }] },
          }),
          conformity('7', worth(1, { effect: 'bonus' }), {
            deadline: { type: 'immediate_fix', amount: null },
            showWhen: { any: [{ item: '007', is: 'fails' }] },
          }),
        ]),
      ]),
      summary: strange,
      bonusCap: 5,
      totalCap: 105,
      cap: 40,
      criticalEffect: 'zero_score' as const,
      minimumJudgedPercent: 33,
      grades: [{ code: 'g', label: '=等次', from: 0 }],
    };
    const sound = readContent(content);
    expect(sound).toMatchObject({ ok: true });
    if (!sound.ok) return;
    const file = path();
    await writeChecklist(file, sound.content);
    expect(await read(file)).toEqual(sound);
  });

  it('is read in either language, whatever the blanks and the case of titles and words', async () => {
    const content = readyTemplate('phone_inquiry', 'zh-CN');
    const result = await through(content, (book) => {
      const sheet = book.getWorksheet('检查项');
      if (!sheet) throw new Error('no sheet');
      sheet.name = 'ITEMS';
      sheet.getRow(1).getCell(3).value = ' kind ';
      sheet.getColumn(3).eachCell((cell) => {
        if (cell.value === '符合与否') cell.value = 'conforms OR not';
      });
    });
    expect(result).toEqual({ ok: true, content });
  });

  it('takes a row a clerk has added with only what must be said', async () => {
    const content = readyTemplate('five_zero', 'zh-CN');
    const result = await through(content, (book) => {
      const sheet = book.getWorksheet('检查项');
      const first = content.sections[0];
      sheet?.addRow([first?.code, 'N.1', '符合与否', '新的一项']);
    });
    expect(result.ok && result.content.sections[0]?.items.at(-1)).toMatchObject({
      code: 'N.1',
      title: '新的一项',
      required: true,
      critical: false,
      severity: 'general',
      deadline: { type: 'fixed_term_fix', amount: 5 },
      scoring: null,
    });
  });
});

describe('lists of words in the cells', () => {
  const columns: readonly Column[] = Object.values(columnsOf).flat();
  it.each(languages)('fit what a spreadsheet takes, and no word falls apart in them (%s)', (language) => {
    for (const { path: name, choices } of columns) {
      const words = Object.values(choices ?? {}).map((word) => pick(word, language));
      expect(words.join(',').length, name).toBeLessThanOrEqual(255);
      expect(
        words.filter((word) => /[,"]/.test(word)),
        name,
      ).toEqual([]);
      expect(new Set(words.map(plain)).size, name).toBe(words.length);
    }
  });
});

/** Faults as a clerk reads them: rule and cell. */
const told = (faults: ExchangeFault[]): string[] =>
  faults.map(({ rule, params }) => `${rule} ${params['sheet'] ?? ''} ${params['cell'] ?? params['row'] ?? ''}`.trim());

describe('a broken workbook', () => {
  const content = readyTemplate('service_conduct', 'zh-CN');
  const broken = async (change: (book: ExcelJS.Workbook) => void): Promise<string[]> => {
    const result = await through(content, change);
    return result.ok ? [] : told(result.faults);
  };
  const items = (book: ExcelJS.Workbook): ExcelJS.Worksheet => book.getWorksheet('检查项') as ExcelJS.Worksheet;

  it('names an unknown kind, a formula, a number that is none, at their cells and nothing that only follows', async () => {
    const faults = await broken((book) => {
      items(book).getCell('C3').value = '拍照';
      items(book).getCell('D4').value = { formula: 'A1&"x"', result: '算出来的' };
      items(book).getCell('S5').value = '很多';
      items(book).getCell('J6').value = '也许';
      items(book).getCell('P7').value = 'A.1 好像 不符合';
    });
    expect(faults).toEqual([
      'kindUnknown 检查项 C3',
      'cellFormula 检查项 D4',
      'cellNumber 检查项 S5',
      'cellBoolean 检查项 J6',
      'cellCondition 检查项 P7',
    ]);
  });

  it('tells sums that do not add up, codes that stand twice and texts that are too long all at once', async () => {
    const faults = await broken((book) => {
      const sections = book.getWorksheet('部分') as ExcelJS.Worksheet;
      sections.getCell('D2').value = 99;
      items(book).getCell('B5').value = items(book).getCell('B4').value;
      items(book).getCell('D6').value = '长'.repeat(201);
      items(book).getCell('S7').value = 3;
      items(book).getCell('T7').value = 1;
    });
    expect([...faults].sort()).toEqual(
      ['too_big 检查项 D6', 'baseSum 检查表 B5', 'itemTwice 检查项 B5', 'capBelowPoints 检查项 T7'].sort(),
    );
  });

  it('tells weights that are not 100', async () => {
    const result = await through(content, (book) => {
      const whole = book.getWorksheet('检查表') as ExcelJS.Worksheet;
      whole.getCell('B6').value = '按权重';
      const sections = book.getWorksheet('部分') as ExcelJS.Worksheet;
      sections.eachRow((row, index) => {
        if (index > 1) row.getCell(5).value = 10;
      });
    });
    expect(!result.ok && told(result.faults)).toContain('weightSum 部分 1');
  });

  it('names what belongs to nothing: an item of no section, an option of no item, a cell beyond the columns', async () => {
    const faults = await broken((book) => {
      items(book).getCell('A3').value = 'ZZ';
      items(book).getCell('AZ4').value = '多写的';
      book.getWorksheet('选项')?.addRow(['没有', '1', '选项']);
      items(book).getCell('U5').value = 3;
    });
    expect(faults.filter((fault) => !fault.startsWith('condition'))).toEqual([
      'cellBeyond 检查项 AZ4',
      'sectionUnknown 检查项 A3',
      'cellUnused 检查项 U5',
      'optionItemUnknown 选项 A' + faults.at(-1)?.split(' A').at(-1),
    ]);
  });

  it('names sheets and columns that are missing, unknown or there twice', async () => {
    expect(await broken((book) => book.removeWorksheet('检查项'))).toEqual(['sheetMissing 检查项 / Items']);
    expect(await broken((book) => (items(book).getCell('D1').value = '标题'))).toEqual([
      'columnUnknown 检查项 D1',
      'columnMissing 检查项 1',
    ]);
    expect(await broken((book) => (items(book).getCell('E1').value = '检查内容'))).toEqual(['columnTwice 检查项 E1']);
    expect(await broken((book) => (book.getWorksheet('检查表')!.getCell('A3').value = '备注'))).toEqual([
      'rowUnknown 检查表 A3',
    ]);
  });

  it('that is no workbook is refused as a whole', async () => {
    const file = path();
    await writeFile(file, 'PK\u0003\u0004 不是表格');
    await expect(read(file)).rejects.toMatchObject({ code: 'file.format' });
    const empty = path();
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Sheet1').addRow(['x']);
    await book.xlsx.writeFile(empty);
    const result = await read(empty);
    expect(!result.ok && told(result.faults).every((fault) => fault.startsWith('sheetMissing'))).toBe(true);
  });
});
