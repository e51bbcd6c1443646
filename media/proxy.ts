import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, isAppError } from '../domain/errors.js';
import { firstFrameS, type Probed } from '../domain/footage/probed.js';
import { requireCapability, type MediaTools } from './binaries.js';
import { freeBytesOf, writeError } from './evidence-copy.js';
import { Ffmpeg } from './ffmpeg.js';
import { codecsOf, Growing } from './growing.js';
import { hasTimes, playPlan, shownSize, type PlayWay } from './playable.js';
import { PATIENT, probeMedia } from './probe.js';

export interface ProxyOrder {
  source: string;
  probed: Probed;
  /** Where the proxy lies in the end, an MP4; what is written on the way lies beside it as `*.part`. */
  target: string;
  /** What the recording is called, for the errors. */
  name: string;
  signal?: AbortSignal | undefined;
  report?: ((percent: number) => void) | undefined;
  /** Told once it can be watched while it is being made. */
  growing?: ((growing: Growing) => void) | undefined;
}

export interface Proxy {
  way: PlayWay;
  bytes: number;
  width: number | null;
  height: number | null;
  durationMs: number;
  /** Where the first frame stands in the proxy, ms: 0 but for sources whose stamps could not be moved. */
  firstFrameMs: number;
  codecs: string;
  /** The sound could not be read and was left out. */
  soundLost: boolean;
}

/** Share of the whole that making the growing file takes; the rest is putting its index in front. */
const FIRST_PASS = 0.95;
/** A proxy may end so much before its recording, where the last frames are damaged. */
const SHORTER_MS = 1000;
const SHORTER_SHARE = 0.02;
const KEEP_FREE_BYTES = 64 * 1024 * 1024;
/** What a MediaSource can be fed: MP3 in an MP4 plays from the finished file alone, which is soon there. */
const FED = /^(avc1\.\w+)?,?(mp4a\.40\.\d+)?$/;
const LOOK_MS = 100;
/** Half a millisecond in seconds: stamps are written with rounding. */
const HALF_MS = 0.0005;
/** Containers whose streams may begin anywhere. */
const streams = ['mpegts', 'mpeg', 'h264', 'hevc', 'dhav', 'flv'];

/** Sound a person has to understand; recorders have 8 kHz, which some players do not take. */
const SPEECH = ['-c:a', 'aac', '-ar', '16000', '-ac', '1', '-b:a', '48k'];
/** One key frame a second to seek to. Without B-frames nothing stands before the first frame. */
const H264 = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '26', '-bf', '0', '-pix_fmt', 'yuv420p'];
/** Each piece can be played as soon as it is written; the index waits for the first, which knows where things begin. */
const GROWS = [
  '-movflags',
  'frag_keyframe+empty_moov+delay_moov+default_base_moof',
  '-flush_packets',
  '1',
  '-f',
  'mp4',
];

/**
 * Makes what Chromium plays of a recording it does not: copied where that is enough, coded anew where not. Places stay
 * what they are: every frame keeps its distance from the first. Nothing is left behind when it throws.
 * @throws AppError `media.notPlayable`, `media.incomplete`, `media.lacks`, `cancelled`, and what `Ffmpeg.run` throws
 */
export async function makeProxy(tools: MediaTools, order: ProxyOrder): Promise<Proxy> {
  const { name, probed, target } = order;
  const { way } = playPlan(probed);
  if (way === 'none' || way === 'as_is') throw new AppError('media.notPlayable', { name });
  if (way === 'transcode') requireCapability(tools, 'libx264');
  const work = new ProxyWork(new Ffmpeg(tools), order, way, `${target}.${randomUUID()}`);
  try {
    return await work.run();
  } catch (error) {
    // Sound nobody can read must not cost the picture.
    if (!isAppError(error, 'media.failed') || probed.audioCodec === null || probed.kind === 'audio') throw error;
    return await new ProxyWork(new Ffmpeg(tools), order, way, `${target}.${randomUUID()}`, false).run();
  }
}

class ProxyWork {
  readonly #grown: string;
  readonly #done: string;

  constructor(
    private readonly ffmpeg: Ffmpeg,
    private readonly order: ProxyOrder,
    private readonly way: PlayWay,
    stem: string,
    private readonly sound = true,
  ) {
    this.#grown = `${stem}.growing.part`;
    this.#done = `${stem}.part`;
  }

