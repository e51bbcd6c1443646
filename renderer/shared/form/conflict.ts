/** A field that differs between what was typed and what is stored now. */
export interface Difference {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** Empty text and nothing are the same to a person. */
const canonical = (value: unknown): string => JSON.stringify(value === '' ? null : (value ?? null));

/** The fields whose two sides differ, in the order of the form. */
export function differences(mine: object, theirs: object): Difference[] {
  const other = theirs as Record<string, unknown>;
  return Object.entries(mine)
    .filter(([field, value]) => field in other && canonical(value) !== canonical(other[field]))
    .map(([field, value]) => ({ field, mine: value as unknown, theirs: other[field] }));
}
