import { agencyOf, type AgencyId } from '../data/agencies.js';
import type { Agency } from '../data/agency.js';
import { postNames } from '../data/counters.js';
import type { HallLayout, ZoneLayout } from '../data/halls.js';
import { share } from '../random.js';
import type { HallSize } from '../sizes.js';
import { joined } from '../words.js';
import type { Key, Sketch } from './sketch.js';

/** A unit of the plan with what the size allots to it. */
export interface UnitPlan {
  key: Key;
  /** `city/market`. */
  path: string;
  /** Counted within its hall, from 1. */
  number: number;
  hall: HallLayout;
  zone: ZoneLayout;
  agencyId: AgencyId;
  agency: Agency;
  windows: Key[];
  posts: Key[];
  staff: number;
  approvals: number;
  publicServices: number;
}

export const hallKey = (hall: HallLayout): Key => `hall:${hall.key}`;
export const zoneKey = (hall: HallLayout, zone: ZoneLayout): Key => `zone:${hall.key}/${zone.letter}`;
export const unitKey = (hall: HallLayout, agency: AgencyId): Key => `unit:${hall.key}/${agency}`;

/** The units of a family of halls with their windows and posts, as many as the size allots to each. */
export function planUnits(sketch: Sketch, halls: readonly HallLayout[], size: HallSize): UnitPlan[] {
  const places = halls.flatMap((hall) =>
    hall.zones.flatMap((zone) =>
      zone.agencies.map((agencyId) => ({ hall, zone, agencyId, agency: agencyOf(agencyId) })),
    ),
  );
  const weights = places.map(({ agency }) => agency.weight);
  const windows = share(size.windows, weights, 1);
  // Everybody's first duty is a window; the rest goes where the windows are.
  const more = share(size.staff - size.windows, windows);
  const approvals = share(
    size.approvals,
    places.map(({ agency }) => (agency.approvals.length > 0 ? agency.weight : 0)),
    1,
  );
  const services = share(size.publicServices, weights, 1);
  const inHall = new Map<HallLayout, number>();
  const inZone = new Map<ZoneLayout, number>();

  return places.map((place, at) => {
    const number = (inHall.get(place.hall) ?? 0) + 1;
    inHall.set(place.hall, number);
    const path = `${place.hall.key}/${place.agencyId}`;
    const unit: UnitPlan = {
      ...place,
      key: planUnit(sketch, path, number, place),
      path,
      number,
      windows: [],
      posts: [],
      staff: (windows[at] ?? 0) + (more[at] ?? 0),
      approvals: approvals[at] ?? 0,
      publicServices: services[at] ?? 0,
    };
    const from = inZone.get(place.zone) ?? 0;
    const count = windows[at] ?? 0;
    inZone.set(place.zone, from + count);
    unit.windows = Array.from({ length: count }, (_, nth) => planWindow(sketch, unit, nth, count, from + nth + 1));
    planPosts(sketch, unit);
    return unit;
  });
}

function planUnit(
  sketch: Sketch,
  path: string,
  number: number,
  { hall, agency }: { hall: HallLayout; agency: Agency },
): Key {
  const leader = sketch.personName();
  return sketch.add('unit', path, (idOf) => ({
    entity: 'unit',
    fields: {
      hallId: idOf(hallKey(hall)),
      name: sketch.say(joined(hall.place, agency.name)),
      shortName: sketch.say(agency.short),
      leader,
      phone: `${hall.phone.slice(0, 6)}${String(number).padStart(3, '0')}`,
      note: null,
    },
  }));
}

function planWindow(sketch: Sketch, unit: UnitPlan, nth: number, count: number, inZone: number): Key {
  const { hall, zone, agency } = unit;
  const number = `${zone.letter}${String(inZone).padStart(2, '0')}`;
  const name = agency.windows[Math.floor((nth * agency.windows.length) / count)] ?? agency.windows[0];
  return sketch.add('window', `${hall.key}/${number}`, (idOf) => ({
    entity: 'window',
    fields: {
      zoneId: idOf(zoneKey(hall, zone)),
      unitId: idOf(unit.key),
      number,
      name: sketch.say(name),
      note: null,
    },
  }));
}

/** One post at each window, more where there are people for an A and a B. */
function planPosts(sketch: Sketch, unit: UnitPlan): void {
  const { windows } = unit;
  const count = Math.max(windows.length, Math.min(windows.length * postNames.length, Math.floor(unit.staff / 2)));
  for (let nth = 0; nth < count; nth += 1) {
    const window = windows[nth % windows.length];
    const kind = Math.floor(nth / windows.length);
    const name = postNames[kind];
    if (window === undefined || name === undefined) continue;
    unit.posts.push(
      sketch.add('post', `${window}/${kind}`, (idOf) => ({
        entity: 'post',
        fields: { windowId: idOf(window), name: sketch.say(name), note: null },
      })),
    );
  }
}
