import { onActivated, onBeforeUnmount, shallowRef } from 'vue';
import type { CommandInput } from '../../../../domain/contract/commands/index.js';
import type { RectificationRow } from '../../../../domain/rectification/schema.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';

const SETTLE_MS = 120;

/** Matters that meet a filter, the nearest due date first, kept fresh while they are looked at. */
export function useDeskRows(filter: NonNullable<CommandInput<'rectifications.list'>['filter']>, most: number) {
  const rows = shallowRef<readonly RectificationRow[] | null>(null);
  const total = shallowRef(0);
  const failure = shallowRef<ClientError | null>(null);

  async function load(): Promise<void> {
    try {
      const answer = await call('rectifications.list', {
        filter,
        sort: { by: 'dueOn', direction: 'asc' },
        limit: most,
      });
      rows.value = await call('rectifications.rows', { ids: answer.ids });
      total.value = answer.total;
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  void load();
  onActivated(load);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onData(({ entity }) => {
    if (entity !== 'rectification' && entity !== 'rectification_proof' && entity !== 'calendar') return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SETTLE_MS);
  });
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
  });
  return { rows, total, failure, load };
}
