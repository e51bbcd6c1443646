import { withoutWidthless } from '../../../../domain/text.js';

/** A value as the store keeps it: text trimmed and composed, empty text nothing, keys of an object in one order. */
function canonical(value: unknown): unknown {
  if (typeof value === 'string') return withoutWidthless(value).normalize('NFC').trim() || null;
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value ?? null;
  const entries = Object.entries(value).map(([key, part]) => [key, canonical(part)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two values are the same to the store, though one may still carry the blank somebody is typing behind. */
export function same(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}
