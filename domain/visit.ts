import { z } from 'zod';
import type { NumberSource } from './checklist/kinds.js';
import { id, instant, optionalLine, optionalText } from './fields.js';

/**
 * Timed steps of a visit and the keys that record them: 到达, 取号, 叫号, 来有迎声, 问有答声, 一次告知, 办结, 离开. On the
 * telephone `arrive` is the dialling, `called` the answering, `left` the end of the call.
 */
export const stepKeys = {
  arrive: 'A',
  ticket: 'T',
  called: 'C',
  greeted: 'G',
  answered: 'Q',
  told_missing: 'M',
  done: 'D',
  left: 'L',
} as const;
export type Step = keyof typeof stepKeys;
export const steps = Object.keys(stepKeys) as [Step, ...Step[]];

/** The step behind a key, whatever its case; null when there is none. */
export function stepOfKey(key: string): Step | null {
  return steps.find((step) => stepKeys[step] === key.toUpperCase()) ?? null;
}

export interface ModeFacts {
  /** Neither announced nor made known on the spot: the unit never learns who came. */
  covert: boolean;
  /** In the hall, on the telephone, at the screens, or away from the hall. */
  place: 'hall' | 'phone' | 'screens' | 'outside';
  /** Steps that make sense in this mode; any other is refused. */
  steps: readonly Step[];
  /** Steps without which the visit is not complete. */
  required: readonly Step[];
  minimumInspectors: number;
  /** Whether it is about windows: a visit of this mode names one at least. */
  needsWindow: boolean;
  /** Whether the inspector plays a part that has to be written down (掩护身份). */
  coverStory: boolean;
}

const inPerson = { place: 'hall', minimumInspectors: 2, coverStory: false } as const;
const stay = { steps: ['arrive', 'left'], required: ['arrive', 'left'] } as const;
const atTheCounter = ['arrive', 'ticket', 'called', 'greeted', 'answered', 'told_missing', 'left'] as const;

/** How a visit is made (检查方式). Modes are data: what differs between them stands here and nowhere else. */
export const visitModes = {
  /** 明查 */
  announced_visit: { ...inPerson, ...stay, covert: false, needsWindow: false },
  /** 暗访 */
  covert_visit: {
    ...inPerson,
    covert: true,
    steps: atTheCounter,
    required: ['arrive', 'left'],
    needsWindow: false,
    coverStory: true,
  },
  /** 模拟办事 */
  simulated_transaction: {
    ...inPerson,
    covert: true,
    steps,
    required: ['arrive', 'called', 'left'],
    needsWindow: true,
    coverStory: true,
  },
  /** 电话咨询 */
  phone_inquiry: {
    covert: true,
    place: 'phone',
    steps: ['arrive', 'called', 'greeted', 'answered', 'told_missing', 'left'],
    required: ['arrive', 'left'],
    minimumInspectors: 1,
    needsWindow: false,
    coverStory: true,
  },
  /** 业务问答 */
  business_questions: {
    ...inPerson,
    covert: true,
    steps: ['arrive', 'greeted', 'answered', 'told_missing', 'left'],
    required: ['arrive', 'left'],
    needsWindow: true,
    coverStory: true,
  },
  /** 视频巡查 */
  video_patrol: {
    ...stay,
    covert: true,
    place: 'screens',
    minimumInspectors: 1,
    needsWindow: false,
    coverStory: false,
  },
  /** 换位体验 */
  role_exchange: { ...inPerson, covert: false, steps, required: ['arrive', 'left'], needsWindow: true },
  /** 座谈 */
  symposium: { ...inPerson, ...stay, covert: false, place: 'outside', needsWindow: false },
  /** 入户 */
  household_visit: { ...inPerson, ...stay, covert: false, place: 'outside', needsWindow: false },
  /** 问卷 */
  questionnaire: { ...inPerson, ...stay, covert: false, minimumInspectors: 1, needsWindow: false },
  /** 复查 */
  verification: { ...inPerson, covert: false, steps: atTheCounter, required: ['arrive', 'left'], needsWindow: false },
} as const satisfies Record<string, ModeFacts>;
export type VisitMode = keyof typeof visitModes;
export const visitModeNames = Object.keys(visitModes) as [VisitMode, ...VisitMode[]];
export const modeFacts = (mode: VisitMode): ModeFacts => visitModes[mode];

/**
 * One press of a key or one correction. Entries are only ever added: the latest entry of a step is what counts, the
 * earlier ones stay. `at` null takes the step back.
 */
