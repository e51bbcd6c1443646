import type { HallEntity } from './entities.js';
import { readCell, shortened, trimmed } from './import-cells.js';
import { HallNames, nowhere, type Home, type Known } from './import-names.js';
import { cellText, type Cell, type ImportFault } from './import-rules.js';
import { hallSchema, type FieldSpec } from './schema.js';
import type { ColumnMeaning } from './titles.js';
import { changedFields, fieldSpec, hallSource, naturalKey, type FieldValue, type StoredRow } from './values.js';

/** What the store holds, as far as a file of one entity can refer to it: active rows only. */
export interface ImportStore {
  /** Rows by entity that references of this entity lead to, and the halls. */
  known: ReadonlyMap<HallEntity, readonly Known[]>;
  /** The rows of the entity itself. */
  rows: readonly StoredRow[];
}

export type RowStatus = 'new' | 'changed' | 'same' | 'bad';

/** What would become of one row of the file. */
export interface PlannedRow {
  row: number;
  status: RowStatus;
  cells: string[];
  faults: ImportFault[];
  /** The stored row it stands for; null for a new one. */
  before: StoredRow | null;
  /** All fields as they would be; null for a bad row. */
  fields: Record<string, FieldValue> | null;
}

export interface Column {
  meaning: Exclude<ColumnMeaning, { kind: 'ignored' }>;
  index: number;
}

/** A row of the file. `beyond` is a text behind the last column that is read. */
export interface FileRow {
  row: number;
  cells: readonly Cell[];
  beyond?: string | undefined;
}

/** What is known of the columns of a file. */
export interface FileTable {
  columns: readonly Column[];
  /** Cells up to the last title. */
  width: number;
}

/**
 * Compares a file with the store, row by row, without changing anything. Purely a function of both, so that it can
 * be done again right before the rows are written.
 */
export class ImportPlanner {
  readonly #names: HallNames;
  readonly #byKey = new Map<string, StoredRow>();
  readonly #seen = new Map<string, number>();
  readonly #mains = new Set<number>();
  readonly #context: Home;
  readonly #source: FieldSpec | undefined;

  constructor(
    private readonly entity: HallEntity,
    private readonly table: FileTable,
    store: ImportStore,
    hallId: number | null,
  ) {
    this.#names = new HallNames(store.known);
    for (const row of store.rows) {
      this.#byKey.set(naturalKey(entity, row.fields, row.hallId), row);
      const { parentId } = row.fields;
      if (typeof parentId === 'number') this.#mains.add(parentId);
    }
    const hall = hallId === null ? undefined : this.#names.byId('hall', hallId);
    this.#context = hall ? { hallId: hall.id, familyId: hall.familyId } : nowhere;
    this.#source = hallSchema[entity].fields.find(({ name }) => name === hallSource[entity]);
  }

