import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  copyManual,
  flagIdOf,
  flagOfMonth,
  frozenBottoms,
  insertFlag,
  insertMonth,
  insertScheme,
  isMainHall,
  lastFrozenMonth,
  moveMonth,
  newestVersion,
  rewriteMonth,
  storedFlags,
  storedMonth,
  storedMonths,
  storedSchemes,
  windowOf,
  writeManual,
  type StoredMonth,
  type StoredScheme,
} from '../../../db/queries/ranking.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { monthOf } from '../../../domain/measures/period.js';
import { bottomRuns, movedBetween, type RankingMonth, type RankingState } from '../../../domain/ranking/month.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import type { BottomMonths } from '../escalation/interview-step.js';
import { badField } from '../rectifications/refusals.js';
import { reckonMonth } from './reckon.js';

/** Months of the history that are told of. */
const MOST_MONTHS = 60;

/** The ranking of the month (月评比): computed by the office, checked by another, frozen by a leader, never rewritten. */
export class Ranking {
  constructor(private readonly database: Database) {}

  schemes(context: CallContext): Promise<CommandOutput<'ranking.schemes'>> {
    const month = monthOf(dayOf(context.now));
    return this.database.read(context.command, async (reader) => {
      const schemes = await storedSchemes(reader);
      const current = schemeFor(schemes, month)?.id;
      return schemes.map((one) => shownScheme(one, current));
    });
  }

  /** @throws AppError `validation.input` for a month that was frozen already, or one before it */
  addScheme(
    { clientId, scheme }: ParsedInput<'ranking.addScheme'>,
    context: CallContext,
  ): Promise<CommandOutput<'ranking.schemes'>[number]> {
    const { now, actor } = context;
    return this.database.write(context.command, async (tx) => {
      const frozen = await lastFrozenMonth(tx);
      const { id, isNew } = await insertScheme(tx, { clientId, scheme, now, personId: actor.personId });
      if (isNew && frozen !== null && monthOf(scheme.fromDay) <= frozen)
        throw badField(context, 'scheme.fromDay', 'afterFrozen');
      if (isNew) {
        const { command: action } = context;
        await tx.audit({ action, object: 'ranking_scheme', ref: id, actor, before: null, after: scheme });
        tx.changed('ranking_scheme', id);
      }
      const schemes = await storedSchemes(tx);
      const current = schemeFor(schemes, monthOf(dayOf(now)))?.id;
      const written = schemes.find((one) => one.id === id);
      if (!written) throw missing('ranking_scheme', id);
      return shownScheme(written, current);
    });
  }

  list({ hallId }: ParsedInput<'ranking.list'>, context: CallContext): Promise<CommandOutput<'ranking.list'>> {
    return this.database.read(context.command, async (reader) => {
      const months = await storedMonths(reader, hallId, MOST_MONTHS);
      return months.map(({ id, month, state, correctsId, superseded, record: { rows, top, bottom } }) => ({
        ...{ id, month, state, correctsId, superseded: superseded === 1, top, bottom },
        ranks: rows.map(({ unitId, unitLabel, rank, total }) => ({ unitId, unitLabel, rank, total })),
      }));
    });
  }

  get({ id }: ParsedInput<'ranking.get'>, context: CallContext): Promise<RankingMonth> {
    return this.database.read(context.command, (reader) => shown(reader, id, context), { snapshot: true });
  }

