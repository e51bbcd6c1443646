import type { HallEntity } from './entities.js';

/** How a field is shown, typed, imported and exported. One table drives lists, forms, templates and search. */
export type FieldKind =
  'text' | 'longText' | 'integer' | 'decimal' | 'day' | 'boolean' | 'choice' | 'reference' | 'references';

export interface FieldSpec {
  name: string;
  kind: FieldKind;
  /** For references: the entity it points to. */
  to?: HallEntity;
  /** For choices: the values; their words are the locale keys `hall.<name>.<value>`. */
  choices?: readonly string[];
  required?: boolean;
  /** A number or code that rows are told apart by: width does not count, see `key` in `domain/fields`. */
  code?: boolean;
  /** Shown in the list by default. */
  listed?: boolean;
  /** Column width hint in the list, in rem. */
  width?: number;
}

export interface EntitySpec {
  fields: readonly FieldSpec[];
  /** Field names that make an active row unique inside its scope (`scope` names the reference that bounds it). */
  key: readonly string[];
  scope: string | null;
  /** The reference that is the row's place in the tree; `hall.move` changes it. */
  parents: readonly string[];
  /** Fields whose change is kept as name history. */
  named: readonly string[];
}

const note: FieldSpec = { name: 'note', kind: 'longText' };
const phone: FieldSpec = { name: 'phone', kind: 'text', width: 9 };
const name = (width: number): FieldSpec => ({ name: 'name', kind: 'text', required: true, listed: true, width });
const ref = (field: string, to: HallEntity, rest: Partial<FieldSpec> = {}): FieldSpec => ({
  name: field,
  kind: 'reference',
  to,
  required: true,
  listed: true,
  width: 10,
  ...rest,
});

/** Every entity's fields in the order of form, list and template. */
export const hallSchema: Record<HallEntity, EntitySpec> = {
  hall: {
    fields: [
      name(16),
      { name: 'shortName', kind: 'text', listed: true, width: 8 },
      ref('parentId', 'hall', { required: false }),
      { name: 'address', kind: 'text', listed: true, width: 16 },
      { ...phone, listed: true },
      { name: 'openHours', kind: 'text', listed: true, width: 12 },
      { name: 'openedDay', kind: 'day', width: 8 },
      note,
    ],
    key: ['name'],
    scope: null,
    parents: ['parentId'],
    named: ['name', 'parentId'],
  },
  zone: {
    fields: [ref('hallId', 'hall'), name(12), { name: 'floor', kind: 'text', listed: true, width: 8 }, note],
    key: ['name'],
    scope: 'hallId',
    parents: ['hallId'],
    named: ['name', 'hallId'],
  },
  unit: {
    fields: [
      ref('hallId', 'hall'),
      name(16),
      { name: 'shortName', kind: 'text', listed: true, width: 8 },
      { name: 'leader', kind: 'text', listed: true, width: 8 },
      { ...phone, listed: true },
      note,
    ],
    key: ['name'],
    scope: 'hallId',
    parents: ['hallId'],
    named: ['name', 'hallId'],
  },
  window: {
    fields: [
      { name: 'number', kind: 'text', code: true, required: true, listed: true, width: 6 },
      name(14),
      ref('zoneId', 'zone'),
      ref('unitId', 'unit'),
      note,
    ],
    key: ['number'],
    scope: 'hallId',
    parents: ['zoneId', 'unitId'],
    named: ['number', 'name', 'zoneId', 'unitId'],
  },
  post: {
    fields: [ref('windowId', 'window', { width: 14 }), name(12), note],
    key: ['name'],
    scope: 'windowId',
    parents: ['windowId'],
    named: ['name', 'windowId'],
  },
  staff: {
    fields: [
      { name: 'badgeNo', kind: 'text', code: true, required: true, listed: true, width: 7 },
      name(8),
      ref('unitId', 'unit'),
      ref('postId', 'post', { required: false, width: 14 }),
      { name: 'postSide', kind: 'choice', choices: ['A', 'B'], listed: true, width: 5 },
      { name: 'partyMember', kind: 'boolean', listed: true, width: 6 },
      phone,
      note,
    ],
    key: ['badgeNo'],
    scope: 'hallId',
    parents: ['unitId', 'postId'],
    named: ['name', 'badgeNo', 'unitId'],
  },
  service_item: {
    fields: [
      { name: 'code', kind: 'text', code: true, required: true, listed: true, width: 9 },
      name(20),
      ref('unitId', 'unit'),
      {
        name: 'category',
        kind: 'choice',
        choices: ['approval', 'public_service'],
        required: true,
        listed: true,
        width: 8,
      },
      {
        name: 'caseKind',
        kind: 'choice',
        choices: ['instant_case', 'promised_case'],
        required: true,
        listed: true,
        width: 7,
      },
      { name: 'statutoryDays', kind: 'integer', listed: true, width: 6 },
      { name: 'promisedDays', kind: 'integer', listed: true, width: 6 },
      { name: 'fee', kind: 'text', width: 8 },
      { name: 'windowIds', kind: 'references', to: 'window', width: 14 },
      note,
    ],
    key: ['code'],
    scope: 'hallId',
    parents: ['unitId'],
    named: ['name', 'code', 'unitId', 'promisedDays', 'statutoryDays'],
  },
  target: {
    fields: [
      ref('hallId', 'hall'),
      ref('zoneId', 'zone', { required: false }),
      {
        name: 'measure',
        kind: 'choice',
        choices: ['waiting_minutes', 'handling_minutes', 'phone_answer_seconds', 'satisfaction_percent'],
        required: true,
        listed: true,
        width: 14,
      },
      { name: 'value', kind: 'decimal', required: true, listed: true, width: 6 },
      note,
    ],
    key: ['zoneId', 'measure'],
    scope: 'hallId',
    parents: ['hallId'],
    named: ['hallId', 'zoneId', 'measure', 'value'],
  },
  recorder: {
    fields: [
      ref('hallId', 'hall'),
      name(14),
      { name: 'model', kind: 'text', listed: true, width: 12 },
      { name: 'keepDays', kind: 'integer', required: true, listed: true, width: 7 },
      note,
    ],
    key: ['name'],
    scope: 'hallId',
    parents: ['hallId'],
    named: ['name', 'keepDays'],
  },
  camera: {
    fields: [
      ref('recorderId', 'recorder'),
      { name: 'channel', kind: 'integer', required: true, listed: true, width: 6 },
      name(16),
      ref('zoneId', 'zone', { required: false }),
      { name: 'windowIds', kind: 'references', to: 'window', listed: true, width: 16 },
      note,
    ],
    key: ['channel'],
    scope: 'recorderId',
    parents: ['recorderId', 'zoneId'],
    named: ['name', 'channel', 'recorderId', 'zoneId'],
  },
  contact: {
    fields: [
      ref('unitId', 'unit'),
      name(8),
      { name: 'duty', kind: 'text', listed: true, width: 10 },
      { ...phone, listed: true },
      note,
    ],
    key: ['name'],
    scope: 'unitId',
    parents: ['unitId'],
    named: ['name', 'unitId'],
  },
};
