import type { Database, Tx } from '../../../db/database.js';
import { followUpOrders, insertOrder, orderByClientId, orderCandidates } from '../../../db/queries/follow-up-orders.js';
import { nextCount } from '../../../db/queries/number-series.js';
import { rectificationRows } from '../../../db/queries/rectification-rows.js';
import { yearOf } from '../../../domain/calendar/calendar.js';
import type { CommandOutput, ParsedInput } from '../../../domain/contract/commands/index.js';
import { AppError } from '../../../domain/errors.js';
import {
  answerWorkdays,
  escalationOf,
  groundsFor,
  needsReason,
  orderLevels,
  orderHold,
  orderProposal,
  orderRefusal,
  orderWanted,
  rankOf,
  type FollowUpOrder,
  type OrderFacts,
  type OrderInput,
} from '../../../domain/rectification/escalation.js';
import { standingDetail } from '../../../domain/rectification/order-standing.js';
import { numberOf } from '../../../domain/rectification/settings.js';
import { dayOf } from '../../../domain/time.js';
import type { CallContext } from '../../ipc/context.js';
import { act } from '../rectifications/act.js';
import { badField, noMatter } from '../rectifications/refusals.js';
import type { RuleBook, Rules } from '../rectifications/rules.js';
import { orderFactsOf } from './order-facts.js';
import { shownOrder } from './shown-order.js';

/** Follow-up orders (督办单): what the rules propose, and what a person of the office issues. */
export class Orders {
  constructor(
    private readonly database: Database,
    private readonly rules: RuleBook,
  ) {}

  /** Red first; within a colour those longest over due; last what is held, with why. */
  proposals(context: CallContext): Promise<CommandOutput<'orders.proposals'>> {
    return this.database.read(context.command, async (reader) => {
      const rules = await this.rules.of(reader);
      const today = dayOf(context.now);
      const ids = await orderCandidates(reader, context.now);
      const facts = await orderFactsOf(reader, ids, today, rules.calendar);
      const rows = await rectificationRows(reader, ids, context, rules, context.now);
      const proposed = rows.flatMap((matter) => {
        const known = facts.get(matter.id);
        const wanted = known ? orderWanted(known, context.now) : null;
        if (!known || !wanted) return [];
        return [{ matter, ...wanted, heldBy: orderHold(known), ...this.#offer(known, context.now, rules) }];
      });
      const held = ({ heldBy }: (typeof proposed)[number]): number => (heldBy === null ? 0 : 1);
      return proposed.sort((a, b) => held(a) - held(b) || rankOf(b.level) - rankOf(a.level));
    });
  }

  /** What can be issued for one matter now. @throws AppError `notFound.record` */
  offer(
    { rectificationId }: ParsedInput<'orders.offer'>,
    context: CallContext,
  ): Promise<CommandOutput<'orders.offer'>> {
    return this.database.read(context.command, async (reader) => {
      const rules = await this.rules.of(reader);
      const [matter] = await rectificationRows(reader, [rectificationId], context, rules, context.now);
      const facts = (await orderFactsOf(reader, [rectificationId], dayOf(context.now), rules.calendar)).get(
        rectificationId,
      );
      if (!matter || !facts) throw noMatter(rectificationId);
      const proposal = orderProposal(facts, context.now);
      const { level, grounds } = proposal ?? { level: null, grounds: [] };
      return { matter, level, grounds, ...this.#offer(facts, context.now, rules) };
    });
  }

  #offer(facts: OrderFacts, now: number, { calendar }: Rules) {
    const today = dayOf(now);
    const levels = orderLevels.filter((level) => orderRefusal(level, facts.issued) === null);
    return {
      levels: levels.map((level) => ({
        level,
        needsReason: needsReason(level, facts, now),
        answerByDay: calendar.addWorkdays(today, answerWorkdays[level]),
      })),
      issued: [...facts.issued],
    };
  }

  list({ rectificationId }: ParsedInput<'orders.list'>, context: CallContext): Promise<FollowUpOrder[]> {
    return this.database.read(context.command, async (reader) => {
      const orders = await followUpOrders(reader, context, rectificationId ?? null);
      return orders.map((order) => shownOrder(order, context));
    });
  }

  /**
   * The same client id again answers the same order.
   * @throws AppError as `act`; `order.twice`, `order.lower`, `order.reasonMissing`, `validation.input` for a day to answer
   *   by that is not a working day to come
   */
  issue(input: OrderInput, context: CallContext): Promise<FollowUpOrder> {
    const { rectificationId: id } = input;
    return this.database.write(context.command, async (tx) => {
      const rules = await this.rules.of(tx);
      const earlier = await orderByClientId(tx, input.clientId);
      const orderId = earlier?.id ?? (await this.#write(tx, input, context, rules));
      const found = await followUpOrders(tx, context, earlier?.rectificationId ?? id);
      const order = found.find((one) => one.id === orderId);
      if (!order) throw new AppError('notFound.record', { entity: 'follow_up_order', id: orderId });
      return shownOrder(order, context);
    });
  }

  async #write(tx: Tx, input: OrderInput, context: CallContext, rules: Rules): Promise<number> {
    const { rectificationId: id, revision, level, demands, answerByDay, reason } = input;
    const { calendar, settings } = rules;
    let orderId = 0;
    await act(tx, context, rules, { action: 'order', id, revision, note: demands }, async ({ matter }) => {
      const today = dayOf(context.now);
      const facts = (await orderFactsOf(tx, [id], today, calendar)).get(id);
      const [row] = await rectificationRows(tx, [id], context, rules, context.now);
      if (!facts || !row) throw noMatter(id);
      const refusal = orderRefusal(level, facts.issued);
      if (refusal !== null) throw new AppError(`order.${refusal}`, { no: matter.no ?? '' });
      if (reason === null && needsReason(level, facts, context.now)) throw new AppError('order.reasonMissing');
      if (answerByDay <= today) throw badField(context, 'answerByDay', 'afterToday');
      if (!calendar.works(answerByDay)) throw badField(context, 'answerByDay', 'notWorkday');
      const year = yearOf(today);
      const number = await nextCount(tx, 'follow_up_order', year);
      const no = numberOf(settings.orderPattern, year, number);
      const order = {
        ...{ clientId: input.clientId, rectificationId: id, run: matter.reopenings, level, no, year, number, demands },
        ...{ answerByDay, copiedTo: input.copiedTo, grounds: groundsFor(level, facts, context.now), reason },
      };
      return {
        set: { escalation: Math.max(matter.escalation, escalationOf(level)) },
        rows: async () => {
          orderId = await insertOrder(tx, { ...order, now: context.now, personId: context.actor.personId });
          await tx.audit({
            action: context.command,
            object: 'follow_up_order',
            ref: orderId,
            actor: context.actor,
            reason,
            before: null,
            after: order,
          });
          tx.changed('follow_up_order', orderId);
        },
        detail: { level, orderNo: no, answerByDay, ...standingDetail(row, context.now) },
      };
    });
    return orderId;
  }
}
