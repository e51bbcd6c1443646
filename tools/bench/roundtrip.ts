import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/preload.js';
import { ROOT } from '../setup/paths.mjs';
import { openStage, type Stage } from './electron.js';
import { quantile, rowOf, type Bench, type BenchRow } from './kit.js';

const CALLS = 1000;
/** Calls in a row on one side before the other has its turn. */
const TURN = 50;
const SHOWN = 50;

/**
 * Both pages get this beside their own preload. The clock of a page ticks in tenths of a millisecond; the age of its
 * process is finer. Its own `ask` goes the shortest way there is.
 */
const PRELOAD = `const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('bench', {
  now: () => process.uptime() * 1000,
  ask: (input) => ipcRenderer.invoke('bench:ask', input),
});
`;

interface BenchWindow {
  mingcha: Bridge;
  bench: { now(): number; ask(input: unknown): Promise<unknown> };
}

interface Pages {
  app: ElectronApplication;
  page: Page;
  bare: Page;
}

interface Query {
  name: string;
  command: string;
  input: unknown;
  note: string;
}

/** Starts the app with the demo hall, and a bare window beside its own, answered by one bare handler. */
async function openPages(stage: Stage, preload: string): Promise<Pages> {
  const app = await _electron.launch({
    executablePath: stage.binary,
    args: [ROOT, `--user-data-dir=${stage.userData}`, '--demo'],
    env: stage.env as Record<string, string>,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await app.firstWindow();
  const opened = app.waitForEvent('window');
  await app.evaluate(async ({ BrowserWindow, ipcMain, session }, file) => {
    const shared = globalThis as { benchAnswer?: unknown };
    ipcMain.handle('bench:ask', () => shared.benchAnswer);
    session.defaultSession.setPreloads([file]);
    const window = new BrowserWindow({
      width: 1440,
      height: 900,
      webPreferences: { preload: file, sandbox: true, contextIsolation: true, session: session.fromPartition('bench') },
    });
    await window.loadURL('data:text/html,<title>bare</title>');
  }, preload);
  const bare = await opened;
  await page.reload();
  for (const one of [page, bare]) await one.waitForFunction(() => 'bench' in window);
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
  return { app, page, bare };
}

/** Milliseconds of each of `count` calls in a row. */
const timeCalls = (page: Page, call: { command: string | null; input: unknown }, count: number): Promise<number[]> =>
  page.evaluate(
    async ({ command, input, times }) => {
      const { mingcha, bench: own } = window as unknown as BenchWindow;
      const taken: number[] = [];
      for (let nth = 0; nth < times; nth += 1) {
        const from = own.now();
        if (command === null) await own.ask(input);
        else await mingcha.call(command, input);
        taken.push(own.now() - from);
      }
      return taken;
    },
    { ...call, times: count },
  );

async function queries(page: Page): Promise<Query[]> {
  const answer = await page.evaluate(
    () =>
      (window as unknown as BenchWindow).mingcha.call('hall.list', { entity: 'window' }) as Promise<{
        ok: boolean;
        value: { ids: number[] };
      }>,
  );
  const ids = answer.value.ids.slice(0, SHOWN);
  if (ids.length < SHOWN) throw new Error('the demo hall has too few windows');
  const rows = (count: number, words: string): Query => ({
    name: `roundtrip-${words.replace(' ', '-')}`,
    command: 'hall.rows',
    input: { entity: 'window', ids: ids.slice(0, count) },
    note: `hall.rows of ${words} of windows, read from the store,`,
  });
  const small = { name: 'roundtrip', command: 'session.current', input: {}, note: 'session.current' };
  return [small, rows(1, '1 row'), rows(SHOWN, `${SHOWN} rows`)];
}

async function measure({ app, page, bare }: Pages, calls: number, query: Query): Promise<BenchRow> {
  const ours: number[] = [];
  const baseline: number[] = [];
  const { command, input } = query;
  const answer = await page.evaluate(([name, asked]) => (window as unknown as BenchWindow).mingcha.call(name, asked), [
    command,
    input,
  ] as const);
  await app.evaluate((_, value) => Object.assign(globalThis, { benchAnswer: value }), answer);
  for (let done = -TURN; done < calls; done += TURN) {
    const mine = await timeCalls(page, { command, input }, TURN);
    const plain = await timeCalls(bare, { command: null, input }, TURN);
    // The first turn warms up.
    if (done < 0) continue;
    ours.push(...mine);
    baseline.push(...plain);
  }
  const note = `${query.note} through bridge, guard, rights, schemas and handler, against a bare ipcRenderer.invoke of the same process that answers the same at once (its p95 ${quantile(baseline, 0.95).toFixed(2)} ms); ${calls} calls of each, ${TURN} by turns`;
  return rowOf({ name: query.name, unit: 'ms', note }, ours, baseline);
}

/** Queries from a page through the whole contract. */
export const bench: Bench = {
  name: 'roundtrip',
  async run({ scale = 1 }) {
    const calls = Math.max(TURN, Math.round((CALLS * scale) / TURN) * TURN);
    const stage = await openStage();
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-preload-'));
    const preload = join(folder, 'preload.cjs');
    await writeFile(preload, PRELOAD);
    let app: ElectronApplication | undefined;
    try {
      const pages = await openPages(stage, preload);
      app = pages.app;
      const rows: BenchRow[] = [];
      for (const query of await queries(pages.page)) rows.push(await measure(pages, calls, query));
      return rows;
    } finally {
      await app?.close();
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
