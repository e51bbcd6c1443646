import { localMinute } from '../../../domain/time.js';
import type { Many } from '../data/observations.js';
import type { Random } from '../random.js';
import { filled, joined, same, type Words } from '../words.js';

const MINUTE_MS = 60_000;

export interface Observation {
  random: Random;
  at: number;
  /** Its number, where there was one. */
  window: string | undefined;
  /** How long it lasted, where that stands beside it as well. */
  minutes?: number;
}

/** A sentence of each kind, with facts that differ from one observation to the next. */
export function observed(kinds: readonly Many[], { random, at, window, minutes }: Observation): Words {
  const place: Words = window === undefined ? ['现场', 'the spot'] : [`${window} 窗口`, `counter ${window}`];
  const sentences = kinds.map((kind) =>
    filled(random.pick(kind), {
      place,
      clock: same(localMinute(at + random.below(12) * MINUTE_MS).slice(-5)),
      n: same(2 + random.below(11)),
      m: same(minutes ?? 3 + random.below(24)),
    }),
  );
  return joined(...sentences);
}
