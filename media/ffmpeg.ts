import { lstat, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../domain/errors.js';
import type { MediaTools } from './binaries.js';
import { runMedia, runToEnd, type MediaInput, type MediaOutcome, type Outcome } from './runner.js';

export interface RunOrder {
  /** What it works on, as people call it: for the errors. */
  name: string;
  /** Files that are read: regular ones, and the same before and after. */
  sources: readonly string[];
  /** File that is written; tells a full disk from another failure, and slow work from none. */
  output?: string | undefined;
  /** Length of the result in milliseconds; null when nobody knows. */
  plannedMs?: number | null | undefined;
  signal?: AbortSignal | undefined;
  /** Per cent of the planned length, at most four times a second. */
  report?: ((percent: number) => void) | undefined;
  /** Inputs may be `concat:A|B`. */
  joins?: boolean | undefined;
  stdin?: ((input: MediaInput) => Promise<void>) | undefined;
  cwd?: string | undefined;
  openMs?: number | undefined;
  hangMs?: number | undefined;
  /** Below everything a person waits for. */
  background?: boolean | undefined;
}

export interface Ran {
  /** Frames of the result by ffmpeg's own count; null when it did not say. */
  frames: number | null;
  /** Where the result ends, in microseconds; null when it did not say. */
  outTimeUs: number | null;
  /** For the log. */
  stderr: string;
}

const PROBE_LIMIT_MS = 20_000;
const NEARLY_FULL_BYTES = 1 << 20;
const NO_ROOM = /No space left on device|Disk quota exceeded|File too large/;

/** ffmpeg and ffprobe of this computer with what every job of ours needs around them. */
export class Ffmpeg {
  constructor(readonly tools: MediaTools) {}

  /**
   * Runs ffmpeg. Only files and pipes can be opened, whatever a recording asks for. Exit code 0 is not taken for
   * complete: the caller compares frames and length with what was planned.
   * @param args inputs, filters and output, without the common prefix
   * @throws AppError `media.failed`, `media.hanging`, `media.sourceChanged`, `media.binaryMissing`, `file.diskFull`,
   *   `file.unreadable`, `cancelled`; what ffmpeg said is the `cause`
   */
  async run(args: readonly string[], order: RunOrder): Promise<Ran> {
    const before = await Promise.all(order.sources.map((source) => markOf(source, order.name)));
    const progress = new Progress(order);
    const { output } = order;
    const outcome = await this.#start(this.tools.ffmpeg, [...this.#prefix(), ...guarded(args, order.joins)], order, {
      onLine: (line) => progress.line(line),
      ...(output === undefined ? {} : { trace: () => traceOf(output) }),
    });
    const after = await Promise.all(order.sources.map((source) => markOf(source, order.name).catch(() => null)));
    await this.#judge(
      outcome,
      order,
      before.some((mark, index) => mark !== after[index]),
    );
    return { ...progress.last, stderr: outcome.stderr };
  }

  /**
   * Asks ffprobe and reads its answer line by line: for lists as long as a recording.
   * @param args selection, format and file
   * @throws as `run`
   */
  async probeLines(
    args: readonly string[],
    onLine: (line: string) => void,
    order: Pick<RunOrder, 'name' | 'signal' | 'openMs' | 'hangMs'>,
  ): Promise<void> {
    const outcome = await this.#start(this.tools.ffprobe, probeArgs(args), order, { onLine });
    await this.#judge(outcome, { ...order, sources: [] });
  }

  /**
   * Asks ffprobe for a short answer.
   * @param limitMs after which it is killed
   * @returns exit code (null when it was killed) and what it printed, even when it failed
   * @throws AppError `media.binaryMissing`
   */
  async probe(args: readonly string[], limitMs = PROBE_LIMIT_MS): Promise<Outcome> {
    return runToEnd(this.tools.ffprobe, probeArgs(args), limitMs, 'SIGKILL').catch((error: unknown) =>
      Promise.reject(new AppError('media.binaryMissing', { name: 'ffprobe' }, { cause: error })),
    );
  }

  #prefix(): string[] {
    // Builds of before 4.4 do not know how often they should say where they are.
    const often = this.tools.major >= 5 ? ['-stats_period', '0.25'] : [];
    return ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-progress', 'pipe:1', ...often];
  }

  async #start(
    program: string,
    args: readonly string[],
    order: Omit<RunOrder, 'sources'>,
    hears: { onLine: (line: string) => void; trace?: () => Promise<string> },
  ): Promise<MediaOutcome> {
    const { signal, stdin, cwd, openMs, hangMs, background } = order;
    return runMedia(program, args, { signal, stdin, cwd, openMs, hangMs, background, ...hears }).catch(
      (error: unknown) => {
        if (typeof (error as NodeJS.ErrnoException).syscall !== 'string') throw error;
        throw new AppError('media.binaryMissing', { name: program }, { cause: error });
      },
    );
  }

  async #judge({ code, stderr, ended }: MediaOutcome, order: RunOrder, changed = false): Promise<void> {
    const { name, output } = order;
    const cause = new Error(stderr || `exit code ${code}`);
    if (order.signal?.aborted || ended === 'cancelled') throw new AppError('cancelled');
    if (ended === 'hanging') throw new AppError('media.hanging', { name }, { cause });
    if (changed) throw new AppError('media.sourceChanged', { name }, { cause });
    if (code === 0) return;
    const full = NO_ROOM.test(stderr) || (output !== undefined && (await isFull(output)));
    throw new AppError(full ? 'file.diskFull' : 'media.failed', { name }, { cause });
  }
}