  async run(): Promise<Proxy> {
    const { target, name, signal } = this.order;
    const making = new AbortController();
    const watched = this.#announce(making.signal);
    let growing: Growing | null = null;
    try {
      await this.#roomFor();
      await this.#grow().finally(() => making.abort());
      growing = await watched;
      if (!(await stat(this.#grown).catch(() => null))?.size) throw new AppError('media.incomplete', { name });
      await this.#settle();
      const found = await probeMedia(this.ffmpeg.tools, this.#done, { name, signal });
      this.#check(found);
      const codecs = await codecsOf(this.#done);
      if (codecs === null) throw new AppError('media.incomplete', { name });
      await this.#sync();
      await rename(this.#done, target);
      growing?.end('whole');
      return { ...shape(found), way: this.way, bytes: (await stat(target)).size, codecs, soundLost: !this.sound };
    } catch (error) {
      making.abort();
      (growing ?? (await watched))?.end('broken');
      throw (error as NodeJS.ErrnoException).syscall === undefined ? error : writeError(error, name);
    } finally {
      // Who reads the growing file has it open and reads on; where that forbids removing it, the sweep at start does.
      for (const part of [this.#grown, this.#done]) await rm(part, { force: true }).catch(() => undefined);
    }
  }

  async #roomFor(): Promise<void> {
    const { source, target, name } = this.order;
    const needed = this.way === 'transcode' ? 0 : 2 * (await stat(source)).size;
    if ((await freeBytesOf(dirname(target))) < needed + KEEP_FREE_BYTES) throw new AppError('file.diskFull', { name });
  }

  #grow(): Promise<unknown> {
    const { source, probed, name, signal, report } = this.order;
    const patience = streams.includes(probed.container ?? '') ? PATIENT : [];
    const args = [...patience, '-i', source, ...this.#output(), ...GROWS, this.#grown];
    return this.ffmpeg.run(args, {
      ...{ name, sources: [source], output: this.#grown, signal, background: true },
      plannedMs: probed.durationMs,
      report: (percent) => report?.(percent * FIRST_PASS),
    });
  }

  #output(): string[] {
    const { probed } = this.order;
    const audio = this.#audio();
    if (probed.kind === 'audio') return ['-map', '0:a:0', ...audio];
    const map = ['-map', '0:V:0', ...(audio.length > 0 ? ['-map', '0:a:0?', ...audio] : [])];
    const common = ['-map_metadata', '-1', '-max_muxing_queue_size', '4096', ...this.#offset()];
    if (this.way !== 'transcode') return [...map, '-c:v', 'copy', ...common];
    return [
      ...map,
      '-vf',
      this.#picture(),
      '-vsync',
      'passthrough',
      '-enc_time_base',
      '-1',
      ...H264,
      ...this.#keys(),
      ...common,
    ];
  }

  #audio(): string[] {
    const { audioCodec } = this.order.probed;
    if (!this.sound || audioCodec === null) return [];
    if (audioCodec === 'aac') return ['-c:a', 'copy', '-bsf:a', 'aac_adtstoasc'];
    return this.way === 'remux' ? ['-c:a', 'copy'] : SPEECH;
  }

  #keys(): string[] {
    return ['-g', String(Math.max(1, Math.round(this.order.probed.fps ?? 25)))];
  }

  #picture(): string {
    const { probed } = this.order;
    const { width, height } = shownSize(probed);
    const range = probed.fullRange ? ':in_range=full:out_range=limited' : '';
    const scaled = `scale=${width}:${height}${range},setsar=1,format=yuv420p`;
    if (!hasTimes(probed)) return `setpts=N/(${probed.fps ?? 25}*TB),${scaled}`;
    const late = this.#lateS();
    // Before the first key frame a decoder may show what it made up.
    return late > 0 ? `trim=start=${(late - HALF_MS).toFixed(6)},${scaled}` : scaled;
  }

  /** Seconds from the first sound or packet to the first picture that shows. */
  #lateS(): number {
    const { probed } = this.order;
    const first = firstFrameS(probed);
    return hasTimes(probed) && first !== null ? Math.max(0, first - probed.startTime) : 0;
  }

  /** Sound that begins before the picture would move the first frame away from 0. */
  #offset(): string[] {
    const late = this.#lateS();
    return late > 0 ? ['-output_ts_offset', (-late).toFixed(6)] : [];
  }

  /** Waits for the index of the growing file; null when the work ends before. */
  async #announce(ended: AbortSignal): Promise<Growing | null> {
    const { growing: tell } = this.order;
    while (tell && !ended.aborted) {
      const codecs = await codecsOf(this.#grown);
      if (codecs !== null) {
        if (!FED.test(codecs)) return null;
        const growing = new Growing(this.#grown, codecs);
        tell(growing);
        return growing;
      }
      await wait(LOOK_MS, undefined, { signal: ended }).catch(() => undefined);
    }
    return null;
  }

  /** One file with its index in front, made of the pieces. */
  #settle(): Promise<unknown> {
    const { probed, name, signal, report } = this.order;
    // Sound is primed before 0; the picture must not be moved for it.
    const args = [
      '-copyts',
      '-i',
      this.#grown,
      '-map',
      '0',
      '-c',
      'copy',
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      this.#done,
    ];
    return this.ffmpeg.run(args, {
      ...{ name, sources: [this.#grown], output: this.#done, signal, background: true },
      plannedMs: probed.durationMs,
      report: (percent) => report?.((FIRST_PASS + (percent / 100) * (1 - FIRST_PASS)) * 100),
    });
  }

  #check(found: Probed): void {
    const { probed, name } = this.order;
    const allowed = Math.max(SHORTER_MS, (probed.durationMs ?? 0) * SHORTER_SHARE);
    const short = (probed.durationMs ?? 0) - (found.durationMs ?? 0);
    if (found.kind !== probed.kind || short > allowed) throw new AppError('media.incomplete', { name });
  }

  async #sync(): Promise<void> {
    const handle = await open(this.#done, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

function shape(found: Probed): Omit<Proxy, 'way' | 'bytes' | 'codecs' | 'soundLost'> {
  const { width, height, durationMs } = found;
  return { width, height, durationMs: durationMs ?? 0, firstFrameMs: (firstFrameS(found) ?? 0) * 1000 };
}
