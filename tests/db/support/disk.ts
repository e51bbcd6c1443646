import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const isRoot = process.getuid?.() === 0;

function canMount(): boolean {
  if (process.platform !== 'linux' || !isRoot) return false;
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}

/** Whether a small disk of one's own can be had here; needs Linux, root and the right to mount. */
export const mountable = canMount();

/** A disk of `megabytes`, gone when the test ends. */
export function smallDisk(megabytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingcha-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export const makeReadOnly = (disk: string): void => void execFileSync('mount', ['-o', 'remount,ro', disk]);

/** How to run a child that file modes apply to: as it is, or from root as nobody; null where that cannot be. */
export function ordinaryUser(): readonly string[] | null {
  if (process.platform === 'win32') return null;
  if (!isRoot) return [];
  const command = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const tried = spawnSync(command[0] ?? '', [...command.slice(1), process.execPath, '-e', '0']);
  return tried.status === 0 ? command : null;
}

/** Takes the right to write from a folder for the time of the test. */
export function closeFolder(folder: string): void {
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
}
