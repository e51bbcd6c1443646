import type { Worksheet } from 'exceljs';
import { hallFields, type HallEntity } from '../../domain/hall/entities.js';
import { IMPORT_LIMITS } from '../../domain/hall/import-rules.js';
import { hallSchema, type FieldSpec } from '../../domain/hall/schema.js';
import {
  boolWord,
  choiceWord,
  entityWord,
  entityWords,
  exampleRow,
  titleOf,
  type SheetLanguage,
} from '../../domain/hall/titles.js';
import { offerWords } from './offered-words.js';

type Words = readonly [zh: string, en: string];
const LANGUAGES = ['zh-CN', 'en'] as const;

/** What each kind of field takes, in both languages. */
const kindWords: Record<FieldSpec['kind'], Words> = {
  text: ['一行文字', 'One line of text'],
  longText: ['文字,可多行', 'Text, several lines allowed'],
  integer: ['整数', 'Whole number'],
  decimal: ['数字', 'Number'],
  day: ['日期,如 2019-07-01', 'Date, e.g. 2019-07-01'],
  boolean: ['是 / 否', 'Yes / No'],
  choice: ['从列表中选', 'One of the list'],
  reference: ['已有的名称、简称或编号', 'Name, short name or number of an existing row'],
  references: ['已有的编号,用顿号隔开', 'Numbers of existing rows, with 、 between'],
};

const headings: readonly Words[] = [
  ['列', 'Column'],
  ['必填', 'Required'],
  ['内容', 'Content'],
  ['可选值', 'Choices'],
];

/** The words a cell may be chosen from; null where anything goes. */
function choicesOf(spec: FieldSpec, language: SheetLanguage): string[] | null {
  if (spec.kind === 'boolean') return [true, false].map((value) => boolWord(value, language));
  return spec.choices?.map((value) => choiceWord(spec.name, value, language)) ?? null;
}

/** Longest text of a field, as the schema has it; null where it is no text. */
function longest(entity: HallEntity, spec: FieldSpec): number | null {
  if (spec.kind !== 'text' && spec.kind !== 'longText') return null;
  const shape = hallFields[entity].shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  const fits = (length: number): boolean => shape[spec.name]?.safeParse('a'.repeat(length)).success === true;
  let [low, high] = [0, IMPORT_LIMITS.cell];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function fillRows(page: Worksheet, entity: HallEntity, language: SheetLanguage): void {
  const { fields } = hallSchema[entity];
  page.columns = fields.map(({ width }) => ({ width: Math.max(10, (width ?? 12) * 1.4) }));
  const head = page.addRow(fields.map(({ name }) => titleOf(entity, name, language)));
  head.font = { bold: true };
  const example = exampleRow(entity, language);
  const row = page.addRow(fields.map(({ name }) => example[name] ?? ''));
  row.font = { italic: true, color: { argb: 'FF808080' } };
  fields.forEach((spec, index) => {
    // Text columns stay text, or a badge number 007 becomes 7 and 3-1 a date.
    if (spec.kind !== 'integer' && spec.kind !== 'decimal') page.getColumn(index + 1).numFmt = '@';
    const choices = choicesOf(spec, language);
    if (choices === null) return;
    const letter = page.getColumn(index + 1).letter;
    offerWords(page, `${letter}2:${letter}10001`, choices, spec.required === true);
  });
  page.views = [{ state: 'frozen', ySplit: 1 }];
}

function fillGuide(page: Worksheet, entity: HallEntity): void {
  page.columns = [22, 30, 10, 34, 44, 44].map((width) => ({ width }));
  page.addRow([`${entityWords[entity][0]} · ${entityWords[entity][1]}`]).font = { bold: true, size: 14 };
  page.addRow([
    headings[0]?.join(' / '),
    '',
    headings[1]?.join(' / '),
    headings[2]?.join(' / '),
    headings[3]?.[0],
    headings[3]?.[1],
  ]).font = { bold: true };
  for (const spec of hallSchema[entity].fields) {
    const most = longest(entity, spec);
    const limit = most === null ? '' : ` (≤ ${most})`;
    page.addRow([
      ...LANGUAGES.map((language) => titleOf(entity, spec.name, language)),
      spec.required === true ? '是 / Yes' : '',
      `${kindWords[spec.kind].join(' / ')}${limit}`,
      ...LANGUAGES.map((language) => choicesOf(spec, language)?.join('、') ?? ''),
    ]);
  }
}

/** Writes an import template: titles, one example row, lists to choose from, and a sheet that explains each column. */
export async function writeTemplate(path: string, entity: HallEntity, language: SheetLanguage): Promise<void> {
  const { default: ExcelJS } = await import('exceljs');
  const workbook = new ExcelJS.Workbook();
  fillRows(workbook.addWorksheet(entityWord(entity, language)), entity, language);
  fillGuide(workbook.addWorksheet(language === 'en' ? 'Guide' : '填写说明'), entity);
  await workbook.xlsx.writeFile(path);
}
