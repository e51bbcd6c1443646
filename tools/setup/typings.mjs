import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { isComplete, stage } from './staging.mjs';
import { fetchByNpm, fetchPinned } from './tarball.mjs';

/** The oldest Electron whose API the main process keeps to; only its typings are used. */
export const OLDER_ELECTRON = {
  name: 'electron',
  version: '33.2.1',
  integrity: 'sha512-SG/nmSsK9Qg1p6wAW+ZfqU+AV8cmXMTIklUL18NnOKfZLlum4ZsDoVdmmmlL39ZmeCaq27dr7CgslRPahfoVJg==',
  bytes: 200_000,
};

/**
 * Puts the older Electron's typings where tsconfig.electron33.json looks for them.
 * @param {string} runtimeDir
 * @param {import('./report.mjs').Step} step
 * @param {object} [options]
 * @param {import('./tarball.mjs').Pin} [options.pin]
 * @param {import('./tarball.mjs').FetchTarball} [options.fetchTarball]
 */
export async function ensureTypings(runtimeDir, step, { pin = OLDER_ELECTRON, fetchTarball = fetchByNpm } = {}) {
  const folder = path.join(runtimeDir, 'electron-33-types');
  if (isComplete(folder, pin.integrity)) return { note: 'fresh' };
  await stage(folder, pin.integrity, async (content, scratch) => {
    const tarball = await fetchPinned(pin, scratch, step, fetchTarball);
    const tar = await import('tar');
    await tar.extract({ file: tarball, cwd: scratch, filter: (name) => name === 'package/electron.d.ts' });
    copyFileSync(path.join(scratch, 'package', 'electron.d.ts'), path.join(content, 'electron.d.ts'));
  });
  return { note: `of Electron ${pin.version}` };
}
