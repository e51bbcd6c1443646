import { describe, expect, it } from 'vitest';
import { SetupError, explain } from '../../../tools/setup/errors.mjs';
import { createReporter, duration, printFailure, size } from '../../../tools/setup/report.mjs';

describe('a failed step', () => {
  it.each([
    ['npm error code ENOSPC', 'the disk is full'],
    ['npm error code EROFS', 'the folder is read-only'],
    ['npm error code EINTEGRITY', 'does not match the lockfile'],
    ['npm error network request failed, reason: getaddrinfo ENOTFOUND some.host', 'cannot be reached'],
    ['prebuild-install warn getaddrinfo ENOTFOUND\ngyp ERR! find Python', 'a tool for that is missing'],
    ['gyp ERR! stack Error: not found: make', 'a tool for that is missing'],
    ['gyp ERR! build error', 'could not be compiled'],
    [
      'npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync',
      'disagree',
    ],
  ])('%s is explained as: %s', (output, message) => {
    const failure = explain(new Error('npm ci ended with code 1'), output);
    expect(failure.message).toContain(message);
    expect(failure.advice.length).toBeGreaterThan(0);
  });

  it('recognises a file system error by its code', () => {
    expect(explain(Object.assign(new Error('write'), { code: 'ENOSPC' })).message).toBe('the disk is full');
  });

  it('is printed with its step and what to do', async () => {
    const out: string[] = [];
    const sink = { write: (text: string) => out.push(text) };
    const report = createReporter(sink);
    const failure = await report
      .step('npm packages', () => Promise.reject(new SetupError('it rained', ['wait for the sun'])))
      .catch((error: unknown) => error);
    printFailure(failure, sink);
    expect(out.join('')).toBe('✗ npm packages: it rained\n  wait for the sun\n');
  });
});

describe('the report', () => {
  it('prints one line per step, with its time when it took any', async () => {
    const out: string[] = [];
    let clock = 0;
    const report = createReporter({ write: (text: string) => out.push(text) }, () => clock);
    const value = await report.step('build', () => {
      clock += 65_000;
      return { note: 'built', value: 7 };
    });
    await report.step('runtime', () => ({ note: 'fresh' }));
    expect(value).toBe(7);
    expect(out.join('')).toBe('✓ build: built (65 s)\n✓ runtime: fresh\n');
  });

  it('speaks rarely on a plain log', async () => {
    const out: string[] = [];
    let clock = 0;
    const report = createReporter({ write: (text: string) => out.push(text) }, () => clock);
    await report.step('download', (step) => {
      for (let second = 1; second <= 25; second += 1) {
        clock = second * 1_000;
        step.progress(`${second}%`);
      }
      return { note: 'done' };
    });
    expect(out).toEqual(['  … download: 10% (10 s)\n', '  … download: 20% (20 s)\n', '✓ download: done (25 s)\n']);
  });

  it('writes durations and sizes for people', () => {
    expect([300, 9_900, 61_000, 125_000].map(duration)).toEqual(['0.3 s', '9.9 s', '61 s', '2 min 5 s']);
    expect([3_140_000, 1_500_000_000].map(size)).toEqual(['3.1 MB', '1.50 GB']);
  });
});
