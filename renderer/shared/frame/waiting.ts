import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { call, onData } from '../../api/client';
import { useSession } from '../stores/session';

/** How many visits wait for whoever is at the desk to review them; 0 for those who review none. */
export function useWaitingReviews(): Ref<number> {
  const session = useSession();
  const waiting = ref(0);
  async function count(): Promise<void> {
    if (!session.holds('reviewer')) {
      waiting.value = 0;
      return;
    }
    // The list itself says what is wrong; the rail goes without a number.
    waiting.value = await call('visits.list', { filter: { forMe: true }, limit: 1 }).then(
      ({ total }) => total,
      () => 0,
    );
  }
  watch(() => session.person?.id, count, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (entity === 'visit' && count())));
  return waiting;
}
