import { z } from 'zod';
import { hallEntities, type HallEntity } from './kinds.js';
import { day, id, instant, key, line, optionalLine, optionalText, revision } from '../fields.js';

export { hallEntities, type HallEntity } from './kinds.js';
export const hallEntity = z.enum(hallEntities);

/** 行政审批事项 | 便民服务事项. */
export const itemCategories = ['approval', 'public_service'] as const;
/** 即办件 | 承诺件. */
export const caseKinds = ['instant_case', 'promised_case'] as const;
/** Sides of a backup post (AB岗). */
export const postSides = ['A', 'B'] as const;
/** What a hall can set itself as a target, and its unit. */
export const targetMeasures = [
  'waiting_minutes',
  'handling_minutes',
  'phone_answer_seconds',
  'satisfaction_percent',
] as const;

const note = optionalText(500);
const phone = optionalLine(40);
/** 1900-01-01 and 2199-12-31. */
const FIRST_DAY = -25_567;
const LAST_DAY = 84_005;
const days = z.int().min(0).max(3650);

/** The editable fields of each entity; a reference names the id of another entity. */
export const hallFields = {
  hall: z.strictObject({
    name: line(60),
    shortName: optionalLine(20),
    /** The main hall of a branch (分中心); null for a main hall. */
    parentId: id.nullable(),
    address: optionalLine(120),
    phone,
    openHours: optionalLine(60),
    /** The day from which the hall is open to the public (启用日期); no visit is before it. Null when nobody wrote it down. */
    openedDay: day.min(FIRST_DAY).max(LAST_DAY).nullable(),
    note,
  }),
  zone: z.strictObject({ hallId: id, name: line(40), floor: optionalLine(20), note }),
  unit: z.strictObject({
    hallId: id,
    name: line(80),
    shortName: optionalLine(20),
    leader: optionalLine(40),
    phone,
    note,
  }),
  window: z.strictObject({ zoneId: id, unitId: id, number: key(20), name: line(60), note }),
  post: z.strictObject({ windowId: id, name: line(40), note }),
  staff: z.strictObject({
    unitId: id,
    postId: id.nullable(),
    postSide: z.enum(postSides).nullable(),
    name: line(40),
    badgeNo: key(20),
    partyMember: z.boolean(),
    phone,
    note,
  }),
  service_item: z.strictObject({
    unitId: id,
    code: key(40),
    name: line(120),
    category: z.enum(itemCategories),
    caseKind: z.enum(caseKinds),
    /** Working days; null where the law or the hall sets none. */
    statutoryDays: days.nullable(),
    promisedDays: days.nullable(),
    fee: optionalLine(60),
    windowIds: z.array(id).max(200),
    note,
  }),
  target: z.strictObject({
    hallId: id,
    /** A zone with its own target; null for the whole hall. */
    zoneId: id.nullable(),
    measure: z.enum(targetMeasures),
    value: z.number().min(0).max(100_000),
    note,
  }),
  recorder: z.strictObject({
    hallId: id,
    name: line(60),
    model: optionalLine(60),
    /** Days until it overwrites; the law asks for 30 at least (Order 799, article 17). */
    keepDays: z.int().min(1).max(3650),
    note,
  }),
  camera: z.strictObject({
    recorderId: id,
    zoneId: id.nullable(),
    channel: z.int().min(0).max(100_000),
    name: line(60),
    windowIds: z.array(id).max(200),
    note,
  }),
  contact: z.strictObject({ unitId: id, name: line(40), duty: optionalLine(40), phone, note }),
} as const satisfies Record<HallEntity, z.ZodType>;

export type HallFields<E extends HallEntity> = z.infer<(typeof hallFields)[E]>;

export const hallStates = ['active', 'retired', 'merged'] as const;

const rowCommon = {
  id,
  revision,
  state: z.enum(hallStates),
  /** How the row is called in lists and records: a window is `B07 企业开办`. */
  label: z.string(),
  /** The main or branch hall it belongs to, and that hall's label. */
  hallId: id,
  hallLabel: z.string(),
  /** Labels of the references in `fields`, by field name: `{ unitId: '人社局' }`; lists are joined by `、`. */
  names: z.record(z.string(), z.string()),
  mergedIntoId: id.nullable(),
  updatedAt: instant,
};

const rowOf = <E extends HallEntity>(entity: E) =>
  z.strictObject({ entity: z.literal(entity), fields: hallFields[entity], ...rowCommon });

/** One row of any entity, as lists and record pages show it. */
export const hallRow = z.discriminatedUnion('entity', [
  rowOf('hall'),
  rowOf('zone'),
  rowOf('unit'),
  rowOf('window'),
  rowOf('post'),
  rowOf('staff'),
  rowOf('service_item'),
  rowOf('target'),
  rowOf('recorder'),
  rowOf('camera'),
  rowOf('contact'),
]);
export type HallRow = z.infer<typeof hallRow>;
export type HallRowOf<E extends HallEntity> = Extract<HallRow, { entity: E }>;

const saveOf = <E extends HallEntity>(entity: E) =>
  z.strictObject({ entity: z.literal(entity), fields: hallFields[entity] });

/** What a form hands over: which entity, and all its fields. */
export const hallDraft = z.discriminatedUnion('entity', [
  saveOf('hall'),
  saveOf('zone'),
  saveOf('unit'),
  saveOf('window'),
  saveOf('post'),
  saveOf('staff'),
  saveOf('service_item'),
  saveOf('target'),
  saveOf('recorder'),
  saveOf('camera'),
  saveOf('contact'),
]);
export type HallDraft = z.infer<typeof hallDraft>;
