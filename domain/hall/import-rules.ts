import { z } from 'zod';

/**
 * Every reason for which a row of an import is refused, and the values its sentence may use.
 * Each has a sentence in every locale (`hall.importRule.<rule>`).
 */
export const importRules = {
  required: [],
  tooLong: ['maximum'],
  line: [],
  control: [],
  integer: ['value'],
  number: ['value'],
  day: ['value'],
  atLeast: ['minimum'],
  atMost: ['maximum'],
  /** `allowed` is a list of words in the language of the file's own titles, joined by `、`. */
  choice: ['value', 'allowed'],
  boolean: ['value'],
  referenceUnknown: ['value', 'entity'],
  referenceAmbiguous: ['value', 'entity', 'count'],
  /** The row it names belongs to another hall. */
  referenceOtherHall: ['value', 'entity'],
  /** A branch may not hang on a branch, nor a hall on itself. */
  branchLevel: ['value'],
  /** Neither the row nor the import says in which hall it is. */
  hallMissing: [],
  /** An earlier row of the same file has the same key. */
  duplicateInFile: ['row'],
  tooManyReferences: ['maximum'],
  /** The row goes on beyond the last title; `value` is what stands there. A fault of no field. */
  surplus: ['value'],
  /** A long number or code of which a spreadsheet has kept the first digits and a power of ten. */
  powerOfTen: ['value'],
  /** Flaws of the cell itself. */
  formula: [],
  cellError: ['value'],
  date: ['value'],
  merged: [],
} as const satisfies Record<string, readonly string[]>;

export type ImportRule = keyof typeof importRules;
export const importRule = z.enum(Object.keys(importRules) as [ImportRule, ...ImportRule[]]);

/** Why a cell is refused. `field` is a field of the entity; empty where the row as a whole is. */
export interface ImportFault {
  field: string;
  rule: ImportRule;
  params: Record<string, string | number>;
}

/** What is wrong with a cell whatever it should hold: no cached result, an error value, a date, part of a merged block, lost digits. */
export type CellFlaw = 'formula' | 'cellError' | 'date' | 'merged' | 'powerOfTen';
/** A cell as a reader hands it over: its text, or its text and what is wrong with it. */
export type Cell = string | { text: string; flaw: CellFlaw };

export const cellText = (cell: Cell | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;

/** Limits of a file to import. */
export const IMPORT_LIMITS = {
  bytes: 50 * 1024 * 1024,
  rows: 50_000,
  columns: 200,
  /** One cell, in UTF-16 units: no field takes more than 500. */
  cell: 4000,
} as const;
