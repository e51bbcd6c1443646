import { computed, onActivated, onBeforeUnmount, onDeactivated, reactive, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { asClientError, onData, type ClientError } from '../../api/client';
import { addressText, readAddress, writeAddress, type AddressSpec, type ListState } from './list-address';
import { missingIds, RowCache } from './row-cache';
import type { ListAnswer, ListGroup, ListOptions } from './list-types';

const REFRESH_MS = 150;
const WINDOW_MS = 30;

/**
 * The state of one list, in the address of its page:
 *
 *   const list = useList<Person>({
 *     name: 'people', entities: ['person'],
 *     fetchIds: ({ text, sort, filters }) => call('people.list', …),
 *     fetchRows: (ids) => call('people.rows', { ids }),
 *     idOf: (person) => person.id, columns: () => columns.value, filters: () => filters.value,
 *   });
 *   <ListPage :list="list" title="…" @open="(id) => router.push(`/people/${id}`)">
 *
 * `list.state` is read from the address; change it with `list.go({ … })`. Rows come in windows as they are seen.
 */
export function useList<Row>(options: ListOptions<Row>) {
  const route = useRoute();
  const router = useRouter();
  const path = route.path;
  const cache = new RowCache<Row>();

  const spec = computed<AddressSpec>(() => ({
    filters: (options.filters?.() ?? []).map((filter) => filter.key),
    sorts: options.columns().flatMap((column) => (column.sort === undefined ? [] : [column.sort])),
    columns: options.columns().map((column) => column.key),
    manner: options.manner,
  }));
  const state = shallowRef<ListState>(readAddress(route.query, spec.value));
  const ids = shallowRef<readonly number[]>([]);
  const total = ref(0);
  const groups = shallowRef<readonly ListGroup[]>([]);
  const loading = ref(false);
  /** True once any answer has come. */
  const settled = ref(false);
  const failure = shallowRef<ClientError | null>(null);
  /** Grows with each arrival of rows; read it to be redrawn. */
  const version = ref(0);

  let asked = 0;
  /** The view of which every id is here: a change of its rows must not cut it to the first ones again. */
  let whole: ListState | null = null;
  let sight: [start: number, end: number] = [0, 60];
  let rowTimer: ReturnType<typeof setTimeout> | undefined;
  let refreshTimer: ReturnType<typeof setTimeout> | undefined;
  let shown = true;
  let missed = false;

  /** Asks for the ids again; what is on the screen stays until the answer is there. */
  async function load(): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    const view = state.value;
    const take = (answer: ListAnswer): void => {
      ids.value = answer.ids;
      total.value = answer.total ?? answer.ids.length;
      groups.value = answer.groups ?? [];
      failure.value = null;
    };
    try {
      const answer = await options.fetchIds(view, whole === view ? undefined : options.first);
      if (mine !== asked) return;
      take(answer);
      await loadRows();
      if (total.value > ids.value.length) {
        settled.value = true;
        const rest = await options.fetchIds(view);
        if (mine !== asked) return;
        take(rest);
      }
      whole = view;
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    } finally {
      if (mine === asked) {
        loading.value = false;
        settled.value = true;
      }
    }
  }

  async function loadRows(): Promise<void> {
    const wanted = missingIds(ids.value, sight[0], sight[1], cache);
    if (wanted.length === 0) return;
    cache.ask(wanted);
    try {
      for (const row of await options.fetchRows(wanted)) cache.put(options.idOf(row), row);
    } catch (error) {
      failure.value = asClientError(error);
    } finally {
      cache.settle(wanted);
      version.value += 1;
    }
  }

  /** Tells which positions are in sight; their rows are asked for when they are not here. */
  function see(start: number, end: number): void {
    sight = [start, end];
    // Not put off by the next step of a scroll that goes on: rows come while it runs.
    rowTimer ??= setTimeout(() => {
      rowTimer = undefined;
      void loadRows();
    }, WINDOW_MS);
  }

  function row(id: number): Row | undefined {
    void version.value;
    return cache.get(id);
  }

  /** Takes a row that was just saved, so that it is shown before the list has asked again. */
  function put(row: Row): void {
    cache.put(options.idOf(row), row);
    version.value += 1;
  }

  /** Asks for everything again, rows too: what follows the clock has changed without a change of data. */
  function renew(): Promise<void> {
    cache.invalidate([]);
    return load();
  }

  /** Changes the view; it becomes an address. */
  function go(change: Partial<ListState>): void {
    void router.replace({ path, query: writeAddress({ ...state.value, ...change }) });
  }

  watch(
    () => route.query,
    (query) => {
      if (route.path !== path) return;
      const next = readAddress(query, spec.value);
      if (addressText(next) === addressText(state.value)) return;
      const rows = (view: ListState): string => addressText({ ...view, columns: null, manner: {} });
      const sameRows = rows(next) === rows(state.value);
      state.value = next;
      if (!sameRows) void load();
    },
  );

  const off = onData((change) => {
    const own = options.entities.includes(change.entity);
    if (!own && !options.related?.includes(change.entity)) return;
    cache.invalidate(own ? change.ids : []);
    if (!shown) {
      missed = true;
      return;
    }
    clearTimeout(refreshTimer);
    refreshTimer = setTimeout(() => void load(), REFRESH_MS);
  });
  onActivated(() => {
    shown = true;
    if (missed) void load();
    missed = false;
  });
  onDeactivated(() => (shown = false));
  onBeforeUnmount(() => {
    off();
    clearTimeout(rowTimer);
    clearTimeout(refreshTimer);
  });
  void load();

  const filtered = computed(() => state.value.text !== '' || Object.keys(state.value.filters).length > 0);
  return reactive({
    name: options.name,
    state,
    spec,
    columns: computed(() => options.columns()),
    filters: computed(() => options.filters?.() ?? []),
    usual: options.usual ?? null,
    ids,
    total,
    groups,
    loading,
    settled,
    failure,
    filtered,
    load,
    renew,
    see,
    row,
    put,
    go,
  });
}

export type List<Row> = Omit<ReturnType<typeof useList<Row>>, never>;
