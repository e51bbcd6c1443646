import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/paths.mjs';
import { openStage, timeToReady } from './electron.js';
import { interleaved, quantile, rowOf, type Bench } from './kit.js';

const ROUNDS = 12;

/** As little as shows a window: one page of fixed text, told as painted after the frame that follows its load. */
const BARE_MAIN = `const { app, BrowserWindow } = require('electron');
const path = require('node:path');
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, autoHideMenuBar: true, webPreferences: { sandbox: true } });
  window.webContents.on('did-finish-load', async () => {
    await window.webContents.executeJavaScript('new Promise((done) => requestAnimationFrame(() => done(1)))');
    process.stdout.write('ready ' + Math.round(performance.now()) + '\\n');
  });
  void window.loadFile(path.join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
`;
const BARE_PAGE =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>bare</title><body><h1>明察</h1><p>A bare window.</p></body></html>';

async function bareApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha-bare-'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.cjs' }));
  await writeFile(join(folder, 'main.cjs'), BARE_MAIN);
  await writeFile(join(folder, 'index.html'), BARE_PAGE);
  return folder;
}

/** From spawn to the usable home page with the demo hall, against a bare window of the same runtime, both warm. */
export const bench: Bench = {
  name: 'startup',
  async run({ scale = 1 }) {
    const rounds = Math.max(3, Math.round(ROUNDS * scale));
    const stage = await openStage();
    const bare = await bareApp();
    try {
      const switches = [`--user-data-dir=${stage.userData}`, '--demo', '--announce-ready'];
      const { ours, baseline } = await interleaved(
        rounds,
        () => timeToReady(stage, [ROOT, ...switches]),
        () => timeToReady(stage, [bare, `--user-data-dir=${join(bare, 'data')}`]),
      );
      const note = `spawn to the usable home page of the demo hall, against a bare 1440x900 window with a page of fixed text (its p95 ${Math.round(quantile(baseline, 0.95))} ms); ${rounds} warm starts of each, turn by turn`;
      return [rowOf({ name: 'startup', unit: 'ms', note }, ours, baseline)];
    } finally {
      await stage.close();
      await rm(bare, { recursive: true, force: true });
    }
  },
};
