import { open, type FileHandle } from 'node:fs/promises';

/** More than this is no index of ours. */
const MOST_INDEX_BYTES = 256 << 20;

interface Box {
  type: string;
  /** Where its content begins and ends. */
  from: number;
  until: number;
}

/** The boxes side by side in a stretch; stops at what is none. */
function* boxesIn(bytes: Buffer, from = 0, until = bytes.length): Generator<Box> {
  for (let at = from; at + 8 <= until;) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > until) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), from: at + 8, until: at + size };
    at += size;
  }
}

function inside(bytes: Buffer, box: Box | undefined, ...path: string[]): Box | undefined {
  let found = box;
  for (const type of path)
    found = found && [...boxesIn(bytes, found.from, found.until)].find((one) => one.type === type);
  return found;
}

/** The index of a file whose boxes reach exactly to its end; null for anything else. */
async function readIndex(handle: FileHandle): Promise<Buffer | null> {
  const { size: all } = await handle.stat();
  const head = Buffer.alloc(16);
  let index: Buffer | null = null;
  let at = 0;
  while (at < all) {
    if ((await handle.read(head, 0, 16, at)).bytesRead < 8) return null;
    const short = head.readUInt32BE(0);
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (size < 8 || at + size > all) return null;
    if (head.toString('latin1', 4, 8) === 'moov') {
      if (size > MOST_INDEX_BYTES) return null;
      index = Buffer.alloc(size);
      await handle.read(index, 0, size, at);
    }
    at += size;
  }
  return index;
}

export interface Mp4Picture {
  frames: number;
  /** Pixels as stored. */
  width: number;
  height: number;
}

/** Where the first sample description says width and height, from the beginning of its list. */
const SIZE_AT = 40;

/**
 * The picture that the index of a finished MP4 names, without any process: what a player finds in it.
 * @returns null when the file is cut short, or has no picture
 */
export async function readMp4Picture(file: string): Promise<Mp4Picture | null> {
  const handle = await open(file, 'r');
  try {
    const index = await readIndex(handle);
    if (!index) return null;
    const [moov] = boxesIn(index);
    for (const track of moov ? boxesIn(index, moov.from, moov.until) : []) {
      const handler = inside(index, track, 'mdia', 'hdlr');
      if (!handler || index.toString('latin1', handler.from + 8, handler.from + 12) !== 'vide') continue;
      const sizes = inside(index, track, 'mdia', 'minf', 'stbl', 'stsz');
      const kinds = inside(index, track, 'mdia', 'minf', 'stbl', 'stsd');
      if (!sizes || !kinds || kinds.until < kinds.from + SIZE_AT + 4) return null;
      return {
        frames: index.readUInt32BE(sizes.from + 8),
        width: index.readUInt16BE(kinds.from + SIZE_AT),
        height: index.readUInt16BE(kinds.from + SIZE_AT + 2),
      };
    }
    return null;
  } finally {
    await handle.close();
  }
}
