import type { MaskKey, MaskRegion, RedactionTrack } from './redaction.js';

/** A mask at an instant; left upper corner and size in shares of the shown picture. */
export interface Mask {
  shape: MaskRegion['shape'];
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A mask reaches this far beyond what was drawn, in pixels of the picture: people draw tight, and edges bleed. */
export const MASK_PAD_PIXELS = 8;
/** Masks are drawn a quarter of the picture's size: enough for their edges, a sixteenth of the work. */
export const MASK_REDUCTION = 4;

const between = (from: number, to: number, share: number): number => from + (to - from) * share;

/** Where a region is; before its first key and after its last it rests. */
function regionAt({ shape, keys }: MaskRegion, ms: number): Mask | null {
  const after = keys.findIndex(({ atMs }) => atMs > ms);
  const from: MaskKey | undefined = after < 0 ? keys.at(-1) : keys[after - 1];
  const to = after < 0 ? undefined : keys[after];
  const one = from ?? to;
  if (!one) return null;
  const share = from && to ? (ms - from.atMs) / (to.atMs - from.atMs) : 0;
  const other = to ?? one;
  return {
    shape,
    x: between(one.x, other.x, share),
    y: between(one.y, other.y, share),
    width: between(one.width, other.width, share),
    height: between(one.height, other.height, share),
  };
}

/** What is masked at an instant of the clip, ms. */
export function masksAt({ regions }: Pick<RedactionTrack, 'regions'>, ms: number): Mask[] {
  return regions.flatMap((region) => {
    const mask = ms >= region.fromMs && ms <= region.untilMs ? regionAt(region, ms) : null;
    return mask ? [mask] : [];
  });
}

/** What is masked in a frame, with where each mask is a little before and after: moves are never drawn to the frame. */
export function masksAround({ regions }: Pick<RedactionTrack, 'regions'>, ms: number, padMs: number): Mask[] {
  return regions.flatMap((region) => {
    if (ms < region.fromMs - padMs || ms > region.untilMs + padMs) return [];
    const instants = [ms - padMs, ms, ms + padMs];
    return instants.map((instant) => regionAt(region, instant)).filter((mask) => mask !== null);
  });
}

export interface MaskSize {
  /** Pixels of the shown picture. */
  width: number;
  height: number;
}

export const maskWidth = ({ width }: MaskSize): number => Math.ceil(width / MASK_REDUCTION);
export const maskHeight = ({ height }: MaskSize): number => Math.ceil(height / MASK_REDUCTION);

/**
 * Draws masks, padded, as one grey byte for each of `maskWidth` x `maskHeight` cells: 255 where anything of the cell is
 * masked, else 0.
 * @param into zeroed bytes that are drawn on
 */
export function drawMasks(masks: readonly Mask[], size: MaskSize, into: Uint8Array): void {
  const columns = maskWidth(size);
  const rows = maskHeight(size);
  const padX = (MASK_PAD_PIXELS / size.width) * columns;
  const padY = (MASK_PAD_PIXELS / size.height) * rows;
  for (const { shape, x, y, width, height } of masks) {
    const radiusX = (width * columns) / 2 + padX;
    const radiusY = (height * rows) / 2 + padY;
    const centreX = (x + width / 2) * columns;
    const centreY = (y + height / 2) * rows;
    const top = Math.max(0, Math.floor(centreY - radiusY));
    const bottom = Math.min(rows, Math.ceil(centreY + radiusY));
    for (let row = top; row < bottom; row += 1) {
      // Of the row's height, what is nearest to the middle is where the ellipse is widest.
      const away = Math.max(0, row - centreY, centreY - (row + 1)) / radiusY;
      const reach = shape === 'box' ? radiusX : radiusX * Math.sqrt(Math.max(0, 1 - away * away));
      const left = Math.max(0, Math.floor(centreX - reach));
      const right = Math.min(columns, Math.ceil(centreX + reach));
      if (right > left) into.fill(255, row * columns + left, row * columns + right);
    }
  }
}
