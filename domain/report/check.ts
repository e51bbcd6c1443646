import { figureOf, holdsFor, type Ratio } from '../measures/ratio.js';
import { decimalInWords, numberInWords } from './numerals.js';

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

const TYPED = /(\d(?:[\d,]*\d)?(?:\.\d+)?)(\s*[%万])?/g;
/** 百分之七十一, 百分之71. */
const PERCENT_WORDS = /百分之([\d.]+|[零〇一二两三四五六七八九十百点]+)/g;
/** 七成, 7成, 七成一; not 一成不变, 三成员单位. */
const TENTHS = /(\d+(?:\.\d+)?|[一二两三四五六七八九])\s*成([一二三四五六七八九半])?(?![不员果绩功立就分])/g;
const TEN_THOUSAND = 10_000;
/** 四千八百四十二件: words of ten and more, that count something. */
const COUNT_WORDS =
  /(?<!\d\s*)([零〇一二两三四五六七八九]?[十百千万][零〇一二两三四五六七八九十百千万]*)(?=\s*[余多]?\s*[个件次家起项条])/g;
/** Full-width digits and signs are one unit as the narrow ones are: places stay. */
const narrow = (text: string): string =>
  text.replace(/[０-９．，％]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
const blank = (text: string): string => ' '.repeat(text.length);

/** `七`, `一` -> `7.1`: tenths as a decimal. */
function tenthsOf(whole: string, rest: string | undefined): string {
  const tenths = String(numberInWords(whole) ?? whole);
  if (rest === undefined) return tenths;
  return `${tenths}.${rest === '半' ? 5 : (numberInWords(rest) ?? 0)}`;
}
/** Whether a count is so many ten thousands, as far as they were written out: 1.2万 holds for 12034. */
function isTenThousands(count: number, typed: string): boolean {
  const digits = typed.split('.')[1]?.length ?? 0;
  return Math.abs(count - Number(typed) * TEN_THOUSAND) <= 0.5 * 10 ** -digits * TEN_THOUSAND;
}

const isShare = (figure: Figure): figure is { name: string } & Ratio => 'denominator' in figure;
/** `69.2%`; a dash where there is nothing to divide by. */
export function shareText(ratio: Ratio): string {
  const figure = figureOf(ratio);
  return 'value' in figure ? `${(figure.value * 100).toFixed(1)}%` : '—';
}
export const figureText = (figure: Figure): string => (isShare(figure) ? shareText(figure) : String(figure.value));

/**
 * Numbers of a text that are not those of its figures: a percentage must hold for one of the shares as far as it was
 * written out, and so must tenths (七成) and ten thousands (1.2万); any other number must be one of the counts. Chinese
 * words likewise, counts of them from ten on.
 * @param words what stands in the text with numbers of its own: a month, the name of a plan
 */
export function typedFaults(text: string, figures: readonly Figure[], words: readonly string[]): TypedFault[] {
  const shares = figures.filter(isShare);
  const counts = figures.flatMap((figure) => (isShare(figure) ? [] : [figure.value]));
  let read = narrow(text);
  for (const word of words) if (word !== '') read = read.split(narrow(word)).join(blank(word));
  const fault = ({ index: start = 0, 0: whole }: RegExpMatchArray, of: 'share' | 'count'): TypedFault => {
    const end = start + whole.length;
    const instead = of === 'count' ? counts.map(String) : shares.map(shareText);
    return { start, end, typed: text.slice(start, end), instead: [...new Set(instead)] };
  };
  const heldBy = (typed: string | null): boolean => typed !== null && shares.some((share) => holdsFor(typed, share));
  const percents = [...read.matchAll(PERCENT_WORDS)].flatMap((found) =>
    heldBy(decimalInWords(found[1] ?? '')) ? [] : [fault(found, 'share')],
  );
  read = read.replace(PERCENT_WORDS, blank);
  const tenths = [...read.matchAll(TENTHS)].flatMap((found) => {
    const typed = tenthsOf(found[1] ?? '', found[2]);
    return shares.some((share) => holdsFor(typed, share, 0.1)) ? [] : [fault(found, 'share')];
  });
  read = read.replace(TENTHS, blank);
  const inWords = [...read.matchAll(COUNT_WORDS)].flatMap((found) =>
    counts.includes(numberInWords(found[1] ?? '') ?? -1) ? [] : [fault(found, 'count')],
  );
  const digits = [...read.matchAll(TYPED)].flatMap((found) => {
    const typed = (found[1] ?? '').replace(/,/g, '');
    const unit = found[2]?.trim();
    if (unit === '%') return heldBy(typed) ? [] : [fault(found, 'share')];
    const held = unit === '万' ? counts.some((count) => isTenThousands(count, typed)) : counts.includes(Number(typed));
    return held ? [] : [fault(found, 'count')];
  });
  return [...percents, ...tenths, ...inWords, ...digits].sort((a, b) => a.start - b.start);
}
