import { describe, expect, it } from 'vitest';
import { roles, type Role } from '../../../domain/people.js';
import {
  type actionConditions,
  beforeAfter,
  mayVerify,
  needsNote,
  rectificationActionNames,
  rectificationStates,
  refusalOf,
  stateAfter,
  type ActingPerson,
  type MatterFacts,
  type RectificationAction,
  type RectificationState,
} from '../../../domain/rectification/life.js';
import { baseFacts, factsIn, moment, OWN_UNIT, VERIFIER } from '../../support/matter-facts.js';

/**
 * What the regulations of a hall say, written down once more by hand: who (o office, r reviewer, l leader, u own unit, v the
 * named verifier) may do what in which state, and where it leads. A state not named refuses.
 */
const expected: Record<RectificationAction, readonly [by: string, note: boolean, ...moves: string[]]> = {
  edit: ['o', false, 'draft>draft'],
  discard: ['o', false, 'draft>gone'],
  issue: ['o', false, 'draft>issued'],
  acknowledge: ['u', false, 'issued>acknowledged'],
  serve: ['o', true, 'issued>acknowledged'],
  report: [
    'u',
    true,
    ...['acknowledged>in_rectification', 'in_rectification>in_rectification', 'returned>in_rectification'],
    'reopened>in_rectification',
    'appealed>appealed',
  ],
  submit: [
    'u',
    true,
    ...['acknowledged>submitted', 'in_rectification>submitted', 'returned>submitted', 'reopened>submitted'],
  ],
  arrange: ['or', false, 'submitted>verifying', 'verifying>verifying'],
  verify_done: ['v', false, 'verifying>verifying'],
  verify_not_done: ['v', true, 'verifying>returned'],
  return: ['or', true, 'submitted>returned', 'verifying>returned'],
  close: ['orl', false, 'verifying>closed'],
  request_extension: [
    'u',
    true,
    ...['acknowledged>extension_pending', 'in_rectification>extension_pending', 'returned>extension_pending'],
    'reopened>extension_pending',
  ],
  grant_extension: ['l', false, 'extension_pending>before'],
  reject_extension: ['l', true, 'extension_pending>before'],
  appeal: [
    'u',
    true,
    ...[
      'issued>appealed',
      'acknowledged>appealed',
      'in_rectification>appealed',
      'returned>appealed',
      'reopened>appealed',
    ],
  ],
  uphold_appeal: ['orl', true, 'appealed>closed'],
  reject_appeal: ['orl', true, 'appealed>before'],
  suspend: ['ol', true, 'acknowledged>same', 'in_rectification>same', 'returned>same', 'reopened>same'],
  resume: ['ol', false, 'acknowledged>same', 'in_rectification>same', 'returned>same', 'reopened>same'],
  shelve: ['ol', true, ...['acknowledged>shelved', 'in_rectification>shelved', 'returned>shelved', 'reopened>shelved']],
  review: [
    'ol',
    true,
    ...['acknowledged>same', 'in_rectification>same', 'returned>same', 'reopened>same', 'shelved>same'],
  ],
  unshelve: ['ol', false, 'shelved>before'],
  reopen: ['orl', true, 'closed>reopened'],
  remind: ['o', false, 'issued>same', 'acknowledged>same', 'in_rectification>same', 'returned>same', 'reopened>same'],
  order: [
    'o',
    true,
    ...['issued>same', 'acknowledged>same', 'in_rectification>same', 'returned>same', 'reopened>same'],
    'extension_pending>same',
  ],
};

/** What the office keeps and what the unit does; all else is decided on a unit by others. */
const notDecided: readonly RectificationAction[] = [
  ...(['edit', 'discard', 'issue', 'remind', 'order'] as const),
  ...(['acknowledge', 'report', 'submit', 'request_extension', 'appeal'] as const),
];

const letters: Partial<Record<Role, string>> = { office: 'o', reviewer: 'r', leader: 'l', unit_contact: 'u' };
const settings = { extensionCap: 1 };
/** Facts under which every condition of the action holds. */
const granting = (action: RectificationAction, state: RectificationState): MatterFacts => ({
  ...factsIn(state),
  verifiedDone: action === 'close',
  suspended: action === 'resume',
  standing: action === 'review',
});
const movesOf = (action: RectificationAction): Map<string, string> =>
  new Map(expected[action].slice(2).map((move) => String(move).split('>') as [string, string]));
const place = (state: RectificationState, to: string): string | null => {
  if (to === 'gone') return null;
  return to === 'same' ? state : to === 'before' ? 'in_rectification' : to;
};

