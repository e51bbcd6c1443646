import type { FieldIssue } from '../errors.js';
import type { RedactionTrack } from './redaction.js';

/** What is wrong with a mask track: keys out of their order, and regions or silences that end before they begin. */
export function trackFaults({ regions, mutedSpans }: RedactionTrack): FieldIssue[] {
  const fault = (path: string): FieldIssue => ({ path, rule: 'outBeforeIn' });
  return [
    ...regions.flatMap(({ fromMs, untilMs, keys }, index) => [
      ...(untilMs < fromMs ? [fault(`track.regions.${index}.untilMs`)] : []),
      ...keys.flatMap(({ atMs }, key) =>
        key > 0 && atMs <= (keys[key - 1]?.atMs ?? 0) ? [fault(`track.regions.${index}.keys.${key}`)] : [],
      ),
    ]),
    ...mutedSpans.flatMap(({ fromMs, untilMs }, index) =>
      untilMs < fromMs ? [fault(`track.mutedSpans.${index}.untilMs`)] : [],
    ),
  ];
}
