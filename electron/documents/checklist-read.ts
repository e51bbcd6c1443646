import { blankItem } from '../../domain/checklist/blank.js';
import { MOST_FAULTS, readContent, type ExchangeFault, type ExchangeResult } from '../../domain/checklist/exchange.js';
import type { ItemKind } from '../../domain/checklist/kinds.js';
import { columnsOf, dataSheets, type Column, type DataSheet } from './checklist-columns.js';
import { Refusals, sheetOf, tableOf, wholeOf, type ReadRow, type Spot, type Table } from './checklist-tables.js';
import { pick, sheetWords } from './checklist-words.js';
import { readSheets } from './xlsx-reader.js';

type Raw = Record<string, unknown>;

/** Sets a value at a dotted path, making what is on the way. */
function put(into: Raw, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const inner = into[first];
  const next: Raw = typeof inner === 'object' && inner !== null ? (inner as Raw) : {};
  into[first] = next;
  put(next, rest.join('.'), value);
}

/** A thing with its columns filled in over what an empty cell means. */
function filled(row: ReadRow, columns: readonly Column[], blank: Raw): Raw {
  const thing = structuredClone(blank);
  for (const { path } of columns) if (row.values.has(path)) put(thing, path, row.values.get(path));
  return thing;
}

const SCORING = 'scoring.';
const has = (row: ReadRow, start: string): boolean => [...row.values.keys()].some((path) => path.startsWith(start));

/** Points as the columns say: none where all of them are empty. */
function scoringOf(row: ReadRow, kind: ItemKind): Raw | null {
  const { values } = row;
  if (!has(row, SCORING) || values.get('scoring.effect') === 'none') return null;
  const points = kind === 'single_choice' || kind === 'multiple_choice' ? {} : { points: values.get('scoring.points') };
  return {
    effect: values.get('scoring.effect') ?? 'deduction',
    unit: values.get('scoring.unit') ?? 'per_occurrence',
    ...points,
    cap: values.get('scoring.cap') ?? null,
  };
}

function limitOf({ values }: ReadRow): Raw | null {
  const [side, value, measure] = ['limit.side', 'limit.value', 'limit.measure'].map((path) => values.get(path));
  if (side === undefined && value === undefined && measure === undefined) return null;
  return {
    side: side ?? 'at_most',
    ...(value === undefined ? {} : { value }),
    ...(measure === undefined ? {} : { measure }),
  };
}

/** Columns an item of this kind has nothing to say in. */
const isUnused = (column: Column, row: ReadRow, kind: ItemKind): boolean => {
  if (!row.values.has(column.path)) return false;
  if (column.only && !column.only.includes(kind)) return true;
  const without = row.values.get('scoring.effect') === 'none';
  return without && column.path.startsWith(SCORING) && column.path !== 'scoring.effect';
};

/** A number says what it counts and how far it goes; nobody may guess that. */
const neededBy: Partial<Record<ItemKind, readonly string[]>> = { number: ['unit', 'maximum'] };

/** Builds the content row by row and remembers where everything stands. */
class Builder {
  readonly #refusals = new Refusals();
  readonly #places = new Map<string, ReadRow>();
  /** Places and codes with a refused cell: what follows from it is not told. */
  readonly #tainted = new Set<string>();
  readonly #lost = new Set<string>();
  readonly #names = new Map<DataSheet, string>();