describe('every role in every state for every action', () => {
  const people: [string, string, ActingPerson][] = [
    ...roles.map((role): [string, string, ActingPerson] => {
      const person = { personId: 900, roles: [role], unitId: role === 'unit_contact' ? OWN_UNIT : null };
      return [role, letters[role] ?? '', person];
    }),
    ['the named verifier', 'v', { personId: VERIFIER, roles: ['inspector'], unitId: null }],
  ];
  const cases = people.flatMap(([name, letter, person]) =>
    rectificationStates.map((state) => [name, state, letter, person] as const),
  );

  it.each(cases)('%s, %s', (_, state, letter, person) => {
    for (const action of rectificationActionNames) {
      const facts = granting(action, state);
      const to = movesOf(action).get(state);
      const refusal = refusalOf(action, facts, person, moment, settings);
      const may = to !== undefined && letter !== '' && expected[action][0].includes(letter);
      expect([action, refusal === null], refusal ?? '').toEqual([action, may]);
      if (to === undefined) expect([action, refusal]).toEqual([action, 'state']);
      else expect([action, stateAfter(action, facts)]).toEqual([action, place(state, to)]);
    }
  });

  it('whoever is of its unit, or acted for it, decides nothing of it, whatever role she has', () => {
    const own: ActingPerson[] = [
      ...(['office', 'reviewer', 'leader', 'inspector'] as const).map((role) => ({
        personId: 900,
        roles: [role, 'unit_contact' as const],
        unitId: OWN_UNIT,
      })),
      { personId: 30, roles: ['office', 'reviewer', 'leader'], unitId: null },
    ];
    const decisions = rectificationActionNames.filter((action) => !notDecided.includes(action));
    expect(decisions).toHaveLength(16);
    for (const person of own)
      for (const action of decisions)
        for (const state of movesOf(action).keys()) {
          const facts = granting(action, state as RectificationState);
          const verifier = action.startsWith('verify');
          const other = { ...person, personId: verifier ? VERIFIER : 901, unitId: null };
          const self = { ...person, personId: verifier ? VERIFIER : person.personId };
          const acted = verifier && person.unitId === null ? { unitPersons: [VERIFIER] } : {};
          const refusal = refusalOf(action, { ...facts, ...acted }, self, moment, settings);
          const may = refusalOf(action, facts, other, moment, settings) === null;
          expect([action, state, refusal]).toEqual([action, state, may ? 'notOfUnit' : 'role']);
        }
  });

  it('rights of several roles add up, and none is lent by a unit', () => {
    const both = (unitId: number | null): ActingPerson => ({
      personId: 900,
      roles: ['leader', 'unit_contact'],
      unitId,
    });
    const facts = factsIn('extension_pending');
    expect(refusalOf('grant_extension', facts, both(null), moment, settings)).toBeNull();
    expect(refusalOf('submit', factsIn('returned'), both(OWN_UNIT + 1), moment, settings)).toBe('otherUnit');
    expect(refusalOf('submit', factsIn('returned'), both(null), moment, settings)).toBe('otherUnit');
    expect(refusalOf('submit', factsIn('returned'), both(OWN_UNIT), moment, settings)).toBeNull();
  });

  it('a note says why where the table asks for it', () => {
    const asked = rectificationActionNames.filter((action) => needsNote(action));
    expect(asked).toEqual(rectificationActionNames.filter((action) => expected[action][1]));
  });
});

