import { execFile } from 'node:child_process';

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
export function runToEnd(program: string, args: readonly string[], timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...args],
      { timeout: timeoutMs, windowsHide: true, maxBuffer: 1 << 20, encoding: 'utf8' },
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
