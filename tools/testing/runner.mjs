import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT, inRoot } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { playwrightCounts, settle, sum, vitestCounts } from './counts.mjs';
import { PARTS } from './parts.mjs';
import { playwrightTold, vitestTold } from './told.mjs';

/**
 * What came of a part.
 * @typedef {object} PartResult
 * @property {string} name
 * @property {import('./counts.mjs').Counts} counts
 * @property {number} ms
 * @property {string} details what to print of it; empty when there is nothing to tell
 * @property {import('./told.mjs').Told[]} told tests that failed, or passed only on the second try
 */

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string[]} command script inside node_modules, then its arguments
 * @param {NodeJS.ProcessEnv} env
 */
function runTool([script = '', ...args], env) {
  return run(process.execPath, [inRoot('node_modules', script), ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
  });
}

/** @param {import('./parts.mjs').Part} part @param {NodeJS.ProcessEnv} env */
async function runChecks(part, env) {
  const results = [];
  for (const check of part.checks ?? []) {
    const { code, output } = await runTool(check.command, env);
    const words = output.trim();
    results.push({
      counts: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 },
      details: words || code !== 0 ? `${check.name}:\n${words}` : '',
    });
  }
  return {
    counts: sum(results.map((result) => result.counts)),
    details: results
      .map((result) => result.details)
      .filter(Boolean)
      .join('\n'),
    told: [],
  };
}

/** How each kind of test runner is called, and how its report is read. */
const RUNNERS = {
  vitest: {
    command: (/** @type {string} */ name, /** @type {string} */ report) => [
      ...['vitest/vitest.mjs', 'run', '--project', name, '--reporter=default', '--reporter=json'],
      `--outputFile.json=${report}`,
    ],
    counts: vitestCounts,
    told: vitestTold,
  },
  playwright: {
    command: () => ['@playwright/test/cli.js', 'test'],
    counts: playwrightCounts,
    told: playwrightTold,
  },
};

/**
 * @param {string} name
 * @param {'vitest' | 'playwright'} kind
 * @param {NodeJS.ProcessEnv} env
 */
async function runTests(name, kind, env) {
  const report = inRoot('test-results', `${name}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const { command, counts: read, told } = RUNNERS[kind];
  const { code, output } = await runTool(command(name, report), env);
  const found = readReport(report);
  const counts = settle(code, found && read(found));
  return { counts, details: counts.failed ? output.trim() : '', told: found ? told(found) : [] };
}

/**
 * Runs one part to its end; never throws for a failing test.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env added to the environment
 * @returns {Promise<PartResult>}
 */
export async function runPart(name, env) {
  const started = performance.now();
  const part = PARTS[name];
  if (!part) throw new RangeError(`no such part: ${name}`);
  const outcome = await (part.kind === 'checks' ? runChecks(part, env) : runTests(name, part.kind, env));
  return { name, ...outcome, ms: performance.now() - started };
}
