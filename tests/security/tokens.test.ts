import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileTokens } from '../../electron/services/files.js';

describe('file tokens', () => {
  let folder: string;
  let path: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingcha-'));
    path = join(folder, '窗口 "名单".csv');
    await writeFile(path, 'x');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('name a file without telling where it lies, and only once', async () => {
    const files = new FileTokens();
    const offered = await files.offer(path, 'open');
    expect(offered).toMatchObject({ name: '窗口 "名单".csv', bytes: 1 });
    expect(JSON.stringify(offered)).not.toContain(folder);
    expect(files.take(offered!.token, 'open').path).toBe(path);
    expect(() => files.take(offered!.token, 'open')).toThrow(/file\.token/);
  });

  it('cannot be guessed, made up or turned from reading to writing', async () => {
    const files = new FileTokens();
    const { token } = (await files.offer(path, 'open'))!;
    for (const forged of ['', path, '../../etc/passwd', '__proto__', token.toUpperCase(), `${token} `]) {
      expect(() => files.take(forged, 'open')).toThrow(/file\.token/);
    }
    expect(() => files.take(token, 'save')).toThrow(/file\.token/);
    expect(() => files.take(token, 'open')).toThrow(/file\.token/);
  });

  it('run out, and are never made for nothing', async () => {
    let now = 0;
    const files = new FileTokens(() => now);
    const { token } = (await files.offer(path, 'open'))!;
    now = 3_600_001;
    expect(() => files.take(token, 'open')).toThrow(/file\.token/);
    expect(await files.offer(join(folder, 'missing'), 'open')).toBeNull();
  });

  it('of a folder or a device open nothing for those who read files', async () => {
    const files = new FileTokens();
    for (const other of [folder, ...(process.platform === 'win32' ? [] : ['/dev/null'])]) {
      const offered = (await files.offer(other, 'open'))!;
      expect(offered.bytes).toBeNull();
      expect(() => files.take(offered.token, 'open')).toThrow(/file\.unreadable/);
      expect(() => files.take(offered.token, 'open')).toThrow(/file\.token/);
    }
    const { token } = (await files.offer(folder, 'open'))!;
    expect(files.takeAny(token).path).toBe(folder);
    expect(() => files.takeAny(token)).toThrow(/file\.token/);
  });

  it('take a passing file with them when nobody does', async () => {
    let now = 0;
    const files = new FileTokens(() => now);
    const made = async (name: string): Promise<string> => {
      await writeFile(join(folder, name), 'x');
      return join(folder, name);
    };
    const [old, misused, own] = [await made('old.png'), await made('misused.png'), await made('own.png')];
    await files.offer(old, 'open', true);
    await files.offer(own, 'open');
    now = 3_600_001;
    const { token } = (await files.offer(misused, 'open', true))!;
    expect(() => files.take(token, 'save')).toThrow(/file\.token/);
    const gone = (path: string) =>
      stat(path).then(
        () => false,
        () => true,
      );
    await expect.poll(() => gone(old)).toBe(true);
    await expect.poll(() => gone(misused)).toBe(true);
    expect(await gone(own)).toBe(false);
  });
});
