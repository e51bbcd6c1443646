import { z } from 'zod';
import { optionalText } from '../fields.js';
import { isControlled } from '../text.js';
import { code, itemsOf, type Item, type TemplateContent } from './schema.js';

/** Longest texts of an answer, in UTF-16 units. */
export const NOTE_MAXIMUM = 2000;
export const TEXT_MAXIMUM = 4000;

const note = optionalText(NOTE_MAXIMUM);
/** How many persons, cases, occurrences or half days, as the item's unit says; not looked at where it is `once`. */
const count = z.int().min(1).max(9999);

/**
 * An answer of an item. `not_applicable` (不适用) and `not_observed` (未观察) are answers of every kind of item:
 * both close it, cost nothing and give nothing; they differ in what is counted as judged, see `domain/scoring`.
 */
export const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('conforms'), count, note }),
  z.strictObject({ kind: z.literal('fails'), count, note }),
  z.strictObject({ kind: z.literal('not_applicable'), note }),
  z.strictObject({ kind: z.literal('not_observed'), note }),
  /** Of a scale or a number. */
  z.strictObject({ kind: z.literal('value'), value: z.number().min(-1_000_000).max(1_000_000), note }),
  /** Of a choice: codes of the chosen options; none for a multiple choice where nothing applies. */
  z.strictObject({ kind: z.literal('chosen'), options: z.array(code).max(40), count, note }),
  z.strictObject({
    kind: z.literal('text'),
    text: z
      .string()
      .max(TEXT_MAXIMUM)
      .refine((value) => !isControlled(value), { error: 'control' }),
    note,
  }),
]);
export type Answer = z.infer<typeof answer>;

/** Answers by the code of their item. */
export const answers = z.record(code, answer);
export type Answers = Readonly<Record<string, Answer>>;

/** The answer of an item; undefined while it is open. Names of Object's own are no items. */
export function answerOf(given: Answers, itemCode: string): Answer | undefined {
  return Object.hasOwn(given, itemCode) ? given[itemCode] : undefined;
}

/** What each kind of item takes beside the two marks that every item takes. */
const taken: Record<Item['kind'], readonly Answer['kind'][]> = {
  conformity: ['conforms', 'fails'],
  scale: ['value'],
  number: ['value'],
  single_choice: ['chosen'],
  multiple_choice: ['chosen'],
  text: ['text'],
};

/** Why an answer does not fit its item; each has a sentence in every locale. */
export const answerRules = {
  itemUnknown: [],
  kindWrong: ['kind'],
  atLeast: ['minimum'],
  atMost: ['maximum'],
  decimals: ['decimals'],
  optionUnknown: ['option'],
  optionTwice: ['option'],
  oneOption: [],
} as const satisfies Record<string, readonly string[]>;
export interface AnswerFault {
  item: string;
  rule: keyof typeof answerRules;
  params: Record<string, string | number>;
}

function faultOf(item: Item, given: Answer): Omit<AnswerFault, 'item'> | null {
  if (given.kind === 'not_applicable' || given.kind === 'not_observed') return null;
  if (!taken[item.kind].includes(given.kind)) return { rule: 'kindWrong', params: { kind: given.kind } };
  if (given.kind === 'value' && (item.kind === 'scale' || item.kind === 'number')) {
    if (given.value < item.minimum) return { rule: 'atLeast', params: { minimum: item.minimum } };
    if (given.value > item.maximum) return { rule: 'atMost', params: { maximum: item.maximum } };
    const decimals = item.kind === 'number' ? item.decimals : 0;
    if (Number(given.value.toFixed(decimals)) !== given.value) return { rule: 'decimals', params: { decimals } };
  }
  if (given.kind === 'chosen' && 'options' in item) {
    const known = new Set(item.options.map((option) => option.code));
    const unknown = given.options.find((option) => !known.has(option));
    if (unknown !== undefined) return { rule: 'optionUnknown', params: { option: unknown } };
    const twice = given.options.find((option, index) => given.options.indexOf(option) !== index);
    if (twice !== undefined) return { rule: 'optionTwice', params: { option: twice } };
    if (item.kind === 'single_choice' && given.options.length !== 1) return { rule: 'oneOption', params: {} };
  }
  return null;
}

/** Every answer that does not fit the template, in the order of the template; unknown items last, by code. */
export function answerFaults(content: TemplateContent, given: Answers): AnswerFault[] {
  const items = itemsOf(content).map((entry) => entry.item);
  const known = new Set(items.map((item) => item.code));
  const fitting = items.flatMap((item) => {
    const its = answerOf(given, item.code);
    const fault = its && faultOf(item, its);
    return fault ? [{ item: item.code, ...fault }] : [];
  });
  const unknown = Object.keys(given)
    .filter((key) => !known.has(key))
    .sort()
    .map((key) => ({ item: key, rule: 'itemUnknown' as const, params: {} }));
  return [...fitting, ...unknown];
}

/** The answer of an item when it fits it; one that does not fit counts as no answer. */
export function fittingAnswer(item: Item, given: Answers): Answer | undefined {
  const its = answerOf(given, item.code);
  return its && faultOf(item, its) === null ? its : undefined;
}
