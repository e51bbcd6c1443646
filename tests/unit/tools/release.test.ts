import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeLicences } from '../../../tools/release/licences.mjs';
import { planRelease } from '../../../tools/release/targets.mjs';
import { freshFolder } from './fixtures';

describe('planning a release', () => {
  it.each(['linux', 'darwin', 'win32'] as const)(
    'on %s with the official Electron makes everything of that system',
    (platform) => {
      const { targets, skipped } = planRelease({ platform, source: 'official', dirOnly: false });
      expect(targets).toHaveLength(1);
      expect(skipped).toHaveLength(2);
    },
  );

  it.each(['carried', 'override'] as const)('with a %s Electron makes nothing that could be handed out', (source) => {
    const { targets, skipped } = planRelease({ platform: 'linux', source, dirOnly: false });
    expect(targets).toEqual(['--linux', 'dir']);
    expect(skipped[0]).toContain('not the official release');
  });
});

describe('licence texts', () => {
  const write = (root: string, name: string, content: unknown) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  };

  it('are gathered from the bundles and the native packages, each once, in order', () => {
    const root = freshFolder();
    const vue = { name: 'vue', version: '3.5.0', identifier: 'MIT', text: 'vue text' };
    write(root, 'out/main/.vite/license.json', [{ name: 'zod', version: '4.0.0', identifier: 'MIT' }, vue]);
    write(root, 'out/preload/.vite/license.json', []);
    write(root, 'out/renderer/.vite/license.json', [vue]);
    write(root, 'node_modules/sqlite3/package.json', { version: '6.0.1', license: 'BSD-3-Clause' });
    write(root, 'node_modules/sqlite3/LICENSE', 'sqlite3 text');
    const file = path.join(root, 'out', 'THIRD-PARTY-LICENSES.txt');
    expect(writeLicences(root, file)).toEqual({ count: 3, without: ['zod 4.0.0'] });
    const text = readFileSync(file, 'utf8');
    expect(text.match(/vue text/g)).toHaveLength(1);
    expect(text.indexOf('sqlite3 6.0.1 (BSD-3-Clause)')).toBeLessThan(text.indexOf('vue 3.5.0 (MIT)'));
  });

  it('name what another package holds inside itself', () => {
    const root = freshFolder();
    for (const part of ['main', 'preload', 'renderer']) write(root, `out/${part}/.vite/license.json`, []);
    write(root, 'node_modules/docx/node_modules/nanoid/package.json', {
      name: 'nanoid',
      version: '6.0.2',
      license: 'MIT',
    });
    write(root, 'node_modules/docx/node_modules/nanoid/LICENSE', 'nanoid text');
    const file = path.join(root, 'out', 'THIRD-PARTY-LICENSES.txt');
    expect(writeLicences(root, file)).toEqual({ count: 1, without: [] });
    expect(readFileSync(file, 'utf8')).toContain('nanoid 6.0.2 (MIT)');
  });

  it('are not left out in silence when a build stops listing what it bundles', () => {
    expect(() => writeLicences(freshFolder(), 'unused')).toThrow(/no longer lists/);
  });
});
