import { AsyncLocalStorage } from 'node:async_hooks';
import type { Reader } from './handles.js';

/** What the present chain of calls is inside of. `open` turns false when the work ends, even if callbacks live on. */
export interface Scope {
  kind: 'read' | 'write';
  name: string;
  open: boolean;
  /** Which store: two open stores do not wait for each other. */
  owner: object;
  reader: Reader | null;
}

const scopes = new AsyncLocalStorage<Scope>();

/** The innermost open scope of this store, or null. */
export function currentScope(owner: object): Scope | null {
  const scope = scopes.getStore();
  return scope !== undefined && scope.open && scope.owner === owner ? scope : null;
}

/** Runs `work` inside `scope` and closes it at the end. */
export async function within<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  try {
    return await scopes.run(scope, work);
  } finally {
    scope.open = false;
  }
}
