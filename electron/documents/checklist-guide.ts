import type { Worksheet } from 'exceljs';
import { columnsOf, dataSheets, type Column } from './checklist-columns.js';
import { booleans, itemKinds, pick, sheetWords, type Language, type Words } from './checklist-words.js';

const headings: readonly Words[] = [
  ['表', 'Sheet'],
  ['列', 'Column'],
  ['必填', 'Required'],
  ['填写内容', 'Content'],
  ['可选值', 'Choices'],
  ['空着表示', 'Left empty'],
  ['适用类型', 'For kinds'],
];

const kindWords: Record<Column['kind'], Words> = {
  code: ['编号：字母、数字、点、横线，至多 20 个', 'No.: letters, digits, points, hyphens, at most 20'],
  line: ['一行文字', 'One line of text'],
  text: ['文字，可多行', 'Text, several lines allowed'],
  number: ['数字，至多两位小数', 'Number, at most two decimals'],
  boolean: ['是或否', 'Yes or No'],
  choice: ['从列表中选', 'One of the list'],
  condition: ['条件', 'Condition'],
};

const lines: readonly Words[] = [
  [
    '各表第一行是列名，请勿改动；从第二行起填写，每行一条。',
    'The first row of every sheet names its columns: leave it. Fill in from the second row, one thing a row.',
  ],
  [
    '“检查项”按行的先后排列，“部分”列写部分的编号；单选、多选的选项写在“选项”表。',
    'Items stand in the order of their rows; Section holds the No. of a section. Options of choices stand on Options.',
  ],
  [
    '各部分基础分之和须等于基础分；按权重时，权重之和须为 100。',
    'The base scores of the sections add up to the base score; where it is weighted, the weights add up to 100.',
  ],
  ['请填写内容本身，不要用公式。', 'Fill in the values themselves, no formulas.'],
  [
    '导入时逐行检查；有一处不对，就一条也不存入。',
    'Every row is checked on import; with anything wrong nothing is taken.',
  ],
];

function choicesOf(column: Column, language: Language): string {
  const words = column.kind === 'boolean' ? booleans : Object.values(column.choices ?? {});
  return words.map((word) => pick(word, language)).join(language === 'en' ? '; ' : '、');
}

/** How to fill in the workbook: a few sentences and every column. Never read back. */
export function fillGuide(page: Worksheet, language: Language): void {
  const between = language === 'en' ? ', ' : '、';
  page.columns = [14, 24, 10, 44, 60, 28, 40].map((width) => ({ width }));
  page.addRow([pick(['检查表模板填写说明', 'How to fill in a checklist template'], language)]).font = {
    bold: true,
    size: 14,
  };
  lines.forEach((line, index) => page.addRow([`${index + 1}. ${pick(line, language)}`]));
  page.addRow([]);
  page.addRow(headings.map((heading) => pick(heading, language))).font = { bold: true };
  for (const sheet of dataSheets) {
    for (const column of columnsOf[sheet] as readonly Column[]) {
      const content = [pick(kindWords[column.kind], language), column.hint && pick(column.hint, language)];
      const row = page.addRow([
        pick(sheetWords[sheet], language),
        pick(column.title, language),
        column.required ? pick(booleans[0], language) : '',
        content.filter((part) => part !== undefined).join(language === 'en' ? '; ' : '；'),
        choicesOf(column, language),
        column.blank ? pick(column.blank, language) : '',
        (column.only ?? []).map((kind) => pick(itemKinds[kind] ?? ['', ''], language)).join(between),
      ]);
      row.alignment = { vertical: 'top', wrapText: true };
    }
  }
}
