import type { MatterFacts, Moment, RectificationState } from '../../domain/rectification/life.js';

export const OWN_UNIT = 7;
export const VERIFIER = 60;
export const moment: Moment = { now: 1_000_000, appealUntil: 2_000_000 };

/** A matter with which nothing stands against anything. */
export const baseFacts: MatterFacts = {
  state: 'in_rectification',
  beforeState: null,
  unitId: OWN_UNIT,
  seenBy: [10, 11],
  confirmedBy: 20,
  issuedBy: 21,
  unitPersons: [30],
  verifierId: VERIFIER,
  verifiedDone: false,
  newProofs: 1,
  extensions: 0,
  appeals: 0,
  dueAt: moment.now + 1,
  receivedAt: 1,
  suspended: false,
  pauseAhead: false,
  standing: false,
  revoked: false,
};

const branches: readonly RectificationState[] = ['extension_pending', 'appealed', 'shelved'];
export const factsIn = (state: RectificationState): MatterFacts => ({
  ...baseFacts,
  state,
  beforeState: branches.includes(state) ? 'in_rectification' : null,
});
