import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '../../../db/database.js';
import {
  activeInspectors,
  drawByClientId,
  drawById,
  insertDraw,
  latestRecusals,
  objectsOfDraw,
  voidDraw,
} from '../../../db/queries/draws.js';
import { activeHalls, poolObjects, type PoolObject } from '../../../db/queries/plan-objects.js';
import { insertRoundObjects, roundObjects, visitsOfObjects } from '../../../db/queries/rounds.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { draw, isGenuine, POOL_MAXIMUM, redraw, type DrawFault, type DrawInput } from '../../../domain/draw.js';
import { AppError, type ErrorParams, type FieldIssue } from '../../../domain/errors.js';
import { IN_ROUND, type DrawRequest, type DrawRow, type RoundRow } from '../../../domain/plan.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { entry, requireOpenRound, requireRound, requireState } from './checks.js';
import { roundDetail, type RoundDetail } from './rounds.js';

/** Sentences about single objects that one answer holds. */
const FAULTS_TOLD = 20;

/** The dual random draw: pools, last visits, day and seed are taken here; the caller chooses none of them. */
export class DrawService {
  constructor(private readonly database: Database) {}

  /** Whom a draw could take, as the office sees it before it draws. */
  pool(input: ParsedInput<'plans.drawPool'>): Promise<CommandOutput<'plans.drawPool'>> {
    const { roundId, objectKind, hallIds } = input;
    return this.database.read(
      'plans.drawPool',
      async (reader) => {
        await requireRound(reader, roundId);
        const objects = await poolObjects(reader, objectKind, hallIds);
        const inspectors = await activeInspectors(reader);
        const [here, there] = [new Set(objects.map(({ id }) => id)), new Set(inspectors.map(({ id }) => id))];
        const recusals = (await latestRecusals(reader, objectKind)).filter(
          ({ objectId, inspectorId }) => here.has(objectId) && there.has(inspectorId),
        );
        return { objects, inspectors, recusals };
      },
      { snapshot: true },
    );
  }

  /**
   * Draws, keeps the whole record and puts what was drawn into the round, in one transaction.
   * @throws AppError `validation.draw` with the reasons, at `request`
   */
  draw(input: ParsedInput<'plans.draw'>, context: CallContext): Promise<DrawRow> {
    const { clientId, roundId, request } = input;
    const seed = randomBytes(16).toString('hex');
    return this.database.write(context.command, async (tx) => {
      const earlier = await drawByClientId(tx, clientId);
      if (earlier) return earlier;
      const round = await requireOpenRound(tx, roundId);
      const pools = await this.#pools(tx, round, request);
      const outcome = draw({ ...pools.input, day: dayOf(context.now), seed }, context.now);
      if (!outcome.ok) throw refuse(outcome.faults.slice(0, FAULTS_TOLD).map((fault) => pools.tell(fault)));
      const { record } = outcome;
      const id = await insertDraw(tx, { clientId, roundId, record, personId: context.actor.personId });
      await insertRoundObjects(tx, { roundId, kind: request.objectKind, drawId: id }, record.result);
      const { population, eligible, result } = record;
      const after = { roundId, seed, population, eligible, drawn: result.length, result: result.map(pools.named) };
      await tx.audit(entry(context, 'dual_random_draw', id, { before: null, after }));
      touch(tx, id, round);
      return required(tx, id);
    });
  }

  /** Runs a stored draw again. @throws AppError `notFound.record` */
  redraw(drawId: number): Promise<CommandOutput<'plans.redraw'>> {
    return this.database.read('plans.redraw', async (reader) => {
      const { record } = await required(reader, drawId);
      return { genuine: isGenuine(record), result: redraw(record) };
    });
  }

  /** @throws AppError `conflict.state` when it is void already, `conflict.inUse` once one of its objects has a visit */
  void(input: ParsedInput<'plans.voidDraw'>, context: CallContext): Promise<RoundDetail> {
    const { drawId, reason } = input;
    return this.database.write(context.command, async (tx) => {
      const drawn = await required(tx, drawId);
      requireState('dual_random_draw', drawn, 'valid');
      const round = await requireOpenRound(tx, drawn.roundId);
      const count = await visitsOfObjects(tx, await objectsOfDraw(tx, drawId));
      if (count > 0) throw new AppError('conflict.inUse', { entity: 'dual_random_draw', count, by: 'visit' });
      await voidDraw(tx, drawId, reason);
      const change = { before: { state: 'valid' }, after: { state: 'void' }, reason };
      await tx.audit(entry(context, 'dual_random_draw', drawId, change));
      touch(tx, drawId, round);
      return roundDetail(tx, round.id, context);
    });
  }

