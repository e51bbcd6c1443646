import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';

export interface Outcome {
  /** Exit code; null when the process was killed. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end, arguments as a list and never through a shell.
 * @param timeoutMs after which it is killed
 * @throws the system error when it cannot be started (`ENOENT`, `EACCES`)
 */
export function runToEnd(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  killSignal: NodeJS.Signals = 'SIGTERM',
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { timeout: timeoutMs, killSignal, windowsHide: true, maxBuffer: 1 << 20, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error && child.pid === undefined) reject(error);
        else resolve({ code: child.exitCode, stdout, stderr });
      },
    );
  });
}

export interface ByteOptions {
  /** After which it is killed; a program that hangs on a dead disk does not hear a polite request. */
  timeoutMs: number;
  /** More output than this ends it. */
  mostBytes: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs a program that answers with bytes.
 * @returns its output; null when it failed, was killed, or wrote too much
 * @throws the system error when it cannot be started, `AbortError` when it was called off
 */
export function runForBytes(program: string, args: readonly string[], options: ByteOptions): Promise<Buffer | null> {
  const { timeoutMs, mostBytes, signal } = options;
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      {
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        windowsHide: true,
        maxBuffer: mostBytes,
        encoding: 'buffer',
        ...(signal ? { signal } : {}),
      },
      (error, stdout) => {
        if (error && (child.pid === undefined || error.name === 'AbortError')) reject(error);
        else resolve(error ? null : stdout);
      },
    );
  });
}

/** The standard input of a running program. */
export interface MediaInput {
  /** Waits until there is room for more. @returns false once the program no longer listens: then stop writing */
  write(bytes: Uint8Array): Promise<boolean>;
}

export interface MediaRun {
  signal?: AbortSignal | undefined;
  /** Each line of standard output, without its end. What it throws ends the run and is thrown on. */
  onLine?: ((line: string) => void) | undefined;
  /** Feeds standard input, which is closed when it is done. Without it there is none. */
  stdin?: ((input: MediaInput) => Promise<void>) | undefined;
  /** Characters of standard error that are kept, the last ones. */
  mostStderr?: number | undefined;
  /** Without a first line for this long it is taken to hang; a sleeping disk needs ten seconds to turn again. */
  openMs?: number | undefined;
  /** Without a line for this long, later on. */
  hangMs?: number | undefined;
  /** Asked before it is taken to hang: another text than last time means that it works without saying so. */
  trace?: (() => Promise<string>) | undefined;
  /** Working folder. */
  cwd?: string | undefined;
  /** Below everything a person waits for. */
  background?: boolean | undefined;
}

export interface MediaOutcome {
  /** Exit code; null when the process was killed or never came to its end. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last of what it said on standard error. */
  stderr: string;
  /** Who ended it. */
  ended: 'itself' | 'cancelled' | 'hanging';
}

export const OPEN_MS = 15_000;
export const HANG_MS = 30_000;
/** From the polite request to the impolite one. */
export const GRACE_MS = 3000;
/** A killed process that is still there waits for a disk that does not answer; we do not. */
const GIVE_UP_MS = 2000;
/** From its end to the last of its output; something it started may hold that open for ever. */
const LINGER_MS = 500;
const MOST_STDERR = 8192;
/** Programs that print garbage print no lines; so much of one is kept and the rest of it dropped. */
const MOST_LINE = 1 << 20;

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Splits text into lines; the last one may lack its end. */
function lineSplitter(onLine: (line: string) => void): { push: (text: string) => void; end: () => void } {
  let rest = '';
  const say = (line: string): void => onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
  return {
    push: (text) => {
      const lines = text.split('\n');
      lines[0] = (rest + (lines[0] ?? '')).slice(0, MOST_LINE);
      rest = lines.pop() ?? '';
      lines.forEach(say);
    },
    end: () => {
      if (rest) say(rest);
    },
  };
}

/**
 * Runs a program that works for long: its output is read line by line, it is called off by TERM and 3 s later by KILL,
 * and so is one that says nothing for too long.
 * @returns how it ended; a failed run is no error here
 * @throws the system error when it cannot be started (`ENOENT`, `EACCES`), and what `onLine` or `stdin` throw
 */
