import { hallRows } from '../../../db/queries/hall-read.js';
import type { Reader } from '../../../db/database.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import type { Column, PlannedRow } from '../../../domain/hall/import-plan.js';
import { seesAll } from '../../../domain/hall/scope.js';
import { boolWord, choiceWord, type SheetLanguage } from '../../../domain/hall/titles.js';
import { sameValue } from '../../../domain/hall/values.js';
import { isoDay } from '../../../domain/time.js';
import type { FieldSpec } from '../../../domain/hall/schema.js';
import type { FieldValue } from '../../../domain/hall/values.js';

/** What a value was, in the words of the file. */
function wordsOf(spec: FieldSpec, value: FieldValue, name: string | undefined, language: SheetLanguage): string {
  if (value === null || spec.to !== undefined) return name ?? '';
  if (typeof value === 'boolean') return boolWord(value, language);
  if (spec.kind === 'day') return isoDay(Number(value));
  return spec.kind === 'choice' ? choiceWord(spec.name, String(value), language) : String(value);
}

/**
 * What stood in the cells that differ, by row number: one text for each field column, null where nothing changes.
 * Rows that do not change have none.
 */
export async function formerCells(
  reader: Reader,
  table: { entity: HallEntity; columns: readonly Column[]; language: SheetLanguage },
  rows: readonly PlannedRow[],
): Promise<Map<number, (string | null)[]>> {
  const changed = rows.filter(({ status }) => status === 'changed');
  const ids = changed.flatMap(({ before }) => (before === null ? [] : [before.id]));
  const named = new Map((await hallRows(reader, table.entity, ids, seesAll)).map(({ id, names }) => [id, names]));
  const specs = table.columns.flatMap(({ meaning }) => (meaning.kind === 'field' ? [meaning.spec] : []));
  return new Map(
    changed.map(({ row, before, fields }) => [
      row,
      specs.map((spec) => {
        const was = before?.fields[spec.name] ?? null;
        if (sameValue(was, fields?.[spec.name] ?? null)) return null;
        return wordsOf(spec, was, before ? named.get(before.id)?.[spec.name] : undefined, table.language);
      }),
    ]),
  );
}
