import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  copyManual,
  frozenBottoms,
  insertMonth,
  insertScheme,
  isMainHall,
  lastFrozenMonth,
  moveMonth,
  newestVersion,
  rewriteMonth,
  storedMonth,
  storedMonths,
  storedSchemes,
  summonedSince,
  withdrawManual,
  writeManual,
  type StoredMonth,
  type StoredScheme,
} from '../../../db/queries/ranking.js';
import { copyRankingEvidence } from '../../../db/queries/ranking-evidence.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import { monthOf } from '../../../domain/measures/period.js';
import { placeOf } from '../../../domain/ranking/given.js';
import type { RankingMonth, RankingState } from '../../../domain/ranking/month.js';
import { bottomRuns } from '../../../domain/ranking/reckoning.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import type { BottomMonths } from '../escalation/interview-step.js';
import { badField } from '../rectifications/refusals.js';
import { missing, monthAt, reckonAnew, requireManual, shown, written, wrongState } from './month-rows.js';
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

  /** Items given by hand; the month is computed anew with them. @throws AppError `validation.input` naming unit or component */
  setManual({ id, revision, items }: ParsedInput<'ranking.setManual'>, context: CallContext): Promise<RankingMonth> {
    const { now, actor } = context;
    return this.#on({ id, revision }, ['draft'], context, async (tx, month) => {
      for (const [at, item] of items.entries()) requireManual(month, item, context, `items.${at}.`);
      const { schemeId, given, record } = month;
      const replaced = given.filter((one) =>
        items.some(({ unitId, component }) => unitId === one.unitId && component === placeOf(record.scheme, one)),
      );
      await withdrawManual(tx, id, replaced);
      await writeManual(tx, { items, monthId: id, schemeId, now, personId: actor.personId });
      await reckonAnew(tx, month, context);
      return { before: null, after: { items } };
    });
  }

  /**
   * @throws AppError `permission.samePerson` for who computed it, or gave a score of it by hand; `ranking.otherScheme` where a
   *   scheme was made for the month since
   */
  check(step: ParsedInput<'ranking.check'>, context: CallContext): Promise<RankingMonth> {
    return this.#on(step, ['draft'], context, async (tx, month) => {
      const { personId } = context.actor;
      const took = [month.computerId, ...month.given.map(({ giverId }) => giverId)];
      if (took.some((one) => one === personId)) throw new AppError('permission.samePerson');
      await requireScheme(tx, month);
      return moved(tx, month, 'checked', context);
    });
  }

  /** Back to a draft, with a reason. */
  reopen({ id, revision, reason }: ParsedInput<'ranking.reopen'>, context: CallContext): Promise<RankingMonth> {
    return this.#on({ id, revision }, ['checked'], context, (tx, month) => moved(tx, month, 'draft', context), reason);
  }

  /** @throws AppError `ranking.otherScheme` where a scheme was made for the month since it was computed */
  freeze(step: ParsedInput<'ranking.freeze'>, context: CallContext): Promise<RankingMonth> {
    return this.#on(step, ['checked'], context, async (tx, month) => {
      await requireScheme(tx, month);
      return moved(tx, month, 'frozen', context);
    });
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
      await copyRankingEvidence(tx, id, newId);
      await reckonAnew(tx, { ...old, id: newId }, context);
      return written(tx, context, newId, null, { correctsId: id, month }, reason);
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

/** How many months in a row each unit stood at the bottom, as far as months are frozen; of whom was not summoned since. */
export const bottomMonths: BottomMonths = async (reader, except) => {
  const months = await frozenBottoms(reader);
  const halls = [...new Set(months.map(({ hallId }) => hallId))];
  const runs = new Map<number, number>();
  for (const hall of halls) {
    const own = months.filter(({ hallId }) => hallId === hall);
    const found = bottomRuns(own);
    // Whom a correction leaves at the bottom was told of when the month itself was frozen.
    for (const { frozenAt, bottom } of own[0]?.versions ?? []) {
      const summoned = await summonedSince(reader, frozenAt, except);
      for (const unitId of summoned) if (bottom.includes(unitId)) found.delete(unitId);
    }
    for (const [unitId, count] of found) runs.set(unitId, count);
  }
  return runs;
};

/** The one that holds for a month: of those that began by then the last. @param schemes the latest first */
const schemeFor = (schemes: readonly StoredScheme[], month: number): StoredScheme | undefined =>
  schemes.find(({ fromMonth }) => fromMonth <= month);

/** A month is judged by the scheme that holds for it; a correction by that of the month it puts right. */
async function requireScheme(reader: Reader, { month, schemeId, correctsId }: StoredMonth): Promise<void> {
  if (correctsId !== null) return;
  const holds = schemeFor(await storedSchemes(reader), month);
  if (holds && holds.id !== schemeId) throw new AppError('ranking.otherScheme', { title: holds.scheme.title });
}

const shownScheme = ({ fromMonth: _, ...one }: StoredScheme, current: number | undefined) => ({
  ...one,
  isCurrent: one.id === current,
});

async function moved(tx: Tx, { id, state: before }: StoredMonth, state: RankingState, { now, actor }: CallContext) {
  await moveMonth(tx, { id, state, now, personId: actor.personId });
  return { before: { state: before }, after: { state } };
}
