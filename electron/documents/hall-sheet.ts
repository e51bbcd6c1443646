import type { HallEntity, HallRow } from '../../domain/hall/entities.js';
import type { HallNames, Home } from '../../domain/hall/import-names.js';
import { LIST_MARK } from '../../domain/hall/labels.js';
import type { FieldSpec } from '../../domain/hall/schema.js';
import {
  boolWord,
  choiceWord,
  derivedTitles,
  stateWord,
  titleOf,
  type SheetLanguage,
} from '../../domain/hall/titles.js';
import { fieldSpec, hallSource, type FieldValues } from '../../domain/hall/values.js';
import { isoDay, localMinute } from '../../domain/time.js';

export type SheetCell = string | number | null;

/** Columns of a sheet: field names or keys of `derivedTitles`. */
export interface Sheet {
  entity: HallEntity;
  columns: readonly string[];
  language: SheetLanguage;
}

export const titlesOf = ({ entity, columns, language }: Sheet): string[] =>
  columns.map((column) => titleOf(entity, column, language));

/** Whether a name is a column an entity can be written with. */
export const isColumn = (entity: HallEntity, name: string): boolean =>
  fieldSpec(entity, name) !== undefined || Object.hasOwn(derivedTitles, name);

/** Cells of one row, in words that the import reads back as the same row. */
export function cellsOf(sheet: Sheet, row: HallRow, names: HallNames): SheetCell[] {
  const fields = row.fields as FieldValues;
  const hall = names.byId('hall', row.hallId);
  const home: Home = { hallId: row.hallId, familyId: hall?.familyId ?? null };
  // Where the sheet names the hall, that narrows the reference the row's hall is known by; else it must stand alone.
  const alone: Home = sheet.columns.includes('hallLabel') ? home : { hallId: null, familyId: null };
  return sheet.columns.map((column) => {
    const spec = fieldSpec(sheet.entity, column);
    if (!spec) return derived(sheet, row, column, names);
    const near = spec.name === hallSource[sheet.entity] || sheet.entity === 'hall' ? alone : home;
    return cellOf(sheet, spec, fields, row.names[column] ?? '', near, names);
  });
}

function cellOf(
  { language }: Sheet,
  spec: FieldSpec,
  fields: FieldValues,
  shown: string,
  home: Home,
  names: HallNames,
): SheetCell {
  const value = fields[spec.name] ?? null;
  if (value === null) return null;
  if (Array.isArray(value)) {
    const to = spec.to ?? 'window';
    // What is out of use cannot be named: the import keeps it by itself.
    const known = (value as number[]).flatMap((id) => names.byId(to, id) ?? []);
    return known.map((row) => names.wordFor(to, row.id, home, row.words[0] ?? '')).join(LIST_MARK);
  }
  if (spec.to) return names.wordFor(spec.to, Number(value), home, shown);
  if (typeof value === 'boolean') return boolWord(value, language);
  if (spec.kind === 'choice') return choiceWord(spec.name, String(value), language);
  if (spec.kind === 'day') return isoDay(Number(value));
  return typeof value === 'number' ? value : String(value);
}

function derived({ language }: Sheet, row: HallRow, column: string, names: HallNames): SheetCell {
  switch (column) {
    case 'label':
      return row.label;
    case 'hallLabel':
      return names.wordFor('hall', row.hallId, { hallId: null, familyId: null }, row.hallLabel);
    case 'state':
      return stateWord(row.state, language);
    default:
      return localMinute(row.updatedAt);
  }
}
