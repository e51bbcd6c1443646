import { cellText, type Cell } from '../hall/import-rules.js';
import { dayOf } from '../time.js';
import { unitAtWork, type RectificationState } from './life.js';
import { comparable, flawOf, readDay, readDone, readText, shortened, taken } from './reply-cells.js';
import { filledColumns, keptColumns, REPLY_LIMITS, type KeptCells, type ReplyColumn } from './reply-kinds.js';
import type { ReplyFault, ReplyRow } from './reply.js';

/** A matter as the sheet is held against it. */
export interface ReplyMatter {
  id: number;
  no: string;
  revision: number;
  unitId: number | null;
  state: RectificationState;
  problem: string;
  /** UTC milliseconds; null of a draft. */
  issuedAt: number | null;
  /** In their order. */
  measures: readonly { id: number; text: string; doneDay: number | null; note: string | null }[];
  /** The note of the newest report. */
  lastNote: string | null;
}

/** A row that came back: cells of the columns there are. */
export interface ReplyLine {
  row: number;
  cells: Partial<Record<ReplyColumn, Cell>>;
}

/** What a sheet said when it went out: the revision of each matter by number, and the cells nobody fills in. */
export type SentMatters = ReadonlyMap<string, { id: number; revision: number; kept: KeptCells }>;

export interface ReplyOrder {
  unitId: number;
  sent: SentMatters;
  /** Matters by number; those the sheet names, whosever they are. */
  matters: ReadonlyMap<string, ReplyMatter>;
  today: number;
  /** `备注：`, before the remark under the progress. */
  remarkMark: string;
}

/** The problem as it stands on the sheet. */
export const problemOnSheet = (problem: string): string =>
  problem.length > REPLY_LIMITS.problem ? `${problem.slice(0, REPLY_LIMITS.problem)}…` : problem;

const blank = (cell: Cell | undefined): boolean =>
  cell === undefined || (typeof cell === 'string' ? cell.trim() === '' : cell.text === '' && cell.flaw === 'date');

/** Whether anything was filled in, or stands where something could be. */
const isFilled = ({ cells }: ReplyLine): boolean => filledColumns.some((column) => !blank(cells[column]));

const numberOf = ({ cells }: ReplyLine): string => comparable(cellText(cells.no));

/** Which matter a row is of, or why none. */
function matterOf(line: ReplyLine, order: ReplyOrder, faults: ReplyFault[]): ReplyMatter | null {
  const refuse = (rule: ReplyFault['rule'], params: ReplyFault['params'] = {}): null => {
    faults.push({ column: 'no', rule, params });
    return null;
  };
  const flaw = flawOf(line.cells.no ?? '');
  if (flaw) {
    faults.push({ column: 'no', ...flaw.fault });
    return null;
  }
  const no = numberOf(line);
  if (no === '') return refuse('noMissing');
  const value = shortened(no);
  const matter = order.matters.get(no);
  if (!matter || matter.state === 'draft') return refuse('noUnknown', { value });
  if (matter.unitId !== order.unitId) return refuse('noOtherUnit', { value });
  return order.sent.get(no)?.id === matter.id ? matter : refuse('noChanged', { value });
}

/** Printed cells that are not what they were; a column that was taken out says nothing. */
function keptFaults({ cells }: ReplyLine, kept: KeptCells | undefined): ReplyFault[] {
  return keptColumns.flatMap((column): ReplyFault[] => {
    const cell = cells[column];
    if (cell === undefined || kept === undefined) return [];
    const flaw = flawOf(cell);
    if (flaw) return [{ column, ...flaw.fault }];
    const was = comparable(kept[column]);
    return comparable(cellText(cell)) === was
      ? []
      : [{ column, rule: 'shownChanged', params: { value: shortened(was) } }];
  });
}

