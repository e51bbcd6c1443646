import type { HallEntity } from '../../domain/hall/entities.js';
import type { HallGap } from '../../domain/hall/gaps.js';

const none = (table: string, condition: string): string =>
  `NOT EXISTS(SELECT 1 FROM ${table} g WHERE ${condition} AND g.state = 'active')`;

/** What is not in order, as a condition on active rows `r`: the number on the home page and the list behind it are one. */
export const gapSql: Record<HallGap, { entity: HallEntity; sql: string }> = {
  windowsWithoutCamera: {
    entity: 'window',
    sql: none('camera_window j JOIN camera', 'j.window_id = r.id AND g.id = j.camera_id'),
  },
  windowsWithoutPost: { entity: 'window', sql: none('post', 'g.window_id = r.id') },
  postsWithoutB: { entity: 'post', sql: none('staff', `g.post_id = r.id AND g.post_side = 'B'`) },
  unitsWithoutContact: { entity: 'unit', sql: none('contact', 'g.unit_id = r.id') },
  hallsWithoutWaitingTarget: {
    entity: 'hall',
    sql: none('target', `g.hall_id = r.id AND g.measure = 'waiting_minutes'`),
  },
  // Order 799, article 17: recordings are kept for 30 days at least.
  recordersUnder30Days: { entity: 'recorder', sql: 'r.keep_days < 30' },
};
