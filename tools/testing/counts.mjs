/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @param {Counts[]} all @returns {Counts} */
export const sum = (all) => ({
  passed: all.reduce((total, one) => total + one.passed, 0),
  failed: all.reduce((total, one) => total + one.failed, 0),
  skipped: all.reduce((total, one) => total + one.skipped, 0),
});

/** @param {Counts} counts the line every run of the tests ends on */
export const verdict = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Counts of vitest's JSON report. A file that could not even be loaded has no tests in it and counts as one failure.
 * @param {any} report
 * @returns {Counts}
 */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts of Playwright's JSON report; errors outside any test count as failures. A test that passed when it was tried
 * once more counts as passed; `told.mjs` names it.
 * @param {any} report
 * @returns {Counts}
 */
export const playwrightCounts = ({ stats, errors }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected + errors.length,
  skipped: stats.skipped,
});

/**
 * What a part comes to, from its runner's exit code and counts: a runner that failed without a failed test, or ran
 * no test at all, has failed.
 * @param {number} code
 * @param {Counts | null} counts null when there is no report
 * @returns {Counts}
 */
export function settle(code, counts) {
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const silent = known.failed === 0 && (code !== 0 || known.passed + known.skipped === 0);
  return silent ? { ...known, failed: 1 } : known;
}
