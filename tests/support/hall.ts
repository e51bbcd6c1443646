import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandOutput } from '../../domain/contract/commands/index.js';
import type { HallDraft, HallEntity, HallRow } from '../../domain/hall/entities.js';
import { hallSchema } from '../../domain/hall/schema.js';
import type { FieldValue } from '../../domain/hall/values.js';
import type { Role } from '../../domain/people.js';
import type { CallContext, FeatureName } from '../../electron/ipc/context.js';
import type { TestConsole } from './workspace.js';

type Fields = Record<string, FieldValue>;

/** All fields of an entity, those not given empty. */
export function draft(entity: HallEntity, fields: Fields): HallDraft {
  const empty = hallSchema[entity].fields.map(({ name, kind }): [string, FieldValue] => {
    return [name, kind === 'boolean' ? false : kind === 'references' ? [] : null];
  });
  return { entity, fields: { ...Object.fromEntries(empty), ...fields } } as unknown as HallDraft;
}

/** Makes a row through the whole contract, as the office. */
export function make(target: TestConsole, entity: HallEntity, fields: Fields): Promise<HallRow> {
  return target.call('hall.create', { clientId: randomUUID(), draft: draft(entity, fields) });
}

/** Changes some fields of a row. */
export async function change(target: TestConsole, row: HallRow, fields: Fields): Promise<HallRow> {
  const whole = { ...(row.fields as unknown as Fields), ...fields };
  return target.call('hall.update', { id: row.id, revision: row.revision, draft: draft(row.entity, whole) });
}

export const ids = (target: TestConsole, input: CommandInput<'hall.list'>): Promise<number[]> =>
  target.call('hall.list', input).then((list) => list.ids);

export async function rowOf(target: TestConsole, entity: HallEntity, id: number): Promise<HallRow> {
  const [row] = await target.call('hall.rows', { entity, ids: [id] });
  if (!row) throw new Error(`no ${entity} ${id}`);
  return row;
}

/** Calls a handler as somebody of these roles, past the sign-in but with the same rights to see. */
export function as(target: TestConsole, roles: Role[], unitId: number | null = null) {
  return <N extends FeatureName<'hall' | 'home'>>(command: N, input: CommandInput<N>): Promise<CommandOutput<N>> => {
    const context: CallContext = {
      now: target.time.now,
      command,
      actor: { personId: 1, name: '某人' },
      roles,
      unitId,
      opensIdentity: false,
      clockBehind: 0,
    };
    const handler = target.workspace.handlers[command] as unknown as (
      input: unknown,
      context: CallContext,
    ) => Promise<CommandOutput<N>>;
    return handler(input, context);
  };
}

/** A small hall with a branch: enough that every rule has something to hold. */
export async function smallHall(target: TestConsole) {
  const [first] = await ids(target, { entity: 'hall' });
  const hall = await change(target, await rowOf(target, 'hall', first ?? 0), {
    name: '林溪政务服务中心',
    shortName: '主厅',
  });
  const branch = await make(target, 'hall', { name: '河口分中心', parentId: hall.id });
  const other = await make(target, 'hall', { name: '远山政务服务中心' });
  const zone = await make(target, 'zone', { hallId: hall.id, name: '综合区', floor: '1层' });
  const zoneB = await make(target, 'zone', { hallId: branch.id, name: '综合区' });
  const zoneO = await make(target, 'zone', { hallId: other.id, name: '综合区' });
  const unit = await make(target, 'unit', {
    hallId: hall.id,
    name: '人力资源和社会保障局',
    shortName: '人社局',
    phone: '0000-1111',
  });
  const tax = await make(target, 'unit', { hallId: hall.id, name: '税务局', leader: '陈某' });
  const unitO = await make(target, 'unit', { hallId: other.id, name: '税务局' });
  const w2 = await make(target, 'window', { zoneId: zone.id, unitId: unit.id, number: 'A2', name: '社保' });
  const w10 = await make(target, 'window', {
    zoneId: zone.id,
    unitId: tax.id,
    number: 'A10',
    name: '办税',
    note: '内部',
  });
  const post = await make(target, 'post', { windowId: w2.id, name: '受理岗' });
  const staff = await make(target, 'staff', {
    badgeNo: '001',
    name: '赵明',
    unitId: unit.id,
    postId: post.id,
    postSide: 'A',
  });
  const clerk = await make(target, 'staff', { badgeNo: '002', name: '钱亮', unitId: tax.id, partyMember: true });
  const item = await make(target, 'service_item', {
    code: 'R-1',
    name: '社保登记',
    unitId: unit.id,
    category: 'approval',
    caseKind: 'promised_case',
    statutoryDays: 20,
    promisedDays: 5,
    windowIds: [w2.id],
  });
  const recorder = await make(target, 'recorder', { hallId: hall.id, name: '一号', keepDays: 15 });
  const camera = await make(target, 'camera', {
    recorderId: recorder.id,
    channel: 1,
    name: '大厅东',
    windowIds: [w2.id],
  });
  const contact = await make(target, 'contact', { unitId: unit.id, name: '孙联', phone: '0000-2222' });
  return {
    hall,
    branch,
    other,
    zone,
    zoneB,
    zoneO,
    unit,
    tax,
    unitO,
    w2,
    w10,
    post,
    staff,
    clerk,
    item,
    recorder,
    camera,
    contact,
  };
}
export type SmallHall = Awaited<ReturnType<typeof smallHall>>;