  read(sheets: readonly { name: string; rows: Parameters<typeof tableOf>[2] }[]): ExchangeResult {
    const tables = this.#tables(sheets);
    if (!tables) return this.#refused([]);
    const content = this.#content(tables);
    const result = readContent(content);
    if (result.ok && this.#refusals.faults.length === 0) return result;
    return this.#refused(result.ok ? [] : result.faults);
  }

  #tables(sheets: Parameters<Builder['read']>[0]): Record<DataSheet, Table> | null {
    const found = new Map<DataSheet, Table>();
    for (const { name, rows } of sheets) {
      const sheet = sheetOf(name);
      if (!sheet) continue;
      if (found.has(sheet)) this.#refusals.add('sheetTwice', { sheet: name });
      else found.set(sheet, (sheet === 'whole' ? wholeOf : tableOf.bind(null, sheet))(name, rows, this.#refusals));
    }
    for (const [sheet, table] of found) this.#names.set(sheet, table.sheet);
    const empty = (sheet: DataSheet): Table => ({ sheet: pick(sheetWords[sheet], 'zh-CN'), sound: true, rows: [] });
    for (const sheet of ['whole', 'sections', 'items'] as const)
      if (!found.has(sheet)) this.#refusals.add('sheetMissing', { sheet: sheetWords[sheet].join(' / ') });
    const tables = Object.fromEntries(dataSheets.map((sheet) => [sheet, found.get(sheet) ?? empty(sheet)]));
    const isWhole = ['whole', 'sections', 'items'].every((sheet) => found.has(sheet as DataSheet));
    return isWhole && [...found.values()].every(({ sound }) => sound) ? (tables as Record<DataSheet, Table>) : null;
  }

  #content(tables: Record<DataSheet, Table>): Raw {
    const [whole] = tables.whole.rows;
    if (whole) this.#at('', whole);
    const sections = tables.sections.rows.map((row, index) => {
      this.#at(`sections.${index}`, row);
      const blank = { title: '?', code: `row${index}`, chapter: null, baseScore: 1, weight: null, cap: null };
      return { ...filled(row, columnsOf.sections, { ...blank, floorMode: 'section_zero' }), items: [] as Raw[] };
    });
    for (const row of tables.items.rows) this.#item(row, sections);
    for (const row of tables.options.rows) this.#option(row, sections);
    const grades = tables.grades.rows.map((row, index) => {
      this.#at(`grades.${index}`, row);
      return filled(row, columnsOf.grades, { code: `row${index}`, label: '?', from: index });
    });
    const blank = { summary: null, cap: null, bonusCap: 0, totalCap: null, minimumJudgedPercent: 0 };
    const sound = { title: '?', language: 'zh-CN', baseScore: 100, combine: 'sum', criticalEffect: 'flag' };
    return { ...(whole ? filled(whole, columnsOf.whole, { ...blank, ...sound }) : {}), grades, sections };
  }

  #at(path: string, row: ReadRow): void {
    this.#places.set(path, row);
    if (path === '') for (const refused of row.refused) this.#tainted.add(refused);
    else if (row.refused.size > 0) this.#tainted.add(path);
  }

