import type { Role } from '../../../../domain/people.js';

/** Roles in the order in which the field names them. */
export const roleOrder: readonly Role[] = [
  'office',
  'inspector',
  'reviewer',
  'leader',
  'unit_contact',
  'social_supervisor',
  'auditor',
];
