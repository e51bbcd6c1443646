import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFfmpeg, findMediaTools, requireCapability, requireNew, type MediaTools } from '../../media/binaries.js';
import { runToEnd } from '../../media/runner.js';
import { program } from '../support/programs.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha-binaries-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

/** A folder with programs that say they are this version, with these encoders. */
async function build(name: string, banner: string, encoders = 'libx264 libx265 aac'): Promise<string> {
  const place = join(folder, name);
  await mkdir(place, { recursive: true });
  const rows = encoders.split(' ').map((encoder) => `echo " V....D ${encoder}  an encoder"`);
  const lists = `case "$*" in *-encoders*) ${rows.join('; ')};; *-version*) echo "$0" | grep -q probe && echo "ffprobe version ${banner}" || echo "ffmpeg version ${banner}"; printf '%b\\n' "$LIBRARY";; esac`;
  await program(place, 'ffmpeg', lists);
  await program(place, 'ffprobe', lists);
  return place;
}

describe('ffmpeg of this computer', () => {
  it('is one that starts and says its version, or honestly none', async () => {
    const found = await findFfmpeg();
    const system = await runToEnd('ffmpeg', ['-version'], 5000).catch(() => null);
    if (system?.code === 0) expect(found?.version).toMatch(/\d/);
    if (found) expect((await runToEnd(found.path, ['-version'], 5000)).stdout).toContain(found.version);
    else expect(system?.code).not.toBe(0);
  });

  it('comes with its ffprobe, its age and what it lacks', async () => {
    const { tools } = await findMediaTools();
    if (!tools) return;
    expect(tools.major).toBeGreaterThanOrEqual(4);
    expect(Number.parseInt(tools.version.replace(/^n/, ''), 10)).toBe(tools.major);
    expect((await runToEnd(tools.ffprobe, ['-version'], 5000)).stdout).toMatch(/^ffprobe version/);
    expect(tools.lacks).not.toContain('aac');
  });
});

describe('what the settings name comes first', () => {
  it('as a folder or as a file, with what it can do', async () => {
    const place = await build('six', '6.1.1-test', 'libx264 aac');
    const expected = {
      ffmpeg: join(place, 'ffmpeg'),
      ffprobe: join(place, 'ffprobe'),
      version: '6.1.1-test',
      major: 6,
      source: 'settings',
      lacks: ['dhav', 'libx265', 'mpegts', 'drawtext'],
    };
    for (const named of [place, join(place, 'ffmpeg')]) expect((await findMediaTools(named)).tools).toEqual(expected);
  });

  it('and is passed over by name when it is no ffmpeg', async () => {
    const garbage = await program(folder, 'garbage', 'head -c 300000 /dev/urandom');
    const hanging = await program(folder, 'hanging', 'exec sleep 60');
    const failing = await program(folder, 'failing', 'echo ffmpeg version 6.1; exit 3');
    const rows = [
      [garbage, 'garbage'],
      [hanging, 'hanging'],
      [failing, 'garbage'],
      [join(folder, 'nowhere'), 'missing'],
    ] as const;
    for (const [path, why] of rows) {
      const { tools, refused } = await findMediaTools(path, why === 'hanging' ? 300 : 5000);
      expect(refused[0], path).toEqual({ path, source: 'settings', why });
      expect(tools?.ffmpeg).not.toBe(path);
    }
  });

  it('a build without the number of a release is dated by its library', async () => {
    vi.stubEnv('LIBRARY', 'libavutil      58. 29.100 / 58. 29.100');
    expect((await findMediaTools(await build('git', 'N-113007-g8d24a28d06'))).tools?.major).toBe(6);
    vi.stubEnv('LIBRARY', '');
    expect((await findMediaTools(await build('git', 'N-113007-g8d24a28d06'))).tools?.major).toBe(0);
  });
});

describe('an old one', () => {
  const old = (tools: MediaTools | null): MediaTools => ({ ...(tools as MediaTools), version: '4.2.7', major: 4 });

  it('of the system is taken only when there is no other, and says so', async () => {
    vi.stubEnv('PATH', `${await build('old', '4.2.7')}:/bin:/usr/bin`);
    const { tools, refused } = await findMediaTools();
    expect(tools).toMatchObject({ version: '4.2.7', major: 4, source: 'system' });
    expect(refused).toContainEqual({ path: 'ffmpeg', source: 'system', why: 'old' });
  });

  it('is refused by name where it would be wrong without a word', async () => {
    const { tools } = await findMediaTools(await build('six', '6.1.1-test', 'libx264 aac'));
    expect(() => requireNew(old(tools))).toThrow(expect.objectContaining({ code: 'media.tooOld' }) as Error);
    expect(() => requireNew(tools as MediaTools)).not.toThrow();
    const lacks = expect.objectContaining({ code: 'media.lacks', params: { capability: 'dhav' } }) as Error;
    expect(() => requireCapability(tools as MediaTools, 'dhav')).toThrow(lacks);
  });

  it('without any, that is said', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty, { recursive: true });
    vi.stubEnv('PATH', empty);
    const { tools, refused } = await findMediaTools();
    if (tools) expect(tools.source).toBe('shipped');
    else expect(refused).toEqual([{ path: 'ffmpeg', source: 'system', why: 'missing' }]);
  });
});
