import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** Steps that are kept. */
const KEPT = 100;

export interface History<T> {
  value: ShallowRef<T>;
  /** A step of its own. Steps with the same key one after the other are one: a drag, a slider. */
  change: (next: T, key?: string) => void;
  /** @returns whether there was a step to take back */
  undo: () => boolean;
  canUndo: ComputedRef<boolean>;
  /** A new beginning. */
  reset: (next: T) => void;
}

/** A value whose changes can be taken back. */
export function useHistory<T>(initial: T): History<T> {
  const value = shallowRef(initial) as ShallowRef<T>;
  const before = shallowRef<readonly T[]>([]);
  let last: string | undefined;
  return {
    value,
    change(next, key) {
      if (key === undefined || key !== last) before.value = [...before.value, value.value].slice(-KEPT);
      last = key;
      value.value = next;
    },
    undo() {
      const to = before.value.at(-1);
      if (before.value.length === 0) return false;
      before.value = before.value.slice(0, -1);
      value.value = to as T;
      last = undefined;
      return true;
    },
    canUndo: computed(() => before.value.length > 0),
    reset(next) {
      before.value = [];
      last = undefined;
      value.value = next;
    },
  };
}
