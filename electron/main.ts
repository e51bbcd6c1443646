import { accessSync, constants, mkdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  nativeTheme,
  powerMonitor,
  session,
  shell,
  type OpenDialogOptions,
} from 'electron';
import { pastedPicture } from './app/clipboard.js';
import { passingCopy } from './app/passing.js';
import { AppError } from '../domain/errors.js';
import { Console } from './app/console.js';
import type { Desktop } from './app/desktop.js';
import { createHerald } from './app/herald.js';
import { createLog } from './app/log.js';
import { setMenu } from './app/menu.js';
import { pathsUnder } from './app/paths.js';
import { createDrawer } from './app/draw.js';
import { createScreenFiller } from './app/screen.js';
import { createPrinter } from './app/print.js';
import { createTray } from './app/tray.js';
import { Settings } from './app/settings.js';
import { createDispatcher } from './ipc/dispatch.js';
import { broadcast, registerIpc, tellWindow } from './ipc/register.js';
import { guardNavigation } from './security/navigation.js';
import { denyNetwork, denyPermissions } from './security/permissions.js';
import { APP_ORIGIN } from './security/origin.js';
import { declareSchemes, serveApp, serveMedia } from './security/protocol.js';
import { createWindow } from './security/window.js';
import { fileNameOf, FileTokens } from './services/files.js';

const IDLE_CHECK_MS = 5000;
const SETTLE_MS = 500;

const clock = Date.now;
const devUrl = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null);
const switchOf = (name: string): string | null =>
  app.commandLine.hasSwitch(name) ? app.commandLine.getSwitchValue(name) : null;

app.setName('Mingcha');
// Windows shows notices under the name of the installed program.
app.setAppUserModelId('cn.mingcha.console');
// As root the runtime is started without its sandbox, and asking for it then kills the network service.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareSchemes();

// A folder that cannot be made would be exchanged for the default one without a word.
const paths = pathsUnder(resolve(switchOf('user-data-dir') || app.getPath('userData')));
const log = createLog(paths.log, clock);
const settings = new Settings(paths.settings);
const files = new FileTokens(clock);

const desktop: Desktop = {
  async chooseFile(filters) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options = { properties: ['openFile' as const], filters: [...filters] };
    const { filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
    return filePaths[0] ?? null;
  },
  async chooseMany(what, filters) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options: OpenDialogOptions =
      what === 'folder'
        ? { properties: ['openDirectory'] }
        : { properties: ['openFile', 'multiSelections'], filters: [...filters] };
    const { filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
    return filePaths;
  },
  async chooseTarget(suggestedName, filters) {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    const options = { defaultPath: join(app.getPath('documents'), fileNameOf(suggestedName)), filters: [...filters] };
    const { filePath } = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
    return filePath === '' ? null : filePath;
  },
  async openFolder(folder) {
    await shell.openPath(folder);
  },
  async openCopy(file, name) {
    const refused = await shell.openPath(await passingCopy(paths.passing, file, name));
    if (refused !== '') throw new AppError('file.unreadable', { name, detail: refused });
  },
  showFile: (path) => shell.showItemInFolder(path),
  pastePicture: () => pastedPicture(paths.passing, clock()),
  openWindow,
  fillScreen: createScreenFiller(),
  printPdf: createPrinter(),
  draw: createDrawer(),
  tell: createHerald(),
  showWaiting: createTray({ goTo, quit: () => app.quit(), log }),
  goTo,
  quit: () => app.quit(),
  setMenu: (language) => setMenu(language, desktop),
};

const consoleOf = new Console({
  clock,
  log,
  files,
  desktop,
  paths,
  settings,
  chosenTool: { get: () => settings.ffmpeg, set: (ffmpeg) => settings.update({ ffmpeg }) },
  version: app.getVersion(),
  get systemLanguage() {
    return app.getPreferredSystemLanguages()[0]?.toLowerCase().startsWith('zh') === false ? 'en' : 'zh-CN';
  },
  jobChanged: (job) => broadcast('jobs.changed', { job }),
  dataChanged: (change) => broadcast('data.changed', change),
});

/** Windows we made, by the id of their contents. */
const windows = new Set<number>();
const MOST_WINDOWS = 4;

