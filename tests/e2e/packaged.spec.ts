import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { _electron, expect, test } from '@playwright/test';
import { inRoot, ROOT } from '../../tools/setup/paths.mjs';

const FOLDER = inRoot('.runtime', 'inspectable');

/** Where the executable and the resources lie in the unpacked app, by platform. */
const LAYOUT: Partial<Record<NodeJS.Platform, { binary: string; resources: string }>> = {
  linux: { binary: 'mingcha', resources: 'resources' },
  win32: { binary: 'Mingcha.exe', resources: 'resources' },
  darwin: { binary: 'Mingcha.app/Contents/MacOS/Mingcha', resources: 'Mingcha.app/Contents/Resources' },
};

/** The states of a fuse, as the binary holds them. */
const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

/** Every fuse as a release has it, except the one that lets this test look inside. */
const FUSES: [FuseV1Options, number][] = [
  [FuseV1Options.RunAsNode, OFF],
  [FuseV1Options.EnableCookieEncryption, ON],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, OFF],
  [FuseV1Options.EnableNodeCliInspectArguments, ON],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, ON],
  [FuseV1Options.OnlyLoadAppFromAsar, ON],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, OFF],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, OFF],
];

/** What may lie in the archive. */
const ALLOWED =
  /^\/(package\.json|out(\/.*)?|node_modules(\/(sqlite3|bindings|file-uri-to-path|ffmpeg-static|@node-rs)(\/.*)?)?)$/;
const UNWANTED = /\.(map|ts|cc|h|c|gyp|gypi|o|a|d|mk|tgz)$|license\.json$/;

test.describe('the packaged app', () => {
  let app: string;
  let resources: string;

  test.beforeAll(() => {
    test.setTimeout(300_000);
    execFileSync(process.execPath, [inRoot('tools', 'run.cjs'), 'dist', '--dir'], {
      cwd: ROOT,
      env: { ...process.env, MINGCHA_DIST_INSPECT: '1' },
      stdio: 'pipe',
    });
    const unpacked = readdirSync(FOLDER).find((name) => /-unpacked$|^mac/.test(name)) ?? '';
    const layout = LAYOUT[process.platform] ?? { binary: '', resources: '' };
    app = path.join(FOLDER, unpacked, layout.binary);
    resources = path.join(FOLDER, unpacked, layout.resources);
  });

  test('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(app);
    for (const [fuse, state] of FUSES) expect(wire[fuse], FuseV1Options[fuse]).toBe(state);
  });

  test('holds only what the app needs', () => {
    const names = listPackage(path.join(resources, 'app.asar'), { isPack: false }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    expect(names.filter((name) => !ALLOWED.test(name) || UNWANTED.test(name))).toEqual([]);
    expect(readdirSync(resources).filter((name) => name.startsWith('default_app'))).toEqual([]);
  });

  test('opens its window', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'mingcha 装 '));
    const running = await _electron.launch({
      executablePath: app,
      args: [`--user-data-dir=${folder}`],
      chromiumSandbox: process.getuid?.() !== 0,
    });
    try {
      const page = await running.firstWindow();
      await expect(page.locator('html')).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
      await expect(page.locator('body')).not.toBeEmpty();
      expect(await running.evaluate(({ app: electron }) => electron.isPackaged)).toBe(true);
      expect(await running.evaluate(({ app: electron }) => electron.getAppPath())).toContain('app.asar');
    } finally {
      await running.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
