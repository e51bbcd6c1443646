import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from './csp.js';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://main';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Must run before the application is ready. */
export function declareSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built page: an allow-list made once from the files that were shipped, so no address can reach any other.
 * @param folder where the built renderer lies
 */
export function serveApp(folder: string): void {
  const allowed = allowList(folder);
  protocol.handle(APP_SCHEME, async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'main' ? allowed.get(url.pathname === '/' ? '/index.html' : url.pathname) : undefined;
    if (request.method !== 'GET' || file === undefined) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: {
        'Content-Type': file.type,
        'Content-Security-Policy': CONTENT_SECURITY_POLICY,
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
      },
    });
  });
}

/** Address -> file, for every shipped file of a known type. */
export function allowList(folder: string): Map<string, { path: string; type: string }> {
  const found = new Map<string, { path: string; type: string }>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(`/${relative(folder, path).split(sep).join('/')}`, { path, type });
  }
  return found;
}
