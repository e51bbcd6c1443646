import type { AuditEntry, Tx } from '../../../db/database.js';
import { hasBranches, strayReference, targetsOf, twinOf, type Target } from '../../../db/queries/hall-check.js';
import { storedRows } from '../../../db/queries/hall-read.js';
import type { ChangeSet, HallChange } from '../../../db/queries/hall-write.js';
import { AppError, type ErrorParams } from '../../../domain/errors.js';
import type { HallEntity } from '../../../domain/hall/entities.js';
import type { HallRule } from '../../../domain/hall/rules.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import {
  hallSource,
  naturalKey,
  type FieldValue,
  type FieldValues,
  type StoredRow,
} from '../../../domain/hall/values.js';

/** What the rules of the hall need to know of a command: who, why, when. */
export interface Order {
  command: string;
  actor: AuditEntry['actor'];
  now: number;
}

/** A refused input, at its field. */
export const refuseInput = (command: string, path: string, rule: HallRule, params?: ErrorParams): AppError =>
  new AppError('validation.input', { command }, { fields: [{ path, rule, params }] });

export const changeSet = (order: Order, reason: string | null = null): ChangeSet => ({
  action: order.command,
  actor: order.actor,
  reason,
  now: order.now,
});

/** One row as it is to be. `before` is null for a new one; `restored` when it comes back into use. */
export interface Candidate {
  id: number;
  before: StoredRow | null;
  fields: FieldValues;
  restored?: boolean;
}

const shown = (value: FieldValue | undefined): string | number =>
  typeof value === 'number' || typeof value === 'string' ? value : String(value ?? '');

function refuse(
  code: 'validation.reference' | 'validation.duplicate',
  field: string,
  value: FieldValue | undefined,
  rule: HallRule,
): AppError {
  const params: ErrorParams = { field, value: shown(value) };
  return new AppError(code, params, { fields: [{ path: `fields.${field}`, rule, params }] });
}

const idsOf = (value: FieldValue | undefined): number[] =>
  typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : [];

/**
 * Holds the rules that a schema cannot: references exist, are in use and of the same main hall, keys are unique in
 * their scope, a branch hangs on a main hall. A reference that was there before may be out of use.
 * @param options.families false in the middle of a merge, whose end `checkFamilies` holds
 * @returns the hall each candidate will belong to, by id
 * @throws AppError `validation.reference`, `validation.duplicate`, each at its field
 */
export async function checkCandidates(
  tx: Tx,
  entity: HallEntity,
  candidates: readonly Candidate[],
  options: { families: boolean } = { families: true },
): Promise<Map<number, number>> {
  const targets = await loadTargets(tx, entity, candidates);
  const halls = new Map<number, number>();
  const keys = new Map<string, number>();
  const moving = new Set(candidates.map(({ id }) => id));
  for (const candidate of candidates) {
    const hallId = checkReferences(entity, candidate, targets, options.families);
    halls.set(candidate.id, hallId);
    if (entity === 'hall') await checkBranch(tx, candidate, targets.get('hall'));
    await checkUnique(tx, entity, candidate, hallId, keys, moving);
  }
  return halls;
}

async function loadTargets(tx: Tx, entity: HallEntity, candidates: readonly Candidate[]) {
  const wanted = new Map<HallEntity, Set<number>>();
  for (const { name, to } of hallSchema[entity].fields) {
    if (!to) continue;
    const ids = wanted.get(to) ?? new Set<number>();
    for (const { fields } of candidates) for (const id of idsOf(fields[name])) ids.add(id);
    wanted.set(to, ids);
  }
  const targets = new Map<HallEntity, Map<number, Target>>();
  for (const [to, ids] of wanted) targets.set(to, await targetsOf(tx, to, [...ids]));
  return targets;
}

function checkReferences(
  entity: HallEntity,
  { id, before, fields, restored }: Candidate,
  targets: Map<HallEntity, Map<number, Target>>,
  families: boolean,
): number {
  const source = hallSource[entity];
  const specs = hallSchema[entity].fields.filter(({ to }) => to !== undefined);
  const sourceTo = specs.find(({ name }) => name === source)?.to;
  const home = sourceTo && targets.get(sourceTo)?.get(Number(fields[source ?? '']));
  if (source !== null && !home) throw refuse('validation.reference', source, fields[source], 'unknown');
  for (const { name, to } of specs) {
    const known = idsOf(before?.fields[name]);
    for (const ref of idsOf(fields[name])) {
      const target = to && targets.get(to)?.get(ref);
      if (!target) throw refuse('validation.reference', name, ref, 'unknown');
      const stays = known.includes(ref) && restored !== true;
      if (target.state !== 'active' && !stays) throw refuse('validation.reference', name, ref, 'notActive');
      if (families && home && target.familyId !== home.familyId)
        throw refuse('validation.reference', name, ref, 'otherHall');
    }
  }
  return home?.hallId ?? id;
}

/** Branches are one level deep, and no hall hangs on itself. */
async function checkBranch(tx: Tx, { id, fields }: Candidate, halls: Map<number, Target> | undefined): Promise<void> {
  const { parentId } = fields;
  if (typeof parentId !== 'number') return;
  const parent = halls?.get(parentId);
  const level = parentId === id || parent?.familyId !== parentId || (await hasBranches(tx, id));
  if (level) throw refuse('validation.reference', 'parentId', parentId, 'branchLevel');
}

async function checkUnique(
  tx: Tx,
  entity: HallEntity,
  { id, fields }: Candidate,
  hallId: number,
  keys: Map<string, number>,
  moving: ReadonlySet<number>,
): Promise<void> {
  const key = naturalKey(entity, fields, hallId);
  const twin = await twinOf(tx, entity, id, fields, hallId);
  // A row that moves along is judged by where it goes.
  if (keys.has(key) || (twin !== undefined && !moving.has(twin))) {
    const field = hallSchema[entity].key.at(-1) ?? 'name';
    throw refuse('validation.duplicate', field, fields[field], 'duplicate');
  }
  keys.set(key, id);
}

/**
 * After something went to another hall: does all that hangs on it still fit?
 * @throws AppError `conflict.inUse`
 */
export async function checkFamilies(tx: Tx): Promise<void> {
  const stray = await strayReference(tx);
  if (stray) throw new AppError('conflict.inUse', { entity: stray.to, count: stray.count, by: stray.entity });
}

/** The rows of these ids. @throws AppError `notFound.record` when one is not there */
export async function requireRows(tx: Tx, entity: HallEntity, ids: readonly number[]): Promise<StoredRow[]> {
  const rows = await storedRows(tx, entity, ids);
  const found = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw new AppError('notFound.record', { entity, id: missing });
  return rows;
}

/** @throws AppError `conflict.state` when a row is not in this state */
export function requireState(entity: HallEntity, rows: readonly StoredRow[], state: StoredRow['state']): void {
  const other = rows.find((row) => row.state !== state);
  if (other) throw new AppError('conflict.state', { entity, state: other.state });
}

/** A change of fields alone. */
export const edit = (row: StoredRow, fields: FieldValues): HallChange => ({
  id: row.id,
  before: row,
  after: { fields: { ...row.fields, ...fields }, state: row.state, mergedIntoId: row.mergedIntoId },
});
