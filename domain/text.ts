// Apart from the schemas, so that screens can use it without loading them.

/** Control characters, line separators, and what turns the direction of text around: it shows other than it is. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
/** Characters of no width that come along with copied text. The joiner of emoji and of some scripts is none of them. */
const WIDTHLESS = /[\u200b\u2060\ufeff]/g;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export const withoutWidthless = (value: string): string => value.replace(WIDTHLESS, '');
/** Whether text holds what no field takes. */
export const isControlled = (value: string): boolean => CONTROL.test(value) || HALF_PAIR.test(value);
/** A key without the widths it can be typed in: ０１ and 01, Ａ and A are the same. */
export const narrow = (value: string): string => withoutWidthless(value).normalize('NFKC').trim();
