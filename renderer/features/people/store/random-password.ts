/** Letters and digits that are not mistaken for one another when read aloud or copied by hand. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 12;

/** A first password in groups of four: 59 bits by chance. */
export function randomPassword(): string {
  // Numbers above the largest multiple are thrown away, so that no sign is likelier than another.
  const limit = 256 - (256 % SIGNS.length);
  let out = '';
  while (out.length < LENGTH) {
    const [number = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (number < limit) out += SIGNS[number % SIGNS.length];
  }
  return out.replace(/(.{4})(?=.)/g, '$1-');
}
