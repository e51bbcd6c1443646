import { spawn } from 'node:child_process';
import { SetupError } from './errors.mjs';
import { ROOT } from './paths.mjs';
import { runtimeEnvironment } from './runtime.mjs';

/** How long the first screen may take. */
const PATIENCE_MS = 60_000;
/** How long the app may take to quit when asked. */
const PARTING_MS = 8_000;

/** What Chromium prints where there is no desktop bus and no graphics card, and what means nothing. */
const NOISE = [
  /\b(bus|object_proxy)\.cc\(/,
  /\b(viz_main_impl|gpu_process_host|gpu_init|vaapi_wrapper|gl_surface_presentation_helper)\.cc\(/,
];

/**
 * Splits a stream into lines.
 * @param {import('node:stream').Readable} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => rest && onLine(rest));
}

/**
 * Starts the built app and stays with it until it ends. The app says `ready <ms>` when its first screen stands; with
 * `shot` it then writes the screen to that file and says `shot <file>`.
 * @param {import('./prepare.mjs').Prepared} prepared
 * @param {object} options
 * @param {string[]} options.args passed on to the app
 * @param {string} options.shot file for the picture of the first screen, empty for none
 * @param {boolean} options.exitAfterShot
 * @param {() => void} options.onShown
 * @returns {Promise<number>} the app's exit code
 */
export function launch({ runtime, display }, { args, shot, exitAfterShot, onShown }) {
  if (!runtime) throw new SetupError('no runtime was prepared');
  const child = spawn(runtime.binary, [ROOT, '--announce-ready', ...(shot ? [`--shot=${shot}`] : []), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...runtimeEnvironment(runtime), ...display?.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let shown = false;
  const part = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), PARTING_MS).unref();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, part);
  eachLine(child.stdout, (line) => {
    const isReady = /^ready \d+$/.test(line);
    if (shot ? line === `shot ${shot}` : isReady) {
      shown = true;
      onShown();
      if (exitAfterShot) part();
    } else if (!isReady) {
      console.log(line);
    }
  });
  eachLine(child.stderr, (line) => {
    if (line.trim() && !NOISE.some((pattern) => pattern.test(line))) console.error(line);
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      if (!shot || shown) return;
      part();
      reject(new SetupError(`the first screen did not appear within ${PATIENCE_MS / 1000} s`));
    }, PATIENCE_MS);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new SetupError(`Electron could not be started: ${error.message}`, [runtime.binary]));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (shot && !shown) {
        const end = signal ? `by ${signal}` : `with code ${code}`;
        reject(new SetupError(`the console ended ${end} before its first screen`, advise(code)));
      } else {
        resolve(shown && exitAfterShot ? 0 : (code ?? 0));
      }
    });
  });
}

/**
 * @param {number | null} code exit code of the runtime
 * @returns {string[]}
 */
const advise = (code) =>
  code === 127
    ? [
        'A system library is missing (its name stands above). On Debian: apt-get install -y libgtk-3-0 libnss3 libgbm1 libasound2',
      ]
    : ['What it printed stands above; its log lies in the data folder.'];
