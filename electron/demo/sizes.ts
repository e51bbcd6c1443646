/**
 * How large the demo hall is. A number multiplies the windows, staff, items and cameras of the city family, 1 being
 * the default; `full` is the largest hall the console promises to feel fast at.
 */
export type DemoScale = number | 'full';

export interface HallSize {
  windows: number;
  staff: number;
  partyMembers: number;
  approvals: number;
  publicServices: number;
  cameras: number;
}

/**
 * A district hall after a real one's report: 19 units, 29 windows, 49 staff of whom 11 party members, 75 items of
 * which 50 are approvals and 25 public services.
 */
export const districtSize: HallSize = {
  windows: 29,
  staff: 49,
  partyMembers: 11,
  approvals: 50,
  publicServices: 25,
  cameras: 12,
};

/**
 * A city family after a real one's report: one main hall with 8 zones and four branches, 65 units, 508 items, 324
 * cameras. Windows and staff are not told there; the whole demo has 180 and 600 of them.
 */
const citySize: HallSize = {
  windows: 151,
  staff: 551,
  partyMembers: 154,
  approvals: 338,
  publicServices: 170,
  cameras: 324,
};

/** With the district hall: 300 windows, 2,000 staff, 600 items. */
const cityFull: HallSize = {
  windows: 271,
  staff: 1951,
  partyMembers: 546,
  approvals: 350,
  publicServices: 175,
  cameras: 324,
};

/** Each of the 65 units keeps a window, two people and an item. */
const cityLeast: HallSize = {
  windows: 65,
  staff: 130,
  partyMembers: 20,
  approvals: 65,
  publicServices: 65,
  cameras: 60,
};

/** What the city family counts in all, main hall and branches together. */
export function citySizeAt(scale: DemoScale): HallSize {
  if (scale === 'full') return cityFull;
  const sized = (field: keyof HallSize): number => Math.max(cityLeast[field], Math.round(citySize[field] * scale));
  return {
    windows: sized('windows'),
    staff: sized('staff'),
    partyMembers: sized('partyMembers'),
    approvals: sized('approvals'),
    publicServices: sized('publicServices'),
    cameras: sized('cameras'),
  };
}