  plan({ row, cells, beyond }: FileRow): PlannedRow {
    const faults: ImportFault[] = [];
    const { columns, width } = this.table;
    const surplus =
      cells
        .slice(width)
        .map(cellText)
        .find((text) => trimmed(text) !== '') ?? beyond;
    if (surplus !== undefined) faults.push({ field: '', rule: 'surplus', params: { value: shortened(surplus) } });
    const read = new Map<string, FieldValue>();
    const home = this.#homeOf(cells, faults, read);
    for (const { meaning, index } of columns) {
      if (meaning.kind !== 'field' || meaning.spec.name === this.#source?.name) continue;
      this.#read(meaning.spec, cells[index] ?? '', home, faults, read);
    }
    const shown = columns.filter(({ meaning }) => meaning.kind === 'field').map(({ index }) => cellText(cells[index]));
    const bad = (): PlannedRow => ({ row, status: 'bad', cells: shown, faults, before: null, fields: null });
    // Without all of its key a row is nobody's.
    const { key, scope } = hallSchema[this.entity];
    const keyed = [...key, ...(scope === null || scope === 'hallId' ? [] : [scope])];
    const lost = keyed.some(
      (name) =>
        faults.some(({ field }) => field === name) || (this.#isRequired(name) && (read.get(name) ?? null) === null),
    );
    if (lost || (scope === 'hallId' && home.hallId === null)) {
      this.#requireMissing(read, faults, null);
      return bad();
    }
    const identity = naturalKey(this.entity, Object.fromEntries(read), home.hallId ?? 0);
    const before = this.#byKey.get(identity) ?? null;
    this.#requireMissing(read, faults, before);
    this.#checkBranch(read, before, faults);
    const earlier = this.#seen.get(identity);
    if (earlier !== undefined)
      faults.push({ field: key.at(-1) ?? 'name', rule: 'duplicateInFile', params: { row: earlier } });
    else this.#seen.set(identity, row);
    if (faults.length > 0) return bad();
    const fields = this.#whole(read, before);
    const status =
      before === null ? 'new' : changedFields(this.entity, before.fields, fields).length > 0 ? 'changed' : 'same';
    return { row, status, cells: shown, faults, before, fields };
  }

  /** The hall of a row: by what it hangs on, by its hall column, or by the hall the import is for. */
  #homeOf(cells: readonly Cell[], faults: ImportFault[], read: Map<string, FieldValue>): Home {
    let home = this.#context;
    const hall = this.table.columns.find(({ meaning }) => meaning.kind === 'hall');
    const named = hall ? cellText(cells[hall.index]).trim() : '';
    if (named !== '') {
      const found = this.#names.resolve('hall', named, this.#context);
      if ('target' in found) home = { hallId: found.target.id, familyId: found.target.familyId };
      else faults.push({ field: this.#source?.name ?? 'name', ...found });
    }
    const source = this.#source;
    if (!source) return home;
    const column = this.table.columns.find(
      ({ meaning }) => meaning.kind === 'field' && meaning.spec.name === source.name,
    );
    const cell = column ? (cells[column.index] ?? '') : '';
    if (source.name === 'hallId' && home.hallId !== null && cellText(cell).trim() === '' && typeof cell === 'string') {
      read.set('hallId', home.hallId);
      return home;
    }
    if (!column) {
      // A row that is known can do without; a new one is refused for the missing column later.
      if (home.hallId === null) faults.push({ field: source.name, rule: 'hallMissing', params: {} });
      return home;
    }
    this.#read(source, cell, home, faults, read);
    const id = read.get(source.name);
    const target = typeof id === 'number' && source.to ? this.#names.byId(source.to, id) : undefined;
    return target ? { hallId: target.hallId, familyId: target.familyId } : home;
  }

  #read(spec: FieldSpec, cell: Cell, home: Home, faults: ImportFault[], read: Map<string, FieldValue>): void {
    const reading = readCell(this.entity, spec, cell);
    if ('rule' in reading) {
      faults.push({ field: spec.name, rule: reading.rule, params: reading.params ?? {} });
      return;
    }
    if ('value' in reading) {
      read.set(spec.name, reading.value);
      return;
    }
    const ids: number[] = [];
    for (const word of reading.words) {
      const found = this.#names.resolve(spec.to ?? 'hall', word, this.entity === 'hall' ? nowhere : home);
      if (!('target' in found)) {
        faults.push({ field: spec.name, ...found });
        return;
      }
      if (!ids.includes(found.target.id)) ids.push(found.target.id);
    }
    if (spec.kind === 'references' && ids.length > 200) {
      faults.push({ field: spec.name, rule: 'tooManyReferences', params: { maximum: 200 } });
      return;
    }
    read.set(spec.name, spec.kind === 'references' ? ids.sort((a, b) => a - b) : (ids[0] ?? null));
  }

  #isRequired(field: string): boolean {
    return fieldSpec(this.entity, field)?.required === true;
  }

  /** What a new row must have and the file has no column for. */
  #requireMissing(read: ReadonlyMap<string, FieldValue>, faults: ImportFault[], before: StoredRow | null): void {
    if (before !== null) return;
    for (const { name, required } of hallSchema[this.entity].fields) {
      if (required !== true || read.has(name) || faults.some(({ field }) => field === name)) continue;
      faults.push({ field: name, rule: 'required', params: {} });
    }
  }

  #checkBranch(read: ReadonlyMap<string, FieldValue>, before: StoredRow | null, faults: ImportFault[]): void {
    const parentId = read.get('parentId');
    if (this.entity !== 'hall' || typeof parentId !== 'number') return;
    const parent = this.#names.byId('hall', parentId);
    const onBranch = parent?.familyId !== parentId;
    if (onBranch || parentId === before?.id || (before !== null && this.#mains.has(before.id))) {
      faults.push({ field: 'parentId', rule: 'branchLevel', params: { value: parent?.words[0] ?? '' } });
    }
  }

  /** Columns the file has not keep what is stored; of a new row they are empty. */
  #whole(read: ReadonlyMap<string, FieldValue>, before: StoredRow | null): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {};
    for (const { name, kind, to } of hallSchema[this.entity].fields) {
      const empty = kind === 'boolean' ? false : kind === 'references' ? [] : null;
      const value = read.get(name) ?? (read.has(name) ? null : (before?.fields[name] ?? empty));
      fields[name] =
        kind === 'references' && read.has(name) ? this.#withUnnamed(to, value, before?.fields[name]) : value;
    }
    return fields;
  }

  /** What is out of use cannot be named in a file; a list that held it goes on holding it. */
  #withUnnamed(to: HallEntity | undefined, value: FieldValue, before: FieldValue | undefined): FieldValue {
    if (!Array.isArray(value) || !Array.isArray(before) || !to) return value;
    const unnamed = (before as number[]).filter((id) => this.#names.byId(to, id) === undefined);
    return [...(value as number[]), ...unnamed].sort((a, b) => a - b);
  }
}
