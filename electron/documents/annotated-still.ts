import type { StillShape } from '../../domain/footage/clip.js';
import { escaped } from './paper-html.js';

/** Drawn in a colour no hall is painted in, with a dark rim, so that it stands out on light and dark. */
const INK = '#ffd54a';
const RIM = '#000000';
/** Strokes and letters by the height of the picture, as they were seen while they were drawn; with their least in pixels. */
const STROKE_SHARE = 6 / 1000;
const TEXT_SHARE = 48 / 1000;

export interface StillPicture {
  /** PNG. */
  bytes: Uint8Array;
  width: number;
  height: number;
}

interface Place {
  x: number;
  y: number;
  dx: number;
  dy: number;
  /** Width of a stroke and height of letters, pixels. */
  stroke: number;
  letter: number;
  text: string;
}

const box = ({ x, y, dx, dy }: Place) => {
  return { left: Math.min(x, x + dx), top: Math.min(y, y + dy), wide: Math.abs(dx), high: Math.abs(dy) };
};

/** The two strokes of an arrow's head, as points before and behind its tip. */
function headOf({ x, y, dx, dy, stroke }: Place): string {
  const along = Math.atan2(dy, dx);
  const size = Math.max(stroke * 5, Math.hypot(dx, dy) / 8);
  const point = (turn: number): string =>
    `${x + dx - size * Math.cos(along + turn)},${y + dy - size * Math.sin(along + turn)}`;
  return `${point(0.5)} ${x + dx},${y + dy} ${point(-0.5)}`;
}

const shapes: Record<StillShape['kind'], (place: Place) => string> = {
  circle: (place) => {
    const { left, top, wide, high } = box(place);
    return `<ellipse cx="${left + wide / 2}" cy="${top + high / 2}" rx="${wide / 2}" ry="${high / 2}"/>`;
  },
  box: (place) => {
    const { left, top, wide, high } = box(place);
    return `<rect x="${left}" y="${top}" width="${wide}" height="${high}"/>`;
  },
  arrow: (place) => {
    const { x, y, dx, dy } = place;
    return `<line x1="${x}" y1="${y}" x2="${x + dx}" y2="${y + dy}"/><polyline points="${headOf(place)}"/>`;
  },
  text: ({ x, y, text, letter, stroke }) =>
    `<text x="${x}" y="${y}" font-size="${letter}" stroke="${RIM}" stroke-width="${stroke * 1.5}" fill="${INK}"
      paint-order="stroke">${escaped(text)}</text>`,
};

/** A page of the picture's size that shows it with everything that was drawn on it. */
export function annotatedStill({ bytes, width, height }: StillPicture, drawn: readonly StillShape[]): string {
  const stroke = Math.max(2, height * STROKE_SHARE);
  const letter = Math.max(14, height * TEXT_SHARE);
  const places = drawn.map((shape): { kind: StillShape['kind']; place: Place } => {
    const { kind, text } = shape;
    const at = { x: shape.x * width, y: shape.y * height, dx: shape.dx * width, dy: shape.dy * height };
    return { kind, place: { ...at, stroke, letter, text: text ?? '' } };
  });
  const lines = places.filter(({ kind }) => kind !== 'text').map(({ kind, place }) => shapes[kind](place));
  const words = places.filter(({ kind }) => kind === 'text').map(({ place }) => shapes.text(place));
  const all = lines.join('');
  const picture = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
  return `<!doctype html><html><head><meta charset="utf-8"><style>
html,body{margin:0;overflow:hidden}img,svg{position:absolute;left:0;top:0;width:${width}px;height:${height}px}
svg{font-family:system-ui,"Noto Sans CJK SC",sans-serif;font-weight:600}
g{fill:none;stroke-linecap:round;stroke-linejoin:round}</style></head><body>
<img decoding="sync" src="${picture}"><svg viewBox="0 0 ${width} ${height}">
<g stroke="${RIM}" stroke-width="${stroke * 2}">${all}</g><g stroke="${INK}" stroke-width="${stroke}">${all}</g>
${words.join('')}</svg></body></html>`;
}