/** What is read may name other files and addresses; it gets none of them. Options stand before the input they are for. */
function guarded(args: readonly string[], joins = false): string[] {
  const whitelist = ['-protocol_whitelist', joins ? 'file,pipe,concat' : 'file,pipe'];
  return args.flatMap((arg) => (arg === '-i' ? [...whitelist, arg] : [arg]));
}

const probeArgs = (args: readonly string[]): string[] => ['-v', 'error', '-protocol_whitelist', 'file,pipe', ...args];

/** What tells one state of a file from another. @throws AppError `file.unreadable` for anything but a regular file */
async function markOf(file: string, name: string): Promise<string> {
  const seen = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    throw new AppError('file.unreadable', { name, detail: error.code ?? '' }, { cause: error });
  });
  if (!seen.isFile()) throw new AppError('file.unreadable', { name, detail: 'notAFile' });
  return `${seen.ino} ${seen.size} ${seen.mtimeMs}`;
}

/** Moving the index to the front of a long file takes minutes without a word; the file's own time shows it. */
async function traceOf(output: string): Promise<string> {
  const { size, mtimeMs } = await stat(output);
  return `${size} ${mtimeMs}`;
}

async function isFull(output: string): Promise<boolean> {
  const room = await statfs(dirname(output)).catch(() => null);
  return room !== null && room.bavail * room.bsize < NEARLY_FULL_BYTES;
}

const numberOf = (text: string | undefined): number | null => {
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? null : value;
};

/** Reads the blocks of `-progress`. Values may be `N/A`; `out_time_ms` counts microseconds and is left alone. */
class Progress {
  readonly #block: Record<string, string> = {};
  last: Pick<Ran, 'frames' | 'outTimeUs'> = { frames: null, outTimeUs: null };

  constructor(private readonly order: Pick<RunOrder, 'plannedMs' | 'report'>) {}

  line(line: string): void {
    const at = line.indexOf('=');
    if (at < 0) return;
    const key = line.slice(0, at);
    this.#block[key] = line.slice(at + 1).trim();
    if (key !== 'progress') return;
    const { plannedMs, report } = this.order;
    this.last = {
      frames: numberOf(this.#block['frame']) ?? this.last.frames,
      outTimeUs: numberOf(this.#block['out_time_us']) ?? this.last.outTimeUs,
    };
    if (!plannedMs || this.last.outTimeUs === null) return;
    report?.(Math.min(100, Math.max(0, this.last.outTimeUs / 10 / plannedMs)));
  }
}
