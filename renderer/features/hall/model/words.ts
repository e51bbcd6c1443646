import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { FieldSpec } from '../../../../domain/hall/schema.js';
import type { FieldValue } from '../../../../domain/hall/values.js';
import { hasText, translate } from '../../../shared/i18n';
import { formatNumber, isoDay } from '../../../shared/i18n/format';

const word = (key: string, fallback: string): string => (hasText(key) ? translate(key) : fallback);

/** Name of a field; some are called otherwise in one entity (a person has a full name, a unit has a name). */
export function fieldWord(entity: HallEntity, field: string): string {
  const own = `hall.fieldOf.${entity}.${field}`;
  return hasText(own) ? translate(own) : word(`field.${field}`, field);
}

export const choiceWord = (field: string, value: string): string => word(`choice.${field}.${value}`, value);
export const yesNo = (value: boolean): string => translate(value ? 'choice.boolean.true' : 'choice.boolean.false');
/** The entity as the name of its list: 窗口, Windows. */
export const listWord = (entity: HallEntity): string => translate(`hall.list.${entity}`);
export const entityWord = (entity: string): string => word(`entity.${entity}`, entity);

export const fieldOf = (row: HallRow, name: string): FieldValue =>
  (row.fields as Record<string, FieldValue | undefined>)[name] ?? null;

/** A field of a row in words; empty when nothing stands in it. */
export function valueWords(row: HallRow, spec: FieldSpec): string {
  if (spec.to) return row.names[spec.name] ?? '';
  return plainWords(spec, fieldOf(row, spec.name));
}

/** A value that is no reference, in words. */
export function plainWords(spec: FieldSpec, value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return yesNo(value);
  if (spec.kind === 'choice') return choiceWord(spec.name, String(value));
  if (spec.kind === 'day') return isoDay(Number(value));
  if (typeof value === 'number') return spec.kind === 'decimal' ? formatNumber(value) : String(value);
  return Array.isArray(value) ? value.join('、') : String(value);
}
