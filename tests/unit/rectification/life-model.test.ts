import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beforeAfter,
  rectificationStates,
  refusalOf,
  stateAfter,
  type ActingPerson,
  type MatterFacts,
  type RectificationAction,
} from '../../../domain/rectification/life.js';
import { baseFacts, OWN_UNIT, VERIFIER } from '../../support/matter-facts.js';

/**
 * A matter as a clerk would keep it on a card, without states: what lies where. The rules of the house are told a second
 * time here, as plain conditions.
 */
class Card {
  issued = false;
  signed = false;
  /** Whose turn it is. */
  desk: 'office' | 'unit' | 'check' | 'archive' | 'bin' = 'office';
  /** A slip clipped on top that has to be dealt with first. */
  slip: 'extension' | 'appeal' | 'shelf' | null = null;
  foundDone = false;
  checking = false;
  stopped = false;
  proofs = 0;
  granted = 0;
  late = false;
  appealed = false;
  struckOut = false;
}

class Real {
  facts: MatterFacts = {
    ...baseFacts,
    state: 'draft',
    verifierId: null,
    newProofs: 0,
    issuedBy: null,
    receivedAt: null,
  };
  gone = false;
  now = 0;

  get at() {
    return { now: this.now, appealUntil: null };
  }
}

const people = {
  office: { personId: 1, roles: ['office'], unitId: null },
  unit: { personId: 30, roles: ['unit_contact'], unitId: OWN_UNIT },
  leader: { personId: 3, roles: ['leader'], unitId: null },
  verifier: { personId: VERIFIER, roles: ['inspector'], unitId: null },
  closer: { personId: 5, roles: ['reviewer'], unitId: null },
  stranger: { personId: 6, roles: ['unit_contact'], unitId: OWN_UNIT + 1 },
} as const satisfies Record<string, ActingPerson>;
type Name = keyof typeof people;
const settings = { extensionCap: 1 };

interface Deed {
  /** Who may, and whether the card allows it. */
  who: readonly Name[];
  when(card: Card): boolean;
  then(card: Card): void;
  /** What the store writes beside the state. */
  facts?(facts: MatterFacts): Partial<MatterFacts>;
}

const inHand = (card: Card): boolean => card.signed && card.desk === 'unit' && card.slip === null;
const backToUnit = (card: Card): void => {
  card.desk = 'unit';
  card.checking = false;
  card.foundDone = false;
};

const deeds: Partial<Record<RectificationAction, Deed>> = {
  issue: {
    who: ['office'],
    when: (card) => !card.issued && card.desk === 'office',
    then: (card) => Object.assign(card, { issued: true, desk: 'unit' }),
    facts: () => ({ issuedBy: 21 }),
  },
  discard: {
    who: ['office'],
    when: (card) => !card.issued && card.desk === 'office',
    then: (card) => (card.desk = 'bin'),
  },
  acknowledge: {
    who: ['unit'],
    when: (card) => card.issued && !card.signed && card.desk === 'unit' && card.slip === null,
    then: (card) => (card.signed = true),
    facts: () => ({ receivedAt: 1 }),
  },
  serve: {
    who: ['office'],
    when: (card) => card.issued && !card.signed && card.desk === 'unit' && card.slip === null,
    then: (card) => (card.signed = true),
    facts: () => ({ receivedAt: 1 }),
  },
  report: {
    who: ['unit'],
    when: (card) => card.signed && card.desk === 'unit' && (card.slip === null || card.slip === 'appeal'),
    then: () => undefined,
  },
  submit: {
    who: ['unit'],
    when: (card) => inHand(card) && card.proofs > 0,
    then: (card) => Object.assign(card, { desk: 'check', proofs: 0, checking: false, foundDone: false }),
    facts: () => ({ newProofs: 0, verifierId: null, verifiedDone: false }),
  },
  arrange: {
    who: ['office', 'closer'],
    when: (card) => card.desk === 'check',
    then: (card) => Object.assign(card, { checking: true, foundDone: false }),
    facts: () => ({ verifierId: VERIFIER, verifiedDone: false }),
  },
  verify_done: {
    who: ['verifier'],
    when: (card) => card.desk === 'check' && card.checking && !card.foundDone,
    then: (card) => (card.foundDone = true),
    facts: () => ({ verifiedDone: true }),
  },
  verify_not_done: {
    who: ['verifier'],
    when: (card) => card.desk === 'check' && card.checking && !card.foundDone,
    then: backToUnit,
  },
  return: { who: ['office', 'closer'], when: (card) => card.desk === 'check', then: backToUnit },
  close: {
    who: ['office', 'leader', 'closer'],
    when: (card) => card.desk === 'check' && card.checking && card.foundDone,
    then: (card) => (card.desk = 'archive'),
  },
  request_extension: {
    who: ['unit'],
    when: (card) => inHand(card) && !card.late && card.granted < 1 && !card.stopped,
    then: (card) => (card.slip = 'extension'),
  },
  grant_extension: {
    who: ['leader'],
    when: (card) => card.slip === 'extension',
    then: (card) => Object.assign(card, { slip: null, granted: card.granted + 1 }),
    facts: ({ extensions }) => ({ extensions: extensions + 1 }),
  },
  reject_extension: { who: ['leader'], when: (card) => card.slip === 'extension', then: (card) => (card.slip = null) },
  appeal: {
    who: ['unit'],
    when: (card) => card.issued && card.desk === 'unit' && card.slip === null && !card.appealed,
    then: (card) => Object.assign(card, { slip: 'appeal', appealed: true }),
    facts: ({ appeals }) => ({ appeals: appeals + 1 }),
  },
  uphold_appeal: {
    who: ['office', 'leader', 'closer'],
    when: (card) => card.slip === 'appeal',
    then: (card) => Object.assign(card, { slip: null, desk: 'archive', struckOut: true }),
    facts: () => ({ revoked: true }),
  },
  reject_appeal: {
    who: ['office', 'leader', 'closer'],
    when: (card) => card.slip === 'appeal',
    then: (card) => (card.slip = null),
  },
  suspend: {
    who: ['office', 'leader'],
    when: (card) => inHand(card) && !card.stopped,
    then: (card) => (card.stopped = true),
    facts: () => ({ suspended: true }),
  },
  resume: {
    who: ['office', 'leader'],
    when: (card) => inHand(card) && card.stopped,
    then: (card) => (card.stopped = false),
    facts: () => ({ suspended: false }),
  },
  shelve: {
    who: ['office', 'leader'],
    when: (card) => inHand(card) && !card.stopped,
    then: (card) => (card.slip = 'shelf'),
  },
  // The card is of a matter with a due date: only on the shelf is it looked at again.
  review: { who: ['office', 'leader'], when: (card) => card.slip === 'shelf', then: () => undefined },
  unshelve: { who: ['office', 'leader'], when: (card) => card.slip === 'shelf', then: (card) => (card.slip = null) },
  reopen: {
    who: ['office', 'leader', 'closer'],
    when: (card) => card.desk === 'archive' && !card.struckOut,
    // It was signed for once; an appeal against it may have been upheld before that.
    then: (card) =>
      Object.assign(card, { desk: 'unit', signed: true, checking: false, foundDone: false, granted: 0, late: false }),
    facts: () => ({ verifierId: null, verifiedDone: false, extensions: 0, dueAt: null }),
  },
  remind: {
    who: ['office'],
    when: (card) => card.issued && card.desk === 'unit' && card.slip === null && !card.stopped,
    then: () => undefined,
  },
};

