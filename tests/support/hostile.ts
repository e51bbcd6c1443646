import { z } from 'zod';

/** A small seeded generator (mulberry32), so that a failure can be had again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  items?: Shape;
  minimum?: number;
  maximum?: number;
  format?: string;
  minItems?: number;
}

const nasty: readonly unknown[] = [
  null,
  undefined,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  true,
  [],
  {},
  '\u0000',
  'a\u0000b',
  '\ud800',
  '𠮷'.repeat(70),
  '🧑‍🧑‍🧒‍🧒',
  "'; DROP TABLE person; --",
  '" OR 1=1 --',
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  'C:\\Windows\\System32',
  '{"$ne": null}',
  '__proto__',
  'constructor',
  '%n%s%x',
  '=cmd|calc!A1',
  '\u202e\u2066',
  '0'.repeat(100_000),
  Array.from({ length: 20_000 }, (_, index) => index),
  Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 1),
  JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'),
  new Date(0),
  new Map([['a', 1]]),
  new Uint8Array(1000),
];

/** Inputs made from a command's own schema: right ones, and right ones spoilt in one or more places. */
export function hostileInputs(schema: z.ZodType, random: () => number) {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const right = (part: Shape): unknown => {
    if (part.const !== undefined) return part.const;
    if (part.enum) return pick(part.enum);
    const options = part.anyOf ?? part.oneOf;
    if (options) return right(pick(options));
    if (part.properties)
      return Object.fromEntries(Object.entries(part.properties).map(([name, inner]) => [name, right(inner)]));
    if (part.type === 'array')
      return Array.from({ length: Math.max(part.minItems ?? 0, 1) }, () => right(part.items ?? {}));
    if (part.type === 'integer' || part.type === 'number')
      return Math.max(part.minimum ?? 0, Math.min(part.maximum ?? 9, Math.floor(random() * 9)));
    if (part.type === 'boolean') return random() < 0.5;
    if (part.format === 'uuid') return crypto.randomUUID();
    return part.type === 'string' ? `字${Math.floor(random() * 1e6)}` : null;
  };

  const spoil = (value: unknown): unknown => {
    if (random() < 0.3 || typeof value !== 'object' || value === null) return pick(nasty);
    if (Array.isArray(value))
      return [...(value as unknown[]).map((inner) => (random() < 0.5 ? spoil(inner) : inner)), pick(nasty)];
    const entries = Object.entries(value);
    const chosen = Math.floor(random() * (entries.length + 1));
    if (chosen === entries.length)
      return { ...value, [pick(['extra', 'id', 'roles', 'actor', '__proto__x'])]: pick(nasty) };
    return Object.fromEntries(
      entries.flatMap(([name, inner], index) => {
        if (index !== chosen) return [[name, inner]];
        return random() < 0.25 ? [] : [[name, spoil(inner)]];
      }),
    );
  };

  return { right: () => right(shape), spoilt: () => spoil(right(shape)) };
}
