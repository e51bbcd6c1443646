import type { Role } from '../../../domain/people.js';
import type { Actor } from '../../ipc/context.js';

/** The person at the desk as the permission check sees it. */
export interface Principal {
  state: 'signedIn' | 'locked' | 'mustChange';
  actor: Actor;
  roles: readonly Role[];
  unitId: number | null;
  opensIdentity: boolean;
}

/** What the dispatcher needs of the session: who is there, from memory, at once. */
export interface SessionGate {
  principal(): Principal | null;
}
