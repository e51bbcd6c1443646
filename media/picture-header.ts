import type { FileHandle } from 'node:fs/promises';
import type { PictureType } from '../domain/picture.js';

export interface PictureHeader {
  type: PictureType;
  /** Pixels as they are stored; a camera's turn is not applied. */
  width: number;
  height: number;
}

/** Bytes of a file from `at`; fewer where it ends. */
type Read = (at: number, length: number) => Promise<Buffer>;

/** Bytes that tell every kind but JPEG, whose size may stand anywhere. */
const HEAD_BYTES = 32;
/** A camera writes a dozen segments before the size; a file made of nothing but segments is none. */
const MOST_SEGMENTS = 500;

/**
 * What the first bytes say: kind and size, without decoding anything. Nothing is believed of the name.
 * @returns null for everything that is no picture of these kinds
 */
export async function readPictureHeader(file: FileHandle): Promise<PictureHeader | null> {
  const read: Read = async (at, length) => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, at);
    return buffer.subarray(0, bytesRead);
  };
  const head = await read(0, HEAD_BYTES);
  if (head.length < HEAD_BYTES) return null;
  const found = isJpeg(head) ? await jpeg(read) : (png(head) ?? gif(head) ?? bmp(head) ?? webp(head));
  return found && found.width > 0 && found.height > 0 ? found : null;
}

const startsWith = (bytes: Buffer, sign: string, at = 0): boolean =>
  bytes.subarray(at, at + sign.length).equals(Buffer.from(sign, 'latin1'));

function png(head: Buffer): PictureHeader | null {
  if (!startsWith(head, '\x89PNG\r\n\x1a\n') || !startsWith(head, 'IHDR', 12)) return null;
  return { type: 'image/png', width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function gif(head: Buffer): PictureHeader | null {
  if (!startsWith(head, 'GIF87a') && !startsWith(head, 'GIF89a')) return null;
  return { type: 'image/gif', width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
}

function bmp(head: Buffer): PictureHeader | null {
  if (!startsWith(head, 'BM')) return null;
  // The Windows kinds, by the length of their header. Others start with the same two letters and are nothing today.
  const length = head.readUInt32LE(14);
  if (length < 40 || length > 124) return null;
  return { type: 'image/bmp', width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
}

function webp(head: Buffer): PictureHeader | null {
  if (!startsWith(head, 'RIFF') || !startsWith(head, 'WEBP', 8)) return null;
  const type = 'image/webp';
  if (startsWith(head, 'VP8X', 12))
    return { type, width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (startsWith(head, 'VP8L', 12)) {
    const bits = head.readUInt32LE(21);
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!startsWith(head, 'VP8 ', 12)) return null;
  return { type, width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
}

const isJpeg = (head: Buffer): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;

/** Start of frame, in all its ways of coding; the three between are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

async function jpeg(read: Read): Promise<PictureHeader | null> {
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS; segment += 1) {
    const bytes = await read(at, 9);
    if (bytes.length < 9 || bytes[0] !== 0xff) return null;
    const marker = bytes[1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { type: 'image/jpeg', width: bytes.readUInt16BE(7), height: bytes.readUInt16BE(5) };
    at += 2 + bytes.readUInt16BE(2);
  }
  return null;
}
