import { duties } from '../data/counters.js';
import type { HallLayout } from '../data/halls.js';
import type { Random } from '../random.js';
import type { HallSize } from '../sizes.js';
import type { UnitPlan } from './units.js';
import type { Key, Sketch } from './sketch.js';

interface Seat {
  unit: UnitPlan;
  post: Key | null;
  side: 'A' | 'B' | null;
}

/**
 * People of the windows: side A of every post first, then side B as far as people reach, the rest without a post. Of
 * the B sides a few are left open on purpose.
 */
export function planStaff(sketch: Sketch, units: readonly UnitPlan[], size: HallSize): void {
  const seats = units.flatMap(seatsOf);
  for (const hall of new Set(units.map((unit) => unit.hall))) {
    const open = sample(
      sketch.random,
      seats.filter(({ unit, side }) => unit.hall === hall && side === 'B'),
      hall.gaps.postsWithoutB,
    );
    for (const seat of open) Object.assign(seat, { post: null, side: null });
  }
  const members = sample(sketch.random, seats, size.partyMembers);
  const badges = new Map<HallLayout, number>();
  for (const seat of seats) {
    const { hall, key: unit } = seat.unit;
    const badge = (badges.get(hall) ?? 0) + 1;
    badges.set(hall, badge);
    const badgeNo = String(badge).padStart(4, '0');
    const { post, side } = seat;
    const name = sketch.personName();
    const partyMember = members.has(seat);
    sketch.add('staff', `${hall.key}/${badgeNo}`, (idOf) => ({
      entity: 'staff',
      fields: {
        unitId: idOf(unit),
        postId: post === null ? null : idOf(post),
        postSide: side,
        name,
        badgeNo,
        partyMember,
        phone: null,
        note: null,
      },
    }));
  }
}

function seatsOf(unit: UnitPlan): Seat[] {
  const { posts } = unit;
  return Array.from({ length: unit.staff }, (_, nth): Seat => {
    const post = posts[nth % posts.length] ?? null;
    const round = Math.floor(nth / posts.length);
    if (round > 1) return { unit, post: null, side: null };
    return { unit, post, side: round === 0 ? 'A' : 'B' };
  });
}

/** Contact persons, one for each unit but a few. */
export function planContacts(sketch: Sketch, units: readonly UnitPlan[], hall: HallLayout): void {
  const own = units.filter((unit) => unit.hall === hall);
  const without = sample(sketch.random, own, hall.gaps.unitsWithoutContact);
  for (const unit of own) {
    if (without.has(unit)) continue;
    const name = sketch.personName();
    const duty = sketch.say(sketch.random.pick(duties));
    sketch.add('contact', unit.path, (idOf) => ({
      entity: 'contact',
      fields: {
        unitId: idOf(unit.key),
        name,
        duty,
        phone: `${hall.phone.slice(0, 6)}${100 + unit.number}`,
        note: null,
      },
    }));
  }
}

/** Some of many, without repeats. */
export function sample<T>(random: Random, from: readonly T[], count: number): Set<T> {
  const left = [...from];
  const taken = new Set<T>();
  while (taken.size < count && left.length > 0) {
    for (const one of left.splice(random.below(left.length), 1)) taken.add(one);
  }
  return taken;
}
