import type { targetMeasures } from '../../../domain/hall/entities.js';
import type { HallLayout, ZoneLayout } from '../data/halls.js';
import { hallKey, zoneKey } from './units.js';
import type { Sketch } from './sketch.js';

type Measure = (typeof targetMeasures)[number];

/** What a main hall sets itself; the satisfaction is what such halls report. */
const ofMainHall: readonly (readonly [Measure, number])[] = [
  ['waiting_minutes', 15],
  ['handling_minutes', 20],
  ['phone_answer_seconds', 15],
  ['satisfaction_percent', 98],
];
const ofBranch: readonly (readonly [Measure, number])[] = [
  ['waiting_minutes', 15],
  ['satisfaction_percent', 95],
];
/** Taxes are allowed to take longer. */
const ofTaxZone: readonly (readonly [Measure, number])[] = [['waiting_minutes', 20]];

export function planTargets(sketch: Sketch, hall: HallLayout): void {
  const set = (measures: typeof ofMainHall, zone: ZoneLayout | null): void => {
    for (const [measure, value] of measures) {
      if (zone === null && measure === 'waiting_minutes' && !hall.gaps.waitingTarget) continue;
      sketch.add('target', `${hall.key}/${zone?.letter ?? ''}/${measure}`, (idOf) => ({
        entity: 'target',
        fields: {
          hallId: idOf(hallKey(hall)),
          zoneId: zone === null ? null : idOf(zoneKey(hall, zone)),
          measure,
          value,
          note: null,
        },
      }));
    }
  };
  set(hall.parent === null ? ofMainHall : ofBranch, null);
  for (const zone of hall.zones) if (zone.agencies.length > 1 && zone.agencies[0] === 'tax') set(ofTaxZone, zone);
}
