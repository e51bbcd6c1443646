import type { Role } from '../people.js';

/**
 * The life of a rectification (整改) as data: every state, every action, from where to where, by whom and on which
 * conditions. Nothing else changes a state. Overdue, lights and whom a matter waits for are derived, never states.
 */

/** 草稿, 待签收, 已签收, 整改中, 待验收, 复查中, 已销号; 退回重改, 延期审批中, 申诉中, 挂账, 反弹重启. */
export const rectificationStates = [
  'draft',
  'issued',
  'acknowledged',
  'in_rectification',
  'submitted',
  'verifying',
  'closed',
  'returned',
  'extension_pending',
  'appealed',
  'shelved',
  'reopened',
] as const;
export type RectificationState = (typeof rectificationStates)[number];

/** The unit has the matter in hand: it may report, prove, ask for time. */
export const unitAtWork = ['acknowledged', 'in_rectification', 'returned', 'reopened'] as const;
/** What the unit may still work on while others decide: an appeal stops no work. */
export const unitMayWork = [...unitAtWork, 'appealed'] as const;
/** The unit is to move, or asked for time to: it can be pressed. */
const pressed = ['issued', ...unitAtWork, 'extension_pending'] as const satisfies readonly RectificationState[];

/** Who acts: a role, or the person named as the verifier of this matter. A unit contact acts for the own unit alone. */
export type ActingAs = Extract<Role, 'office' | 'reviewer' | 'leader' | 'unit_contact'> | 'verifier';

/**
 * What must hold beside state and role; each that does not is a refusal of that name.
 * - `proof`: proof was added since the matter came to the unit or was returned last
 * - `beforeDue`: asked no later than the due date
 * - `extensionLeft`: fewer extensions granted than the setting allows
 * - `appealTerm`: within 30 days of receipt
 * - `firstAppeal`: no appeal was filed on it before; what was decided is not asked again
 * - `signedFor`: received before it was appealed against
 * - `notVerified`: this submission has no verification yet
 * - `verifiedDone`: the last verification of this submission found the matter done
 * - `notSuspended`: the clock of the deadline runs
 * - `hasClock`: there is a deadline to stop: 长期坚持 has none
 * - `suspended`: it stands still, or a suspension is set that has not begun
 * - `hasReview`: it is looked at again on a day: 长期坚持 or 挂账
 * - `notOfUnit`: not of the unit that puts it right, nor anybody who acted for it, whatever other role she has
 * - `struckOff`: closed because it was verified; a matter revoked on appeal is final
 * - `notOriginal`: not who saw, confirmed or issued it
 * - `thirdPerson`: neither who saw or confirmed it, nor of the unit, nor its verifier
 */
export const actionConditions = [
  'proof',
  'beforeDue',
  'extensionLeft',
  'appealTerm',
  'firstAppeal',
  'signedFor',
  'notVerified',
  'verifiedDone',
  'notSuspended',
  'hasClock',
  'suspended',
  'hasReview',
  'notOfUnit',
  'struckOff',
  'notOriginal',
  'thirdPerson',
] as const;
export type ActionCondition = (typeof actionConditions)[number];

/**
 * Where an action leads: a state, `same`, `before` (the state a branch was entered from), `work` (in rectification, or the
 * appeal that is still to be decided), or `gone` (a draft thrown away).
 */
export type Destination = RectificationState | 'same' | 'before' | 'work' | 'gone';

export interface ActionRule {
  readonly from: readonly RectificationState[];
  readonly to: Destination;
  readonly by: readonly ActingAs[];
  /** A note must say why. */
  readonly note: boolean;
  readonly needs: readonly ActionCondition[];
}

const rule = (
  from: readonly RectificationState[],
  to: Destination,
  by: readonly ActingAs[],
  more: Partial<Pick<ActionRule, 'note' | 'needs'>> = {},
): ActionRule => ({ from, to, by, note: more.note ?? false, needs: more.needs ?? [] });

const office = ['office'] as const;
const unit = ['unit_contact'] as const;
const approvers = ['office', 'leader'] as const;
const deciders = ['office', 'reviewer', 'leader'] as const;

