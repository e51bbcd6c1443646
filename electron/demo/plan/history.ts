import type { HallEntity, HallFields } from '../../../domain/hall/entities.js';
import { cityHall, districtHall } from '../data/halls.js';
import type { Words } from '../words.js';
import { unitKey, zoneKey, type UnitPlan } from './units.js';
import type { DraftOf, Key, Sketch } from './sketch.js';

/** A command given once all rows stand, so that the history pages have something to tell. */
export type PlannedAct = { entity: HallEntity; reason: string } & (
  | { act: 'update'; key: Key; draft: DraftOf }
  | { act: 'move'; keys: readonly Key[]; field: string; to: Key }
  | { act: 'merge'; keys: readonly Key[]; into: Key }
  | { act: 'retire'; keys: readonly Key[] }
);

/** Renamed by the reform of 2018; other halls' tables still use the old names now and then. */
const renamedUnits: readonly { key: Key; was: Words; short: Words }[] = [
  {
    key: unitKey(districtHall, 'market'),
    was: ['林溪区工商行政管理局', 'Linxi District Industry and Commerce Bureau'],
    short: ['工商局', 'Industry Commerce'],
  },
  {
    key: unitKey(districtHall, 'health'),
    was: ['林溪区卫生和计划生育局', 'Linxi District Health and Family Planning Bureau'],
    short: ['卫计局', 'Health and Families'],
  },
];

const reasons = {
  reform: ['机构改革更名', 'Renamed in the reform of institutions'],
  oneWindow: ['推行“一窗受理”,统一窗口名称', 'One name for windows that take everything'],
  layout: ['大厅布局调整,移至本区', 'Moved in the new layout of the hall'],
  salt: ['盐业监管职责并入', 'Salt supervision was taken over'],
  archive: ['业务并入综合窗口', 'Its work went to the general windows'],
} as const satisfies Record<string, Words>;

/** Lets some rows begin as they once were and lists the commands that make them what they are. */
export function planHistory(sketch: Sketch, units: readonly UnitPlan[]): PlannedAct[] {
  const unit = (key: Key): UnitPlan => {
    const found = units.find((one) => one.key === key);
    if (!found) throw new Error(`the demo hall has no ${key}`);
    return found;
  };
  const market = unit(unitKey(cityHall, 'market'));
  const utility = unit(unitKey(cityHall, 'post'));
  return [
    ...renamedUnits.map(({ key, was, short }) => renameUnit(sketch, key, was, short)),
    ...renameWindow(sketch, market),
    ...moveWindow(sketch, utility),
    ...mergeUnit(sketch, market),
    ...retireWindow(sketch, utility),
  ];
}

function renameUnit(sketch: Sketch, key: Key, was: Words, short: Words): PlannedAct {
  const draft = begin(sketch, 'unit', key, () => ({ name: sketch.say(was), shortName: sketch.say(short) }));
  return { entity: 'unit', act: 'update', key, draft, reason: sketch.say(reasons.reform) };
}

function renameWindow(sketch: Sketch, { windows }: UnitPlan): PlannedAct[] {
  return windows.slice(0, 1).map((key) => {
    const draft = begin(sketch, 'window', key, () => ({ name: sketch.say(['公司注册', 'Company registration']) }));
    return { entity: 'window', act: 'update', key, draft, reason: sketch.say(reasons.oneWindow) };
  });
}

function moveWindow(sketch: Sketch, { windows, hall, zone }: UnitPlan): PlannedAct[] {
  const earlier = hall.zones[0] ?? zone;
  return windows.slice(0, 1).map((key) => {
    begin(sketch, 'window', key, (idOf) => ({ zoneId: idOf(zoneKey(hall, earlier)) }));
    const to = zoneKey(hall, zone);
    return { entity: 'window', act: 'move', keys: [key], field: 'zoneId', to, reason: sketch.say(reasons.layout) };
  });
}

/** The salt office brings a contact and its last two items into the market bureau. */
function mergeUnit(sketch: Sketch, market: UnitPlan): PlannedAct[] {
  const { say } = sketch;
  const leader = sketch.personName();
  const salt = sketch.add('unit', `${market.hall.key}/salt`, (idOf) => ({
    entity: 'unit',
    fields: {
      hallId: idOf(`hall:${market.hall.key}`),
      name: say([`${market.hall.place[0]}盐务管理局`, `${market.hall.place[1]} Salt Administration`]),
      shortName: say(['盐务局', 'Salt']),
      leader,
      phone: null,
      note: null,
    },
  }));
  const items = sketch.rows.filter(({ key }) =>
    key.startsWith(`service_item:${market.hall.key}/XK${String(market.number).padStart(2, '0')}`),
  );
  for (const { key } of items.slice(-2)) begin(sketch, 'service_item', key, (idOf) => ({ unitId: idOf(salt) }));
  return [{ entity: 'unit', act: 'merge', keys: [salt], into: market.key, reason: say(reasons.salt) }];
}

function retireWindow(sketch: Sketch, { hall, zone, key: unit }: UnitPlan): PlannedAct[] {
  const inZone = sketch.rows.filter(({ key }) => key.startsWith(`window:${hall.key}/${zone.letter}`)).length;
  const number = `${zone.letter}${String(inZone + 1).padStart(2, '0')}`;
  const window = sketch.add('window', `${hall.key}/${number}`, (idOf) => ({
    entity: 'window',
    fields: {
      zoneId: idOf(zoneKey(hall, zone)),
      unitId: idOf(unit),
      number,
      name: sketch.say(['档案查询', 'Archive enquiries']),
      note: null,
    },
  }));
  return [{ entity: 'window', act: 'retire', keys: [window], reason: sketch.say(reasons.archive) }];
}

function begin<E extends HallEntity>(
  sketch: Sketch,
  entity: E,
  key: Key,
  earlier: (idOf: Parameters<DraftOf>[0]) => Partial<HallFields<E>>,
): DraftOf {
  return sketch.begin(key, (draft, idOf) => {
    if (draft.entity !== entity) throw new Error(`${key} is a ${draft.entity}`);
    Object.assign(draft.fields, earlier(idOf));
    return draft;
  });
}
