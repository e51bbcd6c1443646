import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import { readPictureHeader } from './picture-header.js';

/** What the first bytes of a file say, whatever it is called. */
export interface Signature {
  kind: 'empty' | 'executable' | 'text' | 'noMoov' | 'privateFormat' | 'dav' | 'picture' | 'other';
  /** An index or a header names bytes that are not there. */
  truncated: boolean;
  /** An MP4 in pieces. */
  fragmented: boolean;
}

const HEAD_BYTES = 4096;
/** Matroska: the head of the file, then the segment that holds all the rest. */
const EBML = '\x1a\x45\xdf\xa3';
const SEGMENT = 0x18538067;
/** A damaged file may look like nothing but boxes. */
const MOST_BOXES = 10_000;

const executables = [
  'MZ',
  '\x7fELF',
  '#!',
  '\xfe\xed\xfa\xce',
  '\xfe\xed\xfa\xcf',
  '\xcf\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
];
/** Recorders' own wrappings around a stream; ffmpeg knows some of what is in them. */
const privateFormats = ['HXVS', 'HXVF', 'HXAF', 'HXFI', 'IMKH'];
const davs = ['DHAV', 'DAHUA'];
/** Boxes an MP4 or MOV may begin with. */
const firstBoxes = ['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'uuid'];

/**
 * Looks at the first bytes, and walks the boxes of an MP4. Nothing is decoded.
 * @param name for the errors
 * @throws AppError `file.unreadable` for what is no regular file under its own name, or cannot be read
 */
export async function readSignature(file: string, name: string): Promise<Signature> {
  try {
    if (!(await lstat(file)).isFile()) throw new AppError('file.unreadable', { name, detail: 'notAFile' });
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      return await signatureOf(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const detail = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError('file.unreadable', { name, detail }, { cause: error });
  }
}

async function signatureOf(handle: FileHandle): Promise<Signature> {
  const { size } = await handle.stat();
  const head = await read(handle, 0, HEAD_BYTES);
  const is = (kind: Signature['kind'], truncated = false): Signature => ({ kind, truncated, fragmented: false });
  if (head.length === 0) return is('empty');
  const begins = (signs: readonly string[]): boolean =>
    signs.some((sign) => head.subarray(0, sign.length).toString('latin1') === sign);
  if (begins(executables)) return is('executable');
  if (begins(davs)) return is('dav');
  if (begins(privateFormats)) return is('privateFormat');
  if (firstBoxes.includes(head.toString('latin1', 4, 8))) return boxes(handle, size);
  if (begins([EBML])) return is('other', matroskaEnd(head) > size);
  if (begins(['RIFF'])) return is('other', head.length > 8 && head.readUInt32LE(4) + 8 > size);
  if (isText(head)) return is('text');
  return is((await readPictureHeader(handle)) ? 'picture' : 'other');
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** Where the segment says it ends; 0 where it does not say, as in a file that is still being written. */
function matroskaEnd(head: Buffer): number {
  const header = ebmlSize(head, 4);
  if (header === null) return 0;
  const segment = header.end + header.size;
  if (segment + 12 > head.length || head.readUInt32BE(segment) !== SEGMENT) return 0;
  const body = ebmlSize(head, segment + 4);
  return body === null ? 0 : body.end + body.size;
}

/** A size of Matroska: the leading zero bits of its first byte tell how many bytes follow; all ones is "not known". */
function ebmlSize(bytes: Buffer, at: number): { size: number; end: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || at + length > bytes.length) return null;
  const mask = 2 ** (8 - length) - 1;
  let size = first & mask;
  let known = size !== mask;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    size = size * 256 + byte;
    known ||= byte !== 0xff;
  }
  return known ? { size, end: at + length } : null;
}

/** No recording gets far without a control character; no text has any but those of lines and tabs. */
function isText(head: Buffer): boolean {
  const wide = head.length < 2 ? 0 : head.readUInt16BE(0);
  if (wide === 0xfffe || wide === 0xfeff) return true;
  return head.every((byte) => (byte >= 0x20 ? byte !== 0x7f : byte === 9 || byte === 10 || byte === 13 || byte === 12));
}

/** The boxes of the top level: whether the index is among them, and whether the last one is whole. */
async function boxes(handle: FileHandle, size: number): Promise<Signature> {
  let hasIndex = false;
  let fragmented = false;
  let at = 0;
  for (let count = 0; at + 8 <= size && count < MOST_BOXES; count += 1) {
    const head = await read(handle, at, 16);
    if (head.length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(head.toString('latin1', 4, 8))) break;
    const short = head.readUInt32BE(0);
    const length =
      short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
    if (length < 8) break;
    hasIndex ||= head.toString('latin1', 4, 8) === 'moov' && at + length <= size;
    fragmented ||= head.toString('latin1', 4, 8) === 'moof';
    at += length;
  }
  return { kind: hasIndex ? 'other' : 'noMoov', truncated: at > size, fragmented };
}
