import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import type { Clock } from '../../domain/time.js';
import type { Workspace } from '../app/container.js';
import { Orders } from './orders.js';
import { defaultShape, planDemo, type DemoPlan, type DemoShape } from './plan/plan.js';
import type { PlannedAct } from './plan/history.js';
import type { Key } from './plan/sketch.js';

export interface DemoOptions extends Partial<DemoShape> {
  clock: Clock;
  /** 0..100 */
  report?(percent: number | null): void;
}

/** Rows of the hall by entity, in the words of a job's result, and people. */
export type DemoCounts = Record<string, number>;

/** Every account of the demo hall has it; the demo hall asks for none. */
const PASSWORD = 'Linxi-Yunting-2018';

/** A person costs as much as this many rows: the password hash is slow on purpose. */
const PERSON_STEPS = 60;

const countNames: Record<HallEntity, string> = {
  hall: 'halls',
  zone: 'zones',
  unit: 'units',
  window: 'windows',
  post: 'posts',
  staff: 'staff',
  service_item: 'items',
  target: 'targets',
  recorder: 'recorders',
  camera: 'cameras',
  contact: 'contacts',
};

/**
 * Fills an empty data folder with the demo hall, by commands alone. Nobody is at the desk while it is made.
 * @returns what is in use at the end, by kind
 */
export async function makeDemo(workspace: Pick<Workspace, 'handlers'>, options: DemoOptions): Promise<DemoCounts> {
  const plan = planDemo({ ...defaultShape, ...options });
  const maker = new Maker(plan, new Orders(workspace.handlers, options.clock), options.report);
  return maker.make();
}

class Maker {
  readonly #ids = new Map<Key, number>();
  #done = 0;

  constructor(
    private readonly plan: DemoPlan,
    private readonly orders: Orders,
    private readonly report: DemoOptions['report'],
  ) {}

  async make(): Promise<DemoCounts> {
    await this.#setUp();
    for (const row of this.plan.rows) await this.#row(row);
    for (const act of this.plan.acts) await this.#act(act);
    await this.#people();
    return this.#counts();
  }

  readonly #idOf = (key: Key): number => {
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`the demo hall needs ${key} before it is made`);
    return id;
  };

  #step(steps: number): void {
    const { rows, people } = this.plan;
    this.#done += steps;
    this.report?.((100 * this.#done) / (rows.length + (people.length + 1) * PERSON_STEPS));
  }

  async #setUp(): Promise<void> {
    const { setUp, firstHall } = this.plan;
    const view = await this.orders.give('session.setUp', {
      clientId: setUp.clientId,
      hallName: setUp.hallName,
      administrator: { ...setUp.administrator, password: PASSWORD },
    });
    await this.orders.give('session.signOut', {});
    if (!view.person) throw new Error('set-up signed nobody in');
    this.orders.as({ personId: view.person.id, name: view.person.name });
    const { ids } = await this.orders.give('hall.list', { entity: 'hall' });
    for (const id of ids) this.#ids.set(firstHall, id);
    this.#step(PERSON_STEPS);
  }

  async #row({ key, clientId, draft }: DemoPlan['rows'][number]): Promise<void> {
    const made = this.#ids.get(key);
    if (made === undefined) {
      const { id } = await this.orders.give('hall.create', { clientId, draft: draft(this.#idOf) });
      this.#ids.set(key, id);
    } else {
      await this.#update('hall', key, draft, null);
    }
    this.#step(1);
  }

  async #update(entity: HallEntity, key: Key, draft: DemoPlan['rows'][number]['draft'], reason: string | null) {
    const id = this.#idOf(key);
    const [row] = await this.orders.give('hall.rows', { entity, ids: [id] });
    if (!row) throw new Error(`${key} is gone`);
    await this.orders.give('hall.update', { id, revision: row.revision, draft: draft(this.#idOf), reason });
  }

  async #act(act: PlannedAct): Promise<void> {
    const { entity, reason } = act;
    if (act.act === 'update') return this.#update(entity, act.key, act.draft, reason);
    const ids = act.keys.map(this.#idOf);
    if (act.act === 'move') {
      await this.orders.give('hall.move', { entity, ids, field: act.field, toId: this.#idOf(act.to), reason });
    } else if (act.act === 'merge') {
      await this.orders.give('hall.merge', { entity, ids, intoId: this.#idOf(act.into), reason });
    } else {
      await this.orders.give('hall.retire', { entity, ids, reason });
    }
  }

  async #people(): Promise<void> {
    for (const { clientId, account, name, code, roles, unit, note } of this.plan.people) {
      const unitId = unit === null ? null : this.#idOf(unit);
      const fields = { account, name, code, roles: [...roles], unitId, phone: null, note };
      await this.orders.give('people.create', { clientId, fields, password: PASSWORD });
      this.#step(PERSON_STEPS);
    }
  }

  async #counts(): Promise<DemoCounts> {
    const counts: DemoCounts = {};
    for (const entity of hallEntities) {
      counts[countNames[entity]] = (await this.orders.give('hall.list', { entity })).total;
    }
    counts['people'] = (await this.orders.give('people.list', {})).total;
    return counts;
  }
}
