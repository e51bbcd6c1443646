import { defineStore } from 'pinia';
import { watch } from 'vue';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import { call, onData } from '../../../api/client';
import { useSession } from '../../../shared/stores/session';
import { isHallEntity } from '../model/entities';

/** A row that a reference may lead to. */
export interface RefOption {
  id: number;
  label: string;
  /** The hall it lies in, and how that is called. */
  hallId: number;
  hall: string;
}

const PIECE = 500;

async function ask(entity: HallEntity): Promise<readonly RefOption[]> {
  const { ids } = await call('hall.list', { entity });
  const pieces = Array.from({ length: Math.ceil(ids.length / PIECE) }, (_, at) =>
    call('hall.rows', { entity, ids: ids.slice(at * PIECE, (at + 1) * PIECE) }),
  );
  const rows = (await Promise.all(pieces)).flat();
  return rows.map((row) => ({ id: row.id, label: row.label, hallId: row.hallId, hall: row.hallLabel }));
}

/** Rows in use by entity for the pickers: asked for once, again after a change. */
export const useOptions = defineStore('hallOptions', () => {
  const kept = new Map<HallEntity, Promise<readonly RefOption[]>>();
  const session = useSession();
  watch(
    () => session.person?.id,
    () => kept.clear(),
  );
  onData(({ entity }) => {
    if (isHallEntity(entity)) kept.clear();
  });

  function load(entity: HallEntity): Promise<readonly RefOption[]> {
    const known = kept.get(entity);
    if (known) return known;
    const asked = ask(entity);
    kept.set(entity, asked);
    asked.catch(() => kept.delete(entity));
    return asked;
  }
  return { load };
});
