import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyHashed, freeBytesOf } from '../../media/evidence-copy.js';
import { EvidenceStore } from '../../media/evidence-store.js';

// Real files on a real disk, on whatever computer this is.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const MB = 1024 * 1024;
const order = { name: '窗口.jpg', mostBytes: 50 * MB };
const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let root: string;
let folder: string;
let store: EvidenceStore;
const never = (): Promise<boolean> => Promise.resolve(false);
const always = (): Promise<boolean> => Promise.resolve(true);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mingcha 证 '));
  folder = join(root, 'evidence');
  store = new EvidenceStore(folder);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function source(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(root, name);
  await writeFile(path, bytes);
  return path;
}
/** Every file of the store, folders left out. */
async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
async function takeIn(path: string): Promise<string> {
  const staged = await store.stage(path, order);
  await store.keep(staged);
  await store.settle(staged.sha256);
  return staged.sha256;
}

describe('taking in', () => {
  it.each([
    ['nothing special', 'a.jpg'],
    ['Chinese and rare characters', '政务大厅 𠮷㐂 B07 窗口.jpg'],
    ['quotes, signs and emoji', `a 'b" $(touch x) & ; 100% %s 😀 #?.jpg`],
    ['no ending and a leading dash', '-rf'],
    ['200 characters', `${'长'.repeat(60)}${'n'.repeat(60)}.jpg`],
  ])('copies byte for byte, whatever the file is called: %s', async (_, name) => {
    // Two pieces and a bit, so that the last one is no whole piece.
    const bytes = randomBytes(2 * MB + 12345);
    const path = await source(name, bytes);
    const before = await stat(path);
    const staged = await store.stage(path, { ...order, name });
    expect(staged).toMatchObject({ sha256: shaOf(bytes), bytes: bytes.length });
    expect(await store.keep(staged)).toEqual({ repaired: false });
    await store.settle(staged.sha256);
    const place = store.pathOf(staged.sha256);
    expect(place).toBe(join(folder, staged.sha256.slice(0, 2), staged.sha256));
    expect((await readFile(place)).equals(bytes)).toBe(true);
    expect(await files()).toEqual([place]);
    expect(await store.has(staged.sha256, bytes.length)).toBe(true);
    const after = await stat(path);
    expect([after.size, after.mtimeMs, after.mode]).toEqual([before.size, before.mtimeMs, before.mode]);
  });

  it('leaves what is kept read-only', async () => {
    const sha256 = await takeIn(await source('a.jpg', randomBytes(100)));
    expect((await stat(store.pathOf(sha256))).mode & 0o222).toBe(0);
  });

  it('keeps the same bytes once, under whatever name they come', async () => {
    const bytes = randomBytes(3 * MB);
    const [one, two] = await Promise.all([source('一.jpg', bytes), source('二.png', bytes)]);
    const first = await takeIn(one);
    const { ino } = await stat(store.pathOf(first));
    expect(await takeIn(two)).toBe(first);
    expect(await files()).toHaveLength(1);
    expect((await stat(store.pathOf(first))).ino).toBe(ino);
  });

  it('keeps the same bytes once when they come ten times at the same moment', async () => {
    const path = await source('a.jpg', randomBytes(MB));
    const all = await Promise.all(Array.from({ length: 10 }, () => takeIn(path)));
    expect(new Set(all).size).toBe(1);
    expect(await files()).toEqual([store.pathOf(all[0]!)]);
  });

  it('notices that what lay in the place was not what its name says, and puts it right', async () => {
    const bytes = randomBytes(5000);
    const path = await source('a.jpg', bytes);
    const sha256 = await takeIn(path);
    await chmod(store.pathOf(sha256), 0o600);
    await writeFile(store.pathOf(sha256), randomBytes(5000));
    expect(await store.keep(await store.stage(path, order))).toEqual({ repaired: true });
    expect((await readFile(store.pathOf(sha256))).equals(bytes)).toBe(true);
    await chmod(store.pathOf(sha256), 0o600);
    await writeFile(store.pathOf(sha256), 'short');
    expect(await store.has(sha256, 5000)).toBe(false);
  });

  it('makes no path of anything but a hash', () => {
    for (const text of ['', '..', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`, 'a'.repeat(65)])
      expect(() => store.pathOf(text)).toThrow('SHA-256');
  });
});

describe('refusing', () => {
  afterEach(async () => expect(await files()).toEqual([]));

  it('a link, a folder, a pipe of the system, and what is not there', async () => {
    const real = await source('real.jpg', randomBytes(100));
    await symlink(real, join(root, 'link.jpg'));
    await mkdir(join(root, 'folder.jpg'));
    for (const name of ['link.jpg', 'folder.jpg', 'nothing.jpg'])
      await expect(store.stage(join(root, name), order)).rejects.toMatchObject({ code: 'file.unreadable' });
    if (existsSync('/dev/zero'))
      await expect(store.stage('/dev/zero', order)).rejects.toMatchObject({ code: 'file.unreadable' });
  });

  it('an empty file and one that is too large, before it is copied', async () => {
    await expect(store.stage(await source('empty.jpg', Buffer.alloc(0)), order)).rejects.toMatchObject({
      code: 'file.empty',
    });
    const large = await source('large.jpg', Buffer.alloc(3 * MB));
    await expect(store.stage(large, { ...order, mostBytes: 2 * MB })).rejects.toMatchObject({
      code: 'file.tooLarge',
      params: { name: '窗口.jpg', limitMb: 2 },
    });
  });

  it('when the disk has no room for it, before the first byte', async () => {
    const asked: string[] = [];
    const full = new EvidenceStore(folder, (where) => {
      asked.push(where);
      return Promise.resolve(64 * MB);
    });
    const path = await source('a.jpg', randomBytes(1000));
    await expect(full.stage(path, order)).rejects.toMatchObject({
      code: 'file.diskFull',
      params: { name: '窗口.jpg' },
      retryable: true,
    });
    expect(asked).toEqual([join(folder, 'incoming')]);
    expect(await freeBytesOf(root)).toBeGreaterThan(0);
  });

  it('a file that grows, shrinks or changes while it is read', async () => {
    const path = await source('growing.jpg', randomBytes(3 * MB));
    const changes = [
      () => appendFile(path, randomBytes(1000)),
      () => writeFile(path, randomBytes(MB)),
      () => writeFile(path, randomBytes(MB)),
    ];
    for (const change of changes) {
      // Room is asked for after the file was opened and before it is read.
      const asked = new EvidenceStore(folder, () => change().then(() => 1e12));
      await expect(asked.stage(path, order)).rejects.toMatchObject({
        code: 'file.unreadable',
        params: { detail: 'changed' },
      });
    }
  });

  it('a copy that does not read back as it was written', async () => {
    class Forgetful extends EvidenceStore {
      protected override async hashOf(file: string, signal?: AbortSignal): Promise<string> {
        const bytes = await readFile(file);
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        await writeFile(file, bytes);
        return super.hashOf(file, signal);
      }
    }
    const path = await source('a.jpg', randomBytes(MB));
    await expect(new Forgetful(folder).stage(path, order)).rejects.toMatchObject({
      code: 'media.hashMismatch',
      params: { name: '窗口.jpg' },
    });
  });

  it('to go on when it is called off', async () => {
    const path = await source('a.jpg', randomBytes(30 * MB));
    const ending = new AbortController();
    const staging = store.stage(path, { ...order, signal: ending.signal });
    setTimeout(() => ending.abort(), 3);
    await expect(staging).rejects.toMatchObject({ code: 'cancelled' });
    await expect(store.stage(path, { ...order, signal: ending.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('a folder that cannot be written, by name and not as a defect', async () => {
    await writeFile(folder, 'a file in its place');
    const path = await source('a.jpg', randomBytes(10));
    await expect(store.stage(path, order)).rejects.toMatchObject({ code: 'evidence.unwritable' });
    await rm(folder);
  });

  it('to write over a file that is there', async () => {
    const target = await source('there.jpg', randomBytes(10));
    const path = await source('a.jpg', randomBytes(10));
    const plan = { ...order, source: path, target, freeBytes: freeBytesOf };
    await expect(copyHashed(plan)).rejects.toMatchObject({ code: 'file.unwritable', params: { detail: 'EEXIST' } });
  });
});

describe('the sweep', () => {
  const DAY = 86_400_000;
  const incoming = (): string => join(folder, 'incoming');

  it('removes what was never finished, and nothing else', async () => {
    const sha256 = await takeIn(await source('a.jpg', randomBytes(100)));
    await writeFile(join(incoming(), 'left.part'), 'half');
    await writeFile(join(incoming(), 'note.txt'), 'somebody wrote this');
    expect(await store.sweep(always, Date.now())).toEqual({ parts: 1, orphans: 0 });
    expect((await files()).sort()).toEqual([store.pathOf(sha256), join(incoming(), 'note.txt')].sort());
  });

  it('removes a whole file that no record speaks of, when it is a day old', async () => {
    const staged = await store.stage(await source('a.jpg', randomBytes(100)), order);
    await store.keep(staged);
    expect(await store.sweep(never, Date.now())).toEqual({ parts: 0, orphans: 0 });
    expect(await store.has(staged.sha256, 100)).toBe(true);
    const old = new Date(Date.now() - 2 * DAY);
    await utimes(join(incoming(), `${staged.sha256}.mark`), old, old);
    expect(await store.sweep(never, Date.now())).toEqual({ parts: 0, orphans: 1 });
    expect(await files()).toEqual([]);
  });

  it('asks again right before it removes: a record may have come meanwhile', async () => {
    const staged = await store.stage(await source('a.jpg', randomBytes(100)), order);
    await store.keep(staged);
    let asked = 0;
    const late = (): Promise<boolean> => Promise.resolve((asked += 1) > 1);
    expect(await store.sweep(late, Date.now() + 2 * DAY)).toEqual({ parts: 0, orphans: 0 });
    expect(await store.has(staged.sha256, 100)).toBe(true);
  });

  it('leaves settled evidence alone even when no record speaks of it: an older copy may have been restored', async () => {
    const sha256 = await takeIn(await source('a.jpg', randomBytes(100)));
    expect(await store.sweep(never, Date.now() + 400 * DAY)).toEqual({ parts: 0, orphans: 0 });
    expect(await store.has(sha256, 100)).toBe(true);
  });

  it('does nothing where there is nothing', async () => {
    expect(await store.sweep(never, Date.now())).toEqual({ parts: 0, orphans: 0 });
  });
});

describe('killed in the middle', () => {
  const outDir = resolve(import.meta.dirname, `../../node_modules/.cache/taker-${process.pid}`);
  beforeAll(async () => {
    const ssr = resolve(import.meta.dirname, 'support/taker.ts');
    await build({ configFile: false, logLevel: 'silent', build: { ssr, outDir, minify: false, target: 'es2022' } });
  });
  afterAll(() => rm(outDir, { recursive: true, force: true }));

  it('at 40 moments, it leaves no half evidence', async () => {
    const bytes = randomBytes(6 * MB);
    const path = await source('a.jpg', bytes);
    const place = store.pathOf(shaOf(bytes));
    let halves = 0;
    for (let kill = 0; kill < 40; kill += 1) {
      if (kill % 3 === 0) await rm(folder, { recursive: true, force: true });
      const child = spawn(process.execPath, [join(outDir, 'taker.js'), folder, path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise((started) => child.stdout.once('data', started));
      setTimeout(() => child.kill('SIGKILL'), (kill * 7919) % 60);
      await new Promise((ended) => child.once('exit', ended));
      for (const file of await files()) {
        // Whatever bears the name of a hash is whole.
        if (file === place) expect((await readFile(file)).equals(bytes), `kill ${kill}`).toBe(true);
        else expect(file).toMatch(/incoming[\\/][0-9a-f-]+\.(part|mark)$/);
        if (file.endsWith('.part')) halves += 1;
      }
    }
    // Some were hit in mid-copy, or nothing was tried.
    expect(halves).toBeGreaterThan(5);
    await store.sweep(never, Date.now() + 2 * 86_400_000);
    expect(await files()).toEqual([]);
  }, 60_000);
});
