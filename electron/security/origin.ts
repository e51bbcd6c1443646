export const APP_SCHEME = 'app';
/** Where the page lives. */
export const APP_ORIGIN = 'app://main';

/**
 * Is this an address of our own page?
 * @param devUrl address of the development server, or null in a build
 */
export function isOurs(url: string, devUrl: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, origin } = new URL(url);
  // `origin` of a scheme of our own is "null" in Node, so scheme and host are compared.
  if (`${protocol}//${host}` === APP_ORIGIN) return true;
  return devUrl !== null && ['http:', 'https:'].includes(protocol) && new URL(devUrl).origin === origin;
}
