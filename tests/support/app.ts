import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Envelope } from '../../domain/result.js';
import type {} from '../../renderer/api/client.js';

/** What making the demo hall may take. */
const DEMO_MS = 150_000;
const root = resolve(import.meta.dirname, '../..');
/** How many times slower than this machine the pages are to run; what only holds on a quick one then shows. */
const SLOWER = Number(process.env['MINGCHA_TEST_SLOWER'] ?? 1);

export interface RunningApp {
  app: ElectronApplication;
  page: Page;
  /** The private user-data folder of this run. */
  folder: string;
  /** A command through the real bridge of the page. */
  call<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Envelope<CommandOutput<N>>>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Straight into the demo hall. */
  demo?: boolean;
  /** Data of an earlier run; kept at the end. */
  folder?: string;
  language?: 'zh-CN' | 'en';
  /** Window size; the smallest one is 1280 x 800. */
  size?: { width: number; height: number };
  args?: string[];
}

/** Starts the built application with a data folder of its own and waits for its first usable screen. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'mingcha 试 ')));
  const app = await _electron.launch({
    args: [
      root,
      `--user-data-dir=${folder}`,
      ...(options.demo ? ['--demo'] : []),
      `--lang=${options.language ?? 'zh-CN'}`,
      ...(options.args ?? []),
    ],
    env: { ...process.env, LANGUAGE: options.language === 'en' ? 'en' : 'zh_CN' } as Record<string, string>,
    // As root the sandbox cannot be had; every other user tests with it.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  askAgain(app);
  const page = await app.firstWindow();
  // The demo hall is made before its first screen.
  const ready = { timeout: options.demo ? DEMO_MS : 30_000 };
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true', undefined, ready);
  const reload = page.reload.bind(page);
  page.reload = async (...asked) => {
    const response = await reload(...asked);
    // The frame hears keys once it stands.
    await page.locator('main, h1').first().waitFor({ state: 'attached' });
    return response;
  };
  if (SLOWER > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  }
  if (options.size) await resize(app, page, options.size);
  return {
    app,
    page,
    folder,
    call: async <N extends CommandName>(name: N, input: CommandInput<N>) =>
      (await page.evaluate(([command, payload]) => window.mingcha.call(command, payload), [
        name,
        input,
      ] as const)) as Envelope<CommandOutput<N>>,
    async close() {
      await app.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * V8 may collect the promise an evaluation in the main process is waited for with, though nothing is wrong there
 * (microsoft/playwright issue 33737). What the tests ask there can be asked twice.
 */
function askAgain(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...asked: unknown[]) => Promise<unknown>;
  const again = async (asked: unknown[], left: number): Promise<unknown> =>
    evaluate(...asked).catch((error: unknown) => {
      if (left === 0 || !String(error).includes('garbage collected')) throw error;
      return again(asked, left - 1);
    });
  app.evaluate = ((...asked: unknown[]) => again(asked, 3)) as ElectronApplication['evaluate'];
}

/** Gives the page exactly this many CSS pixels. */
export async function resize(
  app: ElectronApplication,
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.setContentSize(wanted.width, wanted.height);
  }, size);
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width);
}

let prepared: Promise<string> | undefined;

/** A user-data folder with the demo hall already made, copied afresh for each caller. */
export async function demoFolder(): Promise<string> {
  prepared ??= (async () => {
    const first = await launch({ demo: true });
    await waitForDemo(first);
    const kept = await mkdtemp(join(tmpdir(), 'mingcha-demo-'));
    await first.app.close();
    await cp(join(first.folder, 'demo'), join(kept, 'demo'), { recursive: true });
    await rm(first.folder, { recursive: true, force: true });
    return kept;
  })();
  const copy = await mkdtemp(join(tmpdir(), 'mingcha 试 '));
  await cp(await prepared, copy, { recursive: true });
  return copy;
}

/** Waits until the demo hall has been made and its office administrator sits at the desk. */
export async function waitForDemo(running: RunningApp): Promise<void> {
  await expect
    .poll(
      async () => {
        const answer = await running.call('session.current', {});
        return answer.ok && answer.value.state;
      },
      { timeout: DEMO_MS },
    )
    .toBe('signedIn');
}
