import { awaitingStates, greyStates, notRedStates, rejectedStates } from '../../domain/rectification/light.js';
import { waitingKinds, type Light, type WaitingKind } from '../../domain/rectification/kinds.js';
import { rectificationStates, type RectificationState } from '../../domain/rectification/life.js';
import { waitingFor } from '../../domain/rectification/waiting.js';

/** The same as `light.ts` and `waiting.ts` say, as SQL over the covering indexes; the parameter is `now`. */

const among = (states: readonly string[]): string => `m.state IN (${states.map((state) => `'${state}'`).join(', ')})`;
const neverRed = new Set(notRedStates);
const canBeRed = rectificationStates.filter((state) => !neverRed.has(state));

/** SQL that holds for matters in a state in which they can be overdue. */
export const canBeRedSql = among(canBeRed);
/** Open: issued and not struck off. */
export const openSql = `m.state <> 'draft' AND m.state <> 'closed'`;
/** Matters `m` that `openSql` holds for, by an index of them alone; it holds no more than counts of them need. */
export const openMatters = 'rectification m INDEXED BY rectification_open';
export const overdueSql = `(m.due_at <= :now AND ${canBeRedSql})`;
const heldSql = `(m.suspended = 1 OR m.state = 'shelved')`;

const undecidedSql = `(m.state = 'appealed' AND m.warn_at <= :now)`;

/** SQL of the light of a matter `m`. */
export const lightSql = `CASE WHEN ${among(greyStates)} THEN 'grey' WHEN ${overdueSql} THEN 'red'
  WHEN ${undecidedSql} THEN 'yellow' WHEN ${among(awaitingStates)} THEN 'blue'
  WHEN m.warn_at <= :now OR (${among(rejectedStates)} AND NOT ${heldSql}) THEN 'yellow' ELSE 'green' END`;

/** SQL that holds for matters of one light. */
export const isLightSql: Readonly<Record<Light, string>> = {
  grey: among(greyStates),
  red: overdueSql,
  blue: `${among(awaitingStates)} AND NOT coalesce(${overdueSql}, 0) AND NOT coalesce(${undecidedSql}, 0)`,
  yellow: `(${lightSql}) = 'yellow'`,
  green: `(${lightSql}) = 'green'`,
};

/** States of which the verification does not matter, by whom they wait for. */
const waitingStates = (kind: WaitingKind): RectificationState[] =>
  rectificationStates.filter((state) => state !== 'verifying' && waitingFor(state, null) === kind);

/** SQL that holds for matters that wait for one kind of person. */
export const isWaitingSql = Object.fromEntries(
  waitingKinds.map((kind) => {
    if (kind === 'closer') return [kind, `m.state = 'verifying' AND m.verification_result IS 'done'`];
    if (kind === 'verifier') return [kind, `m.state = 'verifying' AND m.verification_result IS NOT 'done'`];
    return [kind, among(waitingStates(kind))];
  }),
) as Record<WaitingKind, string>;