/** A million of `expect` are slow. */
function same(act: Act, real: unknown, model: unknown, more = ''): void {
  if (real !== model) throw new Error(`${act.toString()}: ${String(real)}, by the card ${String(model)} ${more}`);
}

class Act implements fc.Command<Card, Real> {
  constructor(
    private readonly action: RectificationAction,
    private readonly name: Name,
  ) {}

  check(): boolean {
    return true;
  }

  run(card: Card, real: Real): void {
    if (real.gone) return;
    const deed = deeds[this.action];
    if (!deed) throw new Error(this.action);
    const allowed = deed.who.includes(this.name) && deed.when(card);
    const refusal = refusalOf(this.action, real.facts, people[this.name], real.at, settings);
    same(this, refusal === null, allowed, String(refusal));
    if (!allowed) return;
    const { state } = real.facts;
    const next = stateAfter(this.action, real.facts);
    deed.then(card);
    if (next === null) {
      real.gone = true;
      same(this, card.desk, 'bin');
      return;
    }
    const beforeState = next === state ? real.facts.beforeState : beforeAfter(state, next);
    real.facts = { ...real.facts, ...deed.facts?.(real.facts), state: next, beforeState };
    same(this, next === 'closed', card.desk === 'archive');
    same(this, beforeState !== null, card.slip !== null);
  }

  toString(): string {
    return `${this.name} ${this.action}`;
  }
}

/** Something happens around the matter. */
class Around implements fc.Command<Card, Real> {
  constructor(private readonly what: 'prove' | 'overdue') {}

  check(card: Readonly<Card>): boolean {
    return this.what === 'prove' ? inHand(card) : card.signed && card.desk === 'unit';
  }

  run(card: Card, real: Real): void {
    if (this.what === 'prove') {
      card.proofs += 1;
      real.facts = { ...real.facts, newProofs: real.facts.newProofs + 1 };
    } else {
      card.late = true;
      real.facts = { ...real.facts, dueAt: real.now };
    }
  }

  toString(): string {
    return this.what;
  }
}

const names = Object.keys(people) as Name[];
const actions = Object.keys(deeds) as RectificationAction[];
const lawful = actions.flatMap((action) => (deeds[action]?.who ?? []).map((name) => ({ action, name })));

/** Something the card allows, so that the runs come far. */
class Next implements fc.Command<Card, Real> {
  constructor(private readonly index: number) {}

  check(): boolean {
    return true;
  }

  run(card: Card, real: Real): void {
    const allowed = lawful.filter(({ action }) => deeds[action]?.when(card) === true);
    const chosen = allowed[this.index % allowed.length];
    if (chosen !== undefined && chosen.action !== 'discard') new Act(chosen.action, chosen.name).run(card, real);
  }

  toString(): string {
    return `next ${this.index}`;
  }
}

const next = fc.nat(10_000).map((index) => new Next(index));
const anything = fc
  .tuple(fc.constantFrom(...actions), fc.constantFrom(...names))
  .map(([action, name]) => new Act(action, name));
const around = fc.constantFrom(new Around('prove'), new Around('prove'), new Around('overdue'));

describe('the life of a matter', () => {
  it('is that of a card that goes from desk to desk, whatever is done in whatever order, 10000 times', () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(fc.commands([next, next, anything, around], { maxCommands: 60, size: 'max' }), (list) => {
        const card = new Card();
        const real = new Real();
        fc.modelRun(() => ({ model: card, real }), list);
        const { state } = real.facts;
        ends.set(state, (ends.get(state) ?? 0) + 1);
      }),
      { numRuns: 10_000, seed: 20_261_122 },
    );
    // The runs come everywhere, and not only to the beginning of the way.
    for (const state of rectificationStates) expect([state, (ends.get(state) ?? 0) > 20]).toEqual([state, true]);
  });
});
