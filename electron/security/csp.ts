/**
 * Nothing is allowed that is not named. Inline style attributes stay possible because chart tooltips set them;
 * inline scripts and style elements do not.
 */
const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data: blob: media:",
  'font-src': "'self'",
  // What is being made of a recording is fed to the player by hand.
  'connect-src': "'self' media://recording",
  'media-src': 'blob: media://recording media://derived',
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

export const CONTENT_SECURITY_POLICY = Object.entries(directives)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ');
