import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import guard from '../../../tools/setup/guard.cjs';
import { ROOT } from '../../../tools/setup/paths.mjs';
import { freshFolder } from './fixtures';

describe('the Node version guard', () => {
  it.each([
    ['0.12.18', '20.19', false],
    ['18.20.4', '20.19', false],
    ['20.9.0', '20.19', false],
    ['20.18.3', '20.19', false],
    ['20.19.0', '20.19', true],
    ['20.20.2', '20.19', true],
    ['22.0.0', '20.19', true],
    ['100.1.0', '20.19', true],
  ])('Node %s where %s is needed: %s', (found, needed, good) => {
    expect(guard.complain(found, needed) === '').toBe(good);
  });

  it('reads the needed version from package.json', () => {
    expect(guard.required()).toMatch(/^\d+\.\d+$/);
  });

  it.each(['run.cjs', 'setup/guard.cjs'])('%s is written so that a very old Node can read it', (name) => {
    const text = readFileSync(path.join(ROOT, 'tools', name), 'utf8').replace(/\/\/.*|\/\*[^]*?\*\//g, '');
    expect(text).not.toMatch(/=>|`|\?\.|\b(const|let|async|class|import)\b/);
  });

  it('stops before anything else, from a path with Chinese letters and a space', () => {
    const folder = freshFolder();
    cpSync(path.join(ROOT, 'tools'), path.join(folder, 'tools'), { recursive: true });
    cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
    const fake = path.join(folder, 'old-node.cjs');
    writeFileSync(fake, `Object.defineProperty(process, 'versions', { value: { node: '16.20.2' } });`);
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ['--require', fake, path.join(folder, 'tools', 'run.cjs'), 'start'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(guard.EXIT_CODE);
    expect(stderr).toContain('Node 16.20.2 is too old');
    expect(stderr).toContain(guard.required());
    expect(stdout).toBe('');
  });

  it('names a command that does not exist', () => {
    const run = () =>
      execFileSync(process.execPath, [path.join(ROOT, 'tools', 'run.cjs'), 'nonsense'], { stdio: 'pipe' });
    expect(run).toThrow(/There is no such command/);
  });
});
