import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustCompileAside } from './compile.mjs';
import { explain } from './errors.mjs';
import { npm } from './run.mjs';
import { requireRoom } from './room.mjs';

/** Room an installation needs, in bytes. */
const ROOM = 1.2e9;
const POLL_MS = 1_000;

/** @param {string} root */
const stampFile = (root) => path.join(root, 'node_modules', '.mingcha', 'packages.json');

/**
 * What the installed packages must correspond to: the lockfile, and the Node they were installed with.
 * @param {string} root
 */
export function packagesStamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  return JSON.stringify({ lock, abi: process.versions.modules, platform: process.platform, arch: process.arch });
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}>}
 */
const lockedPackages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Whether the tree on disk is what npm last finished installing and agrees with the lockfile. npm writes
 * `node_modules/.package-lock.json` after the last install script, so a broken-off install has none.
 * @param {string} root
 */
export function treeMatchesLockfile(root) {
  const hidden = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = lockedPackages(path.join(root, 'package-lock.json'));
  const present = lockedPackages(hidden);
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = present[name];
    if (!found) return Boolean(entry.optional || entry.devOptional);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * Installs from the lockfile.
 * @param {string} root
 * @param {import('./report.mjs').Step} step
 * @returns {Promise<number>} how many packages are in place
 */
async function install(root, step) {
  requireRoom(root, ROOM);
  const modules = path.join(root, 'node_modules');
  for (const mark of ['.mingcha', '.package-lock.json'])
    rmSync(path.join(modules, mark), { recursive: true, force: true });
  const names = Object.keys(lockedPackages(path.join(root, 'package-lock.json'))).filter(Boolean);
  const arrived = () => names.filter((name) => existsSync(path.join(root, name, 'package.json'))).length;
  let last = '';
  const timer = setInterval(() => {
    const count = arrived();
    const note = `${count} packages in place`;
    step.progress(note === last && count > 0 ? `${note}, native code being fetched or compiled` : note);
    last = note;
  }, POLL_MS);
  try {
    const aside = mustCompileAside(root);
    const args = ['ci', '--no-audit', '--no-fund', '--fetch-retries=1', ...(aside ? ['--ignore-scripts'] : [])];
    const { code, output } = await npm(args, { cwd: root });
    if (code !== 0) throw explain(new Error(`npm ci ended with code ${code}: ${output.slice(-1_500)}`), output);
    // The native driver is built by the next step; the video tool is optional and may fail to come.
    if (aside && existsSync(path.join(modules, 'ffmpeg-static')))
      await npm(['rebuild', 'ffmpeg-static'], { cwd: root });
  } finally {
    clearInterval(timer);
  }
  return arrived();
}

/**
 * Makes node_modules correspond to the lockfile; does nothing when it already does. The completion mark is written
 * last, so whatever was broken off before is done anew.
 * @param {string} root
 * @param {import('./report.mjs').Step} step
 */
export async function ensurePackages(root, step) {
  const file = stampFile(root);
  const stamp = packagesStamp(root);
  if (existsSync(file) && readFileSync(file, 'utf8') === stamp) return { note: 'fresh' };
  const adopted = treeMatchesLockfile(root);
  const note = adopted ? 'installed earlier, checked against the lockfile' : `${await install(root, step)} installed`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, stamp);
  return { note };
}
