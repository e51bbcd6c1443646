import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import { readyTemplate, type ReadyTemplateKey } from '../../domain/templates/index.js';
import type { VisitChange, VisitDetail, VisitEdit } from '../../domain/visit-record.js';
import type { Handlers } from '../../electron/ipc/context.js';
import { dayOf } from '../../domain/time.js';
import type { Step, VisitMode } from '../../domain/visit.js';
import type { Answer } from '../../domain/checklist/answers.js';
import { itemsOf, type Item, type TemplateContent } from '../../domain/checklist/schema.js';
import { newestVersionTitled, usedVersions } from '../../db/queries/visit-version.js';
import { addPerson, type TestConsole } from './workspace.js';

export { finding, writing } from './finding.js';

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

/** The content of a version, as a visit uses it. */
export async function contentOf(target: TestConsole, versionId: number): Promise<TemplateContent> {
  const [version] = await target.workspace.database.read('test.version', (reader) => usedVersions(reader, [versionId]));
  if (!version) throw new Error(`no version ${versionId}`);
  return version.content;
}

/** An answer that lets an item pass; null where steps give it, or nothing has to be said. */
export function passing(item: Item): Answer | null {
  if (!item.required) return null;
  switch (item.kind) {
    case 'conformity':
      return { kind: 'conforms', count: 1, note: null };
    case 'scale':
      return { kind: 'value', value: item.maximum, note: null };
    case 'number':
      return item.from === null ? { kind: 'value', value: item.minimum, note: null } : null;
    case 'single_choice':
    case 'multiple_choice': {
      const good = item.options.find(({ fails }) => !fails);
      return {
        kind: 'chosen',
        options: item.kind === 'single_choice' && good ? [good.code] : [],
        count: 1,
        note: null,
      };
    }
    case 'text':
      return { kind: 'text', text: '无', note: null };
  }
}

/** Everything a visit of this mode needs to be handed in, beside what it has: answers, steps, start, end and cover. */
export async function completing(target: TestConsole, visit: VisitDetail): Promise<VisitChange[]> {
  const began = visit.fields.startedAt ?? target.time.now;
  const changes: VisitChange[] = [
    {
      kind: 'fields',
      was: { coverStory: null, endedAt: null },
      value: { coverStory: '开茶馆的个体户', endedAt: target.time.now },
    },
  ];
  const step = (name: Step, minute: number, windowId: number | null): VisitChange => ({
    kind: 'step',
    clientId: randomUUID(),
    entry: { step: name, windowId, at: began + minute * 60_000, recordedAt: target.time.now, note: null },
  });
  changes.push(step('arrive', 1, null));
  for (const [index, windowId] of visit.fields.windowIds.entries())
    changes.push(
      step('ticket', 2 + 10 * index, windowId),
      step('called', 5 + 10 * index, windowId),
      step('done', 10 + 10 * index, windowId),
    );
  changes.push(step('left', 50, null));
  for (const { clientId: checklist, versionId } of visit.checklists)
    for (const { item } of itemsOf(await contentOf(target, versionId))) {
      const value = passing(item);
      if (value) changes.push({ kind: 'answer', checklist, item: item.code, was: null, value });
    }
  return changes;
}

/** A visit with everything in it, begun an hour ago; further changes come last. */
export async function completeVisit(
  target: TestConsole,
  caller: Caller,
  input: Partial<CommandInput<'visits.start'>>,
  more: (visit: VisitDetail) => VisitChange[] = () => [],
): Promise<VisitDetail> {
  const visit = await caller.start(input);
  target.time.now += 3_600_000;
  await caller.change(visit, ...(await completing(target, visit)), ...more(visit));
  return caller.get(visit.id);
}

/** Changes as a page sends them. */
export const edit = (was: VisitEdit, value: VisitEdit): VisitChange => ({ kind: 'fields', was, value });
export const answering = (checklist: string, item: string, was: Answer | null, value: Answer | null): VisitChange => {
  return { kind: 'answer', checklist, item, was, value };
};
