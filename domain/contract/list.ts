import { z } from 'zod';
import { id } from '../fields.js';

/**
 * Every list works in two steps: `x.list` answers all matching ids in the asked order (cheap, exact, jump anywhere),
 * `x.rows` the rows of the ids in sight. A filter, sort and text are all there is to a view, so a view can be linked.
 */
export const sortDirection = z.enum(['asc', 'desc']);

/** Input of a list: free text, the feature's own filters, and one of its sort columns. */
export const listInput = <const S extends readonly [string, ...string[]], F extends z.ZodRawShape>(
  sorts: S,
  filters: F,
) =>
  z.strictObject({
    text: z.string().max(100).optional(),
    sort: z.strictObject({ by: z.enum(sorts), direction: sortDirection }).optional(),
    filter: z.strictObject(filters).optional(),
  });

export const idList = z.strictObject({ ids: z.array(id), total: z.int().min(0) });
/** At most 500 rows are asked for at once. */
export const rowsInput = z.strictObject({ ids: z.array(id).max(500) });

/** For lists that grow without end: only the first ids, and the exact `total` beside them. The rest is asked for after. */
export const firstIds = z.int().min(1).max(10_000).optional();
