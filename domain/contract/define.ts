import type { z } from 'zod';
import type { Role } from '../people.js';

/**
 * Who may call: `anyone` (also before signing in), `signedIn` (any person with a running session),
 * or the roles of which one is needed.
 */
export type Access = 'anyone' | 'signedIn' | readonly Role[];

/** What a command changes, as the audit log names it. A command without it writes nothing to the store. */
export interface AuditSpec {
  /** Kind of the object changed, e.g. `person`. */
  object: string;
}

interface Spec<I extends z.ZodType, O extends z.ZodType> {
  access: Access;
  input: I;
  output: O;
  /** One sentence for the generated documentation; what the caller may not choose belongs in it. */
  note: string;
}

export interface QuerySpec<I extends z.ZodType, O extends z.ZodType> extends Spec<I, O> {
  kind: 'query';
}

export interface CommandSpec<I extends z.ZodType, O extends z.ZodType> extends Spec<I, O> {
  kind: 'command';
  audit: AuditSpec | null;
  /** Starts, moves or decides dates of matters: refused while the computer's clock lies before what the log knows. */
  dates?: boolean;
}

export type AnySpec = QuerySpec<z.ZodType, z.ZodType> | CommandSpec<z.ZodType, z.ZodType>;

/** Reads and changes nothing. */
export function query<I extends z.ZodType, O extends z.ZodType>(spec: Spec<I, O>): QuerySpec<I, O> {
  return { kind: 'query', ...spec };
}

/** Changes something. `audit: null` only where nothing of the store changes (session, window, files). */
export function command<I extends z.ZodType, O extends z.ZodType>(
  spec: Spec<I, O> & { audit: AuditSpec | null; dates?: boolean },
): CommandSpec<I, O> {
  return { kind: 'command', ...spec };
}
