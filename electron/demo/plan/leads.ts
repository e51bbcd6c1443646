import type { SupervisorFields } from '../../../domain/lead.js';
import { leadStories, type LeadStory } from '../data/leads.js';
import type { Random } from '../random.js';
import type { Key } from './sketch.js';
import { hallKey, type UnitPlan } from './units.js';

export interface PlannedSupervisor {
  clientId: string;
  account: string;
  constituency: SupervisorFields['constituency'];
  certificateNo: string;
  fromDay: number;
  toDay: number;
  hall: Key;
}
export interface PlannedLead {
  clientId: string;
  findingClientId: string;
  account: string;
  day: number;
  hall: Key;
  window: Key | null;
  unit: Key | null;
  story: LeadStory;
  draft: boolean;
}

/** Three supervisors: one in term, one whose term ends soon, one whose term is over; and what they handed in. */
export function planLeads(
  random: Random,
  units: readonly UnitPlan[],
  today: number,
): { supervisors: PlannedSupervisor[]; leads: PlannedLead[] } {
  const district = units.filter(({ hall }) => hall.key !== 'city' && hall.parent === null);
  const city = units.filter(({ hall }) => hall.key === 'city');
  const [districtHall, cityHall] = [district[0], city[0]].map((unit) => (unit ? hallKey(unit.hall) : ''));
  const year = new Date(today * 86_400_000).getUTCFullYear();
  const entry = (
    account: string,
    constituency: PlannedSupervisor['constituency'],
    number: number,
    from: number,
    to: number,
    hall = '',
  ) => ({
    clientId: random.uuid(),
    account,
    constituency,
    certificateNo: `监〔${year - 1}〕${String(number).padStart(3, '0')}`,
    fromDay: today + from,
    toDay: today + to,
    hall,
  });
  const supervisors = [
    entry('supervisor1', 'retired_cadre', 17, -500, 230, districtHall),
    entry('supervisor2', 'enterprise', 22, -690, 40, cityHall),
    entry('supervisor3', 'people_deputy', 5, -750, -20, districtHall),
  ];
  const leads = leadStories.map((story, at): PlannedLead => {
    const account = at % 3 === 1 ? 'supervisor2' : 'supervisor1';
    const among = account === 'supervisor2' ? city : district;
    const unit = story.place === null ? among[random.below(among.length)] : undefined;
    const ago = (leadStories.length - at) * 37 - 30 + random.below(9);
    return {
      clientId: random.uuid(),
      findingClientId: random.uuid(),
      account,
      day: today - ago,
      hall: (account === 'supervisor2' ? cityHall : districtHall) ?? '',
      window: unit?.windows[0] ?? null,
      unit: unit?.key ?? null,
      story,
      draft: at === leadStories.length - 1,
    };
  });
  return { supervisors, leads };
}