export const stepEntry = z.strictObject({
  step: z.enum(steps),
  /** The window it was seen at; null for the whole visit, as arriving and leaving always are. */
  windowId: id.nullable(),
  /** When it happened, UTC milliseconds. */
  at: instant.nullable(),
  /** When it was written down. */
  recordedAt: instant,
  note: optionalLine(200),
});
export type StepEntry = z.infer<typeof stepEntry>;
export type StepTimes = Readonly<Partial<Record<Step, number>>>;

/** Steps of the whole visit, whichever window is looked at. */
export const visitWideSteps: readonly Step[] = ['arrive', 'left'];

/** The entries that count for one window: its own and those of the whole visit. */
export function stepsOfWindow<E extends Pick<StepEntry, 'windowId'>>(
  entries: readonly E[],
  windowId: number | null,
): E[] {
  return entries.filter((entry) => entry.windowId === null || entry.windowId === windowId);
}

/** The time that counts for each step that was seen and not taken back. Entries of one window, see `stepsOfWindow`. */
export function stepTimes(entries: readonly StepEntry[]): StepTimes {
  const latest = new Map(entries.map(({ step, at }) => [step, at]));
  return Object.fromEntries([...latest].filter(([, at]) => at !== null)) as StepTimes;
}

/**
 * The times that count at one window of a visit, for its waiting and handling. Where several windows were tried, the wait
 * from the door belongs to the one that was first, and leaving ends the matter at the last one alone.
 * @param windowId null for what hangs on no window
 */
export function timesAtWindow(
  entries: readonly StepEntry[],
  windowId: number | null,
  windowIds: readonly number[],
): StepTimes {
  if (windowIds.length <= 1)
    return stepTimes(entries.filter((entry) => entry.windowId === null || windowIds.includes(entry.windowId)));
  const times = { ...stepTimes(stepsOfWindow(entries, windowId)) };
  const begun = windowIds.flatMap((id) => {
    const own = Object.values(stepTimes(entries.filter((entry) => entry.windowId === id)));
    return own.length > 0 ? [{ id, at: Math.min(...own) }] : [];
  });
  const here = begun.find(({ id }) => id === windowId);
  if (!here) return times;
  if (begun.some(({ at }) => at < here.at)) delete times.arrive;
  if (begun.some(({ at }) => at > here.at)) delete times.left;
  return times;
}

export interface StepCorrection {
  step: Step;
  from: number | null;
  to: number | null;
  recordedAt: number;
  note: string | null;
}

/** Every entry that changed an earlier one, in the order in which they were written. */
export function stepCorrections(entries: readonly StepEntry[]): StepCorrection[] {
  const known = new Map<Step, number | null>();
  return entries.flatMap(({ step, at, recordedAt, note }) => {
    const from = known.get(step);
    known.set(step, at);
    return from === undefined || from === at ? [] : [{ step, from, to: at, recordedAt, note }];
  });
}

/** Steps that cannot be the other way round. What is said at the counter may come in any order. */
const mustPrecede: readonly (readonly [earlier: Step, later: Step])[] = [
  ['arrive', 'ticket'],
  ['ticket', 'called'],
  ['arrive', 'called'],
  ['arrive', 'greeted'],
  ['arrive', 'answered'],
  ['arrive', 'told_missing'],
  ['arrive', 'done'],
  ['called', 'answered'],
  ['called', 'told_missing'],
  ['called', 'done'],
  ['greeted', 'done'],
  ['answered', 'done'],
  ['arrive', 'left'],
  ['ticket', 'left'],
  ['called', 'left'],
  ['greeted', 'left'],
  ['answered', 'left'],
  ['told_missing', 'left'],
  ['done', 'left'],
];

/** How far a step may lie ahead of the clock: two clocks read in the same second. */
const AHEAD_MS = 2000;

/** Why the steps of a visit are refused; each has a sentence in every locale. */
export const stepRules = {
  order: ['earlier', 'later'],
  future: ['step'],
  notInMode: ['step'],
} as const satisfies Record<string, readonly string[]>;
export interface StepFault {
  rule: keyof typeof stepRules;
  /** The step the message stands at. */
  step: Step;
  params: Record<string, string>;
}

/** @param now UTC milliseconds */
export function stepFaults(mode: VisitMode, times: StepTimes, now: number): StepFault[] {
  const { steps: known } = modeFacts(mode);
  const taken = steps.filter((step) => times[step] !== undefined);
  const timeOf = (step: Step): number => times[step] ?? NaN;
  return [
    ...taken
      .filter((step) => !known.includes(step))
      .map((step): StepFault => ({ rule: 'notInMode', step, params: { step } })),
    ...taken
      .filter((step) => timeOf(step) > now + AHEAD_MS)
      .map((step): StepFault => ({ rule: 'future', step, params: { step } })),
    ...mustPrecede
      // NaN of a step that was not taken compares false.
      .filter(([earlier, later]) => timeOf(earlier) > timeOf(later))
      .map(([earlier, later]): StepFault => ({ rule: 'order', step: later, params: { earlier, later } })),
  ];
}

