import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { SetupError } from './errors.mjs';
import { createFreshness } from './freshness.mjs';
import { run } from './run.mjs';

/** Everything the built app is made from. */
const SOURCES = [
  'domain',
  'db',
  'media',
  'electron',
  'renderer',
  'electron.vite.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.node.json',
  'tsconfig.web.json',
  'package.json',
  'package-lock.json',
];

/** @param {string} root */
export const buildFreshness = (root) =>
  createFreshness({
    root,
    file: 'out/.build.json',
    sources: SOURCES,
    generated: [path.join('renderer', 'components.d.ts')],
    results: ['out/main', 'out/preload', 'out/renderer'],
  });

/**
 * Runs the installed electron-vite.
 * @param {string} root
 */
export const electronVite = (root) => path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');

/**
 * Builds the production form of the app into `out/`, unless it already stands there for these very sources.
 * @param {string} root
 * @param {import('./report.mjs').Step} step
 * @param {{force?: boolean}} [options]
 */
export async function ensureBuild(root, step, { force = false } = {}) {
  const freshness = buildFreshness(root);
  if (!force && freshness.isFresh()) return { note: 'fresh' };
  const finish = freshness.begin();
  const timer = setInterval(() => step.progress(stage), 1_000);
  let stage = 'starting';
  try {
    const { code, output } = await run(process.execPath, [electronVite(root), 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
      onOutput: (text) => {
        stage = /building .*? environment|(\d+) modules transformed/.exec(text)?.[0] ?? stage;
      },
    });
    if (code !== 0)
      throw new SetupError(
        'the app could not be built',
        stripVTControlCharacters(output).trim().split('\n').slice(-40),
      );
  } finally {
    clearInterval(timer);
  }
  finish();
  return { note: 'built into out/' };
}
