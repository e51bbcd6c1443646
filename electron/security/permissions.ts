import type { Session } from 'electron';

/** Copying text to the clipboard is the only permission the page gets; it needs no camera, place, or notification. */
const allowed = new Set(['clipboard-sanitized-write']);

/** Checks and requests are denied by default, devices always; downloads are refused because saving goes through a dialog. */
export function denyPermissions(session: Session): void {
  session.setPermissionCheckHandler((_, permission) => allowed.has(permission));
  session.setPermissionRequestHandler((_, permission, answer) => answer(allowed.has(permission)));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Nothing listens on the discard port: what is sent through this proxy goes nowhere. */
const NOWHERE = 'socks5://127.0.0.1:9';

/**
 * No request leaves the computer: only our own schemes, what the page made itself, and the development server.
 * Peer connections do not pass the request filter; with a proxy they may use nothing but it, and it leads nowhere.
 */
export function denyNetwork(session: Session, devUrl: string | null): void {
  const dev = devUrl === null ? null : new URL(devUrl);
  void session.setProxy({
    mode: 'fixed_servers',
    proxyRules: NOWHERE,
    proxyBypassRules: dev === null ? '<-loopback>' : `<-loopback>,${dev.host}`,
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol, host } = new URL(details.url);
    const local = ['app:', 'media:', 'data:', 'blob:', 'devtools:'].includes(protocol);
    const served = dev !== null && host === dev.host && ['http:', 'ws:'].includes(protocol);
    answer({ cancel: !local && !served });
  });
}