  /**
   * Computes a month, or its draft anew.
   * @throws AppError `validation.input` for a month that is not over, or a hall that is no main hall; `conflict.state` for one
   *   that is checked or frozen; `notFound.record` without a scheme
   */
  compute({ hallId, month }: ParsedInput<'ranking.compute'>, context: CallContext): Promise<RankingMonth> {
    const { now, actor } = context;
    return this.database.write(context.command, async (tx) => {
      if (month >= monthOf(dayOf(now))) throw badField(context, 'month', 'monthNotOver');
      if (!(await isMainHall(tx, hallId))) throw badField(context, 'hallId', 'unknown');
      const newest = await newestVersion(tx, hallId, month);
      const before = newest === undefined ? null : await storedMonth(tx, newest);
      if (before && before.state !== 'draft') throw wrongState(before);
      const schemes = await storedSchemes(tx);
      // A correction stays with the scheme the month was judged by.
      const judgedBy = before !== null && before.correctsId !== null ? before.schemeId : null;
      const scheme = judgedBy === null ? schemeFor(schemes, month) : schemes.find(({ id }) => id === judgedBy);
      if (!scheme) throw missing('ranking_scheme', month);
      const asked = { hallId, month, scheme: scheme.scheme, monthId: before?.id ?? null };
      const record = await reckonMonth(tx, asked, now);
      const row = { schemeId: scheme.id, record, now, personId: actor.personId };
      const first = { hallId, month, correctsId: null, reason: null };
      const id = before?.id ?? (await insertMonth(tx, { ...first, ...row }));
      if (before) await rewriteMonth(tx, { id, ...row });
      return written(tx, context, id, before && { computedAt: before.computedAt }, { month, schemeId: scheme.id });
    });
  }

  /** An item given by hand; the month is computed anew with it. @throws AppError `validation.input` naming unit or component */
  setManual({ id, revision, item }: ParsedInput<'ranking.setManual'>, context: CallContext): Promise<RankingMonth> {
    const { now, actor } = context;
    return this.#on({ id, revision }, ['draft'], context, async (tx, month) => {
      const { scheme, rows } = month.record;
      if (scheme.components[item.component]?.kind !== 'manual') throw badField(context, 'item.component', 'unknown');
      if (!rows.some(({ unitId }) => unitId === item.unitId)) throw badField(context, 'item.unitId', 'unknown');
      await writeManual(tx, { ...item, monthId: id, now, personId: actor.personId });
      const { hallId, schemeId } = month;
      const record = await reckonMonth(tx, { hallId, month: month.month, scheme, monthId: id }, now);
      await rewriteMonth(tx, { id, schemeId, record, now, personId: actor.personId });
      return { before: null, after: item };
    });
  }

  /** @throws AppError `permission.samePerson` for who computed it */
  check(step: ParsedInput<'ranking.check'>, context: CallContext): Promise<RankingMonth> {
    return this.#on(step, ['draft'], context, (tx, month) => {
      if (month.computerId === context.actor.personId) throw new AppError('permission.samePerson');
      return moved(tx, month, 'checked', context);
    });
  }

  /** Back to a draft, with a reason. */
  reopen({ id, revision, reason }: ParsedInput<'ranking.reopen'>, context: CallContext): Promise<RankingMonth> {
    return this.#on({ id, revision }, ['checked'], context, (tx, month) => moved(tx, month, 'draft', context), reason);
  }

  freeze(step: ParsedInput<'ranking.freeze'>, context: CallContext): Promise<RankingMonth> {
    return this.#on(step, ['checked'], context, (tx, month) => moved(tx, month, 'frozen', context));
  }

  /**
   * A frozen month is put right by a further one that names it; until that is frozen, the old one holds.
   * @throws AppError `conflict.state` for one that is not frozen, or put right already
   */
  correct({ id, revision, reason }: ParsedInput<'ranking.correct'>, context: CallContext): Promise<RankingMonth> {
    const { now, actor } = context;
    return this.database.write(context.command, async (tx) => {
      const old = await monthAt(tx, id, revision);
      if (old.state !== 'frozen' || old.correctedById !== null) throw wrongState(old);
      // By the scheme it was judged by: a later one is not held against a month gone by.
      const { hallId, month, schemeId, record } = old;
      const row = { hallId, month, schemeId, correctsId: id, reason, record, now, personId: actor.personId };
      const newId = await insertMonth(tx, row);
      await copyManual(tx, id, newId);
      const asked = { hallId, month, scheme: record.scheme, monthId: newId };
      const anew = await reckonMonth(tx, asked, now);
      await rewriteMonth(tx, { id: newId, schemeId, record: anew, now, personId: actor.personId });
      return written(tx, context, newId, null, { correctsId: id, month }, reason);
    });
  }

  flags({ hallId }: ParsedInput<'ranking.flags'>, context: CallContext): Promise<CommandOutput<'ranking.flags'>> {
    return this.database.read(context.command, (reader) => storedFlags(reader, hallId));
  }

  /**
   * 红旗窗口, for a month that is frozen. The same client id again answers the same.
   * @throws AppError `conflict.state`, `validation.input` for a window of another hall, `validation.duplicate`
   */
  giveFlag(
    { clientId, monthId, windowId, reason }: ParsedInput<'ranking.giveFlag'>,
    context: CallContext,
  ): Promise<CommandOutput<'ranking.flags'>[number]> {
    const { now, actor, command: action } = context;
    return this.database.write(context.command, async (tx) => {
      const at = await storedMonth(tx, monthId);
      if (!at) throw missing('ranking_month', monthId);
      let id = await flagIdOf(tx, { clientId });
      if (id === undefined) {
        if (at.state !== 'frozen') throw wrongState(at);
        const window = await windowOf(tx, windowId, at.hallId);
        if (!window) throw badField(context, 'windowId', 'unknown');
        if ((await flagOfMonth(tx, at.month, windowId)) !== undefined) throw badField(context, 'windowId', 'duplicate');
        const { hallId, month } = at;
        const flag = { clientId, monthId, hallId, month, windowId, ...window, reason };
        id = await insertFlag(tx, { ...flag, now, personId: actor.personId });
        await tx.audit({ action, object: 'red_flag', ref: id, actor, reason, before: null, after: flag });
        tx.changed('red_flag', id);
      }
      const found = (await storedFlags(tx, at.hallId)).find((flag) => flag.id === id);
      if (!found) throw missing('red_flag', id);
      return found;
    });
  }

  async #on(
    { id, revision }: { id: number; revision: number },
    states: readonly RankingState[],
    context: CallContext,
    work: (tx: Tx, month: StoredMonth) => Promise<{ before: object | null; after: object }>,
    reason: string | null = null,
  ): Promise<RankingMonth> {
    return this.database.write(context.command, async (tx) => {
      const month = await monthAt(tx, id, revision);
      if (!states.includes(month.state)) throw wrongState(month);
      const { before, after } = await work(tx, month);
      return written(tx, context, id, before, after, reason);
    });
  }
}