describe('conditions', () => {
  const who: Record<string, ActingPerson> = {
    unit: { personId: 31, roles: ['unit_contact'], unitId: OWN_UNIT },
    leader: { personId: 41, roles: ['leader'], unitId: null },
    office: { personId: 42, roles: ['office'], unitId: null },
    verifier: { personId: VERIFIER, roles: ['inspector'], unitId: null },
  };
  const cases: [
    (typeof actionConditions)[number],
    RectificationAction,
    keyof typeof who,
    RectificationState,
    Partial<MatterFacts>,
  ][] = [
    ['proof', 'submit', 'unit', 'returned', { newProofs: 0 }],
    ['beforeDue', 'request_extension', 'unit', 'in_rectification', { dueAt: moment.now }],
    ['extensionLeft', 'request_extension', 'unit', 'in_rectification', { extensions: 1 }],
    ['notSuspended', 'request_extension', 'unit', 'in_rectification', { suspended: true }],
    ['notVerified', 'verify_done', 'verifier', 'verifying', { verifiedDone: true }],
    ['notVerified', 'verify_not_done', 'verifier', 'verifying', { verifiedDone: true }],
    ['verifiedDone', 'close', 'leader', 'verifying', { verifiedDone: false }],
    ['notSuspended', 'suspend', 'office', 'in_rectification', { suspended: true }],
    ['notSuspended', 'shelve', 'office', 'in_rectification', { suspended: true }],
    ['suspended', 'resume', 'office', 'in_rectification', { suspended: false }],
    ['hasReview', 'review', 'office', 'in_rectification', { standing: false }],
  ];
  it.each(cases)('%s: %s is refused to the %s', (condition, action, name, state, facts) => {
    const person = who[name] as ActingPerson;
    expect(refusalOf(action, granting(action, state), person, moment, settings)).toBeNull();
    expect(refusalOf(action, { ...granting(action, state), ...facts }, person, moment, settings)).toBe(condition);
  });

  it('a suspension that has not begun is taken back, and holds nothing yet', () => {
    const ahead = { ...factsIn('in_rectification'), pauseAhead: true };
    expect(refusalOf('resume', ahead, who.office as ActingPerson, moment, settings)).toBeNull();
    expect(refusalOf('request_extension', ahead, who.unit as ActingPerson, moment, settings)).toBeNull();
  });

  it.each([
    ['seenBy', { seenBy: [41] }, 'thirdPerson'],
    ['confirmedBy', { confirmedBy: 41 }, 'thirdPerson'],
    ['unitPersons', { unitPersons: [41] }, 'notOfUnit'],
    ['verifierId', { verifierId: 41 }, 'thirdPerson'],
  ] as const)('nobody of %s strikes it off', (_, facts, refusal) => {
    const close = { ...granting('close', 'verifying'), ...facts };
    expect(refusalOf('close', close, who.leader as ActingPerson, moment, settings)).toBe(refusal);
  });

  it.each([
    ['seenBy', { seenBy: [41] }],
    ['confirmedBy', { confirmedBy: 41 }],
    ['issuedBy', { issuedBy: 41 }],
  ] as const)('nobody of %s decides its appeal', (_, facts) => {
    for (const action of ['uphold_appeal', 'reject_appeal'] as const) {
      const appealed = { ...granting(action, 'appealed'), ...facts };
      expect(refusalOf(action, appealed, who.leader as ActingPerson, moment, settings)).toBe('notOriginal');
    }
  });

  it('what was revoked on appeal is not reopened', () => {
    const leader = who.leader as ActingPerson;
    expect(refusalOf('reopen', factsIn('closed'), leader, moment, settings)).toBeNull();
    expect(refusalOf('reopen', { ...factsIn('closed'), revoked: true }, leader, moment, settings)).toBe('struckOff');
  });

  it('an appeal is in time until its term ends, and always before receipt', () => {
    const unit = who.unit as ActingPerson;
    const late = { ...moment, appealUntil: moment.now };
    expect(refusalOf('appeal', factsIn('returned'), unit, late, settings)).toBe('appealTerm');
    expect(
      refusalOf('appeal', factsIn('returned'), unit, { ...moment, appealUntil: moment.now + 1 }, settings),
    ).toBeNull();
    expect(refusalOf('appeal', factsIn('issued'), unit, { ...moment, appealUntil: null }, settings)).toBeNull();
  });

  it('what was appealed once is not appealed again', () => {
    const once = { ...factsIn('returned'), appeals: 1 };
    expect(refusalOf('appeal', once, who.unit as ActingPerson, moment, settings)).toBe('firstAppeal');
  });

  it('who saw it, and whoever is of its unit, does not verify it', () => {
    const person = { personId: 50, roles: ['inspector'] as Role[], unitId: null };
    expect(mayVerify(baseFacts, person)).toBe(true);
    expect(mayVerify({ ...baseFacts, seenBy: [50] }, person)).toBe(false);
    expect(mayVerify({ ...baseFacts, unitPersons: [50] }, person)).toBe(false);
    expect(mayVerify(baseFacts, { ...person, unitId: OWN_UNIT })).toBe(false);
  });
});

describe('branches', () => {
  it('remember where they were entered from, and nothing else does', () => {
    for (const from of rectificationStates)
      for (const to of rectificationStates)
        expect(beforeAfter(from, to)).toBe(['extension_pending', 'appealed', 'shelved'].includes(to) ? from : null);
  });

  it('lead back there', () => {
    for (const beforeState of ['acknowledged', 'returned', 'reopened'] as const)
      expect(stateAfter('unshelve', { state: 'shelved', beforeState })).toBe(beforeState);
    expect(() => stateAfter('unshelve', { state: 'shelved', beforeState: null })).toThrow('without the state before');
  });
});
