import { AppError } from '../domain/errors.js';
import type { Packet } from '../domain/footage/packets.js';
import type { Ffmpeg } from './ffmpeg.js';
import type { Source } from './source.js';

const tickOf = (value: unknown): number | null => {
  const tick = typeof value === 'number' ? value : Number.parseInt(String(value ?? ''), 10);
  return Number.isSafeInteger(tick) ? tick : null;
};

/** One packet as ffprobe tells it. */
export function packetOf(told: Readonly<Record<string, string | number | undefined>>): Packet {
  return {
    pts: tickOf(told['pts']),
    dts: tickOf(told['dts']),
    duration: tickOf(told['duration']),
    isKey: String(told['flags'] ?? '').startsWith('K'),
    bytes: tickOf(told['size']) ?? 0,
  };
}

export interface Stretch {
  /** Seconds on the file's own clock, its start included; null for the file's beginning or end. */
  from: number | null;
  until: number | null;
}

export const WHOLE: Stretch = { from: null, until: null };

/**
 * Lists the packets of the first picture stream in the order of the file, without decoding anything.
 * @throws AppError as `Ffmpeg.probeLines` does
 */
export async function readPackets(
  ffmpeg: Ffmpeg,
  source: Pick<Source, 'file' | 'name' | 'before'>,
  stretch: Stretch,
  signal?: AbortSignal,
): Promise<Packet[]> {
  const packets: Packet[] = [];
  const span =
    stretch.from === null && stretch.until === null
      ? []
      : ['-read_intervals', `${stretch.from?.toFixed(3) ?? ''}%${stretch.until?.toFixed(3) ?? ''}`];
  await ffmpeg.probeLines(
    [
      ...source.before,
      ...['-select_streams', 'v:0', ...span, '-show_entries', 'packet=pts,dts,duration,size,flags'],
      ...['-of', 'compact=p=0', source.file],
    ],
    (line) => {
      // What belongs to a packet besides stands on lines of its own.
      if (!line.startsWith('pts=')) return;
      packets.push(packetOf(Object.fromEntries(line.split('|').map((part) => part.split('=')))));
    },
    { name: source.name, signal },
  );
  return packets;
}

/** As `readPackets`; null where the file cannot be entered in its middle. */
export async function readStretch(
  ffmpeg: Ffmpeg,
  source: Source,
  stretch: Stretch,
  signal?: AbortSignal,
): Promise<Packet[] | null> {
  return readPackets(ffmpeg, source, stretch, signal).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'media.failed') return null;
    throw error;
  });
}
