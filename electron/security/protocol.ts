import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { MEDIA_SCHEME } from '../../domain/picture.js';
import { allowList, shippedFile } from './allow-list.js';
import { CONTENT_SECURITY_POLICY } from './csp.js';
import { answerMedia, type MediaSource } from './media.js';
import { APP_SCHEME } from './origin.js';

/** Must run before the application is ready. */
export function declareSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    {
      scheme: MEDIA_SCHEME,
      privileges: { standard: true, secure: true, stream: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/**
 * Serves the built page: an allow-list made once from the files that were shipped, so no address can reach any other.
 * @param folder where the built renderer lies
 */
export function serveApp(folder: string): void {
  const list = allowList(folder);
  protocol.handle(APP_SCHEME, async (request) => {
    const file = shippedFile(list, request.method, request.url);
    if (!file) return new Response('not found', { status: 404 });
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

/** Shows evidence to who is at the desk. @param source answers null while no data folder is open */
export function serveMedia(source: () => MediaSource | null): void {
  protocol.handle(MEDIA_SCHEME, (request) => answerMedia(request, source()));
}
