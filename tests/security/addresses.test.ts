import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowList, shippedFile, type Shipped } from '../../electron/security/allow-list.js';
import { CONTENT_SECURITY_POLICY } from '../../electron/security/csp.js';
import { isOurs } from '../../electron/security/origin.js';

describe('our own address', () => {
  const dev = 'http://localhost:5173';
  it.each([
    ['app://main/index.html', null, true],
    ['app://main/', null, true],
    ['app://main.evil.example/index.html', null, false],
    ['app://evil/index.html', null, false],
    ['https://main/index.html', null, false],
    ['https://app//main/', null, false],
    ['file:///etc/passwd', null, false],
    ['javascript:alert(1)', null, false],
    ['data:text/html,<script>1</script>', null, false],
    ['blob:app://main/1', null, false],
    ['app://main@evil.example/', null, false],
    ['', null, false],
    ['about:blank', null, false],
    ['http://localhost:5173/x', dev, true],
    ['http://localhost:51730/x', dev, false],
    ['http://localhost:5173/x', null, false],
    ['file://localhost:5173/x', dev, false],
  ])('%s (development server %s) -> %s', (url, devUrl, ours) => expect(isOurs(url, devUrl)).toBe(ours));
});

describe('the page protocol', () => {
  let folder: string;
  let list: Map<string, Shipped>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingcha 明察 '));
    await mkdir(join(folder, 'app/assets'), { recursive: true });
    await writeFile(join(folder, 'secret.html'), 'secret');
    await writeFile(join(folder, 'app/index.html'), 'page');
    await writeFile(join(folder, 'app/assets/a.js'), 'script');
    await writeFile(join(folder, 'app/notes.sqlite'), 'data');
    await symlink(join(folder, 'secret.html'), join(folder, 'app/link.html'));
    list = allowList(join(folder, 'app'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['GET', 'app://main/index.html', 'index.html'],
    ['GET', 'app://main/', 'index.html'],
    ['GET', 'app://main/assets/a.js?v=1#x', 'a.js'],
  ])('serves %s %s', (method, url, name) => expect(shippedFile(list, method, url)?.path.endsWith(name)).toBe(true));

  it.each([
    ['GET', 'app://main/../secret.html'],
    ['GET', 'app://main/%2e%2e/secret.html'],
    ['GET', 'app://main/..%2fsecret.html'],
    ['GET', 'app://main/assets/../../secret.html'],
    ['GET', 'app://main//etc/passwd'],
    ['GET', 'app://main/C:/Windows/win.ini'],
    ['GET', 'app://main/..\\secret.html'],
    ['GET', 'app://main/notes.sqlite'],
    ['GET', 'app://main/link.html'],
    ['GET', 'app://other/index.html'],
    ['POST', 'app://main/index.html'],
    ['GET', 'app://main/index.html%00.js'],
    ['GET', 'not an address'],
  ])('refuses %s %s', (method, url) => expect(shippedFile(list, method, url)).toBeUndefined());
});

describe('the content security policy', () => {
  it('starts from nothing and lets no inline script, evaluation or other origin in', () => {
    expect(CONTENT_SECURITY_POLICY.startsWith("default-src 'none'")).toBe(true);
    expect(CONTENT_SECURITY_POLICY).toMatch(/script-src 'self'(;|$)/);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*/);
  });
});
