import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ensurePackages, packagesStamp, treeMatchesLockfile } from '../../../tools/setup/packages.mjs';
import { freshFolder, quietStep } from './fixtures';

interface Entry {
  version: string;
  integrity?: string;
  optional?: boolean;
}

const zod = { version: '4.0.0', integrity: 'sha512-a' };

describe('the installed packages', () => {
  let root: string;
  const lockfile = (name: string, packages: Record<string, Entry>) => {
    mkdirSync(path.join(root, 'node_modules'), { recursive: true });
    writeFileSync(path.join(root, name), JSON.stringify({ packages: { '': { version: '1.0.0' }, ...packages } }));
  };
  const wanted = (packages: Record<string, Entry>) => lockfile('package-lock.json', packages);
  const present = (packages: Record<string, Entry>) => lockfile('node_modules/.package-lock.json', packages);

  beforeEach(() => {
    root = freshFolder();
    wanted({ 'node_modules/zod': zod, 'node_modules/extra': { version: '1.0.0', optional: true } });
  });

  it.each<[string, Record<string, Entry>, boolean]>([
    ['the same, an optional one left out', { 'node_modules/zod': zod }, true],
    ['another version', { 'node_modules/zod': { ...zod, version: '4.0.1' } }, false],
    ['another content', { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } }, false],
    ['one is missing', {}, false],
  ])('are compared with the lockfile: %s', (_what, packages, match) => {
    present(packages);
    expect(treeMatchesLockfile(root)).toBe(match);
  });

  it('count as broken off without the file npm writes last', () => {
    expect(treeMatchesLockfile(root)).toBe(false);
  });

  it('are taken over when npm installed them by hand, and fresh from then on', async () => {
    present({ 'node_modules/zod': zod });
    expect((await ensurePackages(root, quietStep())).note).toContain('checked against the lockfile');
    expect((await ensurePackages(root, quietStep())).note).toBe('fresh');
  });

  it('are stale when the lockfile changes', () => {
    const before = packagesStamp(root);
    wanted({ 'node_modules/zod': { ...zod, version: '4.0.1' } });
    expect(packagesStamp(root)).not.toBe(before);
  });
});
