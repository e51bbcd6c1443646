import { computed, type ComputedRef } from 'vue';
import { useSession } from '../../../shared/stores/session';
import { rightsOf, type HallRights } from '../model/entities';

/** What the person at the desk may see and do in the hall. */
export function useRights(): ComputedRef<HallRights> {
  const session = useSession();
  return computed(() => rightsOf(session.roles, session.person?.unitId ?? null));
}
