const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces half surrogate pairs, which UTF-8 cannot hold: what is stored comes back the same. */
export function storable(text: string): string {
  return text.replace(HALF_PAIR, '\ufffd');
}
