import { open } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { PICTURE_MAXIMUM_PIXELS, type PictureType } from '../domain/picture.js';
import { SHANGHAI_OFFSET_MS } from '../domain/time.js';
import { findFfmpeg, type Binary } from './binaries.js';
import { readPictureHeader, type PictureHeader } from './picture-header.js';
import { runForBytes } from './runner.js';

export interface PictureFacts {
  mediaType: PictureType;
  /** Pixels as they are seen: a camera's turn is applied. */
  width: number;
  height: number;
  /** 64-bit difference hash as 16 hex digits; null for a picture without any difference, such as a white page. */
  hash: string | null;
  /** When the picture says it was taken; UTC milliseconds. */
  takenAt: number | null;
}

/** Longest side of a small picture, in pixels. */
export const THUMB_PIXELS = 320;

const LIMIT_MS = 60_000;
const MOST_SMALL_BYTES = 16 << 20;
/** Cameras write when and how they were held into the first pieces of a file. */
const EXIF_BYTES = 256 * 1024;
/** Grey steps between the darkest and the brightest of the 72 cells, below which the hash would be made of noise. */
const FLAT = 4;

/** How ffmpeg is told what the bytes are: it decides nothing by itself. */
const inputs: Readonly<Record<PictureType, readonly string[]>> = {
  'image/jpeg': ['-f', 'image2', '-pattern_type', 'none', '-c:v', 'mjpeg'],
  'image/png': ['-f', 'image2', '-pattern_type', 'none', '-c:v', 'png'],
  'image/webp': ['-f', 'image2', '-pattern_type', 'none', '-c:v', 'webp'],
  'image/bmp': ['-f', 'image2', '-pattern_type', 'none', '-c:v', 'bmp'],
  'image/gif': ['-f', 'gif'],
};

/** Filters that turn a picture the way it was held, by the number EXIF gives it. */
const turns: Readonly<Record<number, string>> = {
  2: 'hflip,',
  3: 'hflip,vflip,',
  4: 'vflip,',
  5: 'transpose=0,',
  6: 'transpose=1,',
  7: 'transpose=3,',
  8: 'transpose=2,',
};

interface Seen {
  header: PictureHeader;
  /** 1 to 8 as EXIF counts; 1 is upright. */
  orientation: number;
  takenAt: number | null;
}

/** Reads pictures with the ffmpeg of this computer. The bytes decide what a file is. */
export class PictureReader {
  #ffmpeg: Binary | null = null;

  constructor(private readonly find: () => Promise<Binary | null> = findFfmpeg) {}

  /**
   * Looks at a picture and decodes it once, small.
   * @param name for the errors
   * @throws AppError `media.notPicture` (another kind, broken), `media.tooManyPixels`, `media.binaryMissing`, `cancelled`
   */
  async inspect(file: string, name: string, signal?: AbortSignal): Promise<PictureFacts> {
    const seen = await look(file, name);
    const { width, height, type } = seen.header;
    const cells = await this.#decode(file, seen, 'scale=9:8:flags=area', 'gray', ['-f', 'rawvideo'], 1024, signal);
    if (cells?.length !== 72) throw new AppError('media.notPicture', { name });
    const turned = seen.orientation > 4;
    return {
      mediaType: type,
      width: turned ? height : width,
      height: turned ? width : height,
      hash: differenceHash(cells),
      takenAt: seen.takenAt,
    };
  }

  /**
   * A smaller JPEG of a picture, upright, on white, never blown up.
   * @param pixels its longest side
   * @throws AppError as `inspect` does
   */
  async small(file: string, name: string, pixels: number, signal?: AbortSignal): Promise<Buffer> {
    const seen = await look(file, name);
    const scale = `scale='min(${pixels},iw)':'min(${pixels},ih)':force_original_aspect_ratio=decrease:flags=area`;
    const out = ['-c:v', 'mjpeg', '-q:v', '4', '-f', 'image2pipe'];
    const bytes = await this.#decode(file, seen, scale, 'yuvj420p', out, MOST_SMALL_BYTES, signal);
    if (!bytes || bytes.length === 0) throw new AppError('media.notPicture', { name });
    return bytes;
  }