/** Steps the mode asks for that are not there, in their order. */
export function missingSteps(mode: VisitMode, times: StepTimes): Step[] {
  return modeFacts(mode).required.filter((step) => times[step] === undefined);
}

/** The two times a visit measures: from the first of these steps that was taken to the first of those. */
const spans: Record<NumberSource, { from: readonly Step[]; to: readonly Step[] }> = {
  waiting_minutes: { from: ['ticket', 'arrive'], to: ['called', 'greeted'] },
  handling_minutes: { from: ['called', 'greeted'], to: ['done', 'left'] },
};

export interface Span {
  from: Step;
  /** Null while it runs. */
  to: Step | null;
  ms: number;
  /** Tenths of a minute as a decimal number, rounded half up: 18 min 22 s is 18.4. This is what limits are held against. */
  minutes: number;
}

/** Milliseconds -> minutes with one decimal, rounded half up. */
export const minutesOf = (ms: number): number => Math.floor((ms + 3000) / 6000) / 10;

/**
 * Waiting (取号至叫号) or handling (叫号至办结).
 * @param now the present moment for a span that still runs, UTC milliseconds; null gives finished spans alone
 * @returns null when it has not begun, does not run, or would end before it began (see `stepFaults`)
 */
export function spanOf(which: NumberSource, mode: VisitMode, times: StepTimes, now: number | null): Span | null {
  const known = modeFacts(mode).steps;
  const first = (wanted: readonly Step[]): Step | null =>
    wanted.find((step) => known.includes(step) && times[step] !== undefined) ?? null;
  const from = first(spans[which].from);
  // A matter that was not done in the end has no handling time, except where the mode knows no `done`.
  const ends = spans[which].to.filter((step) => step !== 'left' || !known.includes('done'));
  const to = first(ends);
  const start = from === null ? undefined : times[from];
  const end = to !== null ? times[to] : times.left === undefined ? now : null;
  if (from === null || start === undefined || end === null || end === undefined || end < start) return null;
  return { from, to, ms: end - start, minutes: minutesOf(end - start) };
}

export interface AgainstLimit {
  limitMinutes: number;
  over: boolean;
  /** By how much, in milliseconds; 0 when it is not over. */
  overMs: number;
}

/** A span against the hall's target or a promise in minutes. Seconds that rounding drops do not make it late. */
export function againstLimit(span: Span, limitMinutes: number): AgainstLimit {
  const over = span.minutes > limitMinutes;
  return { limitMinutes, over, overMs: over ? Math.max(0, span.ms - limitMinutes * 60_000) : 0 };
}

/** Finished spans as the numbers that fill a checklist's items; the times are those of its window, see `timesAtWindow`. */
export function numbersFromSteps(mode: VisitMode, times: StepTimes): Partial<Record<NumberSource, number>> {
  const sources = Object.keys(spans) as NumberSource[];
  const measured = sources.map((source) => [source, spanOf(source, mode, times, null)?.minutes] as const);
  return Object.fromEntries(measured.filter(([, minutes]) => minutes !== undefined));
}

/** Whom the inspector spoke to: staff by badge or desk number, citizens without any name. */
export const personSpokenTo = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('counter_staff'),
    windowId: id.nullable(),
    badgeNo: optionalLine(20),
    deskNo: optionalLine(20),
    remarks: optionalText(2000),
  }),
  z.strictObject({ kind: z.literal('service_user'), remarks: optionalText(2000) }),
]);
export type PersonSpokenTo = z.infer<typeof personSpokenTo>;

/** What a visit is, apart from its checklists and findings. A draft may lack anything that is null or empty here. */
export const visitFields = z.strictObject({
  mode: z.enum(visitModeNames),
  planId: id.nullable(),
  roundId: id.nullable(),
  hallId: id,
  zoneId: id.nullable(),
  windowIds: z.array(id).max(50),
  serviceItemId: id.nullable(),
  /** Restricted: never on paper or before the unit. */
  coverStory: optionalText(1000),
  /** Restricted: others see codes. */
  inspectorIds: z.array(id).max(20),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  spokenTo: z.array(personSpokenTo).max(50),
  narrative: optionalText(20_000),
  /** The parts of the report beside the findings: 主要做法, 整改措施, 意见建议. */
  practices: optionalText(8000),
  measures: optionalText(8000),
  suggestions: optionalText(8000),
  steps: z.array(stepEntry).max(500),
});
export type VisitFields = z.infer<typeof visitFields>;