  /** The snapshot of both pools, with everything left out and why. */
  async #pools(tx: Tx, round: RoundRow, request: DrawRequest) {
    const { objectKind, hallIds, recusals, size, team, repeatMonths } = request;
    if ((await activeHalls(tx, hallIds)) !== new Set(hallIds).size) {
      throw refuse([{ path: 'request.hallIds', rule: 'unknown' }]);
    }
    const present = await poolObjects(tx, objectKind, hallIds);
    if (present.length > POOL_MAXIMUM) {
      const params = { maximum: POOL_MAXIMUM };
      throw refuse([{ path: 'request.hallIds', rule: 'tooMany', params }]);
    }
    const people = await activeInspectors(tx);
    const held = (await roundObjects(tx, round.id, false)).filter(({ kind }) => kind === objectKind);
    const words = wording(present, people);
    const twice = [
      ...listedTwice(request.excludedObjects, 'excludedObjects', 'objectTwice'),
      ...listedTwice(request.excludedInspectors, 'excludedInspectors', 'inspectorTwice'),
    ];
    if (twice.length > 0) throw refuse(twice.map(({ path, ...fault }) => ({ ...words.tell(fault), path })));
    const reasons = new Map(request.excludedObjects.map(({ id, reason }) => [id, reason]));
    for (const { objectId } of held) reasons.set(objectId, IN_ROUND);
    const excused = new Map(request.excludedInspectors.map(({ id, reason }) => [id, reason]));
    const known = (ids: Iterable<number>, among: readonly { id: number }[]): boolean => {
      const all = new Set(among.map(({ id }) => id));
      return [...ids].every((id) => all.has(id));
    };
    if (
      !known(
        request.excludedObjects.map(({ id }) => id),
        present,
      )
    ) {
      throw refuse([{ path: 'request.excludedObjects', rule: 'unknown' }]);
    }
    if (!known(excused.keys(), people)) throw refuse([{ path: 'request.excludedInspectors', rule: 'unknown' }]);
    const input: Omit<DrawInput, 'day' | 'seed'> = {
      objectKind,
      objects: present.map(({ id, lastVisitedDay }) => ({ id, excluded: reasons.get(id) ?? null, lastVisitedDay })),
      inspectors: people.map(({ id }) => ({ id, excluded: excused.get(id) ?? null })),
      recusals,
      size,
      team,
      repeatMonths,
    };
    return { input, ...words };
  }
}

/** Exclusions of the same id: which of the two reasons counts nobody could say. */
function listedTwice(
  excluded: readonly { id: number }[],
  path: 'excludedObjects' | 'excludedInspectors',
  rule: 'objectTwice' | 'inspectorTwice',
): (DrawFault & { path: string })[] {
  const ids = excluded.map(({ id }) => id);
  const again = ids.filter((id, index) => ids.indexOf(id) < index);
  return [...new Set(again)].map((id) => ({ path: `request.${path}`, rule, params: { id } }));
}

/** Ids as the labels and codes that people know. */
function wording(objects: readonly PoolObject[], people: readonly { id: number; code: string }[]) {
  const label = (id: number): string => objects.find((object) => object.id === id)?.label ?? `#${id}`;
  const code = (id: number): string => people.find((person) => person.id === id)?.code ?? `#${id}`;
  const words: Record<string, (id: number, rule: DrawFault['rule']) => string> = {
    id: (id, rule) => (rule === 'inspectorTwice' ? code(id) : label(id)),
    objectId: label,
    inspectorId: code,
  };
  return {
    tell: ({ rule, params }: DrawFault): FieldIssue => ({
      path: 'request',
      rule,
      params: Object.fromEntries(
        Object.entries(params).map(([name, value]): [string, ErrorParams[string]] => [
          name,
          words[name]?.(value, rule) ?? value,
        ]),
      ),
    }),
    named: ({ objectId, inspectorIds }: { objectId: number; inspectorIds: readonly number[] }) => ({
      object: label(objectId),
      inspectors: inspectorIds.map(code),
    }),
  };
}

const refuse = (fields: FieldIssue[]): AppError => new AppError('validation.draw', {}, { fields });

async function required(reader: Parameters<typeof drawById>[0], id: number): Promise<DrawRow> {
  const drawn = await drawById(reader, id);
  if (!drawn) throw new AppError('notFound.record', { entity: 'dual_random_draw', id });
  return drawn;
}

function touch(tx: Tx, drawId: number, round: RoundRow): void {
  tx.changed('dual_random_draw', drawId);
  tx.changed('inspection_round', round.id);
  tx.changed('inspection_plan', round.planId);
}
