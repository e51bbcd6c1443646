import { onActivated, onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { CommandOutput } from '../../../../domain/contract/commands/index.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { markReady } from '../../../api/ready';

export type Overview = CommandOutput<'home.overview'>;
export type HallOverview = Overview['halls'][number];

/** What the home pages show, kept fresh while they are looked at. */
export function useOverview() {
  const overview = shallowRef<Overview | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    try {
      overview.value = await call('home.overview', {});
      failure.value = null;
    } catch (error) {
      failure.value = asClientError(error);
    }
    markReady();
  }
  const off = onData(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), 400);
  });
  onMounted(load);
  onActivated(() => {
    if (overview.value) void load();
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    off();
  });
  return { overview, failure, load };
}

/** Sums of several halls; the shortest keeping of all that know theirs. */
export function sumHalls(halls: readonly HallOverview[]): Omit<HallOverview, 'id' | 'name'> {
  const sum = (pick: (hall: HallOverview) => number): number => halls.reduce((total, hall) => total + pick(hall), 0);
  const kept = halls.map((hall) => hall.shortestKeepDays).filter((days) => days !== null);
  return {
    branches: sum((hall) => hall.branches),
    zones: sum((hall) => hall.zones),
    units: sum((hall) => hall.units),
    windows: sum((hall) => hall.windows),
    staff: sum((hall) => hall.staff),
    partyMembers: sum((hall) => hall.partyMembers),
    items: sum((hall) => hall.items),
    approvals: sum((hall) => hall.approvals),
    publicServices: sum((hall) => hall.publicServices),
    cameras: sum((hall) => hall.cameras),
    shortestKeepDays: kept.length > 0 ? Math.min(...kept) : null,
  };
}
