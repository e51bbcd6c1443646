import { onBeforeUnmount, shallowRef, watch, type Ref } from 'vue';
import type { EvidenceFault } from '../../../domain/footage/custody.js';
import { call, onData } from '../../api/client';
import { useSession } from '../stores/session';

/** What checks found wrong with the evidence and nobody settled yet, for those who work with it or answer for it. */
export function useOpenFaults(): Ref<readonly EvidenceFault[]> {
  const session = useSession();
  const faults = shallowRef<readonly EvidenceFault[]>([]);
  async function read(): Promise<void> {
    if (session.state !== 'signedIn' || !session.holds('office', 'reviewer', 'inspector', 'leader', 'auditor')) {
      faults.value = [];
      return;
    }
    // The page of custody says what is wrong; the banner goes without.
    faults.value = await call('custody.faults', { openOnly: true }).catch(() => []);
  }
  watch(() => [session.person?.id, session.state], read, { immediate: true });
  onBeforeUnmount(onData(({ entity }) => void (entity === 'evidence_fault' && read())));
  return faults;
}
