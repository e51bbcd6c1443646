import { parseIsoDay } from '../../../domain/time.js';
import type { HallLayout } from '../data/halls.js';
import type { HallSize } from '../sizes.js';
import { planCameras } from './cameras.js';
import { planItems } from './items.js';
import type { Sketch } from './sketch.js';
import { planContacts, planStaff } from './staff.js';
import { planTargets } from './targets.js';
import { hallKey, planUnits, type UnitPlan } from './units.js';

/** Draws a main hall with its branches: places, units, windows, posts, staff, items, targets, cameras, contacts. */
export function planFamily(sketch: Sketch, halls: readonly HallLayout[], size: HallSize): UnitPlan[] {
  for (const hall of halls) planPlaces(sketch, hall);
  const units = planUnits(sketch, halls, size);
  planStaff(sketch, units, size);
  for (const unit of units) planItems(sketch, unit);
  for (const hall of halls) planTargets(sketch, hall);
  planCameras(sketch, halls, units, size.cameras);
  for (const hall of halls) planContacts(sketch, units, hall);
  return units;
}

function planPlaces(sketch: Sketch, hall: HallLayout): void {
  const { say } = sketch;
  sketch.add('hall', hall.key, (idOf) => ({
    entity: 'hall',
    fields: {
      name: say(hall.name),
      shortName: say(hall.short),
      parentId: hall.parent === null ? null : idOf(`hall:${hall.parent}`),
      address: say(hall.address),
      phone: hall.phone,
      openHours: say(hall.openHours),
      openedDay: parseIsoDay(hall.openedOn),
      note: null,
    },
  }));
  for (const zone of hall.zones) {
    sketch.add('zone', `${hall.key}/${zone.letter}`, (idOf) => ({
      entity: 'zone',
      fields: {
        hallId: idOf(hallKey(hall)),
        name: say([`${zone.letter}区 ${zone.name[0]}`, `${zone.letter} ${zone.name[1]}`]),
        floor: say(zone.floor),
        note: null,
      },
    }));
  }
}
