import type { AuditEntry, Reader, Tx } from '../../../db/database.js';
import { activeInspectors, codesOf } from '../../../db/queries/draws.js';
import { factsOf } from '../../../db/queries/plan-objects.js';
import { planById } from '../../../db/queries/plans.js';
import { roundById } from '../../../db/queries/rounds.js';
import type { DataEntity } from '../../../domain/contract/events.js';
import { AppError, type FieldIssue } from '../../../domain/errors.js';
import type { ObjectKind, PlanRow, RoundRow } from '../../../domain/plan.js';
import type { CallContext } from '../../ipc/context.js';

/** @throws AppError `notFound.record` */
export async function requirePlan(reader: Reader, id: number): Promise<PlanRow> {
  const plan = await planById(reader, id);
  if (!plan) throw new AppError('notFound.record', { entity: 'inspection_plan', id });
  return plan;
}

/** @throws AppError `notFound.record` */
export async function requireRound(reader: Reader, id: number): Promise<RoundRow> {
  const round = await roundById(reader, id);
  if (!round) throw new AppError('notFound.record', { entity: 'inspection_round', id });
  return round;
}

/** @throws AppError `conflict.revision` when the row changed since it was opened */
export function requireRevision(entity: DataEntity, row: { id: number; revision: number }, yours: number): void {
  if (row.revision !== yours) {
    throw new AppError('conflict.revision', { entity, id: row.id, theirs: row.revision, yours });
  }
}

/** @throws AppError `conflict.state` */
export function requireState(entity: DataEntity, row: { state: string }, wanted: string): void {
  if (row.state !== wanted) throw new AppError('conflict.state', { entity, state: row.state });
}

/** A round that may get objects: open, under a plan in force. */
export async function requireOpenRound(tx: Tx, id: number): Promise<RoundRow> {
  const round = await requireRound(tx, id);
  requireState('inspection_round', round, 'open');
  requireState('inspection_plan', await requirePlan(tx, round.planId), 'active');
  return round;
}

/** @throws AppError `validation.reasonMissing` */
export function requireReason(reason: string | null): void {
  if (reason === null) {
    throw new AppError('validation.reasonMissing', {}, { fields: [{ path: 'reason', rule: 'required' }] });
  }
}

/** Refused fields as one error. `under` is where they stand in the input. */
export function refuseFaults(context: CallContext, under: string, faults: readonly FieldIssue[]): void {
  if (faults.length === 0) return;
  const fields = faults.map((fault) => ({ ...fault, path: `${under}.${fault.path}` }));
  throw new AppError('validation.input', { command: context.command }, { fields });
}

const refuseReference = (path: string, value: number, rule: string, params?: FieldIssue['params']): AppError =>
  new AppError('validation.reference', { field: path, value }, { fields: [{ path, rule, params }] });

/**
 * Windows and units exist and are in use.
 * @param known those that stood there before: they may stay when they went out of use meanwhile
 * @throws AppError `validation.reference`
 */
export async function checkObjects(
  tx: Tx,
  path: string,
  objects: readonly { kind: ObjectKind; id: number }[],
  known: readonly { kind: ObjectKind; id: number }[] = [],
): Promise<void> {
  const facts = await factsOf(tx, objects);
  for (const object of objects) {
    const found = facts(object);
    if (!found) throw refuseReference(path, object.id, 'unknown');
    const stays = known.some(({ kind, id }) => kind === object.kind && id === object.id);
    if (!found.active && !stays) throw refuseReference(path, object.id, 'notActive');
  }
}

/**
 * Inspectors of one object: active inspectors all, none twice.
 * @returns their codes, in order
 * @throws AppError `validation.draw`, `validation.reference`
 */
export async function checkTeam(tx: Tx, path: string, inspectorIds: readonly number[]): Promise<string[]> {
  const active = new Set((await activeInspectors(tx)).map(({ id }) => id));
  const codes = await codesOf(tx, inspectorIds);
  const seen = new Set<number>();
  for (const id of inspectorIds) {
    const code = codes.get(id) ?? `#${id}`;
    if (seen.has(id)) {
      throw new AppError('validation.draw', {}, { fields: [{ path, rule: 'inspectorTwice', params: { id: code } }] });
    }
    if (!active.has(id)) throw refuseReference(path, id, 'notInspector', { code });
    seen.add(id);
  }
  return inspectorIds.map((id) => codes.get(id) ?? `#${id}`);
}

/** One audit row about an object of these services. */
export const entry = (
  context: CallContext,
  object: DataEntity,
  ref: number,
  change: Pick<AuditEntry, 'before' | 'after' | 'reason'>,
): AuditEntry => ({ action: context.command, object, ref, actor: context.actor, ...change });

/** Only the fields that changed, before and after. */
export function difference<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (from: T): Partial<T> => Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
