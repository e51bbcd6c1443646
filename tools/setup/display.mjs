import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SetupError } from './errors.mjs';
import { noDisplay } from './system.mjs';

const SCREEN = '1600x1000x24';
const PATIENCE_MS = 15_000;

/**
 * Runs Xvfb, ends it and removes its cookie when the pipe on standard input closes: also when this process is killed.
 * Descriptor 3 carries the number of the display it chose.
 */
const KEEPER =
  'Xvfb "$@" & server=$!; exec 3>&-; cat >/dev/null; kill "$server" 2>/dev/null; wait "$server"; rm -rf "$KEEPER_FOLDER"';

/** Any machine, any display, as the X authority file encodes it. */
const FAMILY_WILD = 0xffff;

/** @param {string | Buffer} value as the X authority file stores it: two bytes of length, then the bytes */
function counted(value) {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** An X authority file with one fresh cookie, so that only we can reach the screen. */
function authority() {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  return Buffer.concat([family, counted(''), counted(''), counted('MIT-MAGIC-COOKIE-1'), counted(randomBytes(16))]);
}

/**
 * A screen of our own, held in memory.
 * @typedef {object} Display
 * @property {NodeJS.ProcessEnv} env what a program needs to draw on it
 * @property {() => void} close
 *
 * Starts Xvfb on a free display number.
 * @returns {Promise<Display>}
 */
export async function startDisplay() {
  const folder = mkdtempSync(path.join(tmpdir(), 'mingcha-x-'));
  const cookie = path.join(folder, 'authority');
  writeFileSync(cookie, authority(), { mode: 0o600 });
  const server = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', cookie];
  const child = spawn('/bin/sh', ['-c', KEEPER, 'sh', ...server], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, KEEPER_FOLDER: folder },
    detached: true,
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (complaint = (complaint + text).slice(-2_000)));
  const close = () => void child.stdin?.end();
  process.once('exit', close);
  try {
    const number = await firstLine(/** @type {import('node:stream').Readable} */ (child.stdio[3]));
    for (const part of [child, child.stdin, child.stderr]) /** @type {any} */ (part).unref?.();
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: cookie }, close };
  } catch {
    close();
    throw new SetupError('Xvfb did not start', [
      complaint.trim() || 'It said nothing.',
      'On Debian and its relatives: apt-get install -y xvfb',
    ]);
  }
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>}
 */
function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
    /** @param {(value: any) => void} settle @param {any} value */
    const end = (settle, value) => {
      clearTimeout(timer);
      stream.destroy();
      settle(value);
    };
    stream.setEncoding('utf8').on('data', (piece) => {
      text += piece;
      if (text.includes('\n')) end(resolve, text.trim());
    });
    stream.on('end', () => end(reject, new Error('ended')));
  });
}

/**
 * The screen to draw on: the session's own, or an Xvfb where there is none.
 * @returns {Promise<{note: string, value: Display | null}>}
 */
export async function ensureDisplay() {
  if (!noDisplay()) return { note: 'the session’s own', value: null };
  const display = await startDisplay();
  return { note: `none in this session, Xvfb on ${display.env.DISPLAY}`, value: display };
}