export async function runMedia(program: string, args: readonly string[], run: MediaRun = {}): Promise<MediaOutcome> {
  if (run.signal?.aborted) return { code: null, signal: null, stderr: '', ended: 'cancelled' };
  const child = spawn(program, [...args], {
    windowsHide: true,
    stdio: [run.stdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    // A report file asked for by the environment would be written beside whatever is worked on.
    env: { ...process.env, FFREPORT: undefined, AV_LOG_FORCE_NOCOLOR: '1' },
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
  });
  running.add(child);
  if (run.background && child.pid !== undefined) lower(child.pid);
  const watch = new Watch(child, run);
  try {
    return await watch.outcome();
  } finally {
    running.delete(child);
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or this computer does not allow it: then it runs like any other.
  }
}

/** One running process, from its start to the last of its output. */
class Watch {
  #ended: MediaOutcome['ended'] = 'itself';
  #stderr = '';
  #fault: { error: unknown } | null = null;
  #alarm: NodeJS.Timeout | undefined;
  #kill: NodeJS.Timeout | undefined;
  #lastTrace = '';

  constructor(
    private readonly child: ChildProcess,
    private readonly run: MediaRun,
  ) {}

  outcome(): Promise<MediaOutcome> {
    const { child, run } = this;
    const cancel = (): void => this.#stop('cancelled');
    run.signal?.addEventListener('abort', cancel, { once: true });
    return new Promise<MediaOutcome>((resolve, reject) => {
      const done = (code: number | null, signal: NodeJS.Signals | null): void => {
        if (this.#fault) reject(this.#fault.error as Error);
        else resolve({ code, signal, stderr: this.#stderr, ended: this.#ended });
      };
      child.on('error', (error) => (child.pid === undefined ? reject(error) : undefined));
      child.on('exit', (code, signal) => setTimeout(() => this.#letGo(() => done(code, signal)), LINGER_MS));
      child.on('close', done);
      this.#read();
      this.#feed();
      this.#watch(run.openMs ?? OPEN_MS);
      this.#givenUp = () => this.#letGo(() => done(null, 'SIGKILL'));
    }).finally(() => {
      clearTimeout(this.#alarm);
      clearTimeout(this.#kill);
      run.signal?.removeEventListener('abort', cancel);
    });
  }

  #givenUp: () => void = () => undefined;

  #letGo(then: () => void): void {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.child.stdin?.destroy();
    then();
  }

  #read(): void {
    const { stdout, stderr } = this.child;
    const most = this.run.mostStderr ?? MOST_STDERR;
    const lines = lineSplitter((line) => this.#guard(() => this.run.onLine?.(line)));
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#watch(this.run.hangMs ?? HANG_MS);
      lines.push(text);
    });
    stdout?.on('end', () => lines.end());
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-most);
    });
  }

  #feed(): void {
    const { stdin } = this.child;
    if (!stdin || !this.run.stdin) return;
    let open = true;
    const closed = new Promise<void>((resolve) => {
      const close = (): void => {
        open = false;
        resolve();
      };
      // EPIPE: it ended first, and how it ended says why.
      stdin.on('error', close).on('close', close);
    });
    const write = async (bytes: Uint8Array): Promise<boolean> => {
      if (!open) return false;
      if (!stdin.write(bytes)) {
        await Promise.race([new Promise<void>((resolve) => stdin.once('drain', resolve)), closed]);
      }
      return open;
    };
    this.run.stdin({ write }).then(
      () => stdin.end(),
      (error: unknown) => this.#fail(error),
    );
  }

  #guard(work: () => void): void {
    if (this.#fault) return;
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#fault ??= { error };
    this.#stop('cancelled');
  }

  #watch(ms: number): void {
    clearTimeout(this.#alarm);
    if (this.#kill) return;
    this.#alarm = setTimeout(() => void this.#silent(), ms);
  }

  async #silent(): Promise<void> {
    const trace = (await this.run.trace?.().catch(() => '')) ?? '';
    if (trace !== this.#lastTrace) {
      this.#lastTrace = trace;
      this.#watch(this.run.hangMs ?? HANG_MS);
    } else this.#stop('hanging');
  }

  #stop(why: 'cancelled' | 'hanging'): void {
    if (this.#kill || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.#ended = why;
    clearTimeout(this.#alarm);
    this.child.kill('SIGTERM');
    this.#kill = setTimeout(() => {
      this.child.kill('SIGKILL');
      this.#kill = setTimeout(() => this.#givenUp(), GIVE_UP_MS);
    }, GRACE_MS);
  }
}
