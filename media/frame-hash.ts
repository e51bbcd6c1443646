import { open } from 'node:fs/promises';
import { AppError } from '../domain/errors.js';
import type { TimeBase } from '../domain/footage/packets.js';

export interface HashedPacket {
  /** Time of showing, or of decoding where there is none; ticks. */
  pts: number;
  /** Time of decoding, ticks. */
  dts: number;
  duration: number;
  hash: string;
}

/** About five thousand packets. */
const PIECE_BYTES = 1 << 18;

/** Pictures alone, without the parameter sets that joining adds; for what can be copied. */
const pictures: Readonly<Record<string, string>> = {
  h264: 'h264_mp4toannexb,filter_units=pass_types=1-5',
  hevc: 'hevc_mp4toannexb,filter_units=pass_types=0-31',
};

/**
 * Output arguments that write the hash of every copied packet of the input's picture.
 * @param hash the quick one where packets are listed and nothing is compared
 */
export function hashingTo(file: string, codec: string, hash: 'murmur3' | 'adler32' = 'murmur3'): string[] {
  const filter = pictures[codec];
  return ['-map', '0:v:0', '-c', 'copy', ...(filter ? ['-bsf:v', filter] : []), '-f', 'framehash', '-hash', hash, file];
}

/**
 * Reads what `hashingTo` wrote, in the order of the file.
 * @param name of what was worked on, for the error
 * @throws AppError `media.incomplete` when nothing was written, whatever the program said of itself
 */
export async function readHashes(file: string, name: string): Promise<{ timeBase: TimeBase; packets: HashedPacket[] }> {
  const timeBase = { num: 1, den: 1 };
  const packets: HashedPacket[] = [];
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw new AppError('media.incomplete', { name }, { cause: error });
  });
  let rest = '';
  // Piece by piece: a line at a time takes longer than copying, and a day of packets at once stops everything else.
  for await (const piece of handle.createReadStream({ encoding: 'utf8', highWaterMark: PIECE_BYTES })) {
    const lines = `${rest}${piece as string}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const clock = /^#tb 0: (\d+)\/(\d+)/.exec(line);
      if (clock) Object.assign(timeBase, { num: Number(clock[1]), den: Number(clock[2]) });
      else if (!line.startsWith('#')) packets.push(packetOf(line));
    }
  }
  return { timeBase, packets };
}

/** `stream, dts, pts, duration, size, hash`, filled up with spaces. */
function packetOf(line: string): HashedPacket {
  const [, dts, pts, duration, , hash = ''] = line.split(',');
  const shown = Number(pts);
  return {
    pts: Number.isSafeInteger(shown) ? shown : Number(dts),
    dts: Number(dts),
    duration: Number(duration),
    hash: hash.trim(),
  };
}
