import { onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { HallEntity, HallRow, HallRowOf } from '../../../../domain/hall/entities.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import type { HistoryEntry } from '../model/history';
import { isHallEntity, type HallRights } from '../model/entities';
import { postsOf, relationsOf, type Relation } from '../model/relations';
import { firstRows, rowsOf, type Few } from './rows';

export interface Related extends Relation, Few {}

/** A post with the people of its two sides, and whoever sits there without a side. */
export interface PostPair {
  post: HallRow;
  sides: Record<'A' | 'B' | 'none', HallRow[]>;
}

const FEW = 8;
const REFRESH_MS = 200;

async function related(relation: Relation): Promise<Related> {
  if (relation.ids !== null) {
    const rows = await rowsOf(relation.entity, relation.ids.slice(0, 40));
    return { ...relation, total: relation.ids.length, rows };
  }
  const few = await firstRows(relation.entity, relation.filter ?? {}, FEW + 1);
  const rows = few.rows.filter(({ id }) => id !== relation.except).slice(0, FEW);
  return { ...relation, total: few.total - (relation.except === null ? 0 : 1), rows };
}

async function pairsOf(row: HallRow): Promise<PostPair[]> {
  const wanted = postsOf(row);
  if (!wanted) return [];
  let { windowId } = wanted;
  const { postId } = wanted;
  if (windowId === null && postId !== null) {
    const [post] = await rowsOf('post', [postId]);
    windowId = post?.entity === 'post' ? post.fields.windowId : null;
  }
  if (windowId === null) return [];
  const [posts, staff] = await Promise.all([
    firstRows('post', { windowId }, 40),
    firstRows('staff', { windowId }, 200),
  ]);
  return posts.rows
    .filter((post) => postId === null || post.id === postId)
    .map((post) => {
      const here = staff.rows.filter((one) => one.entity === 'staff' && one.fields.postId === post.id);
      const on = (side: 'A' | 'B' | null): HallRow[] =>
        here.filter((one) => one.entity === 'staff' && one.fields.postSide === side);
      return { post, sides: { A: on('A'), B: on('B'), none: on(null) } };
    });
}

async function recorderOf(row: HallRow): Promise<HallRowOf<'recorder'> | null> {
  if (row.entity === 'recorder') return row;
  if (row.entity !== 'camera') return null;
  const [found] = await rowsOf('recorder', [row.fields.recorderId]);
  return found?.entity === 'recorder' ? found : null;
}

/** One row with what hangs on it and what became of it, fresh while it is looked at. */
export function useRecord(entity: HallEntity, id: number, rights: () => HallRights) {
  const row = shallowRef<HallRow | null>(null);
  const lists = shallowRef<readonly Related[]>([]);
  const pairs = shallowRef<readonly PostPair[]>([]);
  const history = shallowRef<readonly HistoryEntry[]>([]);
  /** The row this one was merged into. */
  const successor = shallowRef<HallRow | null>(null);
  /** The recorder itself, or the one a camera hangs on. */
  const recorder = shallowRef<HallRowOf<'recorder'> | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const gone = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      const [found] = await rowsOf(entity, [id]);
      gone.value = found === undefined;
      if (!found) return;
      const seen = relationsOf(found).filter((one) => rights().entities.includes(one.entity));
      const showPairs = rights().entities.includes('staff');
      const [all, posts, past, into, box] = await Promise.all([
        Promise.all(seen.map(related)),
        showPairs ? pairsOf(found) : [],
        rights().history ? call('hall.history', { entity, id }) : [],
        found.mergedIntoId === null ? [] : rowsOf(entity, [found.mergedIntoId]),
        recorderOf(found),
      ]);
      row.value = found;
      lists.value = all;
      pairs.value = posts;
      history.value = past;
      successor.value = into[0] ?? null;
      recorder.value = box;
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  const off = onData((change) => {
    if (!isHallEntity(change.entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), REFRESH_MS);
  });
  onMounted(load);
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
  });
  return { row, lists, pairs, history, successor, recorder, failure, gone, load };
}
