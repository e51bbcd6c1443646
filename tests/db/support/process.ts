import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Builds the child program once for a test file, so that each process starts in a tenth of a second.
 * @param source path in the repository
 */
export function childProgram(source = 'tests/db/support/child.ts'): () => string {
  // Inside node_modules, where the program finds the database library.
  const outDir = join(ROOT, 'node_modules', '.cache', `store-child-${process.pid}-${Date.now()}`);
  beforeAll(async () => {
    const ssr = join(ROOT, source);
    await build({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr,
        outDir,
        minify: false,
        target: 'es2022',
        rolldownOptions: { external: ['sqlite3', 'ffmpeg-static'] },
      },
    });
  });
  afterAll(() => rm(outDir, { recursive: true, force: true }));
  return () => join(outDir, basename(source).replace(/\.ts$/, '.js'));
}

export interface Child {
  process: ChildProcess;
  /** The next line the child says, parsed; null at its end. */
  next(): Promise<unknown>;
  /** All lines not taken yet, once the process has ended. */
  rest(): Promise<unknown[]>;
}

/** @param as command in front of node, e.g. `setpriv` with its arguments */
export function startChild(program: string, command: string, folder: string, as: readonly string[] = []): Child {
  const [file = '', ...args] = [...as, process.execPath, program, command, folder];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { done, value } = await lines.next();
    return done === true ? null : (JSON.parse(value) as unknown);
  };
  const rest = async (): Promise<unknown[]> => {
    const all: unknown[] = [];
    for (let line = await next(); line !== null; line = await next()) all.push(line);
    return all;
  };
  return { process: child, next, rest };
}
