import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openConsole } from '../support/workspace.js';

// Two starts of a whole console, on whatever computer this is.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describe('evidence', () => {
  it('at the next start has cleared away what a killed process left, and kept what has a record', async () => {
    const own = await mkdtemp(join(tmpdir(), 'mingcha 起 '));
    const at = join(own, 'data', 'evidence');
    const orphan = 'ab'.repeat(32);
    const first = await openConsole({ folder: own });
    await first.close();
    await mkdir(join(at, 'incoming'), { recursive: true });
    await mkdir(join(at, 'ab'), { recursive: true });
    await writeFile(join(at, 'incoming', 'half.part'), 'x');
    await writeFile(join(at, 'incoming', `${orphan}.mark`), '');
    await writeFile(join(at, 'ab', orphan), 'x');
    const old = new Date(first.time.now - 2 * 86_400_000);
    await utimes(join(at, 'incoming', `${orphan}.mark`), old, old);
    const second = await openConsole({ folder: own, setUp: false });
    expect(await readdir(join(at, 'incoming'))).toEqual([]);
    expect(await readdir(join(at, 'ab'))).toEqual([]);
    await second.close();
    const [day] = await readdir(join(own, 'log'));
    expect(await readFile(join(own, 'log', day ?? ''), 'utf8')).toMatch(/evidence swept.*"parts":1,"orphans":1/);
    await rm(own, { recursive: true, force: true });
  });
});
