import { ensureBuild } from './build.mjs';
import { ensureDisplay } from './display.mjs';
import { acquireLock } from './lock.mjs';
import { ensureNatives } from './natives.mjs';
import { ensurePackages } from './packages.mjs';
import { ROOT, RUNTIME_DIR, inRoot } from './paths.mjs';
import { ensureRuntime } from './runtime.mjs';
import { ensureSystem } from './system.mjs';
import { ensureTypings } from './typings.mjs';

/**
 * What set-up can bring about, in the order it is done. Each is skipped when it is fresh.
 * @type {{need: Need, name: string, work: (step: import('./report.mjs').Step) => Promise<{note: string, value?: any}>}[]}
 */
const STEPS = [
  { need: 'system', name: 'system packages', work: ensureSystem },
  { need: 'packages', name: 'npm packages', work: (step) => ensurePackages(ROOT, step) },
  { need: 'packages', name: 'native modules', work: (step) => ensureNatives(ROOT, step) },
  { need: 'runtime', name: 'Electron runtime', work: (step) => ensureRuntime(ROOT, RUNTIME_DIR, step) },
  { need: 'typings', name: 'older Electron typings', work: (step) => ensureTypings(RUNTIME_DIR, step) },
  { need: 'build', name: 'build', work: (step) => ensureBuild(ROOT, step) },
];

/**
 * @typedef {'system' | 'packages' | 'runtime' | 'typings' | 'build' | 'display'} Need
 *
 * @typedef {object} Prepared
 * @property {import('./runtime.mjs').Runtime} [runtime]
 * @property {import('./display.mjs').Display | null} [display] null: the session has one of its own
 */

/**
 * Brings about what a command needs. Two terminals at once take turns.
 * @param {Need[]} needs
 * @param {import('./report.mjs').Reporter} report
 * @returns {Promise<Prepared>}
 */
export async function prepare(needs, report) {
  /** @type {Prepared} */
  const prepared = {};
  const release = await acquireLock(inRoot('.runtime', 'setup.lock'), {
    onWait: (pid) => report.line(`Another set-up is at work here (process ${pid}); waiting for it.`),
  });
  try {
    for (const { need, name, work } of STEPS) {
      if (!needs.includes(need)) continue;
      const value = await report.step(name, work);
      if (need === 'runtime') prepared.runtime = value;
    }
  } finally {
    release();
  }
  if (needs.includes('display')) prepared.display = await report.step('display', ensureDisplay);
  return prepared;
}
