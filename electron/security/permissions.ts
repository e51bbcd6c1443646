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

/** No request leaves the computer: only our own scheme, what the page made itself, and the development server. */
export function denyNetwork(session: Session, devUrl: string | null): void {
  const dev = devUrl === null ? null : new URL(devUrl);
  session.webRequest.onBeforeRequest((details, answer) => {
    const { protocol, host } = new URL(details.url);
    const local = ['app:', 'data:', 'blob:', 'devtools:'].includes(protocol);
    const served = dev !== null && host === dev.host && ['http:', 'ws:'].includes(protocol);
    answer({ cancel: !local && !served });
  });
}
