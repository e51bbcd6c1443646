import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import { dayOf, type Clock } from '../../domain/time.js';
import type { Workspace } from '../app/container.js';
import type { Actor } from '../ipc/context.js';
import type { FileTokens } from '../services/files.js';
import { DEMO_PASSWORD } from '../services/session/passwords.js';
import { makeComments } from './comments.js';
import { DemoFootage } from './footage/make.js';
import { makeMatters } from './matters/make.js';
import type { MatterUnit } from './matters/matter.js';
import { Orders } from './orders.js';
import { randomFrom } from './random.js';
import { makeRanking } from './ranking.js';
import { importSheet, SHEET_ENTITIES, SheetWriter } from './sheets.js';
import { defaultShape, planDemo, type DemoPlan, type DemoShape } from './plan/plan.js';
import type { PlannedAct } from './plan/history.js';
import { planMatters, type PlannedMatter } from './plan/matters.js';
import type { Key } from './plan/sketch.js';
import { planRecords, shareAt, type DemoRecords } from './plan/records.js';
import { hallKey } from './plan/units.js';
import { makeRecords } from './visits/make.js';
import { sayIn } from './words.js';

export interface DemoOptions extends Partial<DemoShape> {
  clock: Clock;
  /** Of the same console: what there is much of is imported from files. */
  files: FileTokens;
  /** Whether a few recordings are drawn, where there is an ffmpeg. */
  footage?: boolean;
  /** Aborted when the console quits: what was made so far is left as it is. */
  signal?: AbortSignal;
  /** 0..100 */
  report?(percent: number | null): void;
}

/** Rows of the hall by entity, in the words of a job's result, and people. */
export type DemoCounts = Record<string, number>;

/** What a command costs against an imported row, for the progress: it waits for the disk, a person for the hash. */
const STEPS = { row: 1, command: 6, person: 200, visit: 90, matter: 60 };

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
export async function makeDemo(workspace: DemoWorkspace, options: DemoOptions): Promise<DemoCounts> {
  const { language, scale, seed } = { ...defaultShape, ...options };
  const shape = { language, scale, seed };
  const maker = new Maker(planDemo(shape), workspace, options, shape);
  // Left unfinished it is cleared away at the next start.
  return workspace.database.unsynced(() => maker.make());
}

type DemoWorkspace = Pick<Workspace, 'database' | 'handlers' | 'jobs' | 'footage'>;

class Maker {
  readonly #ids = new Map<Key, number>();
  readonly #orders: Orders;
  readonly #people = new Map<string, Actor>();
  readonly #records: DemoRecords;
  readonly #matters: PlannedMatter[];
  readonly #steps: number;
  #office: Actor | null = null;
  #done = 0;

  constructor(
    private readonly plan: DemoPlan,
    private readonly workspace: DemoWorkspace,
    private readonly options: DemoOptions,
    private readonly shape: DemoShape,
  ) {
    this.#records = planRecords(shape, plan.units, plan.gone, dayOf(options.clock()));
    this.#matters = planMatters(shareAt(shape.scale));
    this.#orders = new Orders(workspace.handlers, options.clock, options.signal);
    const { rows, people } = plan;
    const imported = rows.filter(({ entity }) => SHEET_ENTITIES.has(entity)).length;
    this.#steps =
      imported * STEPS.row +
      (rows.length - imported) * STEPS.command +
      (people.length + 1) * STEPS.person +
      this.#records.visits.length * STEPS.visit +
      this.#matters.length * STEPS.matter;
  }

