import { z } from 'zod';
import { account, password, person } from '../../people.js';
import { clientId, line } from '../../fields.js';
import { command, query } from '../define.js';

/** The person at the desk, as the frame shows it. */
export const sessionPerson = person.pick({
  id: true,
  account: true,
  name: true,
  code: true,
  roles: true,
  unitId: true,
  unitName: true,
  opensIdentity: true,
});

export const sessionView = z.strictObject({
  /** `setUp`: no person exists yet. `mustChange`: signed in, but only the own password may be changed. */
  state: z.enum(['setUp', 'signedOut', 'locked', 'mustChange', 'signedIn']),
  person: sessionPerson.nullable(),
  /** True in the demo hall, whose data lie apart from the real ones. */
  demo: z.boolean(),
  /** Minutes without input after which the console locks; 0 never. */
  idleMinutes: z.int().min(0),
});
export type SessionView = z.infer<typeof sessionView>;

export const sessionCommands = {
  'session.current': query({
    access: 'anyone',
    input: z.strictObject({}),
    output: sessionView,
    note: 'Who is at the desk. The only source of that; nothing the caller says about itself counts.',
  }),
  'session.setUp': command({
    access: 'anyone',
    input: z.strictObject({
      clientId,
      hallName: line(60),
      administrator: z.strictObject({ account, name: line(40), password }),
    }),
    output: sessionView,
    audit: { object: 'person' },
    note: 'First start: makes the hall and its first office administrator and signs in. Refused once any person exists.',
  }),
  'session.signIn': command({
    access: 'anyone',
    input: z.strictObject({ account: z.string().max(80), password }),
    output: sessionView,
    audit: { object: 'person' },
    note: 'Failures are counted per account and delay the next try; each try is in the audit log.',
  }),
  'session.signOut': command({
    access: 'anyone',
    input: z.strictObject({}),
    output: sessionView,
    audit: { object: 'person' },
    note: 'Ends the session; with none running it does nothing.',
  }),
  'session.lock': command({
    access: 'anyone',
    input: z.strictObject({}),
    output: sessionView,
    audit: null,
    note: 'Locks the console until the same person gives the password again.',
  }),
  'session.unlock': command({
    access: 'anyone',
    input: z.strictObject({ password }),
    output: sessionView,
    audit: { object: 'person' },
    note: 'Unlocks for the person who locked; nobody else.',
  }),
  'session.changePassword': command({
    access: 'signedIn',
    input: z.strictObject({ current: password, next: password }),
    output: sessionView,
    audit: { object: 'person' },
    note: "Changes the caller's own password; the current one is asked for again.",
  }),
  'session.demoPeople': query({
    access: 'anyone',
    input: z.strictObject({}),
    output: z.array(sessionPerson),
    note: 'The people of the demo hall one may try on; empty in a real hall.',
  }),
  'session.demoSignIn': command({
    access: 'anyone',
    input: z.strictObject({ personId: z.int().min(1) }),
    output: sessionView,
    audit: { object: 'person' },
    note: 'Signs in without a password, in the demo hall alone.',
  }),
} as const;
