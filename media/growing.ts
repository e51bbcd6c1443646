import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../domain/errors.js';

/** How often a file is looked at that has nothing new. */
const LOOK_MS = 100;
const PIECE_BYTES = 256 * 1024;
/** The index of a file that has only just begun is short. */
const MOST_INDEX_BYTES = 1 << 20;

/** A file that is still being written, as its readers see it. They follow it to its end. */
export class Growing {
  #state: 'growing' | 'whole' | 'broken' = 'growing';

  /**
   * @param file fragmented MP4
   * @param codecs for a MediaSource, as `avc1.64001f,mp4a.40.2`
   */
  constructor(
    readonly file: string,
    readonly codecs: string,
  ) {}

  /** Nothing is added any more. `broken`: what there is will not become whole. */
  end(how: 'whole' | 'broken'): void {
    this.#state = how;
  }

  /**
   * The bytes from an offset on, as they come, until the file is whole.
   * @throws AppError `media.incomplete` when it will not become whole, `cancelled`
   */
  async *read(from = 0, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const handle = await open(this.file, 'r');
    try {
      for (let at = from; ;) {
        if (signal?.aborted) throw new AppError('cancelled');
        // Asked before reading: what is added between reading and asking would be lost.
        const state = this.#state;
        const piece = Buffer.allocUnsafe(PIECE_BYTES);
        const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, at);
        at += bytesRead;
        if (bytesRead > 0) yield piece.subarray(0, bytesRead);
        else if (state === 'whole') return;
        else if (state === 'broken') throw new AppError('media.incomplete', { name: '' });
        else await wait(LOOK_MS, undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    } finally {
      await handle.close();
    }
  }
}

/**
 * What is in an MP4, in the words a MediaSource wants: profile, constraints and level stand in its index.
 * @returns null while the index is not there yet, or when it names nothing that is played
 */
export async function codecsOf(file: string): Promise<string | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (!handle) return null;
  try {
    const head = Buffer.alloc(MOST_INDEX_BYTES);
    const { bytesRead } = await handle.read(head, 0, MOST_INDEX_BYTES, 0);
    const index = boxIn(head.subarray(0, bytesRead), 'moov');
    if (!index) return null;
    return [videoCodec(index), audioCodec(index)].filter((codec) => codec !== null).join(',') || null;
  } finally {
    await handle.close();
  }
}

/** A box of the top level, when all of it is there. */
function boxIn(bytes: Buffer, kind: string): Buffer | null {
  for (let at = 0; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length < 8 || at + length > bytes.length) return null;
    if (bytes.toString('latin1', at + 4, at + 8) === kind) return bytes.subarray(at, at + length);
    at += length;
  }
  return null;
}

function videoCodec(index: Buffer): string | null {
  const at = index.indexOf('avcC', 0, 'latin1');
  return at < 0 ? null : `avc1.${index.toString('hex', at + 5, at + 8)}`;
}

/** Descriptors: a tag, a length in up to four bytes of seven bits, then what it holds. */
function audioCodec(index: Buffer): string | null {
  const box = index.indexOf('esds', 0, 'latin1');
  if (box < 0) return null;
  const after = (tag: number, from: number): number => {
    const at = index.indexOf(tag, from);
    let start = at + 1;
    while (((index[start] ?? 0) & 0x80) !== 0) start += 1;
    return start + 1;
  };
  // Version and flags, then the descriptor of the stream with its number, then that of the decoder.
  const stream = after(0x03, box + 8);
  const decoder = after(0x04, stream + 3);
  const kind = index[decoder] ?? 0;
  if (kind !== 0x40) return `mp4a.${kind.toString(16).toUpperCase()}`;
  const object = (index[after(0x05, decoder + 13)] ?? 0) >> 3;
  return `mp4a.40.${object}`;
}
