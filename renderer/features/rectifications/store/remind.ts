import { computed, ref, shallowRef } from 'vue';
import { rectificationActions, type RectificationState } from '../../../../domain/rectification/life.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { asClientError, call, type ClientError } from '../../../api/client';

/** What one reminder takes at once, as the contract has it. */
export const MOST_REMINDED = 500;

const remindable: readonly RectificationState[] = rectificationActions.remind.from;
export const mayRemind = ({ state }: Pick<RectificationRow, 'state'>): boolean => remindable.includes(state);

/** 催办 of those of the chosen matters that a unit has in hand, all or none of them, on the revisions they are shown with. */
export function useReminder(ids: readonly number[]) {
  const rows = shallowRef<readonly RectificationRow[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  const busy = ref(false);
  const note = ref('');
  const tooMany = ids.length > MOST_REMINDED;
  const unable = computed(() => (rows.value ?? []).filter((row) => !mayRemind(row)));
  const able = computed(() => (rows.value ?? []).filter(mayRemind));

  async function load(): Promise<void> {
    if (tooMany) return;
    try {
      rows.value = await call('rectifications.rows', { ids: [...ids] });
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  /** @returns how many were reminded of; null when it was refused */
  async function send(): Promise<number | null> {
    const matters = able.value.map(({ id, revision }) => ({ id, revision }));
    if (busy.value || matters.length === 0) return null;
    busy.value = true;
    try {
      const done = await call('rectifications.remind', { matters, note: note.value.trim() || null });
      return done.length;
    } catch (error) {
      failure.value = asClientError(error);
      // What was changed meanwhile is shown as it is now; the note stays.
      if (failure.value.code.startsWith('conflict.'))
        rows.value = await call('rectifications.rows', { ids: [...ids] }).catch(() => rows.value);
      return null;
    } finally {
      busy.value = false;
    }
  }
  void load();
  return { rows, failure, busy, note, tooMany, unable, able, load, send };
}
