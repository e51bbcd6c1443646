import { z } from 'zod';

/**
 * Small field kinds used by every schema. Text is trimmed, NFC, bounded, without control characters and without
 * characters of no width.
 */
export const id = z.int().min(1);
/** Row revision, from 1; an edit must name the one it was made on. */
export const revision = z.int().min(1);
/** UTC milliseconds. */
export const instant = z.int();
/** Day number, see `domain/time`. */
export const day = z.int();
/** Made by the client once per new record, so that a retry after a lost answer does not create it twice. */
export const clientId = z.uuid();

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

const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !isControlled(value), { error: 'control' })
    .overwrite((value) => withoutWidthless(value).normalize('NFC').trim());

/** One line of text, required. `maximum` in UTF-16 units. */
export const line = (maximum: number) =>
  text(maximum)
    .refine((value) => !/[\r\n\t]/.test(value), { error: 'line' })
    .refine((value) => value.length > 0, { error: 'required' });

/** One line that tells rows apart (a number, a code), required: kept in one width. */
export const key = (maximum: number) =>
  line(maximum)
    .overwrite(narrow)
    // Some characters become several.
    .max(maximum);

/** One line or nothing: empty becomes null. */
export const optionalLine = (maximum: number) =>
  text(maximum)
    .refine((value) => !/[\r\n\t]/.test(value), { error: 'line' })
    .transform((value) => (value === '' ? null : value))
    .pipe(z.string().nullable())
    .nullable();

/** Several lines or nothing. */
export const optionalText = (maximum: number) =>
  text(maximum)
    .transform((value) => (value === '' ? null : value))
    .pipe(z.string().nullable())
    .nullable();

/** Why something was done that cannot be undone or opens what is restricted. */
export const reason = line(200);
