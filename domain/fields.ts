import { z } from 'zod';

/** Small field kinds used by every schema. Text is trimmed, NFC, without control characters, and bounded. */
export const id = z.int().min(1);
/** Row revision, from 1; an edit must name the one it was made on. */
export const revision = z.int().min(1);
/** UTC milliseconds. */
export const instant = z.int();
/** Day number, see `domain/time`. */
export const day = z.int();
/** Made by the client once per new record, so that a retry after a lost answer does not create it twice. */
export const clientId = z.uuid();

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/;
const HALF_PAIR = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine((value) => !CONTROL.test(value) && !HALF_PAIR.test(value), { error: 'control' })
    .overwrite((value) => value.normalize('NFC').trim());

/** One line of text, required. `maximum` in UTF-16 units. */
export const line = (maximum: number) =>
  text(maximum)
    .refine((value) => !/[\r\n\t]/.test(value), { error: 'line' })
    .refine((value) => value.length > 0, { error: 'required' });

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
