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
