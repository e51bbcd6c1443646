import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Bridge } from '../../electron/preload.js';
import { findMediaTools } from '../../media/binaries.js';
import { ROOT } from '../setup/paths.mjs';
import { ask } from './bridge.js';
import { openStage, type Stage } from './electron.js';
import { interleaved, randomFrom, rowOf, type Bench, type BenchRow } from './kit.js';
import { recordingOf } from './recording-data.js';

const MINUTES = 120;
const ROUNDS = 15;
/** Quarters of a second the filmstrip may take. */
const STRIP_LOOKS = 160;

/** Takes the recording in as a person would, and waits until nothing is made of it any more. */
async function takeIn(app: ElectronApplication, page: Page, source: string): Promise<number> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, source);
  const { halls } = await ask(page, 'hall.tree', {});
  const tokens = (await ask(page, 'files.pickMany', { purpose: 'footage' })).map(({ token }) => token);
  const { takingId } = await ask(page, 'footage.takeIn', {
    clientId: crypto.randomUUID(),
    tokens,
    hallId: halls[0]?.id ?? 0,
    cameraId: null,
    retentionClass: 'footage',
    acquisition: { method: 'hall_recorder', takenBy: null, approvalNo: null, basis: null },
  });
  const wait = (): Promise<void> => new Promise((done) => setTimeout(done, 250));
  let id: number | null = null;
  while (id === null) {
    await wait();
    const [file] = await ask(page, 'footage.takingFiles', { takingId });
    if (file?.error) throw new Error(file.error.code);
    id = file?.recordingId ?? null;
  }
  await ask(page, 'recordings.open', { id, reason: 'bench' });
  // Its filmstrip would take what is measured; a computer too busy to make one is measured as it is.
  for (
    let left = STRIP_LOOKS;
    left > 0 && (await ask(page, 'recordings.playback', { id })).filmstrip === null;
    left -= 1
  )
    await wait();
  return id;
}

/** A page without anything around it, which may read the very same file. */
async function barePage(app: ElectronApplication, folder: string): Promise<Page> {
  const file = join(folder, 'bare.html');
  await writeFile(file, '<!doctype html><title>bare</title>');
  const opened = app.waitForEvent('window');
  await app.evaluate(async ({ BrowserWindow, session }, path) => {
    const window = new BrowserWindow({
      width: 1440,
      height: 900,
      webPreferences: { sandbox: true, contextIsolation: true, session: session.fromPartition('bench') },
    });
    await window.loadFile(path);
  }, file);
  return opened;
}

/** What is measured: a recording opened by command or by address, and a place sought in it once it stands. */
interface Show {
  /** Opened by the command; null for a bare address. */
  recordingId: number | null;
  url: string;
  /** Seconds to seek to once the first frame stands; null to stop there. */
  seekTo: number | null;
}

/** Milliseconds to the first painted frame, or from the seek to the frame that was sought. */
const paint = (page: Page, show: Show): Promise<number> =>
  page.evaluate(async ({ recordingId, url, seekTo }) => {
    const { mingcha } = window as unknown as { mingcha: Bridge };
    const video = document.createElement('video');
    video.muted = true;
    video.style.cssText = 'position:fixed;inset:0;width:960px;height:540px;z-index:9';
    const begun = performance.now();
    let source = url;
    if (recordingId !== null) {
      const answer = (await mingcha.call('recordings.open', { id: recordingId, reason: 'bench' })) as {
        ok: true;
        value: { source: { url: string } };
      };
      source = answer.value.source.url;
    }
    // No named function in here: what compiles it would ask for a helper the page does not have.
    const first = new Promise<number>((done, fail) => {
      video.onerror = () => fail(new Error(video.error?.message ?? ''));
      video.requestVideoFrameCallback(done);
    });
    video.src = source;
    document.body.append(video);
    let taken = (await first) - begun;
    if (seekTo !== null) {
      await new Promise((done) => setTimeout(done, 300));
      const from = performance.now();
      const sought = new Promise<number>((done) => video.requestVideoFrameCallback(done));
      video.currentTime = seekTo;
      taken = (await sought) - from;
    }
    video.removeAttribute('src');
    video.load();
    video.remove();
    return taken;
  }, show);

async function rows(
  stage: Stage,
  source: string,
  folder: string,
  minutes: number,
  rounds: number,
): Promise<BenchRow[]> {
  const app = await _electron.launch({
    executablePath: stage.binary,
    args: [ROOT, `--user-data-dir=${stage.userData}`, '--demo'],
    env: stage.env as Record<string, string>,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await app.firstWindow();
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
    const recordingId = await takeIn(app, page, source);
    const bare = await barePage(app, folder);
    const url = pathToFileURL(source).href;
    const places = Array.from({ length: rounds + 1 }, randomMinute(minutes));
    const front = async (shown: Page): Promise<void> => shown.bringToFront();
    const measure = async (seeks: boolean) =>
      interleaved(
        rounds,
        async (round) => {
          await front(page);
          return paint(page, { recordingId, url: '', seekTo: seeks ? (places[round] ?? 0) : null });
        },
        async (round) => {
          await front(bare);
          return paint(bare, { recordingId: null, url, seekTo: seeks ? (places[round] ?? 0) : null });
        },
      );
    const opened = await measure(false);
    const sought = await measure(true);
    const against = 'against a bare <video> on the same bytes; at most 1.5';
    const note = `a recording of ${minutes} minutes of 1080p25 opened with a reason, to its first painted frame, ${against}`;
    return [
      rowOf({ name: 'first-frame', unit: 'ms', note }, opened.ours, opened.baseline),
      rowOf(
        { name: 'first-frame-seek', unit: 'ms', note: `a random minute of it sought, ${against}` },
        sought.ours,
        sought.baseline,
      ),
    ];
  } finally {
    await app.close();
  }
}

function randomMinute(minutes: number): () => number {
  const random = randomFrom(11);
  return () => random(minutes) * 60 + random(60);
}

/** From opening to the first frame a person sees. */
export const bench: Bench = {
  name: 'first-frame',
  async run({ scale = 1 }) {
    const { tools } = await findMediaTools();
    if (!tools) throw new Error('this bench needs ffmpeg and ffprobe');
    const minutes = Math.max(2, Math.round(MINUTES * scale));
    const source = await recordingOf(tools, minutes);
    const stage = await openStage();
    const folder = await mkdtemp(join(tmpdir(), 'mingcha-bench-frame-'));
    try {
      return await rows(stage, source, folder, minutes, Math.max(3, Math.round(ROUNDS * scale)));
    } finally {
      await stage.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