  async #decode(
    file: string,
    { header, orientation }: Seen,
    scale: string,
    format: string,
    output: readonly string[],
    mostBytes: number,
    signal: AbortSignal | undefined,
  ): Promise<Buffer | null> {
    this.#ffmpeg ??= await this.find();
    if (!this.#ffmpeg) throw new AppError('media.binaryMissing', { name: 'ffmpeg' });
    // What is transparent shows on white, as on the page.
    const onWhite = 'format=rgba,split[f][b];[b]lutrgb=r=255:g=255:b=255:a=255[w];[w][f]overlay=format=auto';
    const args = [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-protocol_whitelist', 'file', '-threads', '1'],
      // A file that stops half way or does not hold together is refused, not patched up with grey.
      ...['-xerror', '-err_detect', 'explode', '-max_pixels', String(PICTURE_MAXIMUM_PIXELS), '-noautorotate'],
      ...[...inputs[header.type], '-i', file, '-frames:v', '1'],
      ...['-vf', `${turns[orientation] ?? ''}${scale},${onWhite},format=${format}`, ...output, 'pipe:1'],
    ];
    try {
      return await runForBytes(this.#ffmpeg.path, args, { timeoutMs: LIMIT_MS, mostBytes, signal });
    } catch (error) {
      if (signal?.aborted) throw new AppError('cancelled', {}, { cause: error });
      this.#ffmpeg = null;
      throw new AppError('media.binaryMissing', { name: 'ffmpeg' }, { cause: error });
    }
  }
}

/** Header and camera notes, read before anything is decoded: a bomb is refused here. */
async function look(file: string, name: string): Promise<Seen> {
  const handle = await open(file, 'r');
  try {
    const header = await readPictureHeader(handle);
    if (!header) throw new AppError('media.notPicture', { name });
    if (header.width * header.height > PICTURE_MAXIMUM_PIXELS)
      throw new AppError('media.tooManyPixels', { name, limitMillion: PICTURE_MAXIMUM_PIXELS / 1_000_000 });
    const head = Buffer.alloc(EXIF_BYTES);
    const { bytesRead } = await handle.read(head, 0, EXIF_BYTES, 0);
    return { header, ...(await cameraNotes(head.subarray(0, bytesRead))) };
  } finally {
    await handle.close();
  }
}

/** What the camera noted; what is missing or damaged counts as not noted. */
async function cameraNotes(head: Buffer): Promise<{ orientation: number; takenAt: number | null }> {
  try {
    // Loaded with the first picture, not at start.
    const { default: ExifReader } = await import('exifreader');
    const tags = ExifReader.load(Uint8Array.from(head).buffer, { includeTags: { exif: true } });
    const orientation = Number(tags.Orientation?.value ?? 1);
    return {
      orientation: Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? orientation : 1,
      takenAt: takenInstant(String(tags.DateTimeOriginal?.description ?? '')),
    };
  } catch {
    return { orientation: 1, takenAt: null };
  }
}

/** `2026:10:14 09:41:12` on the clock of Shanghai -> UTC milliseconds; null for anything that is no moment. */
export function takenInstant(text: string): number | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at);
  // A clock that was never set writes zeroes; the calendar would roll them over to another day.
  const exact = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === day;
  return exact && year >= 1990 && hour < 24 && minute < 60 && second < 60 ? at - SHANGHAI_OFFSET_MS : null;
}

/** Eight rows of nine grey cells -> one bit for each pair of neighbours, row by row. */
export function differenceHash(cells: Uint8Array): string | null {
  if (Math.max(...cells) - Math.min(...cells) < FLAT) return null;
  let hash = 0n;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column;
      hash = (hash << 1n) | ((cells[at] ?? 0) < (cells[at + 1] ?? 0) ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}
