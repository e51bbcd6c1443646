import type { Database, Reader, Tx } from '../../../db/database.js';
import {
  arrangeLookBack,
  closedMatters,
  drawIdByClientId,
  endedBy,
  insertLookBackDraw,
  itemsOfDraw,
  lookBackDraw,
  lookBackItemById,
  lookBackRoundById,
  lookBackRounds,
  markReopened,
  pooledMatters,
  recordLookBack,
  type StoredDraw,
} from '../../../db/queries/look-backs.js';
import { isVerifyingVisit, possibleVerifiers } from '../../../db/queries/rectification-parts.js';
import { matterAt, type MatterAt } from '../../../db/queries/rectification-read.js';
import { insertRectificationEvent } from '../../../db/queries/rectification-write.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError, type FieldIssue } from '../../../domain/errors.js';
import { codeOf, type Role } from '../../../domain/people.js';
import {
  drawLookBack,
  isGenuineLookBack,
  LOOK_BACK_POOL,
  mayLookBack,
  redrawLookBack,
  type LookBackItem,
} from '../../../domain/rectification/look-back.js';
import { dayOf, startOfDay } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { badField, clockMark, noMatter } from './refusals.js';
import { reopenMatter } from './reopening.js';
import type { RuleBook } from './rules.js';

type Round = CommandOutput<'lookBacks.get'>;
const span = ({ fromDay, toDay }: { fromDay: number; toDay: number }) => ({
  from: startOfDay(fromDay),
  until: startOfDay(toDay + 1),
  // One more, so that too many are seen to be.
  most: LOOK_BACK_POOL + 1,
});

/** 回头看: closed matters drawn by lot and looked at again by somebody who had no hand in their end. */
export class LookBacks {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
    /** Of a draw: nobody can choose or foresee it. */
    private readonly newSeed: () => string,
  ) {}

  pool(input: ParsedInput<'lookBacks.pool'>, context: CallContext): Promise<CommandOutput<'lookBacks.pool'>> {
    return this.database.read(context.command, (reader) => closedMatters(reader, span(input)));
  }

  /**
   * The pool and the seed are taken here; the caller chooses neither.
   * @throws AppError `validation.draw` for a pool too small or too large, `validation.input` for days to come
   */
  draw(input: ParsedInput<'lookBacks.draw'>, context: CallContext): Promise<Round> {
    const { clientId, fromDay, toDay, count, note } = input;
    const seed = this.newSeed();
    return this.database.write(context.command, async (tx) => {
      const earlier = await drawIdByClientId(tx, clientId);
      if (earlier !== null) return wholeRound(tx, earlier);
      if (toDay > dayOf(context.now)) throw badField(context, 'toDay', 'future');
      const pool = await closedMatters(tx, span(input));
      if (pool.length > LOOK_BACK_POOL)
        throw refuse({ path: 'toDay', rule: 'tooMany', params: { maximum: LOOK_BACK_POOL } });
      if (pool.length < count)
        throw refuse({ path: 'count', rule: 'poolTooSmall', params: { wanted: count, eligible: pool.length } });
      const objects = pool.map(({ matterId, severity, quick, weight }) => ({ matterId, severity, quick, weight }));
      const record = drawLookBack({ fromDay, toDay, objects, count, seed }, context.now);
      const id = await insertLookBackDraw(tx, { clientId, record, note, personId: context.actor.personId });
      const numbers = new Map(pool.map(({ matterId, no }) => [matterId, no]));
      const after = {
        fromDay,
        toDay,
        seed,
        pool: pool.length,
        result: record.result.map((one) => numbers.get(one) ?? ''),
      };
      await tx.audit({ action: context.command, object: 'look_back_draw', ref: id, actor: context.actor, after });
      tx.changed('look_back', id);
      return wholeRound(tx, id);
    });
  }

  list(context: CallContext): Promise<CommandOutput<'lookBacks.list'>> {
    return this.database.read(context.command, lookBackRounds);
  }

  /** @throws AppError `notFound.record` */
  get({ id }: ParsedInput<'lookBacks.get'>, context: CallContext): Promise<Round> {
    return this.database.read(context.command, (reader) => wholeRound(reader, id), { snapshot: true });
  }

  /** @throws AppError `notFound.record` */
  pooled({ id }: ParsedInput<'lookBacks.pooled'>, context: CallContext): Promise<CommandOutput<'lookBacks.pooled'>> {
    return this.database.read(context.command, async (reader) =>
      pooledMatters(reader, (await requireDraw(reader, id)).record),
    );
  }

  /** @throws AppError `notFound.record` */
  redraw({ id }: ParsedInput<'lookBacks.redraw'>, context: CallContext): Promise<CommandOutput<'lookBacks.redraw'>> {
    return this.database.read(context.command, async (reader) => {
      const { record } = await requireDraw(reader, id);
      const numbers = new Map((await pooledMatters(reader, record)).map(({ matterId, no }) => [matterId, no]));
      const result = redrawLookBack(record).map((matterId) => numbers.get(matterId) ?? '');
      return { genuine: isGenuineLookBack(record), result };
    });
  }

  /** @throws AppError `notFound.record` */
  verifiers(
    { id }: ParsedInput<'lookBacks.verifiers'>,
    context: CallContext,
  ): Promise<CommandOutput<'lookBacks.verifiers'>> {
    return this.database.read(context.command, async (reader) => {
      const { at } = await this.#open(reader, id, null, context);
      return lookers(reader, at);
    });
  }

  /** @throws AppError `notFound.record`, `conflict.*`, `validation.input` for somebody who may not look */
  arrange(input: ParsedInput<'lookBacks.arrange'>, context: CallContext): Promise<LookBackItem> {
    const { id, revision, verifierId, method } = input;
    return this.database.write(context.command, async (tx) => {
      const { item, at } = await this.#open(tx, id, revision, context);
      if (!(await lookers(tx, at)).some(({ personId }) => personId === verifierId))
        throw badField(context, 'verifierId', 'mayNotVerify');
      await arrangeLookBack(tx, { id, verifierId, method, now: context.now, personId: context.actor.personId });
      return this.#told(tx, item, context, { verifierId, method });
    });
  }

  /**
   * @throws AppError `rectification.notVerifier`, `rectification.clockBack`, `conflict.*`, `validation.input` for a day to
   *   come or before the draw, or a visit that does not prove it
   */
  record(input: ParsedInput<'lookBacks.record'>, context: CallContext): Promise<LookBackItem> {
    const { id, revision, day, result, note, visitId } = input;
    return this.database.write(context.command, async (tx) => {
      const { item, at, drawnAt } = await this.#open(tx, id, revision, context);
      if (item.verifierId !== context.actor.personId) throw new AppError('rectification.notVerifier');
      if (day > dayOf(context.now)) throw badField(context, 'day', 'future');
      if (day < dayOf(drawnAt)) throw badField(context, 'day', 'beforeDraw');
      const { hallId, windowId } = at.matter;
      const visit = { visitId: visitId ?? 0, personId: context.actor.personId, hallId, windowId };
      if (visitId !== null && !(await isVerifyingVisit(tx, visit)))
        throw badField(context, 'visitId', 'notVerifiedThere');
      await recordLookBack(tx, { id, day, result, note, visitId, now: context.now });
      await insertRectificationEvent(tx, {
        ...{ id: item.matterId, action: 'look_back', note, now: context.now, personId: context.actor.personId },
        ...{ fromState: at.matter.state, toState: at.matter.state },
        detail: { result, day, ...clockMark(context) },
      });
      return this.#told(tx, item, context, { day, result, visitId });
    });
  }

  /** One press: the matter runs anew, for the reason that was found. @throws AppError `conflict.*`, and as `act` */
  reopen(input: ParsedInput<'lookBacks.reopen'>, context: CallContext): Promise<LookBackItem> {
    const { id, revision, matterRevision } = input;
    return this.database.write(context.command, async (tx) => {
      const item = await requireItem(tx, id, revision);
      if (item.result !== 'recurred' || item.reopenedAt !== null) throw new AppError('rectification.notVerified');
      const step = { id: item.matterId, revision: matterRevision, note: item.note };
      await reopenMatter(tx, context, await this.rules.of(tx), step);
      await markReopened(tx, { id, now: context.now, personId: context.actor.personId });
      return this.#told(tx, item, context, { reopened: true });
    });
  }

  /** A drawn matter nobody has looked at yet; while it is open again there is nothing to look back at. */
  async #open(reader: Reader, id: number, revision: number | null, context: CallContext) {
    const item = await requireItem(reader, id, revision);
    const { record } = await requireDraw(reader, item.drawId);
    const at = await matterAt(reader, item.matterId, context, dayOf(context.now));
    if (!at) throw noMatter(item.matterId);
    if (item.result !== null) throw new AppError('rectification.notVerified');
    const { state } = at.matter;
    if (state !== 'closed') throw new AppError('conflict.state', { entity: 'rectification', state });
    return { item, at, drawnAt: record.drawnAt };
  }

  async #told(tx: Tx, before: LookBackItem, context: CallContext, after: object): Promise<LookBackItem> {
    const { id, drawId, matterId } = before;
    const was = { verifierId: before.verifierId, method: before.method };
    const { command: action, actor } = context;
    await tx.audit({ action, object: 'look_back', ref: id, actor, before: was, after: { matterId, ...after } });
    tx.changed('look_back', drawId);
    tx.changed('rectification', matterId);
    return requireItem(tx, id, null);
  }
}

