import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { SessionView } from '../../../domain/contract/commands/session.js';
import type { Role } from '../../../domain/people.js';
import { call, type ClientError } from '../../api/client';

/** Who is at the desk. The main process decides; this is its last answer. */
export const useSession = defineStore('session', () => {
  const view = ref<SessionView | null>(null);

  const person = computed(() => view.value?.person ?? null);
  const state = computed(() => view.value?.state ?? null);
  const roles = computed<readonly Role[]>(() => person.value?.roles ?? []);
  const holds = (...wanted: Role[]): boolean => wanted.some((role) => roles.value.includes(role));

  async function refresh(): Promise<void> {
    view.value = await call('session.current', {});
  }

  /** Takes the answer of a session command. */
  function take(next: SessionView): void {
    view.value = next;
  }

  async function lock(): Promise<void> {
    if (state.value === 'signedIn') take(await call('session.lock', {}));
  }

  async function signOut(): Promise<void> {
    take(await call('session.signOut', {}));
  }

  /** A refused call may be the first sign that the session ended elsewhere. */
  async function hearRefusal(error: ClientError): Promise<void> {
    const ended = error.code === 'permission.signIn' || error.code === 'permission.locked';
    if (ended && state.value === 'signedIn') await refresh();
  }

  return { view, person, state, roles, holds, refresh, take, lock, signOut, hearRefusal };
});
