import type { PlanFields } from '../../../domain/plan.js';
import type { Random } from '../random.js';
import type { Say, Words } from '../words.js';
import type { Key } from './sketch.js';
import type { UnitPlan } from './units.js';
import type { PlannedVisit } from './visits.js';

/** A round of one month; its objects are what was visited in it. */
export interface PlannedRound {
  clientId: string;
  title: string;
  fromDay: number;
  toDay: number;
  /** Visits that belong to it, at most one for each window. */
  visits: PlannedVisit[];
  /** Windows that nobody has been to yet. */
  ahead: Key[];
}
export interface PlannedPlan {
  clientId: string;
  style: PlanFields['style'];
  title: string;
  content: string;
  fromDay: number;
  toDay: number;
  rounds: PlannedRound[];
}

const themes: readonly (readonly [PlanFields['style'], Words, Words])[] = [
  [
    'random',
    ['窗口作风专项暗访', 'Covert visits on conduct at the counters'],
    ['仪容、举止、用语和在岗情况', 'Appearance, conduct, language and presence'],
  ],
  [
    'focus',
    ['企业开办和不动产重点督查', 'Focus on business registration and real estate'],
    ['一次性告知、限时办结、收费', 'One-time notice, time limits, fees'],
  ],
  [
    'category',
    ['民生事项分类督查', 'Livelihood matters by category'],
    ['社保、医保、户政窗口的办理情况', 'Social insurance, medical care and household registration'],
  ],
  [
    'circuit',
    ['分中心巡回检查', 'Circuit of the branch halls'],
    ['环境设施、AB岗和公示', 'Environment, backup posts and notices'],
  ],
];
/** Of a month's visits, those that a round sent out. */
const SENT = 0.4;

/** Windows of the running round that are still to be visited. */
const AHEAD = 4;

const monthStart = (year: number, month: number): number => Date.UTC(year, month, 1) / 86_400_000;

/** A plan for every quarter that has visits, with a round for each of its months up to today. */
export function planRounds(
  random: Random,
  visits: readonly PlannedVisit[],
  units: readonly UnitPlan[],
  say: Say,
  today: number,
): PlannedPlan[] {
  const district = units.filter(({ hall }) => hall.key !== 'city' && hall.parent === null);
  const first = new Date((visits[0]?.day ?? today) * 86_400_000);
  const last = new Date(today * 86_400_000);
  const quarters =
    (last.getUTCFullYear() - first.getUTCFullYear()) * 4 +
    Math.floor(last.getUTCMonth() / 3) -
    Math.floor(first.getUTCMonth() / 3);
  const plans = Array.from({ length: quarters + 1 }, (_, at): PlannedPlan => {
    const month = (Math.floor(first.getUTCMonth() / 3) + at) * 3;
    const year = first.getUTCFullYear() + Math.floor(month / 12);
    const quarter = Math.floor((month % 12) / 3) + 1;
    const [style, title, content] = themes[at % themes.length] as (typeof themes)[number];
    const months = [0, 1, 2]
      .map((nth) => month + nth)
      .filter((its) => monthStart(first.getUTCFullYear(), its) <= today);
    return {
      clientId: random.uuid(),
      style,
      title: say([`${year} 年第 ${quarter} 季度${title[0]}`, `${title[1]}, quarter ${quarter} of ${year}`]),
      content: say(content),
      fromDay: monthStart(first.getUTCFullYear(), month),
      toDay: monthStart(first.getUTCFullYear(), month + 3) - 1,
      rounds: months.map((its) => planRound(random, visits, say, first.getUTCFullYear(), its)),
    };
  });
  const now = plans.at(-1)?.rounds.at(-1);
  const been = new Set(now?.visits.flatMap(({ windows }) => windows));
  now?.ahead.push(
    ...district
      .flatMap(({ windows }) => windows.slice(-1))
      .filter((window) => !been.has(window))
      .slice(0, AHEAD),
  );
  return plans;
}

function planRound(
  random: Random,
  visits: readonly PlannedVisit[],
  say: Say,
  year: number,
  month: number,
): PlannedRound {
  const [fromDay, toDay] = [monthStart(year, month), monthStart(year, month + 1) - 1];
  const taken = new Set<string>();
  const own = visits.filter(({ day, windows: [window], fate }) => {
    if (day < fromDay || day > toDay || window === undefined || fate === 'discarded' || taken.has(window)) return false;
    if (random.next() >= SENT) return false;
    taken.add(window);
    return true;
  });
  const number = (month % 12) + 1;
  return {
    clientId: random.uuid(),
    title: say([`${number} 月批次`, `Round of month ${number}`]),
    fromDay,
    toDay,
    visits: own,
    ahead: [],
  };
}
