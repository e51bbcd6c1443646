import { AppError } from '../../../domain/errors.js';
import { hallEntities, type HallEntity } from '../../../domain/hall/entities.js';
import { trimmed } from '../../../domain/hall/import-cells.js';
import type { Column, FileTable, PlannedRow } from '../../../domain/hall/import-plan.js';
import { cellText } from '../../../domain/hall/import-rules.js';
import { hallSchema } from '../../../domain/hall/schema.js';
import { exampleRow, meaningOf, titleOf, type SheetLanguage } from '../../../domain/hall/titles.js';
import { hallSource } from '../../../domain/hall/values.js';
import { notATable, type SheetRow } from '../../documents/table-rows.js';

/** The titles are looked for in the first rows: a caption may stand above them. */
const TITLE_ROWS = 10;

/** What a file is to be read as. */
export interface TableOrder {
  entity: HallEntity;
  /** The hall the import is for; null when the file says it. */
  hallId: number | null;
  /** How the file is called in messages. */
  name: string;
}

/** Titles understood and the rows below them. */
export interface ImportTable extends FileTable {
  /** Titles that nothing was made of; an untitled column with something in it by its letter. */
  unknownColumns: string[];
  rows: readonly SheetRow[];
  /** Of the titles. */
  language: SheetLanguage;
  /** Required fields without a column: rows that are known can do without. */
  missing: readonly string[];
}

const titleTexts = ({ cells }: SheetRow): string[] => cells.map((cell) => trimmed(cellText(cell)));

/** The row that holds the most titles of an entity, and how many. */
function titlesFor(entity: HallEntity, sheet: readonly SheetRow[]): { titles: SheetRow | undefined; score: number } {
  let best: { titles: SheetRow | undefined; score: number } = { titles: sheet[0], score: 0 };
  for (const row of sheet.slice(0, TITLE_ROWS)) {
    const score = titleTexts(row).filter((title) => meaningOf(entity, title)?.kind === 'field').length;
    if (score > best.score) best = { titles: row, score };
  }
  return best;
}

function columnsOf(entity: HallEntity, titles: SheetRow): { columns: Column[]; unknownColumns: string[] } {
  const columns: Column[] = [];
  const unknownColumns: string[] = [];
  const taken = new Set<string>();
  titleTexts(titles).forEach((title, index) => {
    const meaning = meaningOf(entity, title);
    if (title === '' || meaning?.kind === 'ignored') return;
    const key = meaning?.kind === 'field' ? meaning.spec.name : meaning?.kind;
    if (!meaning || key === undefined || taken.has(key)) unknownColumns.push(title.slice(0, 100));
    else {
      taken.add(key);
      columns.push({ meaning, index });
    }
  });
  return { columns, unknownColumns };
}

/** Required fields that neither a column nor the hall of the import gives. */
function missingFields(entity: HallEntity, columns: readonly Column[], hallId: number | null): string[] {
  const has = (name: string): boolean =>
    columns.some(({ meaning }) => meaning.kind === 'field' && meaning.spec.name === name);
  return hallSchema[entity].fields
    .filter(({ name, required }) => required === true && !has(name) && !(name === 'hallId' && hallId !== null))
    .map(({ name }) => name);
}

/** Those of them without which no row can be told from another. */
function missingKey({ entity, hallId }: TableOrder, columns: readonly Column[], missing: readonly string[]): boolean {
  const { key, scope } = hallSchema[entity];
  const hallKnown = hallId !== null || columns.some(({ meaning }) => meaning.kind === 'hall');
  const bound = scope === 'hallId' ? (hallKnown ? null : hallSource[entity]) : scope;
  return missing.some((name) => key.includes(name) || name === bound);
}

/** The entity whose required columns are all there and of whose titles there are the most, and no fewer than of this one's. */
function betterEntity({ entity, hallId }: TableOrder, sheet: readonly SheetRow[]): HallEntity | null {
  let best: HallEntity | null = null;
  let most = Math.max(1, titlesFor(entity, sheet).score) - 1;
  for (const other of hallEntities) {
    const { titles, score } = titlesFor(other, sheet);
    if (other === entity || !titles || score <= most) continue;
    if (missingFields(other, columnsOf(other, titles).columns, hallId).length > 0) continue;
    best = other;
    most = score;
  }
  return best;
}

function lacksColumns(order: TableOrder, sheet: readonly SheetRow[], table: Pick<ImportTable, 'missing' | 'language'>) {
  const { entity, name } = order;
  const columns = table.missing.map((field) => titleOf(entity, field, table.language)).join('、');
  const other = betterEntity(order, sheet);
  return other === null
    ? new AppError('file.columns', { name, entity, columns })
    : new AppError('file.otherEntity', { name, entity, columns, other });
}

/** The letters a spreadsheet shows above a column. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

/**
 * Finds the titles and says which column is which.
 * @throws AppError `file.format` when no title is known, `file.columns` and `file.otherEntity` when the columns that
 * tell rows apart are not there
 */
export function tableOf(order: TableOrder, sheet: readonly SheetRow[]): ImportTable {
  const { entity, hallId, name } = order;
  const { titles, score } = titlesFor(entity, sheet);
  const language = /\p{Script=Han}/u.test(titles ? titleTexts(titles).join('') : '') ? 'zh-CN' : 'en';
  const { columns, unknownColumns } = titles ? columnsOf(entity, titles) : { columns: [], unknownColumns: [] };
  const missing = missingFields(entity, columns, hallId);
  if (!titles || (score === 0 && betterEntity(order, sheet) === null)) {
    const wanted = hallSchema[entity].fields.filter(({ required }) => required);
    throw notATable(name, wanted.map((spec) => titleOf(entity, spec.name, 'zh-CN')).join('、'));
  }
  if (missingKey(order, columns, missing)) throw lacksColumns(order, sheet, { missing, language });
  if (titles.beyond !== undefined) unknownColumns.push(titles.beyond.slice(0, 100));
  const texts = titleTexts(titles);
  const width = titles.beyond === undefined ? texts.map((title) => title !== '').lastIndexOf(true) + 1 : Infinity;
  const rows = sheet.filter((row) => row.row > titles.row && !isExample(entity, columns, row));
  texts.slice(0, width).forEach((title, index) => {
    const used = (row: SheetRow): boolean => trimmed(cellText(row.cells[index])) !== '';
    if (title === '' && rows.some(used)) unknownColumns.push(letterOf(index));
  });
  return { columns, width, unknownColumns, rows, language, missing };
}

/** The template's own example row, left standing, is not meant. */
function isExample(entity: HallEntity, columns: readonly Column[], { cells }: SheetRow): boolean {
  return (['zh-CN', 'en'] as const).some((language) => {
    const example = exampleRow(entity, language);
    return columns.every(
      ({ meaning, index }) =>
        meaning.kind !== 'field' || cellText(cells[index]).trim() === (example[meaning.spec.name] ?? ''),
    );
  });
}

/**
 * A file without all required columns can bring known rows up to date, but no new ones.
 * @throws AppError `file.columns`, `file.otherEntity` when not one row is known
 */
export function requireKnownRows(
  order: TableOrder,
  sheet: readonly SheetRow[],
  table: ImportTable,
  planned: readonly PlannedRow[],
): void {
  const lacks = ({ faults }: PlannedRow): boolean =>
    faults.some(({ field, rule }) => rule === 'required' && table.missing.includes(field));
  if (planned.length > 0 && planned.every(lacks)) throw lacksColumns(order, sheet, table);
}
