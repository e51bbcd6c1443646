import { z } from 'zod';
import { clientId, id, instant, line, optionalLine, revision } from './fields.js';

/** The roles a person may hold, several at once. The words are those of the field (督查办, 暗访人员, …). */
export const roles = [
  'office',
  'inspector',
  'reviewer',
  'leader',
  'social_supervisor',
  'unit_contact',
  'auditor',
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Shortest password accepted, in characters (NIST SP 800-63B section 3.1.1.2 asks for 8 at least). */
export const PASSWORD_MINIMUM = 8;
export const password = z.string().min(1).max(128);
/** What a person types to sign in: letters, digits, Chinese, dot, dash, underscore. */
export const account = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[\p{L}\p{N}._-]+$/u);

export const personFields = z.strictObject({
  account,
  name: line(40),
  /** What others may see instead of the name, e.g. `A07`; null when the person needs none. */
  code: optionalLine(20),
  roles: z.array(role).min(1).max(roles.length),
  /** The unit a unit contact speaks for; null for everybody else. */
  unitId: id.nullable(),
  phone: optionalLine(40),
  note: optionalLine(500),
});
export type PersonFields = z.infer<typeof personFields>;

export const person = personFields.extend({
  id,
  state: z.enum(['active', 'disabled']),
  mustChangePassword: z.boolean(),
  lastSignInAt: instant.nullable(),
  unitName: z.string().nullable(),
  revision,
});
export type Person = z.infer<typeof person>;

export const personCreate = z.strictObject({ clientId, fields: personFields, password });

/**
 * What is wrong with a new password, or null.
 * @param password as typed
 * @param account the account it is for: a password may not contain it
 */
export function passwordFault(password: string, account: string): 'short' | 'account' | 'monotone' | null {
  if (Array.from(password).length < PASSWORD_MINIMUM) return 'short';
  if (password.toLowerCase().includes(account.toLowerCase())) return 'account';
  if (new Set(password).size < 4) return 'monotone';
  return null;
}

/** Seconds to wait after this many failures in a row: nothing for the first three, then doubling up to 15 minutes. */
export function signInDelay(failures: number): number {
  return failures < 3 ? 0 : Math.min(900, 2 ** (failures - 2));
}