export const rectificationActions = {
  edit: rule(['draft'], 'same', office),
  discard: rule(['draft'], 'gone', office),
  issue: rule(['draft'], 'issued', office),
  /** 签收 */
  acknowledge: rule(['issued'], 'acknowledged', unit),
  /** 送达: the office records how it was served, where nobody of the unit signs; it counts as received then. */
  serve: rule(['issued'], 'acknowledged', office, { note: true, needs: ['notOfUnit'] }),
  /** 报进度: also how work begins after receipt, a return or a reopening; an appeal goes on beside it. */
  report: rule(unitMayWork, 'work', unit, { note: true, needs: ['signedFor'] }),
  /** 提交销号申请, with proof. */
  submit: rule(unitAtWork, 'submitted', unit, { note: true, needs: ['proof'] }),
  /** 安排复查: names the verifier and the method. */
  arrange: rule(['submitted', 'verifying'], 'verifying', ['office', 'reviewer'], { needs: ['notOfUnit'] }),
  /** 复查, found done: waits for closure by a third. */
  verify_done: rule(['verifying'], 'same', ['verifier'], { needs: ['notOfUnit', 'notVerified'] }),
  /** 复查, found partly done, not done or recurred: back to the unit. */
  verify_not_done: rule(['verifying'], 'returned', ['verifier'], {
    note: true,
    needs: ['notOfUnit', 'notVerified'],
  }),
  /** 退回重改 */
  return: rule(['submitted', 'verifying'], 'returned', ['office', 'reviewer'], { note: true, needs: ['notOfUnit'] }),
  /** 销号 */
  close: rule(['verifying'], 'closed', deciders, { needs: ['notOfUnit', 'verifiedDone', 'thirdPerson'] }),
  request_extension: rule(unitAtWork, 'extension_pending', unit, {
    note: true,
    needs: ['beforeDue', 'extensionLeft', 'notSuspended'],
  }),
  grant_extension: rule(['extension_pending'], 'before', ['leader'], { needs: ['notOfUnit'] }),
  reject_extension: rule(['extension_pending'], 'before', ['leader'], { note: true, needs: ['notOfUnit'] }),
  appeal: rule(['issued', ...unitAtWork], 'appealed', unit, { note: true, needs: ['firstAppeal', 'appealTerm'] }),
  /** The matter is revoked: nothing was to be put right. */
  uphold_appeal: rule(['appealed'], 'closed', deciders, { note: true, needs: ['notOfUnit', 'notOriginal'] }),
  reject_appeal: rule(['appealed'], 'before', deciders, { note: true, needs: ['notOfUnit', 'notOriginal'] }),
  /** 停计: days that do not count. */
  suspend: rule(unitAtWork, 'same', approvers, { note: true, needs: ['notOfUnit', 'hasClock', 'notSuspended'] }),
  /** Ends what holds the clock, or takes back what has not begun. */
  resume: rule(unitAtWork, 'same', approvers, { needs: ['notOfUnit', 'suspended'] }),
  /** 挂账: cannot be put right for now; looked at again on a day. */
  shelve: rule(unitAtWork, 'shelved', approvers, { note: true, needs: ['notOfUnit', 'notSuspended'] }),
  unshelve: rule(['shelved'], 'before', approvers, { needs: ['notOfUnit'] }),
  /** 再看: what stands or was put aside was looked at, and is so again on another day. */
  review: rule([...unitAtWork, 'shelved'], 'same', approvers, { note: true, needs: ['notOfUnit', 'hasReview'] }),
  /** 反弹重启 */
  reopen: rule(['closed'], 'reopened', deciders, { note: true, needs: ['struckOff', 'notOfUnit'] }),
  /** 催办 */
  remind: rule(['issued', ...unitAtWork], 'same', office, { needs: ['notSuspended'] }),
  /** 督办单: blue, orange or red. */
  order: rule(pressed, 'same', office, { note: true }),
} as const satisfies Record<string, ActionRule>;
export type RectificationAction = keyof typeof rectificationActions;
export const rectificationActionNames = Object.keys(rectificationActions) as [
  RectificationAction,
  ...RectificationAction[],
];

/** Why an action is not to be had; each has a sentence in every locale. */
export const actionRefusals = ['state', 'role', 'otherUnit', 'notVerifier', 'note', ...actionConditions] as const;
export type ActionRefusal = (typeof actionRefusals)[number];

/** The person at the desk, as far as rights on a matter go. */
export interface ActingPerson {
  personId: number;
  roles: readonly Role[];
  /** The unit a unit contact speaks for. */
  unitId: number | null;
}

/** What of a matter decides who may do what; facts alone, nothing of the clock. */
export interface MatterFacts {
  state: RectificationState;
  /** Set while in a branch (`extension_pending`, `appealed`, `shelved`): the state it was entered from. */
  beforeState: RectificationState | null;
  unitId: number | null;
  /** Who saw it: inspectors of the visit, or the supervisor whose lead it was; of a matter without a finding, who wrote it. */
  seenBy: readonly number[];
  /** Who confirmed the finding. */
  confirmedBy: number | null;
  issuedBy: number | null;
  /** Everybody who signed, reported or submitted for the unit. */
  unitPersons: readonly number[];
  verifierId: number | null;
  /** The last verification of the present submission found it done. */
  verifiedDone: boolean;
  /** Proof added since the matter came to the unit, was returned or reopened last. */
  newProofs: number;
  extensions: number;
  /** Appeals filed on it, however they were decided. */
  appeals: number;
  /** UTC milliseconds after which it is overdue; null while nothing runs. */
  dueAt: number | null;
  receivedAt: number | null;
  suspended: boolean;
  /** A suspension is set that has not begun. */
  pauseAhead: boolean;
  /** 长期坚持: never due, reviewed on days. */
  standing: boolean;
  /** Closed on appeal: it was never to be put right. */
  revoked: boolean;
}

