import type { Reader, Tx } from '../../../db/database.js';
import { rewriteMonth, standingVersion, storedMonth, type StoredMonth } from '../../../db/queries/ranking.js';
import { AppError } from '../../../domain/errors.js';
import { fitGiven, fitItems } from '../../../domain/ranking/given.js';
import type { RankingMonth } from '../../../domain/ranking/month.js';
import { movedBetween } from '../../../domain/ranking/reckoning.js';
import type { CallContext } from '../../ipc/context.js';
import { badField } from '../rectifications/refusals.js';
import { reckonMonth } from './reckon.js';

export const missing = (entity: string, id: number): AppError => new AppError('notFound.record', { entity, id });
export const wrongState = ({ state }: StoredMonth): AppError =>
  new AppError('conflict.state', { entity: 'ranking_month', state });

/** @param yours its revision as the caller knows it; null where it does not matter */
export async function monthAt(reader: Reader, id: number, yours: number | null): Promise<StoredMonth> {
  const month = await storedMonth(reader, id);
  if (!month) throw missing('ranking_month', id);
  const { revision: theirs } = month;
  if (yours !== null && theirs !== yours)
    throw new AppError('conflict.revision', { entity: 'ranking_month', id, theirs, yours });
  return month;
}

/** Log, news and answer of a change. */
export async function written(
  tx: Tx,
  context: CallContext,
  id: number,
  before: object | null,
  after: object,
  reason: string | null = null,
): Promise<RankingMonth> {
  const { command: action, actor } = context;
  await tx.audit({ action, object: 'ranking_month', ref: id, actor, reason, before, after });
  tx.changed('ranking_month', id);
  return shown(tx, id, context);
}

function told({ superseded: _, computerId: __, given, evidence, ...rest }: StoredMonth) {
  const { scheme, rows } = rest.record;
  const { counted, uncounted } = fitGiven(scheme, rows, given);
  const pieces = fitItems(scheme, rows, evidence);
  return {
    ...rest,
    manual: counted.map(({ unitId, component, score, basis, givenBy, givenAt }) => ({
      ...{ unitId, component, score, basis, givenBy, givenAt },
    })),
    uncounted: uncounted.map(({ unitId, unitLabel, item, score, basis, why, givenBy, givenAt }) => ({
      ...{ unitId, unitLabel, item, score, basis, why, givenBy, givenAt },
    })),
    evidence: pieces.counted.map(({ unitLabel: _unit, schemeId: _of, item: _item, nth: _nth, ...piece }) => piece),
    uncountedEvidence: pieces.uncounted.map(({ schemeId: _of, component: _at, nth: _nth, ...piece }) => piece),
  };
}

/** A month as it is answered. */
export async function shown(reader: Reader, id: number, { now }: CallContext): Promise<RankingMonth> {
  const month = await storedMonth(reader, id);
  if (!month) throw missing('ranking_month', id);
  const { hallId, record } = month;
  const asked = { hallId, month: month.month, scheme: record.scheme, monthId: id };
  const anew = await reckonMonth(reader, asked, now);
  return { ...told(month), movedSince: movedBetween(record, anew) };
}

/** @throws AppError `validation.input` for what is no item given by hand, or no unit of the month; `path` names the field */
export function requireManual(
  { record: { scheme, rows } }: StoredMonth,
  item: { unitId: number; component: number },
  context: CallContext,
  path = '',
): void {
  if (scheme.components[item.component]?.kind !== 'manual') throw badField(context, `${path}component`, 'unknown');
  if (!rows.some(({ unitId }) => unitId === item.unitId)) throw badField(context, `${path}unitId`, 'unknown');
}

/** Computes a draft anew by the scheme it has, with what was given by hand meanwhile. */
export async function reckonAnew(tx: Tx, month: StoredMonth, { now, actor }: CallContext): Promise<void> {
  const { id, hallId, schemeId, record: before } = month;
  const asked = { hallId, month: month.month, scheme: before.scheme, monthId: id };
  const record = await reckonMonth(tx, asked, now);
  await rewriteMonth(tx, { id, schemeId, record, now, personId: actor.personId });
}

/** What a correction took the place of is told of no more. @throws AppError `ranking.superseded` */
export async function requireStanding(
  reader: Reader,
  { id, hallId, month }: Pick<StoredMonth, 'id' | 'hallId' | 'month'>,
): Promise<void> {
  const standing = await standingVersion(reader, hallId, month);
  if (standing && standing.id !== id) throw new AppError('ranking.superseded', standing);
}
