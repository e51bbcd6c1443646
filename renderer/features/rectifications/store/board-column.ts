import { onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { RectificationState } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import type { ListState } from '../../../shared/list/list-address';
import { missingIds, RowCache } from '../../../shared/list/row-cache';
import { ledgerInput } from '../model/ledger-address';

/** Cards a column holds; what comes after them is read in the table. */
const MOST = 500;
const REFRESH_MS = 150;
const WINDOW_MS = 30;

export type Narrowed = Pick<ListState, 'text' | 'filters'>;

interface ColumnOfBoard {
  ids: ShallowRef<readonly number[]>;
  total: Ref<number>;
  settled: Ref<boolean>;
  failure: ShallowRef<ClientError | null>;
  row: (id: number) => RectificationRow | undefined;
  /** Tells which positions are in sight, so that their rows come. */
  see: (start: number, end: number) => void;
  load: () => Promise<void>;
}

/** The matters of one column, earliest due first, with rows as they come into sight. */
export function useBoardColumn(states: () => readonly RectificationState[], narrowed: () => Narrowed): ColumnOfBoard {
  const cache = new RowCache<RectificationRow>(2 * MOST);
  const ids = shallowRef<readonly number[]>([]);
  const total = ref(0);
  const settled = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  const version = ref(0);
  let sight: [start: number, end: number] = [0, 12];
  let asked = 0;
  let rowTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;

  async function loadRows(): Promise<void> {
    const wanted = missingIds(ids.value, sight[0], sight[1], cache, 20);
    if (wanted.length === 0) return;
    cache.ask(wanted);
    try {
      for (const row of await call('rectifications.rows', { ids: wanted })) cache.put(row.id, row);
    } catch (error) {
      failure.value = asClientError(error);
    } finally {
      cache.settle(wanted);
      version.value += 1;
    }
  }
  async function load(): Promise<void> {
    const mine = ++asked;
    const { text, filter } = ledgerInput({ ...narrowed(), sort: null });
    try {
      const found = await call('rectifications.list', {
        ...(text !== undefined && { text }),
        filter: { ...filter, states: [...states()] },
        sort: { by: 'dueOn', direction: 'asc' },
        limit: MOST,
      });
      if (mine !== asked) return;
      ids.value = found.ids;
      total.value = found.total;
      failure.value = null;
      await loadRows();
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    } finally {
      if (mine === asked) settled.value = true;
    }
  }
  watch(() => JSON.stringify([states(), narrowed().text, narrowed().filters]), load, { immediate: true });
  const off = onData((change) => {
    if (change.entity !== 'rectification') return;
    cache.invalidate(change.ids);
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(() => void load(), REFRESH_MS);
  });
  onBeforeUnmount(() => {
    off();
    clearTimeout(rowTimer);
    clearTimeout(refreshTimer);
  });
  return {
    ids,
    total,
    settled,
    failure,
    load,
    row: (id) => {
      void version.value;
      return cache.get(id);
    },
    see: (start, end) => {
      sight = [start, end];
      rowTimer ??= setTimeout(() => {
        rowTimer = undefined;
        void loadRows();
      }, WINDOW_MS);
    },
  };
}
