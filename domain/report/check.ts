import { figureOf, holdsFor, type Ratio } from '../measures/ratio.js';

/** A number a sentence says, as it was counted: a plain one, or a share of 1 with its numerator and denominator. */
export type Figure = { name: string; value: number } | ({ name: string } & Ratio);

/** A number somebody typed that no row stands behind. */
export interface TypedFault {
  /** Where it stands in the text, UTF-16 units. */
  start: number;
  end: number;
  typed: string;
  /** What the rows give, as it would be written. */
  instead: string[];
}

const TYPED = /(\d[\d,]*(?:\.\d+)?)(\s*%)?/g;
/** Full-width digits and signs are one unit as the narrow ones are: places stay. */
const narrow = (text: string): string =>
  text.replace(/[０-９．，％]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
const blank = (text: string): string => ' '.repeat(text.length);

const isShare = (figure: Figure): figure is { name: string } & Ratio => 'denominator' in figure;
/** `69.2%`; a dash where there is nothing to divide by. */
export function shareText(ratio: Ratio): string {
  const figure = figureOf(ratio);
  return 'value' in figure ? `${(figure.value * 100).toFixed(1)}%` : '—';
}
export const figureText = (figure: Figure): string => (isShare(figure) ? shareText(figure) : String(figure.value));

/**
 * Numbers of a text that are not those of its figures: a percentage must hold for one of the shares as far as it was
 * written out, any other number must be one of the counts.
 * @param words what stands in the text with numbers of its own: a month, the name of a plan
 */
export function typedFaults(text: string, figures: readonly Figure[], words: readonly string[]): TypedFault[] {
  const shares = figures.filter(isShare);
  const counts = figures.flatMap((figure) => (isShare(figure) ? [] : [figure.value]));
  let read = narrow(text);
  for (const word of words) if (word !== '') read = read.split(narrow(word)).join(blank(word));
  return [...read.matchAll(TYPED)].flatMap((found) => {
    const [whole, digits = '', percent] = found;
    const typed = digits.replace(/,/g, '');
    const holds =
      percent === undefined ? counts.includes(Number(typed)) : shares.some((share) => holdsFor(typed, share));
    if (holds) return [];
    const instead = percent === undefined ? counts.map(String) : shares.map(shareText);
    const end = found.index + whole.length;
    return [{ start: found.index, end, typed: text.slice(found.index, end), instead: [...new Set(instead)] }];
  });
}
