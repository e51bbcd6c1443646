import { describe, expect, it } from 'vitest';
import { playwrightCounts, settle, sum, verdict, vitestCounts } from '../../../tools/testing/counts.mjs';
import { playwrightTold, vitestTold } from '../../../tools/testing/told.mjs';
import { PARTS, chooseParts, needsOf } from '../../../tools/testing/parts.mjs';

describe('counting tests', () => {
  it('counts a test file that cannot be loaded as a failure', () => {
    const report = {
      numPassedTests: 4,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(vitestCounts(report)).toEqual({ passed: 4, failed: 2, skipped: 3 });
  });

  it('counts errors outside any end-to-end test as failures, and what passed on the second try as passed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightCounts(report)).toEqual({ passed: 6, failed: 2, skipped: 2 });
  });

  it.each([
    ['all passed', 0, { passed: 3, failed: 0, skipped: 0 }, 0],
    ['some failed', 1, { passed: 3, failed: 2, skipped: 0 }, 2],
    ['the runner failed though every test passed', 1, { passed: 3, failed: 0, skipped: 0 }, 1],
    ['no test was found', 0, { passed: 0, failed: 0, skipped: 0 }, 1],
    ['the runner left no report', 1, null, 1],
  ])('%s', (_what, code, counts, failed) => {
    expect(settle(code, counts).failed).toBe(failed);
  });

  it('ends on one line', () => {
    const counts = { passed: 1, failed: 2, skipped: 3 };
    expect(verdict(sum([counts, counts]))).toBe('2 passed, 4 failed, 6 skipped');
  });
});

describe('telling of tests at the end', () => {
  it('names what failed and what passed only when tried once more', () => {
    const failure = { status: 'failed', error: { message: '\u001b[31mError: no button\u001b[39m\n\n  at a\n' } };
    const spec = (title: string, status: string, results: object[]) => ({ title, tests: [{ status, results }] });
    const report = {
      errors: [{ message: 'no display' }],
      suites: [
        {
          title: 'wall.spec.ts',
          specs: [spec('opens', 'expected', [{ status: 'passed' }])],
          suites: [
            {
              title: 'the wall',
              specs: [spec('waits', 'flaky', [failure, { status: 'passed' }]), spec('falls', 'unexpected', [failure])],
            },
          ],
        },
      ],
    };
    expect(playwrightTold(report)).toEqual([
      { outcome: 'failed', title: 'outside any test', message: 'no display' },
      { outcome: 'wavered', title: 'wall.spec.ts › the wall › waits', message: 'Error: no button\n  at a' },
      { outcome: 'failed', title: 'wall.spec.ts › the wall › falls', message: 'Error: no button\n  at a' },
    ]);
  });

  it('names a file that could not be loaded', () => {
    const passed = { status: 'passed', fullName: 'adds' };
    const failed = { status: 'failed', fullName: 'subtracts', failureMessages: ['expected 1'] };
    const report = {
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [passed, failed] },
        { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', assertionResults: [passed] },
      ],
    };
    expect(vitestTold(report)).toEqual([
      { outcome: 'failed', title: 'a.test.ts › subtracts', message: 'expected 1' },
      { outcome: 'failed', title: 'b.test.ts', message: 'no such module' },
    ]);
  });
});

describe('choosing parts', () => {
  it('takes all when none is named, and keeps their order', () => {
    expect(chooseParts([])).toEqual(Object.keys(PARTS));
    expect(chooseParts(['db', 'types'])).toEqual(['types', 'db']);
  });

  it('refuses an unknown one', () => {
    expect(() => chooseParts(['units'])).toThrow(/no such part: units/);
  });

  it('sets up only what the chosen parts need', () => {
    expect(needsOf(['unit'])).not.toContain('runtime');
    expect(needsOf(['e2e'])).toEqual(expect.arrayContaining(['packages', 'runtime', 'build', 'display']));
  });
});
