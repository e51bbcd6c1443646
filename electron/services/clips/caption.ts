import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipRecord, RecordingFacts } from '../../../db/queries/clip-read.js';
import { readBitmap } from '../../../media/bitmap.js';
import { CLOCK_SIGNS, type Bitmap, type Caption } from '../../../media/caption.js';
import type { Ffmpeg } from '../../../media/ffmpeg.js';
import { readSource } from '../../../media/source.js';
import type { Desktop } from '../../app/desktop.js';
import { escaped } from '../../documents/paper-html.js';

/** Height of the strip to that of the picture, and its least in pixels that can be read. */
const STRIP_SHARE = 1 / 18;
const LEAST_PIXELS = 20;
/** Width of a cell of the clock to the height of the strip; `2026-11-21 09:30:05` has this many. */
const CELL_SHARE = 0.42;
const CLOCK_CELLS = 19;

const even = (pixels: number): number => Math.max(2, 2 * Math.round(pixels / 2));

const page = (height: number, body: string): string => `<!doctype html><html><head><meta charset="utf-8"><style>
  html,body{margin:0;overflow:hidden}
  body{background:#000;color:#fff;font:${Math.round(height * 0.62)}px/${height}px system-ui,"Noto Sans CJK SC",sans-serif}
  span{position:absolute;top:0;height:${height}px;overflow:hidden;white-space:nowrap}
</style></head><body>${body}</body></html>`;

const textAt = (left: number, width: number, text: string, centred = false): string =>
  `<span style="left:${left}px;width:${width}px;text-align:${centred ? 'center' : 'left'}">${escaped(text)}</span>`;

interface Order {
  clip: ClipRecord;
  recording: RecordingFacts;
  /** The recording's file. */
  file: string;
  /** For what is written on the way. */
  folder: string;
  signal: AbortSignal;
}

/**
 * Draws what is burned into a cut: wall clock, hall, camera and number of the clip, in a strip along the lower edge.
 * Where the recording's time is not known there is no clock.
 * @returns the caption, and its words for the record
 */
export async function drawnCaption(
  { desktop }: { desktop: Desktop },
  ffmpeg: Ffmpeg,
  { clip, recording, file, folder, signal }: Order,
): Promise<{ caption: Caption; lines: string[] }> {
  const source = await readSource(ffmpeg, file, recording.name);
  const [across, down] = source.rotation % 180 === 0 ? [source.width, source.height] : [source.height, source.width];
  const width = even(across);
  const height = even(Math.max(LEAST_PIXELS, down * STRIP_SHARE));
  const cell = even(height * CELL_SHARE);
  const lines = [recording.hallName, recording.cameraLabel, `#${clip.id}`].filter((line) => line !== null);
  const draw = async (name: string, wide: number, body: string): Promise<Bitmap> => {
    const size = { width: wide, height };
    const picture = join(folder, name);
    await writeFile(picture, await desktop.draw(page(height, body), size, signal), { flag: 'wx' });
    return readBitmap(ffmpeg, picture, { ...size, name: clip.label });
  };
  const hasClock = clip.startAt !== null;
  const gap = cell;
  const left = gap + (hasClock ? CLOCK_CELLS * cell + gap : 0);
  const strip = await draw('strip.png', width, textAt(left, Math.max(1, width - left), lines.join(' · ')));
  if (clip.startAt === null) return { caption: { strip, clock: null }, lines };
  const cells = [...CLOCK_SIGNS].map((sign, place) => textAt(place * cell, cell, sign, true)).join('');
  const signs = await draw('signs.png', CLOCK_SIGNS.length * cell, cells);
  const fromAt = Math.round(clip.startAt + clip.inMs);
  return { caption: { strip, clock: { signs, x: gap, y: 0, fromAt } }, lines };
}
