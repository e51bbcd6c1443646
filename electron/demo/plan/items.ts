import { applicants, approvalActions, fees, free, limits, serviceActions } from '../data/items.js';
import { joined, type Words } from '../words.js';
import type { UnitPlan } from './units.js';
import type { Sketch } from './sketch.js';

type Category = 'approval' | 'public_service';

/** In how many of ten the matter is settled on the spot. */
const onTheSpot: Record<Category, number> = { approval: 2, public_service: 7 };
const codes: Record<Category, string> = { approval: 'XK', public_service: 'FW' };

/** What people come to this unit for. */
export function planItems(sketch: Sketch, unit: UnitPlan): void {
  const { agency } = unit;
  planCategory(sketch, unit, 'approval', namesOf(agency.approvals, approvalActions, unit.approvals));
  planCategory(sketch, unit, 'public_service', namesOf(agency.services, serviceActions, unit.publicServices));
}

/** All subjects by the first action, then by the next; when these are used up, again for each kind of applicant. */
function namesOf(subjects: readonly Words[], actions: readonly Words[], count: number): Words[] {
  const names = applicants.flatMap((applicant) =>
    actions.flatMap((action) => subjects.map((subject): Words => glued(subject, action, applicant))),
  );
  return Array.from({ length: names.length === 0 ? 0 : count }, (_, nth): Words => {
    const name = names[nth % names.length] ?? ['', ''];
    const round = Math.floor(nth / names.length);
    return round === 0 ? name : joined(name, [`(${round + 1})`, `(${round + 1})`]);
  });
}

const glued = (...parts: readonly Words[]): Words => [
  parts.map(([zh]) => zh).join(''),
  parts.map(([, en]) => en).join(''),
];

function planCategory(sketch: Sketch, unit: UnitPlan, category: Category, names: readonly Words[]): void {
  const { random, say } = sketch;
  names.forEach((name, nth) => {
    const code = `${codes[category]}${String(unit.number).padStart(2, '0')}${String(nth + 1).padStart(3, '0')}`;
    const instant = random.below(10) < onTheSpot[category];
    const limit = random.pick(limits);
    const fee = random.pick(category === 'approval' ? fees : free);
    const windows = new Set([nth, nth + 1].map((at) => unit.windows[at % unit.windows.length] ?? ''));
    sketch.add('service_item', `${unit.hall.key}/${code}`, (idOf) => ({
      entity: 'service_item',
      fields: {
        unitId: idOf(unit.key),
        code,
        name: say(name),
        category,
        caseKind: instant ? 'instant_case' : 'promised_case',
        // The law sets limits for approvals; a public service has the hall's promise alone.
        statutoryDays: category === 'approval' ? limit.statutory : null,
        promisedDays: instant ? 0 : limit.promised,
        fee: fee === null ? null : say(fee),
        windowIds: [...windows].map(idOf),
        note: null,
      },
    }));
  });
}
