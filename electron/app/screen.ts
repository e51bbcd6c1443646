import { BrowserWindow } from 'electron';
import type { Desktop } from './desktop.js';

/** One window fills the screen at a time; one that somebody had made so by hand stays so. */
export function createScreenFiller(): Desktop['fillScreen'] {
  let filled: BrowserWindow | null = null;
  const giveBack = (): void => {
    if (filled && !filled.isDestroyed()) filled.setFullScreen(false);
    filled = null;
  };
  return (on) => {
    if (!on) return giveBack();
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (!window || window === filled || window.isFullScreen()) return;
    giveBack();
    window.setFullScreen(true);
    filled = window;
  };
}
