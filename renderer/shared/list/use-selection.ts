import { computed, reactive, ref, watch } from 'vue';

/**
 * Which row has the keyboard and which are selected, by id, so that both survive a new order.
 * @param ids the ids of the list in their order
 */
export function useSelection(ids: () => readonly number[]) {
  const activeId = ref<number | null>(null);
  const selected = ref<ReadonlySet<number>>(new Set());
  /** Where a range began, as an index. */
  let anchor: number | null = null;
  /** The position of the active row, kept so that its neighbour takes over when it goes. */
  let lastIndex = 0;

  const activeIndex = computed(() => {
    const id = activeId.value;
    return id === null ? -1 : ids().indexOf(id);
  });

  function activate(index: number): void {
    const id = ids()[index];
    if (id === undefined) return;
    activeId.value = id;
    lastIndex = index;
  }
  function toggle(id: number): void {
    const next = new Set(selected.value);
    if (!next.delete(id)) next.add(id);
    selected.value = next;
    anchor = ids().indexOf(id);
  }
  /** Everything between the anchor and this row. */
  function extend(index: number): void {
    anchor ??= Math.max(0, activeIndex.value);
    const [from, to] = anchor <= index ? [anchor, index] : [index, anchor];
    selected.value = new Set(ids().slice(from, to + 1));
    activate(index);
  }
  function all(): void {
    selected.value = new Set(ids());
  }
  function none(): void {
    selected.value = new Set();
    anchor = null;
  }

  // Rows that are gone are no longer selected, and the active one gives way to its neighbour.
  watch(ids, (now) => {
    if (selected.value.size > 0) {
      const here = new Set(now);
      const left = [...selected.value].filter((id) => here.has(id));
      if (left.length !== selected.value.size) selected.value = new Set(left);
    }
    anchor = null;
    if (activeId.value === null) return;
    const index = now.indexOf(activeId.value);
    if (index >= 0) lastIndex = index;
    else activeId.value = now[Math.min(lastIndex, now.length - 1)] ?? null;
  });

  return reactive({ activeId, activeIndex, selected, activate, toggle, extend, all, none });
}

export type Selection = ReturnType<typeof useSelection>;
