import { _electron, type Page } from '@playwright/test';
import { isoDay } from '../../domain/time.js';
import { PASSWORD } from '../../tests/support/workspace.js';
import { ROOT } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';
import { createReporter } from '../setup/report.mjs';
import { runtimeEnvironment } from '../setup/runtime.mjs';
import { ask } from './bridge.js';
import { rowOf, type Bench } from './kit.js';
import { LAST_DAY, openMeasureStore } from './measures-data.js';
import { DAYS, FIRST_DAY } from './visits-data.js';

const VISITS = 200_000;
const PAN_MS = 4000;
const STEP = 6;

/** Milliseconds from frame to frame while `work` goes on. */
async function framesDuring(page: Page, work: () => Promise<void>): Promise<number[]> {
  // As text: what compiles a named function here asks for a helper the page does not have.
  await page.evaluate(`{
    const times = (window.benchFrames = []);
    const next = (at) => { times.push(at); requestAnimationFrame(next); };
    requestAnimationFrame(next);
  }`);
  await work();
  const times = (await page.evaluate('window.benchFrames.slice()')) as number[];
  return times.slice(1).map((at, place) => at - (times[place] ?? at));
}

/** Drags the pointer to and fro over a place for some seconds. */
async function drag(page: Page, box: { x: number; y: number; width: number; height: number }): Promise<void> {
  const [left, right, y] = [box.x + box.width * 0.3, box.x + box.width * 0.7, box.y + box.height * 0.45];
  const until = performance.now() + PAN_MS;
  let [x, by] = [right, -STEP];
  await page.mouse.move(x, y);
  await page.mouse.down();
  while (performance.now() < until) {
    if (x < left || x > right) by = -by;
    x += by;
    await page.mouse.move(x, y);
  }
  await page.mouse.up();
}

/** Every wait of five years drawn as dots, dragged to and fro in the real window, against the same drag over an empty page. */
export const bench: Bench = {
  name: 'pan',
  async run({ scale = 1 }) {
    const visits = Math.max(2000, Math.round(VISITS * scale));
    const store = await openMeasureStore(visits);
    const period = { fromDay: FIRST_DAY, toDay: LAST_DAY };
    const { cells } = await store.call('measures.waits', { period, filter: {} });
    const waits = cells.filter((_, at) => at % 4 === 2).reduce((sum, n) => sum + n, 0);
    const { folder } = store;
    await store.close();
    const { runtime, display } = await prepare(['runtime', 'build', 'display'], createReporter(process.stderr));
    if (!runtime) throw new Error('no runtime was prepared');
    const app = await _electron.launch({
      executablePath: runtime.binary,
      args: [ROOT, `--user-data-dir=${folder}`],
      env: { ...process.env, ...runtimeEnvironment(runtime), ...display?.env } as Record<string, string>,
      chromiumSandbox: process.getuid?.() !== 0,
    });
    try {
      const page = await app.firstWindow();
      await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true');
      await ask(page, 'session.signIn', { account: 'office', password: PASSWORD });
      const address = `#/trends?from=${isoDay(period.fromDay)}&to=${isoDay(period.toDay)}`;
      await page.evaluate((hash) => (location.hash = hash), address);
      await page.reload();
      const chart = page.locator('[data-chart="eachWait"]');
      const canvas = chart.locator('canvas').first();
      await canvas.waitFor();
      await canvas.scrollIntoViewIfNeeded();
      // Less than half of it is seen, so that there is somewhere to go.
      await chart.getByRole('img').focus();
      for (const key of ['+', '+']) await page.keyboard.press(key);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const box = await canvas.boundingBox();
      if (!box) throw new Error('no chart');
      const before = await canvas.screenshot();
      const ours = await framesDuring(page, () => drag(page, box));
      if (before.equals(await canvas.screenshot())) throw new Error('the chart was not moved by the drag');
      await page.goto('about:blank');
      const baseline = await framesDuring(page, () => drag(page, box));
      const fps = (frames: readonly number[]): string =>
        ((1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0)).toFixed(0);
      const note =
        `frame to frame while ${waits} waits of ${DAYS} days (${cells.length / 4} places of day and minute) are dragged to and fro: ` +
        `${fps(ours)} frames a second, against ${fps(baseline)} over an empty page; at least 50`;
      return [rowOf({ name: 'pan', unit: 'ms', note }, ours, baseline)];
    } finally {
      await app.close();
      display?.close();
    }
  },
};
