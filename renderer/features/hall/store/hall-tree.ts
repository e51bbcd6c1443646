import { defineStore } from 'pinia';
import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { HallTree } from '../../../../domain/contract/commands/hall.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { useSession } from '../../../shared/stores/session';
import { isHallEntity } from '../model/entities';

const REFRESH_MS = 200;

/** The tree of halls, zones, windows and units: one copy for tree, filters and pickers, fresh while a screen uses it. */
export const useTreeStore = defineStore('hallTree', () => {
  const session = useSession();
  const tree = shallowRef<HallTree | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let users = 0;
  let old = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    old = false;
    try {
      tree.value = await call('hall.tree', {});
      failure.value = null;
    } catch (error) {
      old = true;
      failure.value = asClientError(error);
    }
  }
  watch(
    () => session.person?.id,
    () => {
      tree.value = null;
      old = true;
    },
  );
  onData(({ entity }) => {
    if (!isHallEntity(entity)) return;
    old = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (users > 0 && old && session.state === 'signedIn') void load();
    }, REFRESH_MS);
  });

  function enter(): void {
    users += 1;
    if (old) void load();
  }
  function leave(): void {
    users -= 1;
  }
  return { tree, failure, load, enter, leave };
});

/** The tree, kept fresh as long as the component lives. */
export function useHallTree() {
  const store = useTreeStore();
  onMounted(store.enter);
  onBeforeUnmount(store.leave);
  return store;
}
