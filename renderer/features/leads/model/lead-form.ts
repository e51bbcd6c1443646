import type { LeadFields, LeadRow } from '../../../../domain/lead.js';

/** A lead as its form holds it: text is never null there. */
export type LeadValues = Omit<LeadFields, 'place' | 'saw' | 'wish'> & Record<'place' | 'saw' | 'wish', string>;

/** @param hallIds the halls assigned: the only one is chosen from the start */
export const blankValues = (hallIds: readonly number[]): LeadValues => ({
  hallId: hallIds.length === 1 ? (hallIds[0] ?? null) : null,
  windowId: null,
  place: '',
  seenDay: null,
  dayPart: 'unknown',
  hour: null,
  saw: '',
  aspects: [],
  wish: '',
});

export const valuesOf = ({ fields }: Pick<LeadRow, 'fields'>): LeadValues => ({
  ...fields,
  aspects: [...fields.aspects],
  place: fields.place ?? '',
  saw: fields.saw ?? '',
  wish: fields.wish ?? '',
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** What is sent: text as it was typed, nothing where nothing was written. */
export const fieldsOf = (values: LeadValues): LeadFields => ({
  ...values,
  aspects: [...values.aspects],
  place: orNull(values.place),
  saw: orNull(values.saw),
  wish: orNull(values.wish),
});

/** Whether two forms would be sent the same. */
export const sameValues = (a: LeadValues, b: LeadValues): boolean =>
  JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
// Trimmed, in one order of keys: what comes back from the store is equal to what was sent.
const canonical = (values: LeadValues): unknown[] => {
  const { hallId, windowId, place, seenDay, dayPart, hour, saw, aspects, wish } = values;
  return [hallId, windowId, place.trim(), seenDay, dayPart, hour, saw.trim(), [...aspects].sort(), wish.trim()];
};

const SENTENCE_END = /[。！？；\n!?;]|\.(?=\s|$)/;
/** Characters of a title: of a writing whose characters are words or syllables, and of one that spells. */
const TITLE_MOST = 40;
const SPELLED_MOST = 72;

/** What a lead is called by: its first sentence, without the mark that ends it, never ending within a word. */
export function leadTitle(saw: string | null): string {
  const text = (saw ?? '').trim();
  const end = text.search(SENTENCE_END);
  const first = [...(end > 0 ? text.slice(0, end) : text)];
  const most = /\p{Script=Han}/u.test(text) ? TITLE_MOST : SPELLED_MOST;
  if (first.length <= most) return first.join('');
  const cut = first.slice(0, most).join('');
  // A word that is longer than a title is cut all the same.
  const whole = first[most] === ' ' ? cut : cut.replace(/(?<=\S)\s+[\p{L}\p{N}’'-]+$/u, '');
  return `${whole}…`;
}
