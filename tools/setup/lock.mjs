import { randomUUID } from 'node:crypto';
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 3_000;
/** A lock whose holder gave no sign for this long, watched by our own clock, is nobody's. */
const SILENT_MS = 20_000;
const POLL_MS = 500;

/**
 * Whether a process of this machine still runs.
 * @param {number} pid
 */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The lock as it lies on disk.
 * @param {string} file
 * @returns {{text: string, beat: number, pid: number, host: string} | null} null when there is none
 */
function look(file) {
  try {
    const text = readFileSync(file, 'utf8');
    const [pid, host] = text.split(' ');
    return { text, beat: statSync(file).mtimeMs, pid: Number(pid), host: host ?? '' };
  } catch {
    return null;
  }
}

/**
 * Removes a lock found stale, unless another process replaced it in the meantime.
 * @param {string} file
 * @param {string} seen the text of the stale lock
 */
function discard(file, seen) {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, 'utf8') !== seen) linkSync(aside, file);
  } catch {
    // Someone else was quicker; the next round sees the new state.
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Takes the lock if it is free.
 * @param {string} file
 * @returns {string | null} the text that marks it as ours
 */
function take(file) {
  const text = `${process.pid} ${hostname()} ${randomUUID()}`;
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, text);
    closeSync(handle);
    return text;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return null;
    throw error;
  }
}

/**
 * Waits until this process alone may set up, and returns the release.
 * A lock is stale when its process is gone, or when it gave no sign of life while we watched;
 * the machine's date plays no part.
 * @param {string} file
 * @param {object} [options]
 * @param {(pid: number) => void} [options.onWait] called once when another process holds the lock
 * @param {number} [options.silentMs]
 * @returns {Promise<() => void>}
 */
export async function acquireLock(file, { onWait, silentMs = SILENT_MS } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  let watched = { text: /** @type {string | null} */ (null), beat: 0, since: 0 };
  let waited = false;
  for (;;) {
    const mine = take(file);
    if (mine !== null) return hold(file, mine);
    const found = look(file);
    if (found) {
      if (found.text !== watched.text || found.beat !== watched.beat) {
        watched = { text: found.text, beat: found.beat, since: performance.now() };
      }
      const gone = found.host === hostname() && !alive(found.pid);
      if (gone || performance.now() - watched.since > silentMs) {
        discard(file, found.text);
        continue;
      }
      if (!waited) onWait?.(found.pid);
      waited = true;
    }
    await sleep(Math.min(POLL_MS, silentMs));
  }
}

/**
 * Keeps the lock alive until released or the process ends.
 * @param {string} file
 * @param {string} mine
 */
function hold(file, mine) {
  let held = true;
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // The lock was taken away; release() sees that too.
    }
  }, BEAT_MS);
  beat.unref();
  const release = () => {
    if (!held) return;
    held = false;
    clearInterval(beat);
    process.off('exit', release);
    if (look(file)?.text === mine) rmSync(file, { force: true });
  };
  process.on('exit', release);
  return release;
}
