import { randomUUID } from 'node:crypto';
import { findingCategories, severities } from '../../domain/checklist/kinds.js';
import type { CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import { seeded } from '../../domain/random.js';
import { dayOf } from '../../domain/time.js';
import { at, personOf, type MatterStage, type Person } from './matters.js';
import { plainPng } from './png.js';

/** Everything that changes what is counted, at random and through the real services. */

const weights = {
  ...{ find: 3, decide: 6, confirm: 5, sendBack: 1, lead: 1, draft: 4, issue: 4 },
  ...{ act: 20, branch: 3, remind: 1, time: 5, holiday: 2, merge: 1, moveWindow: 1 },
} as const;
export type StepKind = keyof typeof weights;
const kinds = (Object.keys(weights) as StepKind[]).flatMap((kind) => Array.from({ length: weights[kind] }, () => kind));
export interface WalkStep {
  kind: StepKind;
  a: number;
  b: number;
}

/** Who looks at the wall at the end of a day. */
export const lookers = ['leader', 'office', 'reviewer', 'closer'] as const;
type Waiting = CommandOutput<'measures.waiting'>;

/** What a matter was at the end of a day, as its row said, the rates of the wall, and what waited for whom. */
export interface Snapshot extends Pick<CommandOutput<'measures.wall'>, 'score' | 'onTime'> {
  day: number;
  waiting: Waiting[];
  matters: { id: number; state: string; dueOn: number | null; dueAt: number | null; suspended: number }[];
}

/** The same steps for the same seed; a few visits come first. */
export function stepsFrom(seed: number, count: number): WalkStep[] {
  const random = seeded(String(seed));
  return Array.from({ length: count }, (_, index) => ({
    kind: index < 4 ? 'find' : (kinds[random.below(kinds.length)] ?? 'act'),
    a: random.below(10_000),
    b: random.below(10_000),
  }));
}

export class Walk {
  /** How often each step did something. */
  readonly done: Record<string, number> = {};
  readonly days: Snapshot[] = [];
  #merged = false;

  constructor(private readonly stage: MatterStage) {}

  /** Takes a step; what the rules refuse is no step. */
  async take({ kind, a, b }: WalkStep): Promise<void> {
    try {
      const what = await this.#step(kind, a, b);
      if (what !== null) this.done[what] = (this.done[what] ?? 0) + 1;
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'internal') throw error;
      this.done['refused'] = (this.done['refused'] ?? 0) + 1;
    }
  }

  async endDay(): Promise<void> {
    const matters = await this.#all<Snapshot['matters'][number]>(
      `SELECT id, state, due_on AS dueOn, due_at AS dueAt, suspended FROM rectification WHERE state <> 'draft' ORDER BY id`,
    );
    const { score, onTime } = await this.stage.people.leader.call('measures.wall', { asOf: null });
    const waiting = await this.waiting(null);
    this.days.push({ day: dayOf(this.stage.console.time.now), matters, score, onTime, waiting });
  }

  /** What waits for those who look, in their order. */
  async waiting(asOf: number | null): Promise<Waiting[]> {
    const lists: Waiting[] = [];
    for (const who of lookers) {
      const tasks = await this.stage.people[who].call('measures.waiting', { asOf });
      lists.push(tasks);
      for (const { kind } of asOf === null ? tasks : []) this.done[kind] = (this.done[kind] ?? 0) + 1;
    }
    return lists;
  }

  #all<T>(sql: string): Promise<T[]> {
    return this.stage.console.workspace.database.read('walk', (reader) => reader.all<T>(sql));
  }

  async #pick<T>(sql: string, n: number): Promise<T | undefined> {
    const rows = await this.#all<T>(sql);
    return rows[n % Math.max(1, rows.length)];
  }

  async #step(kind: StepKind, a: number, b: number): Promise<string | null> {
    const { stage } = this;
    const { console, people, hall } = stage;
    switch (kind) {
      case 'find': {
        const units = [hall.unit.id, hall.tax.id, null];
        const fields = (n: number) => ({
          severity: severities[n % 3] ?? 'general',
          category: findingCategories[n % findingCategories.length] ?? 'other',
          unitId: units[n % 3] ?? null,
          at: n % 4 === 0 ? null : console.time.now - (n % 9) * 3_600_000,
        });
        await stage.submitted([fields(a), ...(b % 2 === 0 ? [fields(b)] : [])]);
        return kind;
      }
      case 'decide': {
        const found = await this.#pick<{ id: number; revision: number }>(
          `SELECT f.id, f.revision FROM finding f JOIN visit v ON v.id = f.visit_id WHERE v.state = 'submitted' AND f.state <> 'draft'`,
          a,
        );
        if (!found) return null;
        const decision = b % 4 === 0 ? ('dismissed' as const) : ('confirmed' as const);
        const severity = severities[b % 3] ?? 'general';
        await people.reviewer.call('visits.decideFinding', {
          ...{ findingId: found.id, revision: found.revision, decision, severity, note: '核实' },
        });
        return decision;
      }
      case 'confirm':
      case 'sendBack': {
        const visit = await this.#pick<{ id: number; revision: number }>(
          `SELECT id, revision FROM visit WHERE state = 'submitted'
            ${kind === 'confirm' ? `AND id NOT IN (SELECT visit_id FROM finding WHERE state = 'submitted' AND visit_id IS NOT NULL)` : ''}`,
          a,
        );
        if (!visit || (kind === 'sendBack' && b % 3 > 0)) return null;
        const command = kind === 'confirm' ? 'visits.confirm' : 'visits.return';
        await people.reviewer.call(command, { ...visit, note: '同意' });
        return kind;
      }
      case 'lead':
        return this.#lead(a, b);
      case 'draft': {
        const { rows: found } = await people.office.call('rectifications.candidates', {});
        const candidate = found[a % Math.max(1, found.length)];
        if (!candidate) return null;
        const [row] = await people.office.call('rectifications.draft', {
          findings: [{ clientId: randomUUID(), findingId: candidate.findingId }],
        });
        if (!row) return null;
        const fields = {
          ...row.fields,
          goal: '有人',
          measures: ['排班'],
          responsiblePerson: '张主任',
          unitId: row.fields.unitId ?? hall.unit.id,
        };
        await people.office.call('rectifications.edit', { ...at(row), fields });
        return kind;
      }
      case 'issue': {
        const draft = await this.#pick<{ id: number; revision: number }>(
          `SELECT id, revision FROM rectification WHERE state = 'draft'`,
          a,
        );
        if (!draft) return null;
        await people.office.call('rectifications.issue', { matters: [draft], notice: 'each', note: null });
        return kind;
      }
      case 'act':
      case 'branch':
      case 'remind':
        return this.#act(kind, a, b);
      case 'time':
        await this.endDay();
        console.time.now += (1 + (a % 5)) * 86_400_000;
        return kind;
      case 'holiday': {
        const day = dayOf(console.time.now) + 1 + (a % 12);
        const { jobId } = await people.office.call('calendar.setLocal', {
          day,
          kind: b % 3 === 0 ? 'work' : 'off',
          reason: '检修',
        });
        if (jobId !== null) await console.ended(jobId);
        return kind;
      }
      case 'merge': {
        if (this.#merged || a % 4 > 0) return null;
        this.#merged = true;
        await people.office.call('hall.merge', {
          entity: 'unit',
          ids: [stage.otherUnitId],
          intoId: hall.tax.id,
          reason: '机构改革',
        });
        return kind;
      }
      case 'moveWindow': {
        const toId = a % 2 === 0 ? hall.unit.id : hall.tax.id;
        await people.office.call('hall.move', { entity: 'window', ids: [hall.w2.id], field: 'unitId', toId });
        return kind;
      }
    }
  }

  /** A lead as its supervisor hands it in, and what becomes of it. */
  async #lead(a: number, b: number): Promise<string> {
    const { console, hall } = this.stage;
    return console.workspace.database.write(
      'walk.lead',
      async (tx) => {
        const { lastId } = await tx.run(
          `INSERT INTO lead(client_id, person_id, state, hall_id, window_id, day_part, aspects, created_at, updated_at)
            VALUES(:clientId, 1, 'draft', :hallId, :windowId, 'unknown', '[]', 0, 0)`,
          { clientId: randomUUID(), hallId: hall.hall.id, windowId: a % 2 === 0 ? hall.w2.id : hall.w10.id },
        );
        await tx.run(
          `UPDATE lead SET state = 'received', no = :no, submitted_at = :now, unit_id = :unitId WHERE id = :id`,
          { id: lastId, no: `L${lastId}`, now: console.time.now, unitId: hall.unit.id },
        );
        const state = (['received', 'accepted', 'answered'] as const)[b % 3] ?? 'received';
        await tx.run(`UPDATE lead SET state = :state WHERE id = :id`, { id: lastId, state });
        return 'lead';
      },
      { unaudited: true },
    );
  }

  async #act(kind: 'act' | 'branch' | 'remind', a: number, b: number): Promise<string | null> {
    const { console, people } = this.stage;
    const matter = await this.#pick<{
      id: number;
      revision: number;
      state: RectificationState;
      unit: number;
      result: string | null;
      suspended: number;
      due: number | null;
    }>(
      `SELECT id, revision, state, unit_id AS unit, verification_result AS result, suspended, due_on AS due FROM rectification
        WHERE state <> 'draft'`,
      a,
    );
    if (!matter) return null;
    const { id, revision, state } = matter;
    const step = { id, revision };
    const unit = personOf(console, people.unit.personId, ['unit_contact'], matter.unit);
    const today = dayOf(console.time.now);
    const give = async (who: Person, command: CommandName, more: object): Promise<string> => {
      await who.call(command, { ...step, ...more } as never);
      return command.replace('rectifications.', '');
    };
    if (kind === 'remind') {
      await people.office.call('rectifications.remind', { matters: [step], note: '抓紧' });
      return kind;
    }
    const working = ['acknowledged', 'in_rectification', 'returned', 'reopened'].includes(state);
    if (kind === 'branch' && working)
      switch (b % 4) {
        case 0:
          return give(unit, 'rectifications.requestExtension', {
            expectedDay: (matter.due ?? today) + 9,
            reason: '等件',
            progress: null,
          });
        case 1:
          return give(unit, 'rectifications.appeal', { grounds: '事实有误' });
        case 2:
          return matter.suspended === 1
            ? give(people.office, 'rectifications.resume', { note: null })
            : give(people.office, 'rectifications.suspend', {
                fromDay: today + (b % 3),
                toDay: null,
                reason: '施工',
                approver: '主任',
              });
        default:
          return give(people.office, 'rectifications.shelve', {
            reviewDay: today + 30,
            reason: '无法整改',
            approver: '主任',
          });
      }
    switch (state) {
      case 'issued':
        return give(unit, 'rectifications.acknowledge', { note: null });
      case 'acknowledged':
      case 'returned':
      case 'reopened':
        return give(unit, 'rectifications.report', { note: '已着手', measures: [], milestones: [] });
      case 'in_rectification': {
        const token = await this.stage.chosen(
          `${a}-${b}.png`,
          plainPng(10 + (a % 50), 10 + (b % 50), [a % 256, b % 256, 3, 255]),
        );
        await unit.call('proofs.add', { rectificationId: id, clientId: randomUUID(), token, caption: null });
        const { row } = await this.stage.get(id);
        step.revision = row.revision;
        return give(unit, 'rectifications.submit', { note: '请验收' });
      }
      case 'submitted':
        if (b % 5 === 0) return give(people.office, 'rectifications.return', { note: '不符' });
        return give(people.office, 'rectifications.arrange', {
          verifierId: people.verifier.personId,
          method: 'on_site',
          note: null,
        });
      case 'verifying':
        if (matter.result === 'done') return give(people.closer, 'rectifications.close', { note: null });
        return give(people.verifier, 'rectifications.verify', {
          result: b % 4 === 0 ? 'not_done' : 'done',
          day: today,
          note: '看过',
          visitId: null,
        });
      case 'closed':
        return b % 2 === 0 ? give(people.leader, 'rectifications.reopen', { note: '反弹' }) : null;
      case 'extension_pending':
        return give(people.leader, 'rectifications.decideExtension', {
          granted: b % 3 > 0,
          newDueDay: b % 3 > 0 ? (matter.due ?? today) + 7 : null,
          note: '研究',
        });
      case 'appealed':
        return give(people.closer, 'rectifications.decideAppeal', { upheld: b % 2 === 0, note: '研究' });
      case 'shelved':
        return give(people.office, 'rectifications.unshelve', { note: null });
      default:
        return null;
    }
  }
}
