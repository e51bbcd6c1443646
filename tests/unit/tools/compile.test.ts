import { describe, expect, it } from 'vitest';
import { mustCompileAside } from '../../../tools/setup/compile.mjs';

describe.skipIf(process.platform === 'win32')('where native code can be compiled', () => {
  it.each([
    ['/home/anna/mingcha', false],
    ['/home/anna/mingcha-2.0_b', false],
    ['/home/anna/my project', true],
    ['/home/anna/明察', true],
    ["/home/anna's/mingcha", true],
  ])('%s: aside %s', (root, aside) => {
    expect(mustCompileAside(root)).toBe(aside);
  });
});
