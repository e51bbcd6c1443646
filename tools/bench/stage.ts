import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.js';
import { insertPerson } from '../../db/queries/people.js';
import type { CallContext } from '../../electron/ipc/context.js';

/** What services are given that are measured without a console around them. */
export const clock = (): number => Date.now();
export const quiet = { error: () => '', info: () => undefined, flush: () => Promise.resolve() };

const NAME = '王督查';

/** The one person of a measured store: jobs belong to somebody. */
export async function addOffice(database: Database): Promise<void> {
  const roles = ['office' as const];
  const fields = { account: 'office', name: NAME, code: null, roles, unitId: null, phone: null, note: null };
  const person = { clientId: randomUUID(), fields: { ...fields, opensIdentity: false }, mustChangePassword: false };
  await database.write('bench.person', (tx) => insertPerson(tx, { ...person, hash: '', now: 0 }), { unaudited: true });
}

/** A call by that person. */
export const contextOf = (command: CallContext['command'], now = clock()): CallContext => {
  const actor = { personId: 1, name: NAME };
  return { now, command, actor, roles: ['office'], unitId: null, opensIdentity: false, clockBehind: 0 };
};
