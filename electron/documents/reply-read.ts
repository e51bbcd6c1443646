import { AppError } from '../../domain/errors.js';
import { cellText, type Cell } from '../../domain/hall/import-rules.js';
import type { ReplyColumn } from '../../domain/rectification/reply-kinds.js';
import type { ReplyLine } from '../../domain/rectification/reply-plan.js';
import { neededColumns, replyColumnOf, replyWords } from './reply-words.js';
import { readSeal, SEAL_PAGE, type ReplySeal } from './reply-seal.js';
import { requireXlsx } from './table-reader.js';
import type { SheetRow } from './table-rows.js';
import { readSheets } from './xlsx-reader.js';

export interface ReadReply {
  seal: ReplySeal;
  lines: ReplyLine[];
}

type Titles = ReadonlyMap<ReplyColumn, number>;

function titlesOf({ cells }: SheetRow): Titles {
  const found = new Map<ReplyColumn, number>();
  cells.forEach((cell, index) => {
    const column = replyColumnOf(cellText(cell));
    if (column !== null && !found.has(column)) found.set(column, index);
  });
  return found;
}

/** The row of titles is the one that names most columns, and more than one. */
function headOf(rows: readonly SheetRow[]): { titles: Titles; row: number } | null {
  let best: { titles: Titles; row: number } | null = null;
  for (const row of rows.slice(0, 20)) {
    const titles = titlesOf(row);
    if (titles.size > (best?.titles.size ?? 1)) best = { titles, row: row.row };
  }
  return best;
}

/**
 * Reads a reply sheet that came back: what it said when it went out, and what stands in it now.
 * @throws AppError `file.*` for what is no workbook, `reply.notOurs` without an unchanged hidden page, `reply.columns`
 */
export async function readReplySheet(
  path: string,
  { name, signal }: { name: string; signal: AbortSignal },
): Promise<ReadReply> {
  await requireXlsx(path, name);
  const sheets = await readSheets(path, { name, signal, wanted: () => true, noMerges: true });
  const hidden = sheets.find((sheet) => sheet.name === SEAL_PAGE);
  const seal = hidden ? readSeal(hidden.rows.map(({ cells }) => cells.map(cellText))) : null;
  if (seal === null) throw new AppError('reply.notOurs', { name });
  const pages = sheets.filter((sheet) => sheet !== hidden);
  const page = pages.map(({ rows }) => ({ rows, head: headOf(rows) })).find(({ head }) => head !== null);
  const titles = page?.head?.titles ?? new Map<ReplyColumn, number>();
  const missing = neededColumns.filter((column) => !titles.has(column));
  if (!page?.head || missing.length > 0) {
    const at = seal.language === 'en' ? 1 : 0;
    throw new AppError('reply.columns', { name, columns: missing.map((column) => replyWords[column][at]).join('、') });
  }
  const { head } = page;
  const lines = page.rows.filter(({ row }) => row > head.row).map((row) => lineOf(row, head.titles));
  return { seal, lines };
}

function lineOf({ row, cells }: SheetRow, titles: Titles): ReplyLine {
  const named = [...titles].map(([column, index]): [ReplyColumn, Cell] => [column, cells[index] ?? '']);
  return { row, cells: Object.fromEntries(named) };
}
