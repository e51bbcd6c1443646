/**
 * A list in the address: `?q=吴&sort=-name&f.role=office&cols=name,role`. That is all there is to a view, so it can be
 * linked, kept as a saved view and restored. Unknown filters and columns are dropped when read.
 */
export interface ListSort {
  by: string;
  direction: 'asc' | 'desc';
}
export interface ListState {
  text: string;
  sort: ListSort | null;
  filters: Record<string, string>;
  /** Shown columns in order; null for the default ones. */
  columns: string[] | null;
  /** How it is shown, e.g. `{ view: 'board', month: '2026-10' }`: it narrows nothing and stays when filters are cleared. */
  manner?: Record<string, string>;
}

/** What a list allows in its address. */
export interface AddressSpec {
  filters: readonly string[];
  sorts: readonly string[];
  columns: readonly string[];
  manner?: readonly string[] | undefined;
}

type Query = Record<string, string | null | undefined | readonly (string | null)[]>;

const FILTER = 'f.';
/** Longer text than any search takes. */
const TEXT_MAX = 100;

const first = (value: Query[string]): string =>
  (typeof value === 'string' ? value : Array.isArray(value) ? (value[0] as string | null | undefined) : null) ?? '';

/** Address -> state; whatever does not belong there is ignored. */
export function readAddress(query: Query, spec: AddressSpec): ListState {
  const sort = first(query['sort']);
  const by = sort.replace(/^-/, '');
  const columns = first(query['cols'])
    .split(',')
    .filter((key, index, all) => spec.columns.includes(key) && all.indexOf(key) === index);
  const filters: Record<string, string> = {};
  for (const key of spec.filters) {
    const value = first(query[FILTER + key]);
    if (value !== '') filters[key] = value;
  }
  const manner = (spec.manner ?? []).flatMap((key): [string, string][] => {
    const value = first(query[key]);
    return value === '' ? [] : [[key, value]];
  });
  return {
    text: first(query['q']).slice(0, TEXT_MAX),
    sort: spec.sorts.includes(by) ? { by, direction: sort.startsWith('-') ? 'desc' : 'asc' } : null,
    filters,
    columns: columns.length > 0 ? columns : null,
    ...(spec.manner && { manner: Object.fromEntries(manner) }),
  };
}

/** State -> address, in one canonical order, nothing that is default. */
export function writeAddress(state: ListState): Record<string, string> {
  const query: Record<string, string> = {};
  if (state.text !== '') query['q'] = state.text;
  if (state.sort) query['sort'] = (state.sort.direction === 'desc' ? '-' : '') + state.sort.by;
  for (const key of Object.keys(state.filters).sort()) {
    const value = state.filters[key];
    if (value !== undefined && value !== '') query[FILTER + key] = value;
  }
  if (state.columns) query['cols'] = state.columns.join(',');
  for (const key of Object.keys(state.manner ?? {}).sort()) {
    const value = state.manner?.[key] ?? '';
    if (value !== '') query[key] = value;
  }
  return query;
}

/** State -> one string, for saved views and comparison. */
export function addressText(state: ListState): string {
  return new URLSearchParams(writeAddress(state)).toString();
}

/** The string of a saved view -> state. */
export function parseAddressText(text: string, spec: AddressSpec): ListState {
  return readAddress(Object.fromEntries(new URLSearchParams(text)), spec);
}

/** A filter of days holds `from~to`, day numbers, either side open. */
export function readDays(value: string | undefined): { from: number | null; to: number | null } {
  const [from = '', to = ''] = (value ?? '').split('~');
  const number = (text: string): number | null => (/^-?\d+$/.test(text) ? Number(text) : null);
  return { from: number(from), to: number(to) };
}

export function writeDays(from: number | null, to: number | null): string {
  return from === null && to === null ? '' : `${from ?? ''}~${to ?? ''}`;
}
