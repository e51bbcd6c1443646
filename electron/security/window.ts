import { join } from 'node:path';
import { BrowserWindow, screen } from 'electron';
import type { Settings, WindowState } from '../app/settings.js';

/** The smallest window every screen is made for. */
export const SMALLEST = { width: 1280, height: 800 };

/** Pixels by which a further window stands aside. */
const STEP_ASIDE = 28;

/** The one way a window is made: sandboxed, isolated, without Node, at the place it was left. */
export function createWindow(settings: Settings, dark: boolean): BrowserWindow {
  const place = beside(onScreen(settings.window));
  const window = new BrowserWindow({
    ...place,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    // The ground colour of the theme, so that the first painted frame does not flash.
    backgroundColor: dark ? '#0f1216' : '#f3f4f6',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(__dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
    },
  });
  if (settings.window?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(settings.window?.zoom ?? 1));
  window.on('close', () => settings.update({ window: stateOf(window) }));
  return window;
}

/** Not on top of the window that is already there. */
function beside<P extends { x?: number; y?: number }>(place: P): P {
  const others = BrowserWindow.getAllWindows().length;
  if (others === 0 || place.x === undefined || place.y === undefined) return place;
  return { ...place, x: place.x + others * STEP_ASIDE, y: place.y + others * STEP_ASIDE };
}

function stateOf(window: BrowserWindow): WindowState {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, maximized: window.isMaximized(), zoom: window.webContents.getZoomFactor() };
}

/** The remembered place when a screen still shows it; otherwise a size that fits the first screen. */
function onScreen(state: WindowState | null): { x?: number; y?: number; width: number; height: number } {
  const area = screen.getPrimaryDisplay().workArea;
  const usual = { width: Math.min(1440, area.width), height: Math.min(900, area.height) };
  if (state?.x === undefined || state.y === undefined) return usual;
  const { x, y, width, height } = state;
  const seen = screen.getAllDisplays().some(({ workArea: shown }) => {
    const inside = (at: number, from: number, size: number): boolean => at >= from - 8 && at < from + size - 64;
    return inside(x, shown.x, shown.width) && inside(y, shown.y, shown.height);
  });
  return seen ? { x, y, width, height } : usual;
}