export interface LifeSettings {
  /** Extensions a matter may be granted. */
  extensionCap: number;
}

/** 政府督查工作条例, article 17: 30 days to ask for reconsideration, 30 to decide it. */
export const APPEAL_DAYS = 30;

/** `appealUntil`: UTC milliseconds at which the term of appeal ends; null before receipt. */
export interface Moment {
  now: number;
  appealUntil: number | null;
}

type Check = (matter: MatterFacts, person: ActingPerson, at: Moment, settings: LifeSettings) => boolean;
const originals = (matter: MatterFacts): (number | null)[] => [...matter.seenBy, matter.confirmedBy];

/** Of the responsible unit: who speaks for it, and whoever signed, reported or submitted for it. */
const isOfUnit = ({ unitId, unitPersons }: MatterFacts, person: ActingPerson): boolean =>
  (person.unitId !== null && person.unitId === unitId) || unitPersons.includes(person.personId);

const checks: Record<ActionCondition, Check> = {
  proof: (matter) => matter.newProofs > 0,
  beforeDue: (matter, _, at) => matter.dueAt === null || at.now < matter.dueAt,
  extensionLeft: (matter, _person, _at, settings) => matter.extensions < settings.extensionCap,
  appealTerm: (_matter, _person, at) => at.appealUntil === null || at.now < at.appealUntil,
  firstAppeal: (matter) => matter.appeals === 0,
  signedFor: ({ beforeState }) => beforeState !== 'issued',
  notVerified: (matter) => !matter.verifiedDone,
  verifiedDone: (matter) => matter.verifiedDone,
  notSuspended: (matter) => !matter.suspended,
  hasClock: (matter) => !matter.standing,
  suspended: (matter) => matter.suspended || matter.pauseAhead,
  hasReview: (matter) => matter.standing || matter.state === 'shelved',
  notOfUnit: (matter, person) => !isOfUnit(matter, person),
  struckOff: (matter) => !matter.revoked,
  notOriginal: (matter, { personId }) => ![...originals(matter), matter.issuedBy].includes(personId),
  thirdPerson: (matter, { personId }) =>
    ![...originals(matter), ...matter.unitPersons, matter.verifierId].includes(personId),
};

/** Whether a person may verify this matter: neither who saw it nor anybody of its unit. */
export function mayVerify(matter: MatterFacts, person: ActingPerson): boolean {
  return !isOfUnit(matter, person) && !matter.seenBy.includes(person.personId);
}

function refusalOfPerson(rule: ActionRule, matter: MatterFacts, person: ActingPerson): ActionRefusal | null {
  const held = rule.by.filter((as) => as === 'verifier' || person.roles.includes(as));
  if (held.includes('verifier')) return matter.verifierId === person.personId ? null : 'notVerifier';
  if (held.length === 0) return 'role';
  const forUnit = held.every((as) => as === 'unit_contact');
  return forUnit && (person.unitId === null || person.unitId !== matter.unitId) ? 'otherUnit' : null;
}

/**
 * Why this person may not do this now, the first reason of state, person, conditions; null when nothing stands against it.
 * The note is checked where it is written, with `needsNote`.
 */
export function refusalOf(
  action: RectificationAction,
  matter: MatterFacts,
  person: ActingPerson,
  at: Moment,
  settings: LifeSettings,
): ActionRefusal | null {
  const rule: ActionRule = rectificationActions[action];
  if (!rule.from.includes(matter.state)) return 'state';
  const refused = refusalOfPerson(rule, matter, person);
  if (refused !== null) return refused;
  return rule.needs.find((condition) => !checks[condition](matter, person, at, settings)) ?? null;
}

export const needsNote = (action: RectificationAction): boolean => rectificationActions[action].note;

/** The state after an action; null when the draft is gone. */
export function stateAfter(
  action: RectificationAction,
  { state, beforeState }: Pick<MatterFacts, 'state' | 'beforeState'>,
): RectificationState | null {
  const { to }: ActionRule = rectificationActions[action];
  if (to === 'gone') return null;
  if (to === 'same') return state;
  if (to === 'work') return state === 'appealed' ? state : 'in_rectification';
  if (to !== 'before') return to;
  if (beforeState === null) throw new Error(`${state} without the state before it`);
  return beforeState;
}

/** Branches remember where they were entered from. */
const branches: readonly RectificationState[] = ['extension_pending', 'appealed', 'shelved'];
/** What `beforeState` is after going from one state to another. */
export const beforeAfter = (from: RectificationState, to: RectificationState): RectificationState | null =>
  branches.includes(to) ? from : null;