/** Measures that become done, with what refuses them. */
function doneOf(
  { measures, issuedAt }: ReplyMatter,
  { cells }: ReplyLine,
  today: number,
  faults: ReplyFault[],
): ReplyRow['measures'] {
  const before = faults.length;
  const done = taken(readDone(cells.done ?? '', measures.length), 'done', faults);
  const doneDay = taken(readDay(cells.doneDay ?? '', { issued: dayOf(issuedAt ?? 0), today }), 'doneDay', faults);
  if (faults.length > before) return [];
  if (done === null) {
    if (doneDay !== null) faults.push({ column: 'done', rule: 'dayAlone', params: {} });
    return [];
  }
  if (doneDay === null) {
    faults.push({ column: 'doneDay', rule: 'dayMissing', params: {} });
    return [];
  }
  const named = done.flatMap((at) => {
    const measure = measures[at - 1];
    return measure ? [{ ...measure, at }] : [];
  });
  const already = named.filter((measure) => measure.doneDay !== null && measure.doneDay !== doneDay);
  if (already.length > 0)
    faults.push({ column: 'done', rule: 'doneAlready', params: { value: already.map(({ at }) => at).join('、') } });
  return named.filter((measure) => measure.doneDay === null).map(({ id, at, text }) => ({ id, at, text, doneDay }));
}

function planRow(line: ReplyLine, order: ReplyOrder, twin: number | null): ReplyRow {
  const faults: ReplyFault[] = [];
  const matter = matterOf(line, order, faults);
  if (twin !== null) faults.push({ column: 'no', rule: 'noTwice', params: { row: twin } });
  const { cells } = line;
  const problem = cells.problem ?? '';
  const problemFlaw = flawOf(problem);
  if (problemFlaw) faults.push({ column: 'problem', ...problemFlaw.fault });
  else if (matter && comparable(cellText(problem)) !== comparable(problemOnSheet(matter.problem)))
    faults.push({ column: 'problem', rule: 'problemChanged', params: {} });
  if (matter && !(unitAtWork as readonly RectificationState[]).includes(matter.state))
    faults.push({ column: 'state', rule: 'notInHand', params: { state: matter.state } });
  // Of rows with one number nobody knows which is the matter's.
  if (matter && twin === null) faults.push(...keptFaults(line, order.sent.get(matter.no)?.kept));
  const before = faults.length;
  const progress = taken(readText(cells.progress ?? '', REPLY_LIMITS.progress), 'progress', faults);
  if (progress === null && faults.length === before && isFilled(line))
    faults.push({ column: 'progress', rule: 'progressMissing', params: {} });
  const remark = taken(readText(cells.remark ?? '', REPLY_LIMITS.remark), 'remark', faults);
  const measures = matter ? doneOf(matter, line, order.today, faults) : [];
  const note = [progress, remark === null ? null : `${order.remarkMark}${remark}`].filter(Boolean).join('\n');
  const same = matter !== null && measures.length === 0 && matter.lastNote === note;
  return {
    row: line.row,
    no: shortened(numberOf(line)),
    rectificationId: matter?.id ?? null,
    problem: matter?.problem ?? shortened(cellText(problem)),
    state: matter?.state ?? null,
    status: faults.length > 0 ? 'bad' : same ? 'same' : 'change',
    stale: matter !== null && order.sent.get(matter.no)?.revision !== matter.revision,
    note,
    measures,
    faults,
  };
}

/**
 * What a sheet that came back would do, row by row, in its order. Rows in which nothing was filled in are counted, unless
 * their number is none of the sheet's, or a printed cell was changed.
 */
export function planReply(
  lines: readonly ReplyLine[],
  order: ReplyOrder,
): { rows: ReplyRow[]; empty: number; gone: string[] } {
  const rowsOf = new Map<string, number[]>();
  for (const line of lines) {
    const no = numberOf(line);
    if (no !== '') rowsOf.set(no, [...(rowsOf.get(no) ?? []), line.row]);
  }
  let empty = 0;
  const rows: ReplyRow[] = [];
  for (const line of lines) {
    const no = numberOf(line);
    const kept = order.sent.get(no)?.kept;
    if (!isFilled(line) && (no === '' || (kept !== undefined && keptFaults(line, kept).length === 0))) {
      if (no !== '') empty += 1;
      continue;
    }
    rows.push(planRow(line, order, rowsOf.get(no)?.find((row) => row !== line.row) ?? null));
  }
  return { rows, empty, gone: [...order.sent.keys()].filter((no) => !rowsOf.has(no)) };
}
