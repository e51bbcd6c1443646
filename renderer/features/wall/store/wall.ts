import { onBeforeUnmount, shallowRef, watch } from 'vue';
import type { DataEntity } from '../../../../domain/contract/events.js';
import type { Wall } from '../../../../domain/measures/wall.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';

const shown: readonly DataEntity[] = [
  'rectification',
  'instruction',
  'visit',
  'circular',
  'quarter_comment',
  'contact_point',
  'release_exception',
  'look_back',
  'unit',
  'calendar',
];
const QUIET_MS = 800;
/** Something turns red though nobody does anything. */
const MINUTE_MS = 60_000;

/** The wall of a day, or of now, kept fresh while it is looked at. What is new is asked for before the look is noted. */
export function useWall(asked: () => { asOf: number | null; hallId: number | undefined }) {
  const wall = shallowRef<Wall | null>(null);
  const failure = shallowRef<ClientError | null>(null);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let noted = false;

  async function load(): Promise<void> {
    const mine = (turn += 1);
    const { asOf, hallId } = asked();
    try {
      const found = await call('measures.wall', { asOf, ...(hallId !== undefined && { hallId }) });
      if (mine !== turn) return;
      wall.value = found;
      failure.value = null;
      if (!noted && found.live) {
        noted = true;
        await call('measures.looked', {}).catch(reportError);
      }
    } catch (error) {
      if (mine === turn) failure.value = asClientError(error);
    }
  }
  watch(
    () => JSON.stringify(asked()),
    () => void load(),
    { immediate: true },
  );
  const off = onData(({ entity }) => {
    if (!shown.includes(entity)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void load(), QUIET_MS);
  });
  const minute = setInterval(() => void (asked().asOf === null && load()), MINUTE_MS);
  onBeforeUnmount(() => {
    clearTimeout(timer);
    clearInterval(minute);
    off();
    turn += 1;
  });
  return { wall, failure, load };
}
