import type { CommandOutput } from '../../../domain/contract/commands/index.js';

/** The same keys with any words: what an English file must have because the Chinese one has it. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** Dotted paths to the sentences of a message tree. */
export type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** `{ 'people.create': string }` as `{ people: { create: string } }`, for tables named like commands. */
export type Nested<K extends string> = {
  [G in K extends `${infer A}.${string}` ? A : never]: Record<K extends `${G}.${infer B}` ? B : never, string>;
};

export interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

/** What can become of a row of the hall, and of a row of an imported file. */
export type HallHistoryChange = CommandOutput<'hall.history'>[number]['change'];
export type ImportStatus = keyof CommandOutput<'hall.importPreview'>['counts'];
