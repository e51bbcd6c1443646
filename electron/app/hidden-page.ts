import { randomUUID } from 'node:crypto';
import { session, type Session, type WebPreferences } from 'electron';
import { APP_SCHEME } from '../security/origin.js';
import { denyNetwork, denyPermissions } from '../security/permissions.js';

/** What is shown there may style itself and hold its pictures; it reaches nothing and runs nothing. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/** A document that takes longer than this will not come. */
const PATIENCE_MS = 60_000;

const waiting = new Map<string, string>();
let paper: Session | null = null;

function paperSession(): Session {
  if (paper) return paper;
  // No `persist:`: nothing of it is ever written down.
  const made = session.fromPartition('paper', { cache: false });
  denyPermissions(made);
  denyNetwork(made, null);
  made.protocol.handle(APP_SCHEME, ({ url }) => {
    const html = waiting.get(url);
    waiting.delete(url);
    if (html === undefined) return new Response('not found', { status: 404 });
    return new Response(html, {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': PAPER_POLICY,
        'X-Content-Type-Options': 'nosniff',
      },
    });
  });
  paper = made;
  return made;
}

/** A page nobody sees: a session of its own without network or storage, no script, no preload. */
export const hiddenPage = (): WebPreferences => ({
  session: paperSession(),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  javascript: false,
  spellcheck: false,
  disableDialogs: true,
});

/** Gives a document an address that serves it once, for as long as `work` takes. */
export async function offered<T>(html: string, work: (url: string) => Promise<T>): Promise<T> {
  const url = `${APP_SCHEME}://paper/${randomUUID()}`;
  waiting.set(url, html);
  try {
    return await work(url);
  } finally {
    waiting.delete(url);
  }
}

/** Rejects when the signal says so, or when it takes too long: a page that is closed may leave its promises open. */
export function calledOff(signal: AbortSignal): Promise<never> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('the page was called off'));
    if (end.aborted) stop();
    else end.addEventListener('abort', stop, { once: true });
  });
}
