/**
 * The reply sheet (整改回执表) of a unit: a table of its open matters that goes out, is filled in and comes back. Some columns
 * say what the matter is and stay as they are, some are filled in.
 */
export const shownColumns = ['no', 'problem', 'measures', 'due', 'state'] as const;
export const filledColumns = ['progress', 'done', 'doneDay', 'remark'] as const;
/** What is held against the sheet as it went out; the number and the problem are held against the matter itself. */
export const keptColumns = ['measures', 'due', 'state'] as const satisfies readonly (typeof shownColumns)[number][];
export type KeptCells = Record<(typeof keptColumns)[number], string>;
export const replyColumns = [...shownColumns, ...filledColumns] as const;
export type ReplyColumn = (typeof replyColumns)[number];

/** What a cell takes, UTF-16 units: progress and remark together are the note of one report. */
export const REPLY_LIMITS = { progress: 1500, remark: 450, problem: 1000 } as const;
/** So many rows are taken in at once. */
export const MOST_REPLIES = 500;

/**
 * Every reason for which a row of a reply sheet is refused, and the values its sentence may use. Each has a sentence in
 * every locale (`reply.rule.<rule>`).
 */
export const replyRules = {
  noMissing: [],
  /** A matter of this unit that was not on the sheet when it went out. */
  noChanged: ['value'],
  noOtherUnit: ['value'],
  noUnknown: ['value'],
  noTwice: ['row'],
  problemChanged: [],
  /** A printed cell is not what it was when the sheet went out; `value` is what it said. */
  shownChanged: ['value'],
  notInHand: ['state'],
  formula: [],
  merged: [],
  cellError: ['value'],
  control: [],
  tooLong: ['most', 'have'],
  progressMissing: [],
  /** `value` is no number of a measure; `count` is how many there are. */
  doneUnknown: ['value', 'count'],
  doneNone: [],
  /** `value` are numbers of measures done on another day. */
  doneAlready: ['value'],
  /** A spreadsheet made a date of the numbers. */
  doneDate: ['value'],
  dayMissing: [],
  dayAlone: [],
  /** A year of the Republic (民国); `iso` is how the day is written. */
  dayRoc: ['value', 'iso'],
  daySlash: ['value', 'iso'],
  /** With points or in words. */
  dayWords: ['value', 'iso'],
  /** A date that lost its format. */
  dayNumber: ['value', 'iso'],
  dayUnclear: ['value'],
  dayFuture: ['value'],
  /** `iso` is the day the matter was issued. */
  dayBeforeIssue: ['value', 'iso'],
} as const satisfies Record<string, readonly string[]>;
export type ReplyRule = keyof typeof replyRules;
