import type { HallEntity, HallRow } from '../../../../domain/hall/entities.js';
import type { HallFilter } from '../../../../domain/contract/commands/hall.js';
import { call } from '../../../api/client';
import { listWord } from '../model/words';

/** What hangs on rows of an entity, and the filter that finds it. */
const hanging: Partial<Record<HallEntity, { key: keyof HallFilter; lists: readonly HallEntity[] }>> = {
  hall: { key: 'hallId', lists: ['zone', 'unit', 'window', 'staff', 'service_item', 'target', 'recorder', 'camera'] },
  zone: { key: 'zoneId', lists: ['window', 'target', 'camera'] },
  unit: { key: 'unitId', lists: ['window', 'staff', 'service_item', 'contact'] },
  window: { key: 'windowId', lists: ['post', 'service_item', 'camera'] },
  recorder: { key: 'recorderId', lists: ['camera'] },
};

export interface Hanging {
  list: string;
  count: number;
}

/** How much hangs on these rows together, list by list; nothing for entities on which nothing hangs. */
export async function hangingOn(entity: HallEntity, rows: readonly HallRow[]): Promise<Hanging[]> {
  const what = hanging[entity];
  if (!what) return [];
  const counts = await Promise.all(
    what.lists.map(async (list) => {
      const found = new Set<number>();
      for (const { id } of rows)
        for (const one of (await call('hall.list', { entity: list, filter: { [what.key]: id } })).ids) found.add(one);
      return { list: listWord(list), count: found.size };
    }),
  );
  return counts.filter(({ count }) => count > 0);
}
