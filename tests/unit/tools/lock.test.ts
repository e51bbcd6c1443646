import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../tools/setup/lock.mjs';
import { ROOT } from '../../../tools/setup/paths.mjs';
import { freshFolder } from './fixtures';

const lockIn = (folder: string) => path.join(folder, '.runtime', 'setup.lock');

describe('the set-up lock', () => {
  it('is given up on release', async () => {
    const file = lockIn(freshFolder());
    const release = await acquireLock(file);
    expect(existsSync(file)).toBe(true);
    release();
    expect(existsSync(file)).toBe(false);
    (await acquireLock(file))();
  });

  it('is taken over at once from a process that is gone', async () => {
    const file = lockIn(freshFolder());
    (await acquireLock(file))();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, `${pid} ${hostname()} left-behind`);
    let waited = false;
    const release = await acquireLock(file, { onWait: () => (waited = true) });
    expect(waited).toBe(false);
    expect(readFileSync(file, 'utf8')).toContain(String(process.pid));
    release();
  });

  it.each([
    ['another process took the number', `${process.ppid} ${hostname()} x`],
    ['another machine shares the folder', '1 elsewhere x'],
    ['the holder died between making and filling it', ''],
  ])('is taken over when its holder gives no sign of life: %s', async (_why, text) => {
    const file = lockIn(freshFolder());
    (await acquireLock(file))();
    writeFileSync(file, text);
    utimesSync(file, 0, 0);
    const started = performance.now();
    const release = await acquireLock(file, { silentMs: 200 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(200);
    release();
  });

  it('is waited for while its holder shows signs of life', async () => {
    const file = lockIn(freshFolder());
    (await acquireLock(file))();
    writeFileSync(file, '1 elsewhere alive');
    let beats = 0;
    const timer = setInterval(() => utimesSync(file, ++beats, beats), 50);
    const taken = acquireLock(file, { silentMs: 400 });
    const early = await Promise.race([taken.then(() => 'taken'), sleep(1_200).then(() => 'waiting')]);
    clearInterval(timer);
    expect(early).toBe('waiting');
    (await taken)();
  });

  it('lets two processes work one after the other, never at once', async () => {
    const folder = freshFolder();
    const file = lockIn(folder);
    const busy = path.join(folder, 'busy');
    const work = `
      import { acquireLock } from ${JSON.stringify(pathToFileURL(path.join(ROOT, 'tools', 'setup', 'lock.mjs')).href)};
      import { rmSync, writeFileSync } from 'node:fs';
      const release = await acquireLock(${JSON.stringify(file)});
      writeFileSync(${JSON.stringify(busy)}, '', { flag: 'wx' });
      await new Promise((resolve) => setTimeout(resolve, 300));
      rmSync(${JSON.stringify(busy)});
      release();`;
    const children = [1, 2, 3].map(() => spawn(process.execPath, ['--input-type=module', '-e', work]));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
  });
});
