const all = ['domain', 'db', 'media', 'electron', 'renderer', 'tests', 'tools'];

/**
 * @param {string} name
 * @param {string[]} may
 * @param {string} why
 */
const room = (name, may, why) => ({
  may: [name, ...may],
  forbidden: all.filter((other) => other !== name && !may.includes(other)),
  why,
});

/**
 * The rooms of the house and which way the arrows point: every arrow ends in `domain`. Lint and
 * `tests/architecture` both read this table.
 * @type {Record<string, { may: string[], forbidden: string[], why: string }>}
 */
export const rooms = {
  domain: room('domain', [], 'domain/ holds pure rules: it imports nothing of the other rooms.'),
  db: room('db', ['domain'], 'db/ knows the domain alone; electron/services joins it with media.'),
  media: room('media', ['domain'], 'media/ knows the domain alone; electron/services joins it with db.'),
  electron: room('electron', ['domain', 'db', 'media'], 'electron/ joins the rooms; it never imports the renderer.'),
  renderer: room('renderer', ['domain'], 'renderer/ reaches the rest through renderer/api/client alone.'),
};

/** Each dangerous thing has one importer. `door` is that file. */
export const doors = [
  { module: 'docx', door: 'electron/documents/word-file.ts', message: 'Word files are written behind one door.' },
  { module: 'exifreader', door: 'media/picture.ts', message: 'Camera notes are read behind one door.' },
  { module: 'sqlite3', door: 'db/driver.ts', message: 'sqlite3 is opened behind one door.' },
  { module: 'node:child_process', door: 'media/runner.ts', message: 'Processes are started behind one door.' },
  { module: 'child_process', door: 'media/runner.ts', message: 'Processes are started behind one door.' },
];

/** Named imports of `electron` with one importer each. */
export const electronDoors = [
  { name: 'ipcMain', door: 'electron/ipc/register.ts' },
  { name: 'ipcRenderer', door: 'electron/preload.ts' },
  { name: 'contextBridge', door: 'electron/preload.ts' },
  { name: 'protocol', door: 'electron/security/protocol.ts' },
];

/**
 * Packages a room may import besides node's own modules.
 * @type {Record<string, string[]>}
 */
export const packages = {
  domain: ['zod'],
  db: ['sqlite3'],
  media: ['exifreader', 'ffmpeg-static'],
  electron: ['electron', 'zod', '@node-rs/argon2', 'exceljs', 'csv-parse', 'csv-stringify', 'docx', 'yauzl', 'yazl'],
  renderer: [
    'vue',
    'pinia',
    'vue-router',
    'vue-i18n',
    'element-plus',
    '@element-plus/icons-vue',
    '@tanstack/vue-virtual',
    'echarts',
    'vue-echarts',
  ],
};
