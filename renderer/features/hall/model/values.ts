import type { HallDraft, HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import { hallSchema, type FieldSpec } from '../../../../domain/hall/schema.js';
import type { FieldValue } from '../../../../domain/hall/values.js';
import { translate } from '../../../shared/i18n';
import { fieldOf } from './words';

/** What a control holds: numbers as typed text, nothing as empty text or null. */
export type Typed = string | boolean | number | null | number[];
export type TypedFields = Record<string, Typed>;

export function toTyped(spec: FieldSpec, value: FieldValue | undefined): Typed {
  switch (spec.kind) {
    case 'boolean':
      return value === true;
    case 'day':
    case 'reference':
      return typeof value === 'number' ? value : null;
    case 'references':
      return Array.isArray(value) ? [...(value as number[])] : [];
    default:
      return value === null || value === undefined ? '' : String(value);
  }
}

/** All fields of a row, or of a new one with some of them given. */
export function typedFields(entity: HallEntity, row: HallRow | null, given: TypedFields = {}): TypedFields {
  return Object.fromEntries(
    hallSchema[entity].fields.map((spec) => [
      spec.name,
      row ? toTyped(spec, fieldOf(row, spec.name)) : (given[spec.name] ?? toTyped(spec, startValue(spec))),
    ]),
  );
}

/** A choice that must be made starts with its first. */
const startValue = (spec: FieldSpec): FieldValue =>
  spec.kind === 'choice' && spec.required ? (spec.choices?.[0] ?? null) : null;

const plain = (text: string): string => text.normalize('NFKC').trim();

export function fromTyped(spec: FieldSpec, typed: Typed | undefined): FieldValue {
  if (typeof typed !== 'string') return typed ?? null;
  if (spec.kind === 'integer' || spec.kind === 'decimal') return plain(typed) === '' ? null : Number(plain(typed));
  return typed.trim() === '' ? null : typed;
}

/** What can be said before asking the main process, which checks everything again; null when nothing is wrong. */
export function faultOf(spec: FieldSpec, typed: Typed | undefined): string | null {
  const empty = typed === null || typed === undefined || (typeof typed === 'string' && typed.trim() === '');
  if (empty) return spec.required ? translate('rule.required') : null;
  if (typeof typed !== 'string') return null;
  if (spec.kind === 'integer' && !/^[+-]?\d{1,9}$/.test(plain(typed))) return translate('rule.integer');
  if (spec.kind === 'decimal' && !/^[+-]?\d{1,9}(\.\d{1,6})?$/.test(plain(typed))) return translate('rule.number');
  return null;
}

export function faultsOf(entity: HallEntity, typed: TypedFields): Record<string, string> {
  const found = hallSchema[entity].fields.map((spec) => [spec.name, faultOf(spec, typed[spec.name])] as const);
  return Object.fromEntries(found.filter((pair): pair is readonly [string, string] => pair[1] !== null));
}

/** The fields as the contract takes them. The main process parses them with the entity's own schema. */
export function draftOf(entity: HallEntity, typed: TypedFields): HallDraft {
  const fields = hallSchema[entity].fields.map((spec) => [spec.name, fromTyped(spec, typed[spec.name])]);
  return { entity, fields: Object.fromEntries(fields) as object } as HallDraft;
}
