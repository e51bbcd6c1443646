import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SetupError } from '../../../tools/setup/errors.mjs';
import { releasesAnswer } from '../../../tools/setup/official.mjs';
import { findRuntime, runtimeEnvironment } from '../../../tools/setup/runtime.mjs';
import { freshFolder } from './fixtures';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** A project folder with the electron package installed, its own binary unpacked as far as `upTo` says. */
function project(upTo: 'nothing' | 'half' | 'whole') {
  const root = freshFolder();
  const folder = path.join(root, 'node_modules', 'electron');
  mkdirSync(path.join(folder, 'dist'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version: '45.4.1' }));
  if (upTo !== 'nothing') {
    writeFileSync(path.join(folder, 'dist', 'version'), '45.4.1');
    writeFileSync(path.join(folder, 'dist', 'electron'), '');
    chmodSync(path.join(folder, 'dist', 'electron'), 0o755);
  }
  if (upTo === 'whole') writeFileSync(path.join(folder, 'path.txt'), 'electron');
  return { root, dist: path.join(folder, 'dist'), runtimeDir: path.join(root, '.runtime') };
}

onLinux('the runtime at hand', () => {
  it('is the one the environment names', () => {
    const { root, runtimeDir } = project('whole');
    const other = project('half').dist;
    const found = findRuntime(root, runtimeDir, { ELECTRON_OVERRIDE_DIST_PATH: other });
    expect(found).toMatchObject({ source: 'override', folder: other, version: '45.4.1' });
  });

  it('is refused by name when the environment names an empty folder', () => {
    const { root, runtimeDir } = project('whole');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: freshFolder() };
    expect(() => findRuntime(root, runtimeDir, env)).toThrow(SetupError);
  });

  it('is the package’s own when that was unpacked to the end, and none when it was not', () => {
    const whole = project('whole');
    expect(findRuntime(whole.root, whole.runtimeDir, {})).toMatchObject({ source: 'official', folder: whole.dist });
    const half = project('half');
    expect(findRuntime(half.root, half.runtimeDir, {})).toBeNull();
  });

  it('is named to every tool', () => {
    const { root, runtimeDir, dist } = project('whole');
    const runtime = findRuntime(root, runtimeDir, {});
    const env = runtime ? runtimeEnvironment(runtime) : {};
    expect(env).toMatchObject({ ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: path.join(dist, 'electron') });
    expect(env.ELECTRON_DISABLE_SANDBOX).toBe(process.getuid?.() === 0 ? '1' : undefined);
  });
});

describe('the release host', () => {
  it('is asked for the very version, at the mirror when one is named', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(request.url?.includes('v45') ? 200 : 404).end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    const env = { ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror/` };
    expect(await releasesAnswer('45.4.1', env)).toBe(true);
    expect(await releasesAnswer('1.0.0', env)).toBe(false);
    expect(asked[0]).toBe('HEAD /mirror/v45.4.1/SHASUMS256.txt');
  });

  it('does not answer where nobody listens', async () => {
    expect(await releasesAnswer('45.4.1', { ELECTRON_MIRROR: 'http://127.0.0.1:9/' })).toBe(false);
  });
});
