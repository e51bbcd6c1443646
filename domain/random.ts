/**
 * A small seeded generator, for draws that anyone can repeat: equal seeds give equal numbers on every machine. Not for
 * secrets. The state is that of xorshift128 (Marsaglia, Journal of Statistical Software 8/14, 2003): four words of 32
 * bits, period 2^128 - 1, filled from the seed's UTF-8 bytes by FNV-1a with four offsets, the first 16 numbers dropped.
 */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  next(): number;
  /** A whole number from 0 to `bound` - 1, each equally likely. `bound` from 1 to 2^32. */
  below(bound: number): number;
}

/** Stands in every record of a draw; a change of the numbers needs a new name. */
export const RANDOM_METHOD = 'xorshift128-fnv1a-1';

const FNV_OFFSETS = [0x811c9dc5, 0x9e3779b9, 0x7f4a7c15, 0x85ebca6b] as const;
const FNV_PRIME = 0x01000193;
const DROPPED = 16;
const WORDS = 2 ** 32;

function fnv1a(bytes: Uint8Array, offset: number): number {
  let hash = offset;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}

/** UTF-8 without TextEncoder, which not every host of these rules has. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at += 1) {
    const isEscape = escaped[at] === '%';
    bytes.push(isEscape ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at));
    if (isEscape) at += 2;
  }
  return Uint8Array.from(bytes);
}

/** @param seed text or a whole number; 7 and '7' are the same seed */
export function seeded(seed: string | number): Random {
  const bytes = utf8(String(seed));
  // The state may be anything but all zero.
  let [x, y, z, w] = FNV_OFFSETS.map((offset) => fnv1a(bytes, offset)) as [number, number, number, number];
  if ((x | y | z | w) === 0) w = 1;
  const next = (): number => {
    const mixed = x ^ (x << 11);
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ (mixed ^ (mixed >>> 8))) >>> 0;
    return w;
  };
  for (let count = 0; count < DROPPED; count += 1) next();
  return {
    next,
    below(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > WORDS) throw new RangeError(`bound ${bound}`);
      // Numbers above the last whole multiple of the bound would make small results likelier: they are passed over.
      const fair = WORDS - (WORDS % bound);
      let drawn = next();
      while (drawn >= fair) drawn = next();
      return drawn % bound;
    },
  };
}
