const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Replaces what SQLite would give back changed: half surrogate pairs and NUL. */
export function storable(text: string): string {
  return text.replace(HALF_PAIR, '\ufffd').replaceAll('\0', '\ufffd');
}
