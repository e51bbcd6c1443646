import { reactive, watch } from 'vue';
import type { TreeWay } from '../model/tree';

const KEY = 'mingcha.hallTree';
export const TREE_LEAST = 12;
export const TREE_MOST = 36;

interface TreeState {
  way: TreeWay;
  /** In rem. */
  width: number;
  shown: boolean;
  /** Unfolded nodes; null until somebody folded or unfolded one. */
  open: string[] | null;
}

function remembered(): TreeState {
  const fallback: TreeState = { way: 'places', width: 19, shown: true, open: null };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<TreeState>;
    const width = typeof kept.width === 'number' ? kept.width : fallback.width;
    return {
      way: kept.way === 'units' ? 'units' : 'places',
      width: Math.min(TREE_MOST, Math.max(TREE_LEAST, width)),
      shown: kept.shown !== false,
      open: Array.isArray(kept.open) ? kept.open.filter((id) => typeof id === 'string').slice(0, 500) : null,
    };
  } catch {
    return fallback;
  }
}

/** How the tree stands on this computer: which way, how wide, what is unfolded. */
export function useTreeState(): TreeState {
  const state = reactive(remembered());
  watch(state, () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
    } catch {
      // Without storage it is as wide as ever next time.
    }
  });
  return state;
}
