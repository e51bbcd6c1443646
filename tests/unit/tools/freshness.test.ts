import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFreshness } from '../../../tools/setup/freshness.mjs';
import { freshFolder } from './fixtures';

describe('build freshness', () => {
  let root: string;
  let freshness: ReturnType<typeof createFreshness>;

  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const build = () => {
    const finish = freshness.begin();
    write('out/main/index.cjs', 'built');
    finish();
  };

  beforeEach(() => {
    root = freshFolder();
    freshness = createFreshness({
      root,
      file: 'out/.build.json',
      sources: ['源 码', 'config.ts', 'not-there'],
      generated: [path.join('源 码', 'made.d.ts')],
      results: ['out/main'],
    });
    write('源 码/a.ts', 'a');
    write('config.ts', 'c');
  });

  it('is stale before the first build and fresh after it', () => {
    expect(freshness.isFresh()).toBe(false);
    build();
    expect(freshness.isFresh()).toBe(true);
  });

  it.each<[string, () => void, boolean]>([
    ['a source changed', () => write('源 码/a.ts', 'b'), false],
    ['a source was added', () => write('源 码/deep/b.ts', 'b'), false],
    ['a source was removed', () => rmSync(path.join(root, 'config.ts')), false],
    ['a source was only touched', () => utimesSync(path.join(root, 'config.ts'), 1, 1), true],
    ['a generated source changed', () => write('源 码/made.d.ts', 'x'), true],
    ['a result was overwritten', () => write('out/main/index.cjs', 'by the dev server'), false],
    ['the results are gone', () => rmSync(path.join(root, 'out/main'), { recursive: true }), false],
    ['a build was broken off', () => freshness.begin(), false],
  ])('%s', (_what, change, fresh) => {
    build();
    change();
    expect(freshness.isFresh()).toBe(fresh);
  });

  it('counts an edit made during the build as new', () => {
    const finish = freshness.begin();
    write('out/main/index.cjs', 'built');
    write('源 码/a.ts', 'edited meanwhile');
    finish();
    expect(freshness.isFresh()).toBe(false);
  });
});
