import { readDays } from '../../../shared/list/list-address';
import type { FilterOption, ListFilter } from '../../../shared/list/list-types';

/** One of these words, or nothing: a value from an address may be anything. */
export const oneOf = <W extends string>(words: readonly W[], value: string | undefined): W | undefined =>
  words.find((word) => word === value);

/** A row id, or nothing. */
export function idOf(value: string | undefined): number | undefined {
  const id = Number(value);
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

/** `yes` | `no` of an address, or nothing. */
export const flagOf = (value: string | undefined): boolean | undefined =>
  value === 'yes' ? true : value === 'no' ? false : undefined;

export function daysOf(value: string | undefined): { fromDay?: number; toDay?: number } {
  const { from, to } = readDays(value);
  return { ...(from !== null && { fromDay: from }), ...(to !== null && { toDay: to }) };
}

/** Without the keys that hold nothing: the contract takes no undefined. */
export const given = <T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

/** A filter that takes one of some values. */
export const choice = (key: string, label: string, options: ListFilter['options']): ListFilter => ({
  key,
  label,
  kind: 'choice',
  ...(options && { options }),
});

/** Words of a closed list as choices. */
export const worded = <W extends string>(values: readonly W[], label: (value: W) => string): FilterOption[] =>
  values.map((value) => ({ value, label: label(value) }));
