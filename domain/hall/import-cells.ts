import { isControlled, withoutWidthless } from '../text.js';
import { parseIsoDay } from '../time.js';
import { hallFields, type HallEntity } from './entities.js';
import { cellText, type Cell, type ImportRule } from './import-rules.js';
import { booleanOf, choiceOf, choiceWord } from './titles.js';
import type { FieldSpec } from './schema.js';
import type { FieldValue } from './values.js';

/** What a cell gives: a value, or why it gives none. Words of references are resolved elsewhere. */
export type Reading =
  { value: FieldValue } | { words: string[] } | { rule: ImportRule; params?: Record<string, string | number> };

/** Blanks at the ends of a cell do not count, nor what has no width. */
export const trimmed = (text: string): string => withoutWidthless(text).trim();

/** How spreadsheets show a number that is too long for its cell: its last digits are lost. */
const POWER_OF_TEN = /^[+-]?\d(?:\.\d+)?e[+-]\d{2,3}$/i;
const BETWEEN = /[、,，;；\n]+/;
const WHOLE = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?(?:\d{1,15})(?:\.\d{1,10})?$/;

/** The part of zod's issues that is looked at. */
interface Issue {
  code: string;
  message: string;
  minimum?: unknown;
  maximum?: unknown;
}

interface Check {
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };
}

function checkOf(entity: HallEntity, field: string): Check {
  return (hallFields[entity].shape as Record<string, Check | undefined>)[field] as Check;
}

/** The schema's own refusal as a rule of the import. */
function ruleOf(issue: Issue | undefined, kind: FieldSpec['kind']): Reading {
  const limit = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const isText = kind === 'text' || kind === 'longText';
  if (issue?.code === 'custom') return { rule: issue.message as ImportRule };
  if (issue?.code === 'too_big') {
    const maximum = limit(issue.maximum);
    return { rule: kind === 'references' ? 'tooManyReferences' : isText ? 'tooLong' : 'atMost', params: { maximum } };
  }
  if (issue?.code === 'too_small') return { rule: 'atLeast', params: { minimum: limit(issue.minimum) } };
  return { rule: 'required' };
}

function checked(entity: HallEntity, spec: FieldSpec, value: FieldValue): Reading {
  const result = checkOf(entity, spec.name).safeParse(value);
  return result.success ? { value: result.data as FieldValue } : ruleOf(result.error.issues[0], spec.kind);
}

/** What an empty cell means. */
function nothing(spec: FieldSpec): Reading {
  if (spec.kind === 'boolean') return { value: false };
  if (spec.required === true) return { rule: 'required' };
  return { value: spec.kind === 'references' ? [] : null };
}

/** `2019-7-1`, `2019/07/01`, `2019.7.1` and `2019年7月1日` are days; what cannot be told from a month is none. */
function dayOfText(text: string): number | null {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.normalize('NFKC')) ?? [];
  return parseIsoDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Reads one cell as a field; what a spreadsheet made of it (a date, an error) is refused, not guessed at. */
export function readCell(entity: HallEntity, spec: FieldSpec, cell: Cell): Reading {
  const text = trimmed(cellText(cell));
  const isDate = spec.kind === 'day' && typeof cell !== 'string' && cell.flaw === 'date';
  if (typeof cell !== 'string' && !isDate) {
    return { rule: cell.flaw, ...(cell.text === '' ? {} : { params: { value: shortened(cell.text) } }) };
  }
  if (text === '') return nothing(spec);
  if (isControlled(text)) return { rule: 'control' };
  if (spec.code === true && POWER_OF_TEN.test(text.normalize('NFKC'))) {
    return { rule: 'powerOfTen', params: { value: shortened(text) } };
  }
  switch (spec.kind) {
    case 'text':
      return checked(entity, spec, text.replace(/\r\n?|\n/g, ' '));
    case 'longText':
      return checked(entity, spec, text.replace(/\r\n?/g, '\n'));
    case 'integer':
    case 'decimal': {
      const plain = text.normalize('NFKC').replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
      const whole = spec.kind === 'integer';
      if (!(whole ? WHOLE : NUMBER).test(plain)) {
        return { rule: whole ? 'integer' : 'number', params: { value: shortened(text) } };
      }
      return checked(entity, spec, Number(plain));
    }
    case 'day': {
      const day = dayOfText(text);
      return day === null ? { rule: 'day', params: { value: shortened(text) } } : checked(entity, spec, day);
    }
    case 'boolean': {
      const value = booleanOf(text);
      return value === undefined ? { rule: 'boolean', params: { value: shortened(text) } } : { value };
    }
    case 'choice': {
      const value = choiceOf(spec, text);
      if (value !== undefined) return { value };
      // In the language the cell seems to be written in.
      const language = /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
      const allowed = (spec.choices ?? []).map((choice) => choiceWord(spec.name, choice, language)).join('、');
      return { rule: 'choice', params: { value: shortened(text), allowed } };
    }
    case 'reference':
      return { words: [text] };
    case 'references':
      return {
        words: text
          .split(BETWEEN)
          .map(trimmed)
          .filter((word) => word !== ''),
      };
  }
}
