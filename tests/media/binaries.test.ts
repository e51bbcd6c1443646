import { describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../media/binaries.js';
import { runToEnd } from '../../media/runner.js';

describe('the runner', () => {
  it('hands arguments over as they are, without a shell', async () => {
    const nasty = ['$(touch /tmp/x)', '; echo no', '"quoted"', '中 文', '*', '--flag=\n'];
    const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
    const outcome = await runToEnd(process.execPath, ['-e', script, '--', ...nasty], 10_000);
    expect(outcome.code).toBe(0);
    expect(JSON.parse(outcome.stdout)).toEqual(nasty);
  });

  it('gives the exit code, and null for what it had to kill', async () => {
    expect((await runToEnd(process.execPath, ['-e', 'process.exit(7)'], 10_000)).code).toBe(7);
    expect((await runToEnd(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], 300)).code).toBeNull();
  });

  it('rejects for a program that is not there', async () => {
    await expect(runToEnd('/nowhere/ffmpeg', [], 1000)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('ffmpeg', () => {
  it('is one that starts and says its version, or honestly none', async () => {
    const found = await findFfmpeg();
    const system = await runToEnd('ffmpeg', ['-version'], 5000).catch(() => null);
    if (system?.code === 0) expect(found?.version).toMatch(/\d/);
    if (found) expect((await runToEnd(found.path, ['-version'], 5000)).stdout).toContain(found.version);
    else expect(system?.code).not.toBe(0);
  });
});
