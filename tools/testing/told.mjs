import { stripVTControlCharacters } from 'node:util';

/** Lines kept of what a test failed with. */
const LINES = 8;

/**
 * A test worth a word at the end of a run.
 * @typedef {object} Told
 * @property {'failed' | 'wavered'} outcome wavered: failed, and passed when it was tried once more
 * @property {string} title file and names, as the runner prints them
 * @property {string} message the first lines of what it failed with
 */

/** @param {string | undefined} text */
const brief = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, LINES)
    .join('\n');

/**
 * The failed tests of vitest's JSON report; a file that could not be loaded is told as one.
 * @param {any} report
 * @returns {Told[]}
 */
export const vitestTold = (report) =>
  report.testResults.flatMap((/** @type {any} */ file) => {
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed')
      return [{ outcome: 'failed', title: file.name, message: brief(file.message) }];
    return failed.map((/** @type {any} */ test) => ({
      outcome: 'failed',
      title: `${file.name} › ${test.fullName}`,
      message: brief(test.failureMessages?.[0]),
    }));
  });

/**
 * The failed and wavering tests of Playwright's JSON report, and what failed outside any test.
 * @param {any} report
 * @returns {Told[]}
 */
export function playwrightTold(report) {
  /** @type {Told[]} */
  const told = report.errors.map((/** @type {any} */ error) => ({
    outcome: 'failed',
    title: 'outside any test',
    message: brief(error.message),
  }));
  /** @param {any} suite @param {string[]} above */
  const walk = (suite, above) => {
    const names = suite.title ? [...above, suite.title] : above;
    for (const inner of suite.suites ?? []) walk(inner, names);
    for (const { title, tests } of suite.specs ?? [])
      for (const test of tests) {
        if (test.status !== 'unexpected' && test.status !== 'flaky') continue;
        const first = test.results.find((/** @type {any} */ result) => result.error);
        told.push({
          outcome: test.status === 'flaky' ? 'wavered' : 'failed',
          title: [...names, title].join(' › '),
          message: brief(first?.error.message),
        });
      }
  };
  for (const suite of report.suites) walk(suite, []);
  return told;
}
