import { Menu, type MenuItemConstructorOptions } from 'electron';

import type { Desktop } from './desktop.js';

type Language = 'zh-CN' | 'en';
type Words = Record<
  | 'file'
  | 'window'
  | 'quit'
  | 'edit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'view'
  | 'larger'
  | 'smaller'
  | 'size'
  | 'full',
  string
>;

const words: Record<Language, Words> = {
  'zh-CN': {
    file: '文件',
    window: '新窗口',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '显示',
    larger: '放大',
    smaller: '缩小',
    size: '原始大小',
    full: '全屏',
  },
  en: {
    file: 'File',
    window: 'New window',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    larger: 'Zoom in',
    smaller: 'Zoom out',
    size: 'Original size',
    full: 'Full screen',
  },
};

/**
 * The menu behind Alt (above the screen on macOS): the keys of editing and zooming hang on it. It reloads nothing and
 * opens no developer tools.
 */
export function setMenu(language: Language, desktop: Pick<Desktop, 'openWindow'>): void {
  const t = words[language];
  const item = (label: string, role: MenuItemConstructorOptions['role'], accelerator?: string) => ({
    label,
    ...(role && { role }),
    ...(accelerator && { accelerator }),
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: t.file,
        submenu: [
          { label: t.window, accelerator: 'CommandOrControl+Shift+N', click: () => desktop.openWindow() },
          item(t.quit, 'quit'),
        ],
      },
      {
        label: t.edit,
        submenu: [
          item(t.undo, 'undo'),
          item(t.redo, 'redo'),
          { type: 'separator' },
          item(t.cut, 'cut'),
          item(t.copy, 'copy'),
          item(t.paste, 'paste'),
          item(t.selectAll, 'selectAll'),
        ],
      },
      {
        label: t.view,
        submenu: [
          item(t.larger, 'zoomIn', 'CommandOrControl+Plus'),
          // The plus key without Shift.
          { ...item(t.larger, 'zoomIn', 'CommandOrControl+='), visible: false, acceleratorWorksWhenHidden: true },
          item(t.smaller, 'zoomOut', 'CommandOrControl+-'),
          item(t.size, 'resetZoom', 'CommandOrControl+0'),
          { type: 'separator' },
          item(t.full, 'togglefullscreen'),
        ],
      },
    ]),
  );
}