/** How many months in a row each unit stood at the bottom, as far as months are frozen. */
export const bottomMonths: BottomMonths = async (reader) => {
  const months = await frozenBottoms(reader);
  const halls = [...new Set(months.map(({ hallId }) => hallId))];
  return new Map(halls.flatMap((hall) => [...bottomRuns(months.filter(({ hallId }) => hallId === hall))]));
};

/** The one that holds for a month: of those that began by then the last. @param schemes the latest first */
const schemeFor = (schemes: readonly StoredScheme[], month: number): StoredScheme | undefined =>
  schemes.find(({ fromMonth }) => fromMonth <= month);

const shownScheme = ({ fromMonth: _, ...one }: StoredScheme, current: number | undefined) => ({
  ...one,
  isCurrent: one.id === current,
});

const missing = (entity: string, id: number): AppError => new AppError('notFound.record', { entity, id });
const wrongState = ({ state }: StoredMonth): AppError =>
  new AppError('conflict.state', { entity: 'ranking_month', state });

async function monthAt(tx: Tx, id: number, yours: number): Promise<StoredMonth> {
  const month = await storedMonth(tx, id);
  if (!month) throw missing('ranking_month', id);
  const { revision: theirs } = month;
  if (theirs !== yours) throw new AppError('conflict.revision', { entity: 'ranking_month', id, theirs, yours });
  return month;
}

async function moved(tx: Tx, { id, state: before }: StoredMonth, state: RankingState, { now, actor }: CallContext) {
  await moveMonth(tx, { id, state, now, personId: actor.personId });
  return { before: { state: before }, after: { state } };
}

async function written(
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

const told = ({ superseded: _, computerId: __, ...rest }: StoredMonth) => rest;

async function shown(reader: Reader, id: number, { now }: CallContext): Promise<RankingMonth> {
  const month = await storedMonth(reader, id);
  if (!month) throw missing('ranking_month', id);
  const { hallId, record } = month;
  const asked = { hallId, month: month.month, scheme: record.scheme, monthId: id };
  const anew = await reckonMonth(reader, asked, now);
  return { ...told(month), movedSince: movedBetween(record, anew) };
}