const refuse = (fault: FieldIssue): AppError => new AppError('validation.draw', {}, { fields: [fault] });

async function requireDraw(reader: Reader, id: number): Promise<StoredDraw> {
  const draw = await lookBackDraw(reader, id);
  if (!draw) throw new AppError('notFound.record', { entity: 'look_back_draw', id });
  return draw;
}

/** @throws AppError `notFound.record`, `conflict.revision` */
async function requireItem(reader: Reader, id: number, revision: number | null): Promise<LookBackItem> {
  const item = await lookBackItemById(reader, id);
  if (!item) throw new AppError('notFound.record', { entity: 'look_back', id });
  if (revision !== null && item.revision !== revision)
    throw new AppError('conflict.revision', { entity: 'look_back', id, theirs: item.revision, yours: revision });
  return item;
}

async function wholeRound(reader: Reader, id: number): Promise<Round> {
  const { record } = await requireDraw(reader, id);
  const round = await lookBackRoundById(reader, id);
  if (!round) throw new AppError('notFound.record', { entity: 'look_back_draw', id });
  return { ...round, record, items: await itemsOfDraw(reader, id) };
}

/** Those who may look back at it. */
async function lookers(reader: Reader, { facts, matter }: MatterAt): Promise<CommandOutput<'lookBacks.verifiers'>> {
  const ended = await endedBy(reader, matter.id);
  const people = await possibleVerifiers(reader);
  return people
    .filter(({ id, roles, unitId }) =>
      mayLookBack(facts, ended, { personId: id, roles: JSON.parse(roles) as Role[], unitId }),
    )
    .map(({ id, code, name }) => ({ personId: id, label: code === null ? name : `${codeOf({ id, code })} ${name}` }));
}
