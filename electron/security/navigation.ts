import type { App, WebContents } from 'electron';
import { isOurs } from './origin.js';

/**
 * The page never leaves itself: no navigation, no redirect, no new window, no webview, no direct peer connection, for
 * every page there will be.
 */
export function guardNavigation(app: App, devUrl: string | null, refused: (what: string, url: string) => void): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    const stop = (event: { preventDefault(): void; url: string }, what: string): void => {
      if (isOurs(event.url, devUrl)) return;
      event.preventDefault();
      refused(what, event.url);
    };
    contents.on('will-navigate', (event) => stop(event, 'will-navigate'));
    contents.on('will-redirect', (event) => stop(event, 'will-redirect'));
    contents.on('will-frame-navigate', (event) => stop(event, 'will-frame-navigate'));
    contents.on('will-attach-webview', (event, _preferences, params) => {
      event.preventDefault();
      refused('will-attach-webview', params['src'] ?? '');
    });
    contents.setWindowOpenHandler(({ url }) => {
      refused('window.open', url);
      return { action: 'deny' };
    });
  });
}
