import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';
import { size } from './report.mjs';

/** How long the release host may take to answer before it counts as out of reach. */
const PATIENCE_MS = 8_000;
const RELEASES = 'https://github.com/electron/electron/releases/download/';

/**
 * The Electron package among the installed ones.
 * @param {string} root
 */
export function electronPackage(root) {
  const folder = path.join(root, 'node_modules', 'electron');
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return { folder, version: String(version), dist: path.join(folder, 'dist') };
}

/**
 * Whether the package's own binary is there and was unpacked to the end: `path.txt` is the last thing written.
 * @param {string} root
 */
export function ownBinary(root) {
  const { folder, version, dist } = electronPackage(root);
  try {
    const binary = path.join(dist, readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    const found = readFileSync(path.join(dist, 'version'), 'utf8').replace(/^v/, '').trim();
    return found === version && existsSync(binary) ? { dist, binary, version } : null;
  } catch {
    return null;
  }
}

/**
 * Whether the release host (or the mirror named by ELECTRON_MIRROR) answers for this version.
 * @param {string} version
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function releasesAnswer(version, env = process.env) {
  const base = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || RELEASES;
  try {
    const address = `${base}v${version}/SHASUMS256.txt`;
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/**
 * Downloads the official binary by the package's own installer, which checks it against its checksums.
 * @param {string} root
 * @param {import('./report.mjs').Step} step
 * @param {string} runtimeDir for the download on its way
 * @returns {Promise<{failure: string}>} empty when it worked
 */
export async function downloadOfficial(root, step, runtimeDir) {
  const { folder, dist } = electronPackage(root);
  const temp = mkdtempSync(path.join(runtimeDir, 'staging-'));
  const timer = setInterval(() => step.progress(`${size(fileBytes(temp))} downloaded`), 1_000);
  try {
    rmSync(dist, { recursive: true, force: true });
    const env = { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp };
    const { code, output } = await run(process.execPath, [path.join(folder, 'install.js')], { cwd: root, env });
    return { failure: code === 0 ? '' : output.trim().split('\n')[0] || `code ${code}` };
  } finally {
    clearInterval(timer);
    rmSync(temp, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function fileBytes(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
    if (!entry.isFile()) return sum;
    try {
      return sum + statSync(path.join(entry.parentPath, entry.name)).size;
    } catch {
      return sum;
    }
  }, 0);
}
