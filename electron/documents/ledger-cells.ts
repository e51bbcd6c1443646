import type { LedgerColumn } from '../../domain/rectification/columns.js';
import { timeLeft } from '../../domain/rectification/left.js';
import { progressOf } from '../../domain/rectification/progress.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { categoryWords, deadlineWords, filled, listed, pick, severityWords, type Words } from './field-words.js';
import {
  escalationWords,
  leftWords,
  lightWords,
  progressWordsOnPaper,
  provisionalWords,
  resultWords,
  stateWords,
  waitingWords,
} from './ledger-words.js';
import type { PaperLanguage } from './paper.js';

/** A day as a date of the spreadsheet, which counts days of no zone. */
export type LedgerCell = string | number | Date | null;

const DAY_MS = 86_400_000;
export const dateOfDay = (day: number): Date => new Date(day * DAY_MS);
const dateOr = (day: number | null): Date | null => (day === null ? null : dateOfDay(day));
const dateAt = (at: number | null): Date | null => (at === null ? null : dateOfDay(dayOf(at)));
const countOr = (count: number): number | null => (count === 0 ? null : count);
const joined = (parts: readonly (string | null)[]): string | null =>
  parts.filter((part) => part !== null && part !== '').join(' · ') || null;

interface At {
  /** UTC milliseconds. */
  now: number;
  language: PaperLanguage;
}
type CellOf = (row: RectificationRow, at: At) => LedgerCell;

const word = (words: Words, { language }: At): string => pick(words, language);

function left(row: RectificationRow, at: At): string | null {
  const time = timeLeft(row, at.now);
  if (time === null) return null;
  const words = filled(word(leftWords[time.word], at), { n: time.n, day: time.day === null ? '' : isoDay(time.day) });
  // The due date beside it stays a date.
  return row.provisional ? `${words}${word(provisionalWords, at)}` : words;
}

function waiting({ waiting: { kind, name }, fields }: RectificationRow, at: At): string | null {
  if (kind === 'nobody') return null;
  const named = kind === 'unit' ? (fields.responsiblePerson ?? name) : name;
  return named ?? word(waitingWords[kind], at);
}

/** What stands in each column: whole numbers and texts, and dates as dates. */
const cells: Record<LedgerColumn, CellOf> = {
  no: ({ no }, at) => no ?? word(stateWords.draft, at),
  problem: ({ fields }) => fields.problem,
  place: ({ unitLabel, windowLabel }) => joined([unitLabel, windowLabel]),
  category: ({ fields }, at) => word(categoryWords[fields.category], at),
  severity: ({ fields }, at) => word(severityWords[fields.severity], at),
  due: ({ dueDay, fields }, at) =>
    dueDay === null && fields.deadline.type === 'standing_measure' ? word(leftWords.standing, at) : dateOr(dueDay),
  left,
  progress: (row, at) => word(progressWordsOnPaper[progressOf(row).word], at),
  waiting,
  proofs: ({ proofs }) => proofs,
  round: ({ roundLabel }) => roundLabel,
  found: ({ foundDay }) => dateOr(foundDay),
  hall: ({ hallLabel }) => hallLabel,
  window: ({ windowLabel }) => windowLabel,
  unit: ({ unitLabel }) => unitLabel,
  leadUnit: ({ leadUnitLabel }) => leadUnitLabel,
  basis: ({ fields }) => fields.basisClause,
  evidence: ({ evidence }) => countOr(evidence),
  goal: ({ fields }) => fields.goal,
  type: ({ fields: { deadline } }, at) =>
    filled(word(deadlineWords[deadline.type], at), { amount: deadline.amount ?? '' }),
  measures: ({ fields }, { language }) => listed(fields.measures, language) || null,
  leader: ({ fields }) => fields.responsibleLeader,
  person: ({ fields }) => fields.responsiblePerson,
  originalDue: ({ originalDueDay }) => dateOr(originalDueDay),
  notice: ({ noticeNo }) => noticeNo,
  state: ({ state }, at) => word(stateWords[state], at),
  light: ({ light, state }, at) => word(light === 'grey' ? stateWords[state] : lightWords[light], at),
  issued: ({ issuedAt }) => dateAt(issuedAt),
  received: ({ receivedAt }) => dateAt(receivedAt),
  submitted: ({ submittedAt }) => dateAt(submittedAt),
  verifier: ({ verifierName }) => verifierName,
  verified: ({ verificationResult, verificationNote }, at) =>
    joined([verificationResult === null ? null : word(resultWords[verificationResult], at), verificationNote]),
  closed: ({ closedAt }) => dateAt(closedAt),
  closer: ({ closerName }) => closerName,
  extensions: ({ extensions }) => countOr(extensions),
  reminders: ({ reminders }) => countOr(reminders),
  escalation: ({ escalation }, at) => (escalation === 'none' ? null : word(escalationWords[escalation], at)),
  recurrence: ({ recurrenceOf }) => recurrenceOf?.no ?? null,
  remark: ({ fields }) => fields.remark,
};

/** The cells of one matter in the order of the columns. */
export const ledgerCells = (columns: readonly LedgerColumn[], row: RectificationRow, at: At): LedgerCell[] =>
  columns.map((column) => cells[column](row, at));

/** Width in characters, and whether it is something else than text, which goes on below. */
interface Look {
  width: number;
  kind?: 'date' | 'number';
}
const date: Look = { width: 12, kind: 'date' };
const few: Look = { width: 12, kind: 'number' };
const name: Look = { width: 13 };
const place: Look = { width: 20 };
export const columnLooks: Record<LedgerColumn, Look> = {
  no: { width: 22 },
  problem: { width: 46 },
  place: { width: 26 },
  category: { width: 13 },
  severity: { width: 10 },
  due: date,
  left: { width: 20 },
  progress: { width: 13 },
  waiting: { width: 14 },
  proofs: few,
  round: place,
  found: date,
  hall: place,
  window: place,
  unit: place,
  leadUnit: place,
  basis: place,
  evidence: few,
  goal: { width: 30 },
  type: { width: 20 },
  measures: { width: 36 },
  leader: name,
  person: name,
  originalDue: date,
  notice: { width: 24 },
  state: { width: 13 },
  light: { width: 10 },
  issued: date,
  received: date,
  submitted: date,
  verifier: name,
  verified: { width: 26 },
  closed: date,
  closer: name,
  extensions: few,
  reminders: few,
  escalation: { width: 12 },
  recurrence: { width: 22 },
  remark: { width: 24 },
};
