import { componentKinds } from '../../../../domain/ranking/kinds.js';
import type { Component, RankingScheme } from '../../../../domain/ranking/scheme.js';

/** A part as it is typed: its weight in percent, empty where it takes no part. */
export interface PartEntry {
  kind: Component['kind'];
  title: string;
  weight: string;
}

/** Hundredths of a percent out of `12.5`; null where it is no such number, 0 where nothing stands. */
export function weightOf(text: string): number | null {
  const typed = text.trim();
  if (typed === '') return 0;
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) return null;
  const weight = Math.round(Number(typed) * 100);
  return weight <= 10_000 ? weight : null;
}

export const sumOf = (parts: readonly PartEntry[]): number =>
  parts.reduce((sum, { weight }) => sum + (weightOf(weight) ?? 0), 0);

/** Each measured part once, those given by hand as they are: what the scheme before had, or nothing. */
export function entriesOf(scheme: RankingScheme | null, titleOf: (kind: Component['kind']) => string): PartEntry[] {
  const known = scheme?.components ?? [];
  const entry = ({ kind, title, weight }: Component): PartEntry => ({ kind, title, weight: String(weight / 100) });
  const measured = componentKinds
    .filter((kind) => kind !== 'manual')
    .map((kind) => {
      const found = known.find((one) => one.kind === kind);
      return found ? entry(found) : { kind, title: titleOf(kind), weight: '' };
    });
  return [...measured, ...known.filter(({ kind }) => kind === 'manual').map(entry)];
}

/** What is sent: parts that have a weight. */
export const componentsOf = (parts: readonly PartEntry[]): Component[] =>
  parts.flatMap(({ kind, title, weight }) => {
    const found = weightOf(weight) ?? 0;
    return found > 0 ? [{ kind, title: title.trim(), weight: found }] : [];
  });
