import { z } from 'zod';
import { clientId, id, instant, line, optionalLine, revision } from './fields.js';

// The rule stands in a module of its own so that a form can use it without the schemas.
export { PASSWORD_MINIMUM, passwordFault } from './passwords.js';

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
  /** A right of its own: may open who stands behind a code. Each opening is audited with a reason. */
  opensIdentity: z.boolean().default(false),
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

/** Seconds to wait after this many failures in a row: nothing for the first three, then doubling up to 15 minutes. */
export function signInDelay(failures: number): number {
  return failures < 3 ? 0 : Math.min(900, 2 ** (failures - 2));
}

/** What stands for a person where the name is sealed: the code, else a number that says nothing. */
export const codeOf = (person: { id: number; code: string | null }): string => person.code ?? `#${person.id}`;
