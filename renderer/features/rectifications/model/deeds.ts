import type { VerificationMethod, VerificationResult } from '../../../../domain/rectification/kinds.js';
import {
  needsNote,
  rectificationActions,
  type ActionRefusal,
  type ActionRule,
  type RectificationAction,
  type RectificationState,
} from '../../../../domain/rectification/life.js';
import type { Role } from '../../../../domain/people.js';
import type { RectificationDetail } from '../../../../domain/rectification/schema.js';

/** A measure or a stage as the unit reports it. */
export interface DoneLine {
  id: number;
  text: string;
  doneDay: number | null;
  /** Measures alone have a word beside them. */
  note: string;
}

/** What the dialogs of all deeds ask for; names are those of the commands, so that a refusal finds its field. */
export interface DeedValues {
  note: string;
  reason: string;
  grounds: string;
  progress: string;
  approver: string;
  verifierId: string;
  visitId: string;
  derivedIds: number[];
  method: VerificationMethod;
  result: VerificationResult | '';
  granted: 'yes' | 'no' | '';
  upheld: 'yes' | 'no' | '';
  day: number | null;
  expectedDay: number | null;
  newDueDay: number | null;
  fromDay: number | null;
  toDay: number | null;
  reviewDay: number | null;
  measures: DoneLine[];
  milestones: DoneLine[];
}
export type DeedField = keyof DeedValues;

/** How each is asked for; `maximum` as the contract takes it. */
export const fieldKinds: Record<
  DeedField,
  { kind: 'text' | 'line' | 'day' | 'choice' | 'verifier' | 'visit' | 'clips' | 'done'; maximum?: number }
> = {
  note: { kind: 'text', maximum: 2000 },
  reason: { kind: 'text', maximum: 1000 },
  grounds: { kind: 'text', maximum: 2000 },
  progress: { kind: 'text', maximum: 1000 },
  approver: { kind: 'line', maximum: 40 },
  verifierId: { kind: 'verifier' },
  visitId: { kind: 'visit' },
  derivedIds: { kind: 'clips' },
  method: { kind: 'choice' },
  result: { kind: 'choice' },
  granted: { kind: 'choice' },
  upheld: { kind: 'choice' },
  day: { kind: 'day' },
  expectedDay: { kind: 'day' },
  newDueDay: { kind: 'day' },
  fromDay: { kind: 'day' },
  toDay: { kind: 'day' },
  reviewDay: { kind: 'day' },
  measures: { kind: 'done' },
  milestones: { kind: 'done' },
};

interface Deed {
  /** Actions of the life it stands for; it can be done where one of them may be. */
  readonly actions: readonly [RectificationAction, ...RectificationAction[]];
  /** The key that opens it; also what makes it fit to stand in front as the next thing to do. */
  readonly keys: string;
  /** Left to the menu whatever else may be done. */
  readonly aside?: true;
  /** The state in which it stands in front; in others it is left to the menu. */
  readonly front?: RectificationState;
  readonly fields: readonly DeedField[];
  /** Fields that may stay empty. */
  readonly free?: readonly DeedField[];
}

/** What a person can do on a matter, in the order in which it stands in front. */
export const deeds = {
  verify: {
    actions: ['verify_done', 'verify_not_done'],
    keys: 'V',
    fields: ['result', 'day', 'visitId', 'derivedIds', 'note'],
    free: ['visitId', 'derivedIds'],
  },
  decideExtension: {
    actions: ['grant_extension', 'reject_extension'],
    keys: 'D',
    fields: ['granted', 'newDueDay', 'note'],
  },
  decideAppeal: { actions: ['uphold_appeal', 'reject_appeal'], keys: 'D', fields: ['upheld', 'note'] },
  close: { actions: ['close'], keys: 'X', fields: ['note'] },
  arrange: { actions: ['arrange'], keys: 'V', front: 'submitted', fields: ['verifierId', 'method', 'note'] },
  acknowledge: { actions: ['acknowledge'], keys: 'S', fields: ['note'] },
  serve: { actions: ['serve'], keys: '', aside: true, fields: ['note'] },
  submit: { actions: ['submit'], keys: 'T', fields: ['note'] },
  report: { actions: ['report'], keys: 'P', fields: ['note', 'measures', 'milestones'] },
  review: { actions: ['review'], keys: '', aside: true, fields: ['reviewDay', 'note'] },
  unshelve: { actions: ['unshelve'], keys: 'U', aside: true, fields: ['note'] },
  return: { actions: ['return'], keys: 'R', aside: true, fields: ['note'] },
  remind: { actions: ['remind'], keys: 'C', aside: true, fields: ['note'] },
  requestExtension: {
    actions: ['request_extension'],
    keys: 'E',
    aside: true,
    fields: ['expectedDay', 'reason', 'progress'],
    free: ['progress'],
  },
  appeal: { actions: ['appeal'], keys: '', aside: true, fields: ['grounds'] },
  suspend: {
    actions: ['suspend'],
    keys: '',
    aside: true,
    fields: ['fromDay', 'toDay', 'reason', 'approver'],
    free: ['toDay'],
  },
  resume: { actions: ['resume'], keys: '', aside: true, fields: ['note'] },
  shelve: { actions: ['shelve'], keys: '', aside: true, fields: ['reviewDay', 'reason', 'approver'] },
  reopen: { actions: ['reopen'], keys: '', aside: true, fields: ['note'] },
} as const satisfies Record<string, Deed>;
export type DeedName = keyof typeof deeds;
export const deedNames = Object.keys(deeds) as DeedName[];

