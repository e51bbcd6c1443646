import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keptColumns, type KeptCells } from '../../domain/rectification/reply-kinds.js';
import type { PaperLanguage } from './paper.js';

/** The page nobody sees, which says what the sheet said when it went out. */
export const SEAL_PAGE = '_mingcha';
const KIND = 'mingcha.reply';
const VERSION = 2;

/** What a reply sheet is, told by ids, so that no number can be taken for another's. */
export interface ReplySeal {
  unitId: number;
  language: PaperLanguage;
  /** UTC milliseconds. */
  madeAt: number;
  matters: readonly { id: number; no: string; revision: number; kept: KeptCells }[];
}

const whole = z.coerce.number().int().min(1);
const head = z.tuple([
  z.literal(KIND),
  z.coerce.number().pipe(z.literal(VERSION)),
  whole,
  z.enum(['zh-CN', 'en']),
  whole,
]);
// What is empty at the end of a row does not come back.
const line = z
  .tuple([whole, z.string().min(1), whole])
  .rest(z.string())
  .refine((cells) => cells.length <= 6);

/** Not a secret: it tells a sheet that was changed by a slip from one that was not. */
const markOf = (rows: readonly (readonly (string | number)[])[]): string =>
  createHash('sha256')
    .update(JSON.stringify(rows.map((row) => row.map(String))))
    .digest('hex');

/** Rows of the hidden page; the first cell of the last is the mark over all before. */
export function sealRows({ unitId, language, madeAt, matters }: ReplySeal): (string | number)[][] {
  const rows = [
    [KIND, VERSION, unitId, language, madeAt],
    ...matters.map(({ id, no, revision, kept }) =>
      withoutTail([id, no, revision, ...keptColumns.map((one) => kept[one])]),
    ),
  ];
  return [...rows, [markOf(rows)]];
}

/** Spreadsheets keep empty cells behind the last one. */
function withoutTail<T extends string | number>(cells: readonly T[]): T[] {
  let length = cells.length;
  while (length > 0 && cells[length - 1] === '') length -= 1;
  return cells.slice(0, length);
}

/** @returns null for anything that is no such page, or was changed */
export function readSeal(rows: readonly (readonly string[])[]): ReplySeal | null {
  const [first, ...rest] = rows.map(withoutTail);
  const mark = rest.pop();
  if (!first || mark?.length !== 1 || mark[0] !== markOf([first, ...rest])) return null;
  const top = head.safeParse(first);
  const matters = z.array(line).safeParse(rest);
  if (!top.success || !matters.success) return null;
  const [, , unitId, language, madeAt] = top.data;
  const sent = matters.data.map(([id, no, revision, measures = '', due = '', state = '']) => ({
    ...{ id, no, revision },
    kept: { measures, due, state },
  }));
  return { unitId, language, madeAt, matters: sent };
}
