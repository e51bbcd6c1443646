import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { narrow } from '../../../../domain/text.js';

export type NamedWindow = CommandOutput<'supervisors.me'>['windows'][number];

export interface ZoneWindows {
  label: string;
  windows: NamedWindow[];
}

const folded = (text: string): string => narrow(text).toLowerCase();

/** Windows of one hall that hold every word, zone by zone in the order they came. */
export function windowsByZone(windows: readonly NamedWindow[], hallId: number | null, text: string): ZoneWindows[] {
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const zones = new Map<string, NamedWindow[]>();
  for (const window of windows) {
    const hay = folded(`${window.label} ${window.zoneLabel}`);
    if (window.hallId !== hallId || !words.every((word) => hay.includes(word))) continue;
    zones.set(window.zoneLabel, [...(zones.get(window.zoneLabel) ?? []), window]);
  }
  return [...zones].map(([label, found]) => ({ label, windows: found }));
}

/** The element an arrow key leads to among those laid out in rows; null where there is none that way. */
export function neighbour(key: string, from: Element, all: readonly HTMLElement[]): HTMLElement | null {
  const at = all.findIndex((one) => one === from);
  if (key === 'ArrowRight') return all[at + 1] ?? null;
  if (key === 'ArrowLeft') return all[at - 1] ?? null;
  const sign = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (sign === 0) return null;
  const here = from.getBoundingClientRect();
  const far = (one: HTMLElement): number => {
    const there = one.getBoundingClientRect();
    const down = sign * (there.top - here.top);
    // The nearest row first, in it the nearest column.
    return down < 4 ? Infinity : down * 10_000 + Math.abs(there.left - here.left);
  };
  const [nearest] = [...all].sort((a, b) => far(a) - far(b));
  return nearest && far(nearest) < Infinity ? nearest : null;
}
