import { app, BrowserWindow, Menu, nativeImage, Tray, type NativeImage } from 'electron';
import type { Waiting } from './desktop.js';
import type { Log } from './log.js';
import { trayPicture } from './tray-picture.js';

const SIZE = 16;
const SCALES = [1, 1.5, 2, 3];

interface Ways {
  /** Brings the window to the front, at a place where one is named. */
  goTo(route: string | null): void;
  quit(): void;
  log: Pick<Log, 'info'>;
}

/**
 * The mark beside the clock with how many things wait. Closing the last window still ends the console; a desktop without such
 * a place has none, and nothing else is different there.
 */
export function createTray({ goTo, quit, log }: Ways): (waiting: Waiting | null) => void {
  let tray: Tray | null = null;
  let refused = false;
  let last = '';

  function make(picture: NativeImage): Tray | null {
    if (refused) return null;
    try {
      const made = new Tray(picture);
      made.on('click', () => goTo(null));
      return made;
    } catch (error) {
      refused = true;
      log.info('no tray', { why: error instanceof Error ? error.message : '' });
      return null;
    }
  }

  return function show(waiting): void {
    if (!app.isReady()) return void app.whenReady().then(() => show(waiting));
    const said = JSON.stringify(waiting);
    if (said === last) return;
    last = said;
    const count = waiting?.count ?? 0;
    app.setBadgeCount(count);
    overlay(count, waiting?.tip ?? '');
    if (waiting === null) {
      tray?.destroy();
      tray = null;
      return;
    }
    const picture = pictureOf(count);
    if (tray === null) tray = make(picture);
    else tray.setImage(picture);
    tray?.setToolTip(waiting.tip);
    tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: waiting.open, click: () => goTo(null) },
        ...(waiting.list === null ? [] : [{ label: waiting.list, click: () => goTo('/rectifications?f.forMe=yes') }]),
        { type: 'separator' },
        { label: waiting.quit, click: quit },
      ]),
    );
  };
}

function pictureOf(count: number): NativeImage {
  const picture = nativeImage.createEmpty();
  for (const scaleFactor of SCALES) {
    const side = SIZE * scaleFactor;
    const dots = nativeImage.createFromBitmap(trayPicture(side, count), { width: side, height: side });
    picture.addRepresentation({ scaleFactor, width: side, height: side, buffer: dots.toPNG() });
  }
  return picture;
}

/** On Windows the number also stands on the window's button in the task bar. */
function overlay(count: number, tip: string): void {
  if (process.platform !== 'win32') return;
  for (const window of BrowserWindow.getAllWindows()) window.setOverlayIcon(count > 0 ? pictureOf(count) : null, tip);
}
