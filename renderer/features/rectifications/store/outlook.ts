import { onActivated, onBeforeUnmount, shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { call, onData } from '../../../api/client';
import { useSession } from '../../../shared/stores/session';

export interface Outlook extends CommandOutput<'rectifications.outlook'> {
  /** Orders the rules propose; the office decides. */
  orders: number;
}

const SETTLE_MS = 200;

/** What presses in the ledger of whoever is at the desk, kept fresh; null until known. The list beside it says what is wrong. */
export function useOutlook() {
  const session = useSession();
  const outlook = shallowRef<Outlook | null>(null);
  async function load(): Promise<void> {
    const [found, orders] = await Promise.all([
      call('rectifications.outlook', {}).catch(() => null),
      session.holds('office') ? call('orders.proposals', {}).catch(() => []) : [],
    ]);
    outlook.value = found && { ...found, orders: orders.filter(({ heldBy }) => heldBy === null).length };
  }
  void load();
  onActivated(load);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const off = onData(({ entity }) => {
    if (!['rectification', 'finding', 'calendar'].includes(entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SETTLE_MS);
  });
  onBeforeUnmount(() => {
    off();
    clearTimeout(timer);
  });
  return outlook;
}
