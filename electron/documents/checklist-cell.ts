import { readCondition } from '../../domain/checklist/condition-text.js';
import { shortened, trimmed } from '../../domain/hall/import-cells.js';
import { cellText, type Cell } from '../../domain/hall/import-rules.js';
import type { Column } from './checklist-columns.js';
import { booleans, pick, plain, type Language } from './checklist-words.js';

/** Why a cell or a sheet of a checklist workbook is refused; each has a sentence in every locale. */
export const sheetRules = {
  sheetMissing: ['sheet'],
  sheetTwice: ['sheet'],
  columnMissing: ['column'],
  columnUnknown: ['value'],
  columnTwice: ['column'],
  rowUnknown: ['value'],
  cellBeyond: ['value'],
  cellUnused: [],
  cellRequired: [],
  cellNumber: ['value'],
  cellBoolean: ['value'],
  cellChoice: ['value', 'allowed'],
  cellCondition: ['value'],
  cellFormula: [],
  cellError: ['value'],
  cellDate: ['value'],
  cellMerged: [],
  cellPower: ['value'],
  sectionUnknown: ['value'],
  optionItemUnknown: ['value'],
  optionNotChoice: ['value'],
} as const satisfies Record<string, readonly string[]>;
export type SheetRule = keyof typeof sheetRules;

export type Reading = { value: unknown } | { rule: SheetRule | 'kindUnknown'; params?: Record<string, string> };

const flawRules = {
  formula: 'cellFormula',
  cellError: 'cellError',
  date: 'cellDate',
  merged: 'cellMerged',
  powerOfTen: 'cellPower',
} as const satisfies Record<string, SheetRule>;

const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;
const truths: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

function booleanOf(text: string): boolean | undefined {
  const yes = booleans.findIndex((words) => words.some((word) => plain(word) === plain(text)));
  return yes >= 0 ? yes === 0 : truths[plain(text)];
}

/** Reads one cell as its column says; `undefined` is an empty one. What a spreadsheet made of it is never guessed at. */
export function readChecklistCell(column: Column, cell: Cell, language: Language): Reading {
  const value = shortened(trimmed(cellText(cell)));
  if (typeof cell !== 'string') return { rule: flawRules[cell.flaw], params: value === '' ? {} : { value } };
  const text = trimmed(cell);
  if (text === '') return column.required ? { rule: 'cellRequired' } : { value: undefined };
  switch (column.kind) {
    case 'code':
      return { value: text.normalize('NFKC') };
    case 'line':
      return { value: text.replace(/\s*[\r\n]+\s*/g, ' ') };
    case 'text':
      return { value: text.replace(/\r\n?/g, '\n') };
    case 'number': {
      const digits = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
      return NUMBER.test(digits) ? { value: Number(digits) } : { rule: 'cellNumber', params: { value } };
    }
    case 'boolean': {
      const read = booleanOf(text);
      return read === undefined ? { rule: 'cellBoolean', params: { value } } : { value: read };
    }
    case 'condition': {
      const condition = readCondition(text);
      return condition ? { value: condition } : { rule: 'cellCondition', params: { value } };
    }
    case 'choice': {
      const choices = Object.entries(column.choices ?? {});
      const found = choices.find(([key, words]) => [key, ...words].some((word) => plain(word) === plain(text)));
      if (found) return { value: found[0] };
      if (column.path === 'kind') return { rule: 'kindUnknown', params: { value } };
      const allowed = choices.map(([, words]) => pick(words, language)).join(language === 'en' ? ', ' : '、');
      return { rule: 'cellChoice', params: { value, allowed } };
    }
  }
}
