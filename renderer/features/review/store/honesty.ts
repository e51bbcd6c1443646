import { shallowRef, watch, type Ref } from 'vue';
import type { Honesty, VisitDetail } from '../../../../domain/visit-record.js';
import { asClientError, call, type ClientError } from '../../../api/client';

/** Facts beside a visit, asked for once while it is not being written. */
export function useHonesty(visit: Readonly<Ref<VisitDetail>>, wanted: Readonly<Ref<boolean>>) {
  const facts = shallowRef<Honesty | null>(null);
  const failure = shallowRef<ClientError | null>(null);

  async function load(): Promise<void> {
    const { id } = visit.value;
    failure.value = null;
    try {
      const answer = await call('visits.honesty', { id });
      if (visit.value.id === id) facts.value = answer;
    } catch (error) {
      if (visit.value.id === id) failure.value = asClientError(error);
    }
  }
  watch(
    [() => visit.value.id, wanted],
    ([id], [before]) => {
      if (id !== before) facts.value = null;
      if (wanted.value && facts.value === null) void load();
    },
    { immediate: true },
  );
  return { facts, failure, load };
}
