import { framesByIndex, framesByTicks, ticksToMs, type FrameList } from '../domain/footage/packets.js';
import type { Probed } from '../domain/footage/probed.js';
import type { Ffmpeg } from './ffmpeg.js';
import { readPackets, readStretch, WHOLE } from './packets.js';
import { hasTimes } from './playable.js';
import { readSource, type Source } from './source.js';

export interface PlacesOrder {
  file: string;
  probed: Probed;
  /** For the errors. */
  name: string;
  /** Milliseconds from the first shown frame, half open. */
  fromMs: number;
  untilMs: number;
  signal?: AbortSignal | undefined;
}

export interface FramePlaces {
  /** Milliseconds from the first shown frame, rising. */
  placesMs: number[];
  /** They are those of the whole recording, whatever was asked for: the file had to be read from end to end. */
  whole: boolean;
}

/** Containers with an index: they are entered anywhere. */
const indexed = ['mov', 'matroska'];
/** Up to this length the whole is read as fast as a part of it. */
const SHORT_MS = 10 * 60_000;
/** Around what is asked for: frames shown late stand earlier in the file, and the other way round. */
const MARGIN_S = 5;

/**
 * Where the frames of a stretch really stand, without decoding any of them.
 * @throws AppError as `Ffmpeg.probeLines` does
 */
export async function framePlaces(ffmpeg: Ffmpeg, order: PlacesOrder): Promise<FramePlaces> {
  const { file, probed, name } = order;
  if (probed.kind !== 'video') return { placesMs: [], whole: true };
  const source = await readSource(ffmpeg, file, name);
  const long = (probed.durationMs ?? 0) > SHORT_MS;
  if (long && hasTimes(probed) && indexed.includes(source.container)) {
    const part = await placesOfPart(ffmpeg, source, order);
    if (part) return { placesMs: part, whole: false };
  }
  const packets = await readPackets(ffmpeg, source, WHOLE, order.signal);
  const byTicks = hasTimes(probed) ? framesByTicks(packets, source.timeBase) : null;
  return {
    placesMs: placesOf(byTicks ?? framesByIndex(packets, source.timeBase, source.frameTicks), source),
    whole: true,
  };
}

const placesOf = ({ ticks }: FrameList, { timeBase }: Source): number[] => {
  const first = ticks[0] ?? 0;
  return ticks.map((tick) => ticksToMs(tick - first, timeBase));
};

/** Null where the file cannot be entered there, or tells no times. */
async function placesOfPart(
  ffmpeg: Ffmpeg,
  source: Source,
  { fromMs, untilMs, signal }: PlacesOrder,
): Promise<number[] | null> {
  const { firstTick, timeBase } = source;
  if (firstTick === null) return null;
  const first = ticksToMs(firstTick, timeBase) / 1000;
  const from = fromMs / 1000 - MARGIN_S;
  const stretch = { from: from > 0 ? first + from : null, until: first + untilMs / 1000 + MARGIN_S };
  const packets = await readStretch(ffmpeg, source, stretch, signal);
  const list = packets && framesByTicks(packets, timeBase);
  return (
    list?.ticks
      .map((tick) => ticksToMs(tick - firstTick, timeBase))
      .filter((place) => place >= fromMs && place < untilMs) ?? null
  );
}
