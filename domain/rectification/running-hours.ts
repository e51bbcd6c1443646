import { startOfDay } from '../time.js';
import type { Pauses } from './pauses.js';

/** Hours run round the clock, days off included; suspended days are passed over whole. Instants in UTC milliseconds. */
const spansOf = ({ spans }: Pauses) =>
  spans.map(({ from, to }) => ({ from: startOfDay(from), until: startOfDay(to + 1) }));

/** The instant at which `running` milliseconds have run since `at`, past ended suspensions. */
export function runOn(at: number, running: number, pauses: Pauses): number {
  let [now, left] = [at, running];
  for (const { from, until } of spansOf(pauses)) {
    if (until <= now) continue;
    if (now + left <= from) break;
    left -= Math.max(0, from - now);
    now = until;
  }
  return now + left;
}

/** The instant since which `running` milliseconds have run until `at`. */
export function runBack(at: number, running: number, pauses: Pauses): number {
  let [now, left] = [at, running];
  for (const { from, until } of spansOf(pauses).reverse()) {
    if (from >= now) continue;
    if (now - left >= until) break;
    left -= Math.max(0, now - until);
    now = from;
  }
  return now - left;
}
