import { z } from 'zod';
import { id, optionalLine, reason, revision } from '../../fields.js';
import { password, person, personCreate, personFields, role } from '../../people.js';
import { idList, listInput, rowsInput } from '../list.js';
import { command, query } from '../define.js';

const office = ['office'] as const;

export const peopleCommands = {
  'people.list': query({
    access: office,
    input: listInput(['name', 'account', 'state', 'lastSignInAt'], {
      role: role.optional(),
      state: z.enum(['active', 'disabled']).optional(),
      unitId: id.optional(),
    }),
    output: idList,
    note: 'Ids of the people that match, in the asked order.',
  }),
  'people.rows': query({
    access: office,
    input: rowsInput,
    output: z.array(person),
    note: 'The rows of these ids, in their order; ids that are gone are left out.',
  }),
  'people.create': command({
    access: office,
    input: personCreate,
    output: person,
    audit: { object: 'person' },
    note: 'A new person, who must change the password at first sign-in.',
  }),
  'people.update': command({
    access: office,
    input: z.strictObject({ id, revision, fields: personFields }),
    output: person,
    audit: { object: 'person' },
    note: 'All fields of one person. The last active office administrator keeps that role.',
  }),
  'people.setState': command({
    access: office,
    input: z.strictObject({ id, revision, state: z.enum(['active', 'disabled']), reason: optionalLine(200) }),
    output: person,
    audit: { object: 'person' },
    note: 'Disables (with a reason; a running session of that person ends) or enables.',
  }),
  'people.resetPassword': command({
    access: office,
    input: z.strictObject({ id, revision, password, reason }),
    output: person,
    audit: { object: 'person' },
    note: 'A new first password, to be changed at the next sign-in. Passwords are never logged.',
  }),
} as const;
