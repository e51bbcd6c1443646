import type { BlockField, TextField } from '../../domain/rectification/document-fields.js';
import { dayOf } from '../../domain/time.js';
import { longDay } from './field-words.js';
import type { Block, Fact } from './paper.js';

/** What stands in the places of an official paper: what is known, or the places themselves. */
export interface Places {
  say(field: TextField): string;
  put(field: BlockField): Block[];
}

/** One paper before it is laid out: its head, and what follows. */
export interface OfficialPaper {
  title: readonly string[];
  number: string;
  blocks: Block[];
}
export type Layout = (places: Places) => OfficialPaper;

export const day = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : longDay(value, 'zh-CN');
export const dayAt = (at: number | null | undefined): string => day(at === null || at === undefined ? null : dayOf(at));
export const dash = (text: string | null | undefined): string =>
  text === null || text === undefined || text === '' ? '—' : text;
export const fact = (label: string, value: string | null | undefined): Fact => ({ label, value: dash(value) });
export const numbered = (texts: readonly string[]): string =>
  texts.length > 1 ? texts.map((text, at) => `${at + 1}. ${text}`).join('\n') : (texts[0] ?? '');

export const textBlock = (said: string): Block => ({ kind: 'text', text: said });
export const heading = (said: string): Block => ({ kind: 'heading', level: 1, text: said });
export const facts = (...rows: Fact[][]): Block => ({ kind: 'facts', rows });
export const signatures = (...labels: string[]): Block => ({
  kind: 'signatures',
  lines: labels.map((label) => ({ label, value: '' })),
});
/** A row of one or two places under their labels. */
export const row = ({ say }: Places, ...cells: [label: string, field: TextField][]): Fact[] =>
  cells.map(([label, field]) => fact(label, say(field)));

/** Issuing body and date, whom to ask (附注) in brackets below, copies (抄送) between lines. */
export const ending = ({ say, put }: Places, note: string | null = null): Block[] => [
  { kind: 'issued', lines: [say('issuer'), say('dated')] },
  ...(note === null ? [] : [textBlock(`（${note}）`)]),
  ...put('copies'),
];
export const signedAndAsked = ({ say }: Places): string =>
  `签发人：${dash(say('signer'))}　联系人：${dash(say('contact'))}`;
