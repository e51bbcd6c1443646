import { offsetClock, parseOffset } from './wall-clock';

/** How a person says that a clock is off: as noted for its camera, right, slow or fast. */
export const offsetHows = ['camera', 'exact', 'slow', 'fast'] as const;
export type OffsetHow = (typeof offsetHows)[number];

/** A file's own offset, ms, as a person says it; null is the camera's. */
export function howOf(ownOffsetMs: number | null): OffsetHow {
  if (ownOffsetMs === null) return 'camera';
  if (ownOffsetMs === 0) return 'exact';
  return ownOffsetMs > 0 ? 'slow' : 'fast';
}

/** ms -> `3:12`, `1:03:12`; empty for none. */
export function amountOf(offsetMs: number | null): string {
  if (offsetMs === null || offsetMs === 0) return '';
  return offsetClock(Math.abs(offsetMs))
    .slice(1)
    .replace(/^00:0?/, '');
}

/** A typed amount -> ms; null when it is none or says a sign of its own. */
export function parseAmount(typed: string): number | null {
  const text = typed.normalize('NFKC').trim();
  if (/^[+-]/.test(text)) return null;
  const amount = parseOffset(text);
  return amount === 0 ? null : amount;
}

/**
 * What was said -> the offset to store, ms; positive when the clock is slow.
 * @returns null for the camera's, undefined while the amount is missing or no amount
 */
export function offsetOf(how: OffsetHow, typed: string): number | null | undefined {
  if (how === 'camera') return null;
  if (how === 'exact') return 0;
  const amount = parseAmount(typed);
  if (amount === null) return undefined;
  return how === 'slow' ? amount : -amount;
}
