import { onBeforeUnmount, shallowRef, watch } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { ledgerInput } from '../model/ledger-address';
import type { Narrowed } from './board-column';

export type UnitLine = CommandOutput<'ledger.byUnit'>[number];

/** What each responsible unit has in hand. */
export function useLedgerUnits(narrowed: () => Narrowed) {
  const units = shallowRef<readonly UnitLine[] | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let asked = 0;
  async function load(): Promise<void> {
    const mine = ++asked;
    const { text, filter } = ledgerInput({ ...narrowed(), sort: null });
    try {
      const found = await call('ledger.byUnit', { ...(text !== undefined && { text }), ...(filter && { filter }) });
      if (mine !== asked) return;
      units.value = found;
      failure.value = null;
    } catch (error) {
      if (mine === asked) failure.value = asClientError(error);
    }
  }
  watch(() => JSON.stringify([narrowed().text, narrowed().filters]), load, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (['rectification', 'unit'].includes(entity) && load())));
  return { units, failure, load };
}
