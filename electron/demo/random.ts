/** A source of numbers that look random and are the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, from 0 to `below` - 1. */
  below(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A version 4 UUID. */
  uuid(): string;
}

const MULBERRY = 0x6d2b79f5;

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, period 2^32, plenty for a few ten thousand draws.
 * Not for anything secret.
 * @param seed any 32-bit whole number
 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const bits = (): number => {
    state = (state + MULBERRY) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const next = (): number => bits() / 2 ** 32;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    uuid() {
      const hex = Array.from({ length: 4 }, () => bits().toString(16).padStart(8, '0')).join('');
      const variant = (8 + (parseInt(hex.charAt(16), 16) % 4)).toString(16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}

/**
 * Divides `total` in proportion to the weights by largest remainder; whoever has a weight gets at least `least`.
 * The parts add up to `total` as long as `total` reaches `least` for everybody.
 */
export function share(total: number, weights: readonly number[], least = 0): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const floor = weights.map((weight) => (weight > 0 ? least : 0));
  const rest = Math.max(0, total - floor.reduce((all, part) => all + part, 0));
  const exact = weights.map((weight) => (rest * weight) / sum);
  const parts = exact.map((part, at) => (floor[at] ?? 0) + Math.floor(part));
  const left = rest - exact.reduce((all, part) => all + Math.floor(part), 0);
  const order = exact
    .map((part, at) => ({ at, fraction: part - Math.floor(part) }))
    .sort((a, b) => b.fraction - a.fraction || a.at - b.at);
  for (const { at } of order.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts;
}
