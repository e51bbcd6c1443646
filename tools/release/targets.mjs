import { onPath } from '../setup/run.mjs';

/**
 * What a release can consist of, where each can be made, and why elsewhere not.
 * @typedef {object} Plan
 * @property {string[]} targets for electron-builder, after the platform switch
 * @property {string[]} skipped one line each
 */

const PLATFORM = /** @type {const} */ ({ linux: '--linux', darwin: '--mac', win32: '--win' });

const ELSEWHERE = {
  win32: 'Windows installer and portable: made on Windows, where the database driver is compiled for it',
  darwin: 'macOS dmg and zip: made on macOS, where the app can be signed and the database driver compiled for it',
  linux: 'Linux AppImage, deb and tar.gz: made on Linux, where the database driver is compiled for it',
};

/**
 * What to make here, and what to say about the rest.
 * @param {object} situation
 * @param {NodeJS.Platform} situation.platform
 * @param {import('../setup/runtime.mjs').Runtime['source']} situation.source
 * @param {boolean} situation.dirOnly
 * @returns {Plan}
 */
export function planRelease({ platform, source, dirOnly }) {
  const own = PLATFORM[/** @type {keyof typeof PLATFORM} */ (platform)];
  const skipped = Object.entries(ELSEWHERE).flatMap(([name, why]) => (name === platform ? [] : [why]));
  if (source !== 'official') {
    const why = 'the Electron at hand is not the official release, so nothing made of it may be handed out';
    return { targets: [own, 'dir'], skipped: [`installers and archives: ${why}`, ...skipped] };
  }
  if (dirOnly) return { targets: [own, 'dir'], skipped: ['installers and archives: --dir was asked for', ...skipped] };
  return { targets: [own], skipped };
}

/**
 * Where electron-builder may use the system's 7-Zip instead of fetching one.
 * @returns {NodeJS.ProcessEnv}
 */
export const archiver = () => (onPath('7za') ? { ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za' } : {});
