import { narrow } from '../text.js';
import { hallSchema, type FieldSpec } from './schema.js';
import type { HallEntity, HallRow } from './entities.js';

/** A field's value as it lies in the store; a list holds ids. */
export type FieldValue = string | number | boolean | null | readonly number[];
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A row as the store has it, without anything derived for showing. */
export interface StoredRow {
  id: number;
  revision: number;
  state: HallRow['state'];
  mergedIntoId: number | null;
  /** The hall it belongs to; a hall belongs to itself. */
  hallId: number;
  fields: FieldValues;
}

const isList = (value: FieldValue | undefined): value is readonly number[] => Array.isArray(value);

/** Lists are sets: their order does not count. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (isList(a) && isList(b)) {
    const [left, right] = [new Set(a), new Set(b)];
    return left.size === right.size && a.every((id) => right.has(id));
  }
  return a === b;
}

/** Names of the fields that differ, in the order of the schema. */
export function changedFields(entity: HallEntity, before: FieldValues, after: FieldValues): string[] {
  return hallSchema[entity].fields.map(({ name }) => name).filter((name) => !sameValue(before[name], after[name]));
}

/** These fields of a row alone. */
export function pickFields(values: FieldValues, names: readonly string[]): Record<string, FieldValue> {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
}

export function fieldSpec(entity: HallEntity, name: string): FieldSpec | undefined {
  return hallSchema[entity].fields.find((spec) => spec.name === name);
}

/** The reference through which a row belongs to its hall; `hallId` where it names the hall itself; null for a hall. */
export const hallSource: Record<HallEntity, string | null> = {
  hall: null,
  zone: 'hallId',
  unit: 'hallId',
  window: 'zoneId',
  post: 'windowId',
  staff: 'unitId',
  service_item: 'unitId',
  target: 'hallId',
  recorder: 'hallId',
  camera: 'recorderId',
  contact: 'unitId',
};

/** A value of a key, for comparing. */
export const keyPart = (value: FieldValue | undefined): FieldValue =>
  typeof value === 'string' ? narrow(value) : (value ?? null);

/**
 * What makes an active row unique, as text: the scope and the key values. Width does not count, of names neither.
 * @param hallId the row's hall, for keys bounded by it
 */
export function naturalKey(entity: HallEntity, fields: FieldValues, hallId: number): string {
  const { key, scope } = hallSchema[entity];
  const bound = scope === null ? null : scope === 'hallId' ? hallId : (fields[scope] ?? null);
  return JSON.stringify([bound, ...key.map((name) => keyPart(fields[name]))]);
}
