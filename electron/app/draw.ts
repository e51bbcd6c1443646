import { BrowserWindow, type NativeImage } from 'electron';
import type { Desktop } from './desktop.js';
import { calledOff, hiddenPage, offered } from './hidden-page.js';

/** Rows below the picture that show that the page was painted: the first frames may come empty. */
const MARK_ROWS = 2;
const mark = (height: number): string =>
  `<div style="position:absolute;left:0;top:${height}px;width:100%;height:${MARK_ROWS}px;background:#ff00ff"></div>`;

/** A newer runtime draws in the pixels of the screen unless told; an older one does not know the word. */
const pixelForPixel = { deviceScaleFactor: 1 };

/** The mark stands in the last row. Pixels are blue, green, red, alpha. */
function isPainted(image: NativeImage, width: number, height: number): boolean {
  const size = image.getSize();
  if (size.width !== width || size.height !== height + MARK_ROWS) return false;
  const row = image.crop({ x: 0, y: height + 1, width: 1, height: 1 }).toBitmap();
  return row[0] === 255 && row[1] === 0 && row[2] === 255;
}

/** Draws documents to PNG on a page nobody sees. What is not drawn stays transparent. */
export function createDrawer(): Desktop['draw'] {
  return async (html, { width, height }, signal) => {
    const window = new BrowserWindow({
      show: false,
      frame: false,
      transparent: true,
      skipTaskbar: true,
      useContentSize: true,
      width,
      height: height + MARK_ROWS,
      // A window smaller than the screen's least would come out larger.
      minWidth: 1,
      minHeight: 1,
      webPreferences: { ...hiddenPage(), offscreen: { useSharedTexture: false, ...pixelForPixel } },
    });
    const { webContents } = window;
    const painted = new Promise<Uint8Array>((resolve) => {
      webContents.on('paint', (_, __, image) => {
        const exact = image.getSize().width === width ? image : image.resize({ width, height: height + MARK_ROWS });
        if (isPainted(exact, width, height)) resolve(exact.crop({ x: 0, y: 0, width, height }).toPNG());
      });
    });
    const draw = async (url: string): Promise<Uint8Array> => {
      await webContents.loadURL(url);
      webContents.invalidate();
      return painted;
    };
    try {
      return await offered(`${html}${mark(height)}`, (url) => Promise.race([draw(url), calledOff(signal)]));
    } finally {
      if (!window.isDestroyed()) window.destroy();
    }
  };
}
