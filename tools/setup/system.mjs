import { existsSync } from 'node:fs';
import { SetupError } from './errors.mjs';
import { onPath, run } from './run.mjs';

/**
 * What Debian and its relatives must bring. `command`: present when that command is. `packages`: present when any of
 * them is installed (newer releases renamed some); the first one the system knows is what gets installed.
 * `without`: the app cannot run without it ('stop') or runs with less ('warn').
 * @type {{command?: string, packages: string[], without: 'stop' | 'warn', only?: 'no display'}[]}
 */
const NEEDED = [
  { packages: ['libgtk-3-0', 'libgtk-3-0t64'], without: 'stop' },
  { packages: ['libnss3'], without: 'stop' },
  { packages: ['libgbm1'], without: 'stop' },
  { packages: ['libasound2', 'libasound2t64'], without: 'stop' },
  { packages: ['xvfb'], command: 'Xvfb', without: 'stop', only: 'no display' },
  { packages: ['xauth'], command: 'xauth', without: 'warn', only: 'no display' },
  { packages: ['fonts-noto-cjk', 'fonts-wqy-zenhei', 'fonts-wqy-microhei'], without: 'warn' },
  { packages: ['ffmpeg'], command: 'ffmpeg', without: 'warn' },
  { packages: ['python3'], command: 'python3', without: 'warn' },
  { packages: ['make'], command: 'make', without: 'warn' },
  { packages: ['g++'], command: 'g++', without: 'warn' },
];

/** Whether a Linux session has no screen to show a window on. */
export const noDisplay = () => process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;

/** Whether this process runs as root, where Chromium refuses to start with its sandbox on. */
export const isRoot = () => process.getuid?.() === 0;

/** @param {string[]} names */
async function installed(names) {
  const { output } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...names]);
  return new Set(
    output
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0] ?? ''),
  );
}

/** @param {string} name */
const offered = async (name) => /Candidate: (?!\(none\))/.test((await run('apt-cache', ['policy', name])).output);

/**
 * Runs apt-get and reads its percentages.
 * @param {string[]} args
 * @param {(text: string) => void} progress
 */
async function apt(args, progress) {
  const { code, output } = await run('apt-get', ['-o', 'APT::Status-Fd=2', '-qq', '-y', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onOutput: (text) => {
      const all = [...text.matchAll(/(dlstatus|pmstatus):[^:]*:([\d.]+):/g)];
      const last = all.at(-1);
      if (last) progress(`${last[1] === 'dlstatus' ? 'downloading' : 'installing'} ${Math.round(Number(last[2]))}%`);
    },
  });
  return code === 0 ? '' : output.replace(/^(dl|pm)status:.*$/gm, '').trim();
}

/**
 * Makes sure of the system libraries, fonts and programs on Debian and its relatives. As root it installs what is
 * missing; for anyone else it names the exact line to type. Other systems are taken as they are.
 * @param {import('./report.mjs').Step} step
 * @returns {Promise<{note: string}>}
 */
export async function ensureSystem(step) {
  if (process.platform !== 'linux') return { note: 'nothing needed on this system' };
  if (!existsSync('/usr/bin/dpkg-query')) {
    return { note: 'not a Debian system: GTK 3, NSS, GBM, ALSA, Chinese fonts and ffmpeg are taken to be present' };
  }
  const relevant = NEEDED.filter((need) => need.only !== 'no display' || noDisplay());
  const have = await installed(relevant.filter((need) => !need.command).flatMap((need) => need.packages));
  const missing = relevant.filter((need) =>
    need.command ? !onPath(need.command) : !need.packages.some((name) => have.has(name)),
  );
  if (missing.length === 0) return { note: 'fresh' };
  if (isRoot()) {
    step.progress('reading the package lists');
    const trouble = await apt(['update'], step.progress);
    const names = await choose(missing);
    const failure = await apt(['install', '--no-install-recommends', ...names], step.progress);
    if (failure) {
      throw new SetupError(`apt-get could not install ${names.join(' ')}`, [
        ...(trouble || failure).split('\n').slice(-3),
        'Check the network and the package sources, then run the same command again.',
      ]);
    }
    return { note: `installed ${names.join(' ')}` };
  }
  const names = await choose(missing);
  const line = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (missing.some((need) => need.without === 'stop')) {
    throw new SetupError(`missing: ${names.join(' ')}`, ['Type this, then run the same command again:', `  ${line}`]);
  }
  return { note: `going on without ${names.join(' ')}; to add them, type: ${line}` };
}

/**
 * The package to install for each missing item.
 * @param {typeof NEEDED} missing
 */
async function choose(missing) {
  return Promise.all(
    missing.map(async ({ packages }) => {
      for (const name of packages) if (await offered(name)) return name;
      return /** @type {string} */ (packages[0]);
    }),
  );
}
