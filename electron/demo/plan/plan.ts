import { branchHalls, cityHall, districtHall } from '../data/halls.js';
import { randomFrom } from '../random.js';
import { citySizeAt, districtSize, type DemoScale } from '../sizes.js';
import { sayIn, type DemoLanguage } from '../words.js';
import { planFamily } from './family.js';
import { planHistory, type PlannedAct } from './history.js';
import { administrator, planPeople, type PlannedPerson } from './people.js';
import { Sketch, type Key, type PlannedRow } from './sketch.js';
import { hallKey, type UnitPlan } from './units.js';

export interface DemoShape {
  language: DemoLanguage;
  scale: DemoScale;
  /** The same seed, scale and language give the same demo hall. */
  seed: number;
}

/** Everything the demo hall is made of, in the order in which it is made. */
export interface DemoPlan {
  setUp: { clientId: string; hallName: string; administrator: { account: string; name: string } };
  /** The hall that set-up makes by name alone; its row stands in `rows` too. */
  firstHall: Key;
  rows: PlannedRow[];
  acts: PlannedAct[];
  people: PlannedPerson[];
  units: UnitPlan[];
  /** Rows that are merged or retired by now. */
  gone: ReadonlySet<Key>;
}

export const defaultShape: DemoShape = { language: 'zh-CN', scale: 1, seed: 20_180_918 };

/** Pure: no clock, no chance but the seed's. */
export function planDemo(shape: DemoShape): DemoPlan {
  const say = sayIn(shape.language);
  const random = randomFrom(shape.seed);
  const sketch = new Sketch(random, say);
  const units = [
    ...planFamily(sketch, [cityHall, ...branchHalls], citySizeAt(shape.scale)),
    ...planFamily(sketch, [districtHall], districtSize),
  ];
  const acts = planHistory(sketch, units);
  const people = planPeople(() => random.uuid(), say);
  return {
    setUp: {
      clientId: random.uuid(),
      hallName: say(cityHall.name),
      administrator: { account: administrator.account, name: say(administrator.name) },
    },
    firstHall: hallKey(cityHall),
    rows: sketch.ordered(),
    acts,
    people,
    units,
    gone: new Set(acts.flatMap((act) => (act.act === 'merge' || act.act === 'retire' ? act.keys : []))),
  };
}
