import type { StillShape } from '../../../../domain/footage/clip.js';

/** What can be drawn, in the order of its keys 1 to 4. */
export const stillKinds: readonly StillShape['kind'][] = ['circle', 'arrow', 'box', 'text'];

const share = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
const length = (value: number): number => Math.round(Math.min(1, Math.max(-1, value)) * 10_000) / 10_000;
/** Smaller ones were a click, not a drag. */
const LEAST = 0.015;

/** A shape from a corner (or an arrow's end) over a distance, all in shares of the picture. */
export const newShape = (kind: StillShape['kind'], x: number, y: number, dx: number, dy: number): StillShape => ({
  kind,
  x: share(x),
  y: share(y),
  dx: length(dx),
  dy: length(dy),
  text: null,
});

/** A click without a drag draws a shape of a usual size around it; a text stands where it was clicked. */
export function clicked(kind: StillShape['kind'], x: number, y: number): StillShape {
  if (kind === 'text') return newShape(kind, x, y, 0, 0);
  if (kind === 'arrow') return newShape(kind, x - 0.12, y - 0.12, 0.12, 0.12);
  return newShape(kind, x - 0.06, y - 0.08, 0.12, 0.16);
}

export const isClick = (dx: number, dy: number): boolean => Math.abs(dx) < LEAST && Math.abs(dy) < LEAST;

/** Moves a shape; its first corner stays on the picture. */
export const moved = (shape: StillShape, by: number, down: number): StillShape => ({
  ...shape,
  x: share(shape.x + by),
  y: share(shape.y + down),
});

export const resized = (shape: StillShape, by: number, down: number): StillShape => ({
  ...shape,
  dx: length(shape.dx + by),
  dy: length(shape.dy + down),
});

/** The head of an arrow as two strokes, on a picture of this shape: `[x, y]` in the picture's own units. */
export function arrowHead(shape: StillShape, width: number, height: number): [number, number][] {
  const [dx, dy] = [shape.dx * width, shape.dy * height];
  const along = Math.hypot(dx, dy) || 1;
  const size = Math.min(along * 0.4, width * 0.03);
  const angle = Math.atan2(dy, dx);
  const tip: [number, number] = [shape.x * width + dx, shape.y * height + dy];
  return [2.6, -2.6].map((turn) => [tip[0] + size * Math.cos(angle + turn), tip[1] + size * Math.sin(angle + turn)]);
}
