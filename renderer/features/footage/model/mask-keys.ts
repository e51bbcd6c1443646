import type { MaskKey, MaskRegion, RedactionTrack } from '../../../../domain/footage/redaction.js';

/** A place on the picture, in shares of it. */
export type Box = Omit<MaskKey, 'atMs'>;

/** Smaller masks cannot be taken hold of. */
const LEAST = 0.01;
/** Two keys this near are the same instant. */
const SAME_MS = 2;
/** How long a mask stays at least, ms: about a frame. */
const SHORTEST_MS = 40;

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Keeps a box on the picture. */
export function onPicture({ x, y, width, height }: Box): Box {
  const [w, h] = [Math.min(1, Math.max(LEAST, width)), Math.min(1, Math.max(LEAST, height))];
  return {
    x: round(Math.min(1 - w, Math.max(0, x))),
    y: round(Math.min(1 - h, Math.max(0, y))),
    width: round(w),
    height: round(h),
  };
}

/** A box between two corners, whichever came first. */
export const boxBetween = (a: { x: number; y: number }, b: { x: number; y: number }): Box =>
  onPicture({
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  });

/** Where a region is at an instant of the clip, moving straight from key to key; null while it is not there. */
export function boxAt(region: MaskRegion, atMs: number): Box | null {
  if (atMs < region.fromMs - SAME_MS || atMs > region.untilMs + SAME_MS) return null;
  const after = region.keys.find((key) => key.atMs >= atMs);
  const before = region.keys.findLast((key) => key.atMs <= atMs);
  const [a, b] = [before ?? after, after ?? before];
  if (!a || !b) return null;
  const share = b.atMs === a.atMs ? 0 : (atMs - a.atMs) / (b.atMs - a.atMs);
  const mix = (name: keyof Box): number => round(a[name] + (b[name] - a[name]) * share);
  return { x: mix('x'), y: mix('y'), width: mix('width'), height: mix('height') };
}

/** Puts a key: the region is at this box at this instant. A region that was not there yet or any more is, from now on. */
export function withKey(region: MaskRegion, atMs: number, box: Box): MaskRegion {
  const at = Math.round(atMs);
  const key: MaskKey = { atMs: at, ...onPicture(box) };
  const others = region.keys.filter((each) => Math.abs(each.atMs - at) > SAME_MS);
  return {
    ...region,
    fromMs: Math.min(region.fromMs, at),
    untilMs: Math.max(region.untilMs, at),
    keys: [...others, key].sort((a, b) => a.atMs - b.atMs),
  };
}

/** Takes the key at an instant away; the last one stays. */
export function withoutKey(region: MaskRegion, atMs: number): MaskRegion {
  const keys = region.keys.filter((key) => Math.abs(key.atMs - atMs) > SAME_MS);
  return keys.length === 0 ? region : { ...region, keys };
}

/** Changes when a region is there; keys outside of that stay, so that it can be lengthened again. */
export function withSpan(region: MaskRegion, fromMs: number, untilMs: number, lengthMs: number): MaskRegion {
  const from = Math.round(Math.min(Math.max(0, fromMs), lengthMs - SHORTEST_MS));
  return { ...region, fromMs: from, untilMs: Math.round(Math.min(lengthMs, Math.max(from + SHORTEST_MS, untilMs))) };
}

/** A new region from an instant to the end of the clip. */
export const newRegion = (id: string, shape: MaskRegion['shape'], atMs: number, lengthMs: number, box: Box) =>
  withSpan(
    withKey({ id, shape, fromMs: Math.round(atMs), untilMs: Math.round(atMs), keys: [] }, atMs, box),
    atMs,
    lengthMs,
    lengthMs,
  );

export const emptyTrack: RedactionTrack = { method: 'pixelate', regions: [], sound: 'keep', mutedSpans: [] };

/** The track with one region changed, added or (null) taken away. */
export function withRegion(track: RedactionTrack, id: string, region: MaskRegion | null): RedactionTrack {
  const at = track.regions.findIndex((each) => each.id === id);
  const regions = [...track.regions];
  if (region === null) regions.splice(at, at < 0 ? 0 : 1);
  else if (at < 0) regions.push(region);
  else regions[at] = region;
  return { ...track, regions };
}

/** What lies beneath a place, the region on top first. */
export const regionAt = (track: RedactionTrack, atMs: number, x: number, y: number): MaskRegion | null =>
  track.regions.findLast((region) => {
    const box = boxAt(region, atMs);
    return box !== null && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  }) ?? null;
