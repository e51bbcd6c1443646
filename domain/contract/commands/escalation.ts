import { z } from 'zod';
import { day, id } from '../../fields.js';
import { followUpOrder, orderGrounds, orderInput, orderLevels } from '../../rectification/escalation.js';
import { rectificationRow } from '../../rectification/schema.js';
import { command, query } from '../define.js';

const office = ['office'] as const;
const overseers = ['office', 'reviewer', 'leader'] as const;
const readers = [...overseers, 'inspector', 'unit_contact'] as const;

const offer = {
  matter: rectificationRow,
  grounds: z.array(z.enum(orderGrounds)),
  /** What may be issued now, and whether it needs a reason. */
  levels: z.array(z.strictObject({ level: z.enum(orderLevels), needsReason: z.boolean(), answerByDay: day })),
  issued: z.array(z.enum(orderLevels)),
} as const;

/** 督办单 */
export const orderCommands = {
  'orders.proposals': query({
    access: overseers,
    input: z.strictObject({}),
    output: z.array(z.strictObject({ ...offer, level: z.enum(orderLevels) })),
    note: 'Matters the rules propose an order for, with what speaks for it. Of very many, those longest over due.',
  }),
  'orders.offer': query({
    access: office,
    input: z.strictObject({ rectificationId: id }),
    output: z.strictObject({ ...offer, level: z.enum(orderLevels).nullable() }),
    note: 'What can be issued for one matter now; the level is null where the rules propose none.',
  }),
  'orders.list': query({
    access: readers,
    input: z.strictObject({ rectificationId: id.optional() }),
    output: z.array(followUpOrder),
    note: 'Orders that were issued, the newest 300, each with the answer of the unit. Who sees the matter sees them.',
  }),
  'orders.issue': command({
    access: office,
    input: orderInput,
    output: followUpOrder,
    audit: { object: 'follow_up_order' },
    note: 'Issues an order of a colour. No colour twice in one run of a matter and none below one issued; out of its turn with a reason alone.',
  }),
} as const;
