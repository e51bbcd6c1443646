import { SHANGHAI_OFFSET_MS } from '../domain/time.js';
import type { MediaInput } from './runner.js';

/** A picture without any packing: four bytes a pixel, red, green, blue, alpha, row by row. */
export interface Bitmap {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** Digits to build a clock of, in cells of one width beside each other, in the order of `CLOCK_SIGNS`. */
export const CLOCK_SIGNS = '0123456789-: ';

/**
 * What is burned into a picture. It is drawn by the caller, who has fonts for every script; here it is only laid on.
 * Without a font of ours no sign can be missing without a word.
 */
export interface Caption {
  /** Laid on with its lower left corner in that of the picture. */
  strip: Bitmap;
  clock: {
    /** `CLOCK_SIGNS` in a row; as high as a cell. */
    signs: Bitmap;
    /** Place in the strip of its first sign. */
    x: number;
    y: number;
    /** True wall clock of the first frame, UTC ms. */
    fromAt: number;
  } | null;
}

/** `2026-11-21 09:30:05` on the clock of Shanghai. */
export function clockText(instant: number): string {
  return new Date(instant + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

function lay(onto: Bitmap, from: Bitmap, source: { x: number; width: number }, x: number, y: number): void {
  for (let row = 0; row < from.height; row += 1) {
    const start = (row * from.width + source.x) * 4;
    const target = ((y + row) * onto.width + x) * 4;
    if (y + row < onto.height) onto.rgba.set(from.rgba.subarray(start, start + source.width * 4), target);
  }
}

/** The strip as it looks at an instant: the clock's cells are put in their places. */
export function captionAt({ strip, clock }: Caption, instant: number): Bitmap {
  if (!clock) return strip;
  const drawn = { ...strip, rgba: Uint8Array.from(strip.rgba) };
  const width = clock.signs.width / CLOCK_SIGNS.length;
  for (const [place, sign] of [...clockText(instant)].entries()) {
    const x = clock.x + place * width;
    if (x + width > strip.width) break;
    lay(drawn, clock.signs, { x: CLOCK_SIGNS.indexOf(sign) * width, width }, x, clock.y);
  }
  return drawn;
}

/** Input of strips, one for each second of the wall clock; the last one stays when no more come. */
export function captionInput(caption: Caption): { args: string[]; stdin: (input: MediaInput) => Promise<void> } {
  const { width, height } = caption.strip;
  return {
    args: ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', '1', '-i', 'pipe:0'],
    stdin: async (input) => {
      const second = Math.floor((caption.clock?.fromAt ?? 0) / 1000) * 1000;
      for (let at = second; ; at += 1000) {
        const wants = await input.write(captionAt(caption, at).rgba);
        if (!wants || !caption.clock) return;
      }
    },
  };
}

/** Filters that lay input 1 over `[v]` and give `[o]`: each strip from the moment its second begins. */
export function captionOverlay({ clock }: Caption): string {
  const begun = clock ? (((clock.fromAt % 1000) + 1000) % 1000) / 1000 : 0;
  const strips = `[1:v]settb=1/1000,setpts=PTS-${begun * 1000}[c]`;
  // Strips with a clock come for as long as they are taken: the picture ends it.
  const end = clock ? 'shortest=1' : 'eof_action=repeat';
  return `${strips};[v][c]overlay=x=0:y=H-h:${end}:format=auto[o]`;
}