  async make(): Promise<DemoCounts> {
    await this.#setUp();
    for (const row of this.plan.rows) if (!SHEET_ENTITIES.has(row.entity)) await this.#row(row);
    await this.#sheets();
    for (const act of this.plan.acts) await this.#act(act);
    await this.#makePeople();
    await this.#makeRecords();
    const footage = this.options.footage === true ? this.#beginFootage() : null;
    try {
      const matters = await this.#makeMatters();
      await this.#makeComments();
      await this.#makeRanking();
      const recordings = (await footage?.takeIn()) ?? 0;
      // Nobody asked for these imports: they do not belong in the tray.
      await this.#orders.give('jobs.clear', {});
      return { ...(await this.#counts()), matters, ...(recordings > 0 ? { recordings } : {}) };
    } finally {
      await footage?.end();
    }
  }

  readonly #idOf = (key: Key): number => {
    const id = this.#ids.get(key);
    if (id === undefined) throw new Error(`the demo hall needs ${key} before it is made`);
    return id;
  };

  #step(steps: number): void {
    this.#done += steps;
    this.options.report?.((100 * this.#done) / this.#steps);
  }

  async #setUp(): Promise<void> {
    const { setUp, firstHall } = this.plan;
    const view = await this.#orders.give('session.setUp', {
      clientId: setUp.clientId,
      hallName: setUp.hallName,
      administrator: { ...setUp.administrator, password: DEMO_PASSWORD },
    });
    await this.#orders.give('session.signOut', {});
    if (!view.person) throw new Error('set-up signed nobody in');
    this.#office = { personId: view.person.id, name: view.person.name };
    this.#orders.as(this.#office);
    const { ids } = await this.#orders.give('hall.list', { entity: 'hall' });
    for (const id of ids) this.#ids.set(firstHall, id);
    this.#step(STEPS.person);
  }

  async #row({ key, clientId, draft }: DemoPlan['rows'][number]): Promise<void> {
    const made = this.#ids.get(key);
    if (made === undefined) {
      const { id } = await this.#orders.give('hall.create', { clientId, draft: draft(this.#idOf) });
      this.#ids.set(key, id);
    } else {
      await this.#update('hall', key, draft, null);
    }
    this.#step(STEPS.command);
  }

  async #sheets(): Promise<void> {
    const { plan, workspace } = this;
    const { language } = this.shape;
    const writer = new SheetWriter(plan.rows, language);
    for (const entity of SHEET_ENTITIES) {
      const count = plan.rows.filter((row) => row.entity === entity).length;
      const sheet = { entity, language, csv: writer.csvOf(entity) };
      await importSheet(workspace, this.#orders, this.options.files, sheet);
      this.#step(count * STEPS.row);
    }
  }

  async #update(entity: HallEntity, key: Key, draft: DemoPlan['rows'][number]['draft'], reason: string | null) {
    const id = this.#idOf(key);
    const [row] = await this.#orders.give('hall.rows', { entity, ids: [id] });
    if (!row) throw new Error(`${key} is gone`);
    await this.#orders.give('hall.update', { id, revision: row.revision, draft: draft(this.#idOf), reason });
  }

  async #act(act: PlannedAct): Promise<void> {
    const { entity, reason } = act;
    if (act.act === 'update') return this.#update(entity, act.key, act.draft, reason);
    const ids = act.keys.map(this.#idOf);
    if (act.act === 'move') {
      await this.#orders.give('hall.move', { entity, ids, field: act.field, toId: this.#idOf(act.to), reason });
    } else if (act.act === 'merge') {
      await this.#orders.give('hall.merge', { entity, ids, intoId: this.#idOf(act.into), reason });
    } else {
      await this.#orders.give('hall.retire', { entity, ids, reason });
    }
  }

  async #makePeople(): Promise<void> {
    for (const { clientId, account, name, code, roles, unit, note, opensIdentity } of this.plan.people) {
      const unitId = unit === null ? null : this.#idOf(unit);
      const fields = { account, name, code, roles: [...roles], unitId, phone: null, note, opensIdentity };
      const made = await this.#orders.give('people.create', { clientId, fields, password: DEMO_PASSWORD });
      this.#people.set(account, { personId: made.id, name });
      this.#step(STEPS.person);
    }
  }

  async #makeRecords(): Promise<void> {
    if (!this.#office) throw new Error('set-up signed nobody in');
    await makeRecords(this.#records, {
      orders: this.#orders,
      idOf: this.#idOf,
      people: this.#people,
      office: this.#office,
      say: sayIn(this.shape.language),
      step: () => this.#step(STEPS.visit),
    });
  }

  async #makeMatters(): Promise<number> {
    const [reviewer, leader, ...inspectors] = ['reviewer', 'leader', 'a03', 'a07', 'a09', 'a12'].map((account) =>
      this.#people.get(account),
    );
    if (!this.#office || !reviewer || !leader) throw new Error('nobody is there to work with matters');
    const { options, shape } = this;
    const made = await makeMatters(this.#matters, {
      ...{
        orders: this.#orders,
        files: options.files,
        say: sayIn(shape.language),
        random: randomFrom(shape.seed ^ 0xca5e),
      },
      ...{ office: this.#office, reviewer, leader, inspectors: inspectors.filter((person) => person !== undefined) },
      units: await this.#unitsWithContact(),
      today: dayOf(options.clock()),
      step: () => this.#step(STEPS.matter),
    });
    this.#orders.as(this.#office);
    return made;
  }

  async #makeComments(): Promise<void> {
    const leader = this.#people.get('leader');
    if (!this.#office || !leader) throw new Error('nobody is there to comment');
    const { options, shape } = this;
    const random = randomFrom(shape.seed ^ 0xc0de);
    const units = this.plan.people.flatMap(({ unit }) => (unit === null ? [] : [this.#idOf(unit)]));
    await makeComments({
      ...{ orders: this.#orders, office: this.#office, leader, unitIds: [...new Set(units)] },
      ...{ today: dayOf(options.clock()), newClientId: () => random.uuid(), say: sayIn(shape.language) },
    });
  }

  async #makeRanking(): Promise<void> {
    const [reviewer, leader] = ['reviewer', 'leader'].map((account) => this.#people.get(account));
    if (!this.#office || !reviewer || !leader) throw new Error('nobody is there to rank');
    const { options, shape } = this;
    const random = randomFrom(shape.seed ^ 0x9a4c);
    await makeRanking({
      ...{ orders: this.#orders, office: this.#office, reviewer, leader, hallId: this.#idOf(this.plan.firstHall) },
      ...{ today: dayOf(options.clock()), newClientId: () => random.uuid(), say: sayIn(shape.language) },
    });
  }

  /** Units somebody of the demo hall speaks for, with their windows in use. */
  async #unitsWithContact(): Promise<MatterUnit[]> {
    const { people, units, gone } = this.plan;
    const found: MatterUnit[] = [];
    for (const { account, unit: key } of people) {
      const [unit, contact] = [units.find((one) => one.key === key), this.#people.get(account)];
      if (!unit || !contact) continue;
      const [row] = await this.#orders.give('hall.rows', { entity: 'unit', ids: [this.#idOf(unit.key)] });
      const leader = row && 'leader' in row.fields ? row.fields.leader : null;
      const windowIds = unit.windows.filter((window) => !gone.has(window)).map(this.#idOf);
      found.push({ id: this.#idOf(unit.key), hallId: this.#idOf(hallKey(unit.hall)), windowIds, contact, leader });
    }
    return found;
  }

  #beginFootage(): DemoFootage {
    const reviewer = this.#people.get('reviewer');
    if (!this.#office || !reviewer) throw new Error('nobody is there to work with footage');
    const { workspace, options, shape } = this;
    const orders = new Orders(workspace.handlers, options.clock, options.signal);
    return new DemoFootage({
      ...{ orders, office: this.#office, reviewer, say: sayIn(shape.language) },
      ...{ random: randomFrom(shape.seed ^ 0xf00d), files: options.files },
      ...{ jobs: workspace.jobs, toolbox: workspace.footage.toolbox },
    });
  }

  async #counts(): Promise<DemoCounts> {
    const counts: DemoCounts = {};
    for (const entity of hallEntities) {
      counts[countNames[entity]] = (await this.#orders.give('hall.list', { entity })).total;
    }
    counts['people'] = (await this.#orders.give('people.list', {})).total;
    counts['visits'] = this.#records.visits.length;
    return counts;
  }
}
