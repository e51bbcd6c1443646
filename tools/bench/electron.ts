import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspace } from '../../electron/app/container.js';
import { pathsUnder } from '../../electron/app/paths.js';
import { makeDemo } from '../../electron/demo/make.js';
import { markDemoMade } from '../../electron/demo/mark.js';
import { FileTokens } from '../../electron/services/files.js';
import { ROOT } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { createReporter } from '../setup/report.mjs';
import { runtimeEnvironment } from '../setup/runtime.mjs';

/** How long a window may take before the bench gives up. */
const PATIENCE_MS = 60_000;
const PARTING_MS = 8_000;

/** The built app, a runtime and a screen to measure on. */
export interface Stage {
  binary: string;
  env: NodeJS.ProcessEnv;
  /** A user-data folder of this bench, in which the demo hall is ready made. */
  userData: string;
  close(): Promise<void>;
}

/** Sets up what is missing (said on the error stream) and makes the demo hall. */
export async function openStage(): Promise<Stage> {
  const { runtime, display } = await prepare(['runtime', 'build', 'display'], createReporter(process.stderr));
  if (!runtime) throw new Error('no runtime was prepared');
  const userData = await mkdtemp(join(tmpdir(), 'mingcha-bench-'));
  await makeDemoIn(pathsUnder(userData).demo);
  return {
    binary: runtime.binary,
    env: { ...process.env, ...runtimeEnvironment(runtime), ...display?.env },
    userData,
    async close() {
      display?.close();
      await rm(userData, { recursive: true, force: true });
    },
  };
}

async function makeDemoIn(folder: string): Promise<void> {
  const clock = Date.now;
  const files = new FileTokens(clock);
  const nothing = (): void => undefined;
  const never = (): Promise<null> => Promise.resolve(null);
  const workspace = await openWorkspace(folder, true, {
    clock,
    log: { error: () => '', info: nothing, flush: () => Promise.resolve() },
    files,
    desktop: {
      chooseFile: never,
      chooseMany: () => Promise.resolve([]),
      chooseTarget: never,
      pastePicture: never,
      openFolder: () => Promise.resolve(),
      openCopy: () => Promise.resolve(),
      showFile: nothing,
      printPdf: () => Promise.resolve(new Uint8Array()),
      draw: () => Promise.resolve(new Uint8Array()),
      openWindow: nothing,
      fillScreen: nothing,
      tell: { possible: false, show: () => nothing },
      showWaiting: nothing,
      goTo: nothing,
      quit: nothing,
      setMenu: nothing,
    },
    jobChanged: nothing,
    dataChanged: nothing,
  });
  await makeDemo(workspace, { clock, files });
  await workspace.close();
  await markDemoMade(folder);
}

/**
 * Starts Electron and waits for a line of its output that begins with `ready`.
 * @param args the folder of an app, then its switches
 * @returns milliseconds from spawn to that line; the process has ended when this resolves
 */
export async function timeToReady(stage: Pick<Stage, 'binary' | 'env'>, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(stage.binary, args, { cwd: ROOT, env: stage.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  try {
    return await new Promise<number>((resolve, reject) => {
      let said = '';
      const listen = (text: string): void => {
        said = (said + text).slice(-8_000);
        if (/^ready\b/m.test(said)) resolve(performance.now() - startedAt);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-8_000)));
      child.on('error', reject);
      child.on('close', (code) => reject(new Error(`Electron ended with ${code} before its window stood:\n${said}`)));
      setTimeout(() => reject(new Error(`no window within ${PATIENCE_MS / 1000} s:\n${said}`)), PATIENCE_MS).unref();
    });
  } finally {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), PARTING_MS);
    await ended;
    clearTimeout(timer);
  }
}
