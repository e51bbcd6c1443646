import type { LimitMeasure } from './checklist/kinds.js';
import type { Limits } from './checklist/verdict.js';

/** A target the hall set itself, for the whole of it or for one zone. */
export interface HallTarget {
  measure: LimitMeasure;
  zoneId: number | null;
  value: number;
}

/** What holds in a zone: its own targets before those of the hall; `promisedDays` is of the service item asked for. */
export function limitsIn(zoneId: number | null, targets: readonly HallTarget[], promisedDays: number | null): Limits {
  const here = (zone: number | null): [LimitMeasure, number][] =>
    targets.filter((target) => target.zoneId === zone).map(({ measure, value }) => [measure, value]);
  return {
    ...Object.fromEntries(here(null)),
    ...(zoneId === null ? {} : Object.fromEntries(here(zoneId))),
    ...(promisedDays === null ? {} : { promised_days: promisedDays }),
  };
}