/** Boot, in order. The window opens after every handler exists; the store opens beside it. */
function boot(): void {
  // What a killed process left there is nobody's any more.
  void rm(paths.passing, { recursive: true, force: true }).catch((error: unknown) => log.error('passing files', error));
  const opened = consoleOf.open(app.commandLine.hasSwitch('demo'));
  guardNavigation(app, devUrl, (what, url) => log.info('navigation refused', { what, url: url.slice(0, 200) }));
  void app.whenReady().then(() => {
    setMenu(consoleOf.language, desktop);
    denyPermissions(session.defaultSession);
    denyNetwork(session.defaultSession, devUrl);
    if (devUrl === null) serveApp(join(__dirname, '../renderer'));
    serveMedia(() => consoleOf.media());
    registerIpc({
      dispatcher: createDispatcher(consoleOf, clock, log),
      files,
      devUrl,
      knownWindow: (id) => windows.has(id),
      ready: (window) => void announce(window),
      refused: (channel, url) => log.info('sender refused', { channel, url: url.slice(0, 200) }),
    });
    openWindow();
    watchIdle();
    return opened;
  });
}

function openWindow(): void {
  if (windows.size >= MOST_WINDOWS) return;
  const { theme } = settings.preferences;
  const window = createWindow(settings, theme === 'dark' || (theme === 'system' && nativeTheme.shouldUseDarkColors));
  const { id } = window.webContents;
  windows.add(id);
  window.webContents.on('destroyed', () => windows.delete(id));
  window.webContents.on('render-process-gone', (_, details) => {
    log.info('page gone', { reason: details.reason });
    if (details.reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(devUrl ?? `${APP_ORIGIN}/index.html`);
}

/** A press on a notice or on the mark beside the clock: the window to the front, at the place where one is named. */
function goTo(route: string | null): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  if (route !== null) tellWindow(window, 'place.asked', { route });
}

/** The first usable screen stands: said for those who measure, and pictured for those without a display. */
async function announce(window: BrowserWindow): Promise<void> {
  log.info('ready', { ms: Math.round(performance.now()) });
  if (app.commandLine.hasSwitch('announce-ready')) process.stdout.write(`ready ${Math.round(performance.now())}\n`);
  const shot = switchOf('shot');
  if (shot) {
    // The compositor may still hold the frame before.
    window.webContents.invalidate();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await writeFile(shot, (await window.webContents.capturePage()).toPNG());
    process.stdout.write(`shot ${shot}\n`);
  }
}

/** Locks when nobody has touched the computer for the set time, when it sleeps, and when its own screen locks. */
function watchIdle(): void {
  const lock = (): void => void consoleOf.workspace?.session.lock();
  powerMonitor.on('suspend', lock);
  powerMonitor.on('lock-screen', lock);
  // Whoever just came in is not idle, whatever the computer says of its keyboard.
  let cameIn = performance.now();
  setInterval(() => {
    void consoleOf.workspace?.session.view().then(({ idleMinutes, state }) => {
      if (state !== 'signedIn') cameIn = performance.now();
      const idleSeconds = Math.min(powerMonitor.getSystemIdleTime(), (performance.now() - cameIn) / 1000);
      if (idleMinutes > 0 && idleSeconds >= idleMinutes * 60) lock();
    });
  }, IDLE_CHECK_MS).unref();
}

let leaving = false;
app.on('before-quit', (event) => {
  if (leaving) return;
  // Stop jobs, close the store, write what is still in memory; only then go.
  event.preventDefault();
  leaving = true;
  void consoleOf
    .close()
    .catch((error: unknown) => log.error('close', error))
    .then(() => Promise.all([settings.flush(), log.flush()]))
    .finally(() => app.quit());
});
app.on('window-all-closed', () => app.quit());
app.on('second-instance', () => goTo(null));
process.on('uncaughtException', (error) => log.error('uncaught', error));
process.on('unhandledRejection', (error) => log.error('unhandled', error));

/** Without the right to write there is no lock to take, and no second copy to give way to: the recovery page tells. */
function mayWrite(): boolean {
  try {
    mkdirSync(paths.root, { recursive: true });
    accessSync(paths.root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

if (!mayWrite() || app.requestSingleInstanceLock()) boot();
else app.quit();
