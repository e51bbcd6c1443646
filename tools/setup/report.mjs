import { explain } from './errors.mjs';

/** On a plain log (no terminal) a running step speaks again after this many milliseconds. */
const QUIET_MS = 10_000;

/**
 * A duration for people: "0.4 s", "12 s", "2 min 5 s".
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * A size for people: "3.1 MB".
 * @param {number} bytes
 */
export function size(bytes) {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/**
 * @typedef {object} Step what a running step may say
 * @property {(text: string) => void} progress where it stands; overwritten on a terminal, rare on a log
 *
 * @typedef {object} Outcome what a finished step leaves
 * @property {string} note what was done, or 'fresh'
 * @property {any} [value] handed on to the caller
 * @property {boolean} [failed] it ended, but badly
 *
 * @typedef {ReturnType<typeof createReporter>} Reporter
 */

/**
 * Prints one line per set-up step, with its progress while it runs.
 * @param {{write: (text: string) => unknown, isTTY?: boolean}} [out]
 * @param {() => number} [now] milliseconds
 */
export function createReporter(out = process.stdout, now = () => performance.now()) {
  const live = Boolean(out.isTTY);
  const clear = () => live && out.write('\r\u001b[2K');

  /**
   * Runs one named step and reports it. A failure comes out as a SetupError that carries the step's name.
   * @template T
   * @param {string} name
   * @param {(step: Step) => Promise<Outcome & {value?: T}> | (Outcome & {value?: T})} work
   * @returns {Promise<T>}
   */
  async function step(name, work) {
    const started = now();
    let spoken = started;
    /** @param {string} text */
    const progress = (text) => {
      const line = `  … ${name}: ${text} (${duration(now() - started)})`;
      if (live) {
        clear();
        out.write(line.slice(0, (process.stdout.columns || 80) - 1));
      } else if (now() - spoken >= QUIET_MS) {
        spoken = now();
        out.write(`${line}\n`);
      }
    };
    try {
      const outcome = await work({ progress });
      const took = now() - started;
      clear();
      out.write(`${outcome.failed ? '✗' : '✓'} ${name}: ${outcome.note}${took >= 100 ? ` (${duration(took)})` : ''}\n`);
      return /** @type {T} */ (outcome.value);
    } catch (error) {
      clear();
      throw Object.assign(explain(error), { step: name });
    }
  }

  /** @param {string} text a line of its own */
  const line = (text) => {
    clear();
    out.write(`${text}\n`);
  };

  return { step, line };
}

/**
 * Prints a failure the way every command ends on one: which step, what happened, what to do.
 * @param {unknown} error
 * @param {{write: (text: string) => unknown}} [out]
 */
export function printFailure(error, out = process.stderr) {
  const known = explain(error);
  const step = /** @type {any} */ (known).step;
  out.write(`✗ ${step ? `${step}: ` : ''}${known.message}\n`);
  for (const advice of known.advice) out.write(`  ${advice}\n`);
  const origin = known.cause instanceof Error ? known.cause : known;
  if (process.env.DEBUG) out.write(`${origin.stack}\n`);
}
