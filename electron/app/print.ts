import { WebContentsView } from 'electron';
import type { Desktop } from './desktop.js';
import { calledOff, hiddenPage, offered } from './hidden-page.js';

/** Prints documents to PDF on a page nobody sees. */
export function createPrinter(): Desktop['printPdf'] {
  const printing = new Set<WebContentsView>();
  return async ({ html, header, footer }, signal) => {
    const view = new WebContentsView({ webPreferences: hiddenPage() });
    // Nothing else holds the page, and what nothing holds is collected in the middle of its work.
    printing.add(view);
    const { webContents } = view;
    const print = async (url: string): Promise<Uint8Array> => {
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
      return await offered(html, (url) => Promise.race([print(url), calledOff(signal)]));
    } finally {
      printing.delete(view);
      if (!webContents.isDestroyed()) webContents.close();
    }
  };
}
