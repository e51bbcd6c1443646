import { computed, ref, shallowRef, watch } from 'vue';
import type { HallEntity } from '../../../../domain/hall/entities.js';
import { asClientError, type ClientError } from '../../../api/client';
import { useHallTree } from './hall-tree';
import { useOptions, type RefOption } from './options';

const MOST = 60;

export interface RefNeeds {
  entity: () => HallEntity;
  /** The hall the rest of the form lies in: what lies elsewhere is refused, so it is not offered. */
  hallId: () => number | null;
  /** Rows already taken, or the row itself. */
  except: () => readonly number[];
}

/** The choices of a reference: asked for when opened, narrowed while typing, those of the same hall first. */
export function useRefPicker(needs: RefNeeds) {
  const options = useOptions();
  const tree = useHallTree();
  const all = shallowRef<readonly RefOption[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const typed = ref('');
  /** -1 until something was typed or an arrow pressed: Enter then changes nothing. */
  const active = ref(-1);

  async function load(): Promise<void> {
    try {
      all.value = await options.load(needs.entity());
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  const familyOf = (hallId: number | null): number | null => {
    const hall = tree.tree?.halls.find(({ id }) => id === hallId);
    return hall?.parentId ?? hall?.id ?? null;
  };
  const found = computed<RefOption[]>(() => {
    const family = familyOf(needs.hallId());
    const taken = new Set(needs.except());
    const words = typed.value.trim().toLowerCase().split(/\s+/u).filter(Boolean);
    const hay = (one: RefOption): string => `${one.label} ${one.hall}`.toLowerCase();
    const near = (one: RefOption): number => (one.hallId === needs.hallId() ? 0 : 1);
    return (all.value ?? [])
      .filter((one) => !taken.has(one.id) && (family === null || familyOf(one.hallId) === family))
      .filter((one) => words.every((word) => hay(one).includes(word)))
      .sort((a, b) => near(a) - near(b));
  });
  const shown = computed(() => found.value.slice(0, MOST));
  const more = computed(() => found.value.length - shown.value.length);
  const severalHalls = computed(() => new Set(found.value.map(({ hallId }) => hallId)).size > 1);
  watch(typed, (text) => (active.value = text.trim() === '' ? -1 : 0));

  const byId = (id: number | null): RefOption | undefined => all.value?.find((one) => one.id === id);
  return { all, failure, typed, active, shown, more, severalHalls, load, byId };
}
