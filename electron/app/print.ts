import { randomUUID } from 'node:crypto';
import { session, WebContentsView, type Session } from 'electron';
import type { Desktop } from './desktop.js';
import { APP_SCHEME } from '../security/origin.js';
import { denyNetwork, denyPermissions } from '../security/permissions.js';

/** What is printed may style itself and hold its pictures; it reaches nothing and runs nothing. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
/** A document that takes longer than this will not come. */
const PATIENCE_MS = 60_000;

/**
 * Prints documents to PDF on a page nobody sees: a session of its own without network or storage, no script, no
 * preload, no address but that of the document, which is served once.
 */
export function createPrinter(): Desktop['printPdf'] {
  const waiting = new Map<string, string>();
  const printing = new Set<WebContentsView>();
  let paper: Session | null = null;
  const serve = (): Session => {
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
    return made;
  };
  return async ({ html, header, footer }, signal) => {
    paper ??= serve();
    const view = new WebContentsView({
      webPreferences: {
        session: paper,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        javascript: false,
        spellcheck: false,
        disableDialogs: true,
      },
    });
    // Nothing else holds the page, and what nothing holds is collected in the middle of its work.
    printing.add(view);
    const { webContents } = view;
    const url = `${APP_SCHEME}://paper/${randomUUID()}`;
    waiting.set(url, html);
    const print = async (): Promise<Uint8Array> => {
      await webContents.loadURL(url);
      // Size and margins stand in the document's own style.
      const pdf = await webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
        ...(header !== null && footer !== null
          ? { displayHeaderFooter: true, headerTemplate: header, footerTemplate: footer }
          : {}),
      });
      return new Uint8Array(pdf);
    };
    try {
      // A page that is closed may leave its promises open, so nobody waits for them alone.
      return await Promise.race([print(), calledOff([signal, AbortSignal.timeout(PATIENCE_MS)])]);
    } finally {
      waiting.delete(url);
      printing.delete(view);
      if (!webContents.isDestroyed()) webContents.close();
    }
  };
}

/** Rejects when one of these says so. */
function calledOff(signals: AbortSignal[]): Promise<never> {
  const end = AbortSignal.any(signals);
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('printing was called off'));
    if (end.aborted) stop();
    else end.addEventListener('abort', stop, { once: true });
  });
}
