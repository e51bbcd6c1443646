import { createContext, Script } from 'node:vm';
import type { NameGroups, NameMatcher } from '../../../domain/footage/name-pattern.js';

/** A pattern that needs longer for one name has lost its way; a fit takes a thousandth of it, unless the computer is busy. */
const LIMIT_MS = 200;

const room = createContext({ pattern: '', name: '' }, { codeGeneration: { strings: false, wasm: false } });
const script = new Script(
  `(() => { const found = new RegExp(pattern, 'u').exec(name); return found && JSON.stringify(found.groups ?? {}); })()`,
);

/** Tries a pattern where it can be stopped: people write them, and some never come to an end. */
export const matchName: NameMatcher = (pattern, name) => {
  Object.assign(room, { pattern, name });
  try {
    const groups = script.runInContext(room, { timeout: LIMIT_MS }) as string | null;
    return groups === null ? null : (JSON.parse(groups) as NameGroups);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'slow' : null;
  }
};
