import type { VerificationResult, WaitingKind } from './kinds.js';
import type { RectificationState } from './life.js';

/** 等谁, by state. What is being verified waits for the verifier, and once it was found done for who strikes it off. */
export const waitingByState: Readonly<Record<Exclude<RectificationState, 'verifying'>, WaitingKind>> = {
  draft: 'office',
  issued: 'unit',
  acknowledged: 'unit',
  in_rectification: 'unit',
  returned: 'unit',
  reopened: 'unit',
  submitted: 'office',
  extension_pending: 'leader',
  appealed: 'appeal',
  shelved: 'nobody',
  closed: 'nobody',
};

/** @param result of the verification of the present submission; null while there is none */
export function waitingFor(state: RectificationState, result: VerificationResult | null): WaitingKind {
  if (state !== 'verifying') return waitingByState[state];
  return result === 'done' ? 'closer' : 'verifier';
}
