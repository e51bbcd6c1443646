import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import { readyTemplate, type ReadyTemplateKey } from '../../domain/templates/index.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import type { FindingFields } from '../../domain/finding.js';
import type { Handlers } from '../../electron/ipc/context.js';
import { dayOf } from '../../domain/time.js';
import type { VisitMode } from '../../domain/visit.js';
import { newestVersionTitled } from '../../db/queries/visit-version.js';
import { addPerson, type TestConsole } from './workspace.js';

type Visits = Extract<keyof Handlers, `visits.${string}`>;

/** Somebody at the same console: calls the handlers with their rights, past the sign-in, dispatcher checks left out. */
export interface Caller {
  personId: number;
  call<N extends Visits>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  start(input?: Partial<CommandInput<'visits.start'>>): Promise<VisitDetail>;
  get(id: number): Promise<VisitDetail>;
  /** Changes of a visit as it was last seen. */
  change(visit: { id: number; revision: number }, ...changes: VisitChange[]): Promise<CommandOutput<'visits.change'>>;
}

export function callerOf(
  target: TestConsole,
  personId: number,
  roles: Role[] = ['inspector'],
  opensIdentity = false,
): Caller {
  const call: Caller['call'] = (command, input) => {
    const handler = target.workspace.handlers[command as 'visits.get'] as unknown as (
      input: unknown,
      context: unknown,
    ) => Promise<never>;
    const actor = { personId, name: `人员${personId}` };
    return handler(input, { now: target.time.now, command, actor, roles, unitId: null, opensIdentity });
  };
  return {
    personId,
    call,
    start: (input = {}) =>
      call('visits.start', {
        clientId: randomUUID(),
        mode: 'simulated_transaction',
        roundObjectId: null,
        hallId: null,
        windowIds: [],
        partnerIds: [],
        ...input,
      }),
    get: (id) => call('visits.get', { id }),
    change: ({ id, revision }, ...changes) => call('visits.change', { id, seen: revision, changes }),
  };
}

/** People of these roles by their account. */
export async function people<K extends string>(
  target: TestConsole,
  wanted: Record<K, Role[]>,
): Promise<Record<K, Caller>> {
  const made: [string, Caller][] = [];
  for (const [account, roles] of Object.entries<Role[]>(wanted))
    made.push([account, callerOf(target, await addPerson(target, account, roles), roles)]);
  return Object.fromEntries(made) as Record<K, Caller>;
}

/** The hall's own copy of a ready template, made where it has none; answers the id of its newest version. */
export async function published(target: TestConsole, key: ReadyTemplateKey): Promise<number> {
  const content = readyTemplate(key, 'zh-CN');
  return target.workspace.database.write(
    'test.template',
    async (tx) => {
      const known = await newestVersionTitled(tx, [content.title]);
      if (known !== undefined) return known;
      const { lastId } = await tx.run(
        `INSERT INTO checklist_template(client_id, title, language, state, items, created_at, updated_at)
          VALUES(:clientId, :title, 'zh-CN', 'active', 1, 0, 0)`,
        { clientId: randomUUID(), title: content.title },
      );
      const version = await tx.run(
        `INSERT INTO checklist_version(template_id, number, title, language, content, items, published_at, published_by)
          VALUES(:lastId, 1, :title, 'zh-CN', :content, 1, 0, 1)`,
        { lastId, title: content.title, content: JSON.stringify(content) },
      );
      return version.lastId;
    },
    { unaudited: true },
  );
}

/** A whole finding, those fields replaced that are given. */
export const finding = (fields: Partial<FindingFields> = {}): FindingFields => ({
  clientId: randomUUID(),
  checklist: null,
  itemCode: null,
  title: '窗口无人值守',
  category: 'attendance',
  severity: 'general',
  basisClause: null,
  windowId: null,
  unitId: null,
  at: null,
  headCount: null,
  headTotal: null,
  durationSeconds: null,
  description: null,
  correctedOnSpot: false,
  deadlineType: 'fixed_term_fix',
  deadlineAmount: 5,
  ...fields,
});

/** An open round of an active plan that sends inspectors to these objects; answers the ids. */
export async function sampleRound(
  target: TestConsole,
  round: {
    mode: VisitMode | null;
    objects: { kind: 'window' | 'unit'; id: number; inspectors: number[] }[];
  },
): Promise<{ planId: number; roundId: number; objects: number[] }> {
  const day = dayOf(target.time.now);
  return target.workspace.database.write(
    'test.round',
    async (tx) => {
      const plan = await tx.run(
        `INSERT INTO inspection_plan(client_id, no, title, style, authority_basis, from_day, to_day, approver, state,
           created_by, created_at, updated_at)
         VALUES(:clientId, :clientId, '三季度方案', 'random', '督查工作条例', :day - 10, :day + 10, '周', 'active', 1, 0, 0)`,
        { clientId: randomUUID(), day },
      );
      const made = await tx.run(
        `INSERT INTO inspection_round(client_id, plan_id, number, title, from_day, to_day, mode, state, created_at,
           updated_at) VALUES(:clientId, :planId, 1, '第一批', :day - 5, :day + 5, :mode, 'open', 0, 0)`,
        { clientId: randomUUID(), planId: plan.lastId, day, mode: round.mode },
      );
      const objects: number[] = [];
      for (const [position, { kind, id, inspectors }] of round.objects.entries()) {
        const object = await tx.run(
          `INSERT INTO round_object(round_id, kind, object_id, position) VALUES(:roundId, :kind, :id, :position)`,
          { roundId: made.lastId, kind, id, position },
        );
        objects.push(object.lastId);
        for (const personId of inspectors)
          await tx.run(`INSERT INTO round_inspector(round_object_id, person_id) VALUES(:id, :personId)`, {
            id: object.lastId,
            personId,
          });
      }
      return { planId: plan.lastId, roundId: made.lastId, objects };
    },
    { unaudited: true },
  );
}
