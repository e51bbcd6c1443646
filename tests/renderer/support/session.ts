import type { SessionView } from '../../../domain/contract/commands/session.js';
import type { Role } from '../../../domain/people.js';

/** Somebody who sits at the desk with these roles. */
export const seated = (roles: Role[]): SessionView => ({
  state: 'signedIn',
  person: {
    ...{ id: 1, account: 'he', name: '何文', code: null, roles },
    ...{ unitId: null, unitName: null, opensIdentity: false },
  },
  demo: false,
  idleMinutes: 0,
});
