import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import { readyTemplate, type ReadyTemplateKey } from '../../domain/templates/index.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import type { FindingFields } from '../../domain/finding.js';
import type { Handlers } from '../../electron/ipc/context.js';
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