  #item(row: ReadRow, sections: { items: Raw[]; code?: unknown }[]): void {
    const { values } = row;
    const code = String(values.get('code') ?? '');
    const index = sections.findIndex((section) => section.code === values.get('section'));
    if (index < 0) {
      this.#lost.add(code);
      if (!values.has('section')) return;
      const value = String(values.get('section'));
      return this.#refusals.add('sectionUnknown', row.spot('section'), { value });
    }
    const items = sections[index]?.items ?? [];
    const kind = values.get('kind') as ItemKind | undefined;
    const given = kind ?? 'text';
    if (kind) this.#checkCells(row, kind);
    else this.#lost.add(code);
    this.#at(`sections.${index}.items.${items.length}`, row);
    const columns = columnsOf.items.filter(
      ({ path, only }: Column) =>
        path !== 'section' &&
        !path.startsWith(SCORING) &&
        !path.startsWith('limit.') &&
        (!only || only.includes(given)),
    );
    const item = filled(row, columns, { ...blankItem(given, `row${row.spot().row}`), title: '?' });
    if (has(row, 'deadline.type') && !has(row, 'deadline.amount')) put(item, 'deadline.amount', null);
    items.push({
      ...item,
      scoring: given === 'text' ? null : scoringOf(row, given),
      ...(given === 'number' ? { limit: limitOf(row) } : {}),
      ...('options' in item ? { options: [] } : {}),
    });
  }

  #checkCells(row: ReadRow, kind: ItemKind): void {
    for (const column of columnsOf.items as readonly Column[])
      if (isUnused(column, row, kind)) {
        row.refused.add(column.path);
        this.#refusals.add('cellUnused', row.spot(column.path));
      }
    for (const path of neededBy[kind] ?? []) {
      if (row.values.has(path) || row.refused.has(path)) continue;
      row.refused.add(path);
      this.#refusals.add('cellRequired', { ...row.spot(path), ...titleIfMissing(row, path) });
    }
    const limited = ['limit.value', 'limit.measure'].every((path) => row.values.has(path));
    if (limited) {
      row.refused.add('limit.value');
      this.#refusals.add('cellUnused', row.spot('limit.value'));
    }
  }

  #option(row: ReadRow, sections: readonly { items: Raw[] }[]): void {
    const value = String(row.values.get('item') ?? '');
    if (!row.values.has('item')) return;
    for (const [index, { items }] of sections.entries()) {
      const position = items.findIndex(({ code }) => code === value);
      const options = items[position]?.['options'] as Raw[] | undefined;
      if (position < 0) continue;
      const path = `sections.${index}.items.${position}`;
      if (!options) {
        if (!this.#lost.has(value)) this.#refusals.add('optionNotChoice', row.spot('item'), { value });
        return;
      }
      this.#at(`${path}.options.${options.length}`, row);
      const columns = columnsOf.options.filter((column) => column.path !== 'item');
      options.push(filled(row, columns, { code: `row${options.length}`, label: '?', fails: false, points: 0 }));
      return;
    }
    if (!this.#lost.has(value)) this.#refusals.add('optionItemUnknown', row.spot('item'), { value });
  }

  /** The faults of the content beside those of the cells, each at its row; what only follows from a refused cell is left out. */
  #refused(faults: readonly ExchangeFault[]): ExchangeResult {
    const told = faults.filter((fault) => !this.#follows(fault)).map((fault) => this.#located(fault));
    const all = [...this.#refusals.faults, ...told];
    return { ok: false, faults: all.slice(0, MOST_FAULTS) };
  }

  #placeOf(path: string): [place: string, row: ReadRow] | null {
    for (let place = path; place !== ''; place = place.split('.').slice(0, -1).join('.')) {
      const row = this.#places.get(place);
      if (row) return [place, row];
    }
    const whole = this.#places.get('');
    return whole ? ['', whole] : null;
  }

  #follows({ path, rule, params }: ExchangeFault): boolean {
    if (this.#lost.has(String(params['value'])) && rule.startsWith('condition')) return true;
    if (rule.endsWith('Twice')) return false;
    // A section that lost a row may seem empty, and sums with a number missing do not add up.
    if (rule === 'itemNone' && this.#lost.size > 0) return true;
    const sums = /^(?:base|weight|grade|deducts|capAbove|capBelowBase)/;
    if (
      sums.test(rule) &&
      [...this.#tainted].some((one) => /^(?:sections\.\d+|grades\.\d+|baseScore|combine)$/.test(one))
    )
      return true;
    const [place] = this.#placeOf(path) ?? [''];
    if (place === '') return this.#tainted.has(path);
    return [...this.#tainted].some(
      (one) => place === one || one.startsWith(`${place}.`) || place.startsWith(`${one}.`),
    );
  }

  #located(fault: ExchangeFault): ExchangeFault {
    const list = fault.path === 'sections' || fault.path === 'grades' ? fault.path : null;
    if (list) return { ...fault, params: { ...fault.params, sheet: this.#names.get(list) ?? '', row: 1 } };
    const [place, row] = this.#placeOf(fault.path) ?? ['', null];
    if (!row) return fault;
    const field = place === '' ? fault.path : fault.path.slice(place.length + 1);
    return { ...fault, params: { ...fault.params, ...spotOf(row, place, field) } };
  }
}

/** A column that is not there has no title of its own in the file. */
function titleIfMissing(row: ReadRow, path: string): Partial<Spot> {
  const column = (columnsOf.items as readonly Column[]).find((one) => one.path === path);
  return row.spot(path).column === undefined && column ? { column: column.title[0] } : {};
}

/** The column a field stands in: its own, or the first of what it is part of. */
function spotOf(row: ReadRow, place: string, field: string): Spot {
  const columns: readonly Column[] =
    place === '' ? columnsOf.whole : place.includes('.options.') ? columnsOf.options : columnsOf.items;
  const own = place.startsWith('grades')
    ? columnsOf.grades
    : /^sections\.\d+$/.test(place)
      ? columnsOf.sections
      : columns;
  const found = own.find(({ path }) => path === field || field.startsWith(`${path}.`) || path.startsWith(`${field}.`));
  return row.spot(found?.path);
}

/**
 * Reads the workbook of a checklist template, titles and words in either language. Taken whole or not at all: every
 * fault is named with sheet, row and column.
 * @throws AppError `file.format` for what is no workbook, `file.tooLarge`, `cancelled`
 */
export async function readChecklist(
  path: string,
  options: { name: string; signal: AbortSignal },
): Promise<ExchangeResult> {
  const sheets = await readSheets(path, { ...options, wanted: (sheet) => sheetOf(sheet) !== null });
  return new Builder().read(sheets);
}