const ruleOf = (action: RectificationAction): ActionRule => rectificationActions[action];

/** Why it cannot be done now; null when it can. */
export function refusalOfDeed(name: DeedName, { may }: Pick<RectificationDetail, 'may'>): ActionRefusal | null {
  const refusals = deeds[name].actions.map((action) => may[action]);
  return refusals.includes(null) ? null : (refusals[0] ?? 'state');
}

/** Whether it is ever this person's: otherwise it is not even shown. */
export function isOwnDeed(name: DeedName, refusal: ActionRefusal | null, roles: readonly Role[]): boolean {
  if (refusal === null) return true;
  if (refusal === 'role' || refusal === 'otherUnit' || refusal === 'notVerifier') return false;
  return deeds[name].actions.some((action) => ruleOf(action).by.some((as) => as !== 'verifier' && roles.includes(as)));
}

export interface OfferedDeed {
  name: DeedName;
  refusal: ActionRefusal | null;
}
export interface Offer {
  /** The one next thing to do; null where the matter waits for somebody else. */
  primary: DeedName | null;
  /** One more that stands beside it. */
  second: DeedName | null;
  menu: OfferedDeed[];
}

/** The rest of the front row: what goes with each of these states, the first that may be done. */
const beside: readonly DeedName[] = ['return', 'requestExtension', 'report', 'remind'];

/** What has no due date has none to move. */
const isFor = (name: DeedName, { row }: RectificationDetail): boolean =>
  name !== 'requestExtension' || row.fields.deadline.type !== 'standing_measure';

/** What of all deeds stands in front, and what in the menu: those that can be done first, then those that cannot, with why. */
export function offerOf(detail: RectificationDetail, roles: readonly Role[]): Offer {
  const own = deedNames
    .filter((name) => isFor(name, detail))
    .map((name) => ({ name, refusal: refusalOfDeed(name, detail) }))
    .filter(({ name, refusal }) => isOwnDeed(name, refusal, roles));
  const open = own.filter(({ refusal }) => refusal === null).map(({ name }) => name);
  const inFront = ({ aside, front }: Deed): boolean => !aside && (front === undefined || front === detail.row.state);
  const primary = open.find((name) => inFront(deeds[name])) ?? null;
  const second = beside.find((name) => open.includes(name) && name !== primary) ?? null;
  const menu = own.filter(({ name }) => name !== primary && name !== second);
  return {
    primary,
    second,
    menu: [...menu.filter(({ refusal }) => refusal === null), ...menu.filter(({ refusal }) => refusal !== null)],
  };
}

/** The states a deed is done in, for the sentence that says why not now. */
export const statesFor = (name: DeedName): readonly ActionRule['from'][number][] => [
  ...new Set(deeds[name].actions.flatMap((action) => [...ruleOf(action).from])),
];

/** Which of the deed's actions the values come to. */
export function actionOf(name: DeedName, values: Partial<DeedValues>): RectificationAction {
  const [first, second] = deeds[name].actions as readonly RectificationAction[];
  const no = values.granted === 'no' || values.upheld === 'no' || ('result' in values && values.result !== 'done');
  return no && second !== undefined ? second : (first ?? 'report');
}

/** Fields that stand in the dialog by what was chosen so far. */
export function shownFields(name: DeedName, values: Partial<DeedValues>): DeedField[] {
  return (deeds[name].fields as readonly DeedField[]).filter((field) => {
    if (field === 'newDueDay') return values.granted === 'yes';
    if (field === 'measures' || field === 'milestones') return (values[field]?.length ?? 0) > 0;
    return true;
  });
}

/** Whether the dialog cannot be sent without it. */
export function isNeeded(name: DeedName, field: DeedField, values: Partial<DeedValues>): boolean {
  const deed: Deed = deeds[name];
  if (deed.free?.includes(field) || fieldKinds[field].kind === 'done') return false;
  // A verification says what was seen, whatever it found.
  return field === 'note' ? name === 'verify' || needsNote(actionOf(name, values)) : true;
}

/** Shown fields that still hold nothing. */
export const missingFields = (name: DeedName, values: Partial<DeedValues>): DeedField[] =>
  shownFields(name, values).filter((field) => {
    const value = values[field];
    const empty = value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
    return empty && isNeeded(name, field, values);
  });

/** What the dialog begins with; `today` is a day number. */
export function initialValues(name: DeedName, detail: RectificationDetail, today: number): Partial<DeedValues> {
  const all: DeedValues = {
    note: '',
    reason: '',
    grounds: '',
    progress: '',
    approver: '',
    verifierId: '',
    visitId: '',
    derivedIds: [],
    method: 'on_site',
    result: '',
    granted: '',
    upheld: '',
    day: today,
    expectedDay: null,
    newDueDay: detail.extensions.find(({ decidedAt }) => decidedAt === null)?.expectedDay ?? null,
    fromDay: today,
    toDay: null,
    reviewDay: null,
    measures: detail.measures.map(({ id, text, doneDay, note }) => ({ id, text, doneDay, note: note ?? '' })),
    milestones: detail.milestones.map(({ id, title, doneDay }) => ({ id, text: title, doneDay, note: '' })),
  };
  return Object.fromEntries(deeds[name].fields.map((field) => [field, all[field]]));
}
