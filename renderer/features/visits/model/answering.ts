import type { Answer } from '../../../../domain/checklist/answers.js';
import type { Item } from '../../../../domain/checklist/schema.js';

/** Whether the item is answered with the four words, or with numbers of options. */
const words = ['conforms', 'fails', 'not_applicable', 'not_observed'] as const;
export type AnswerWord = (typeof words)[number];
export const answerWords: readonly AnswerWord[] = words;

/** Answers of every kind of item beside its own. */
export const marks: readonly AnswerWord[] = ['not_applicable', 'not_observed'];

const noteOf = (given: Answer | undefined): string | null => given?.note ?? null;
const countOf = (given: Answer | undefined): number => (given && 'count' in given ? given.count : 1);

/** The answer a word stands for; pressed again it takes itself back. Note and count stay. */
export function answerWith(word: AnswerWord, given: Answer | undefined): Answer | null {
  if (given?.kind === word) return noteOf(given) === null ? null : null;
  const note = noteOf(given);
  return word === 'conforms' || word === 'fails' ? { kind: word, count: countOf(given), note } : { kind: word, note };
}

/** An option taken or, of several, taken back. A multiple choice left with none says that none applies. */
export function choose(item: Item, code: string, given: Answer | undefined): Answer | null {
  const chosen = given?.kind === 'chosen' ? given.options : [];
  const note = noteOf(given);
  const count = countOf(given);
  if (item.kind === 'single_choice') {
    return chosen[0] === code ? null : { kind: 'chosen', options: [code], count, note };
  }
  if (item.kind !== 'multiple_choice') return given ?? null;
  const options = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
  // In the order of the template, so that who pressed first changes nothing.
  const ordered = item.options.map((option) => option.code).filter((one) => options.includes(one));
  return { kind: 'chosen', options: ordered, count, note };
}

/** Text with full-width digits as an input method gives them -> number; null when it is none. */
export function parseNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replace('。', '.');
  return /^-?\d+(\.\d+)?$|^-?\.\d+$/.test(plain) ? Number(plain) : null;
}

export function withValue(value: number | null, given: Answer | undefined): Answer | null {
  return value === null ? null : { kind: 'value', value, note: noteOf(given) };
}
export function withText(text: string, given: Answer | undefined): Answer | null {
  const note = noteOf(given);
  return text === '' && note === null ? null : { kind: 'text', text, note };
}
/** A note needs an answer to stand on; of an open item it waits until there is one. */
export function withNote(note: string, given: Answer): Answer {
  return { ...given, note: note === '' ? null : note };
}
export function withCount(count: number, given: Answer | undefined): Answer | null {
  if (!given || !('count' in given)) return given ?? null;
  return { ...given, count: Math.min(9999, Math.max(1, count)) };
}

/** Whether the answer counts persons, cases, occurrences or half days that can be more than one. */
export function counts(item: Item, given: Answer | undefined, fails: boolean): boolean {
  const counted = given !== undefined && 'count' in given;
  const bonus = item.scoring?.effect === 'bonus' && given?.kind === 'conforms';
  return counted && (fails || bonus) && item.scoring !== null && item.scoring.unit !== 'once';
}
