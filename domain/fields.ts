import { z } from 'zod';
import { isControlled, narrow, withoutWidthless } from './text.js';

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
const FIRST_RECKONED = -25_508;
const LAST_RECKONED = 47_540;
/** A day whose month is reckoned: 1 March 1900 to 28 February 2100. */
export const reckonedDay = day.refine((value) => value >= FIRST_RECKONED && value <= LAST_RECKONED, {
  error: 'noSuchDay',
});
/** Made by the client once per new record, so that a retry after a lost answer does not create it twice. */
export const clientId = z.uuid();

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

/** Several lines, required. */
export const requiredText = (maximum: number) =>
  text(maximum).refine((value) => value.length > 0, { error: 'required' });

/** Several lines or nothing. */
export const optionalText = (maximum: number) =>
  text(maximum)
    .transform((value) => (value === '' ? null : value))
    .pipe(z.string().nullable())
    .nullable();

/** Why something was done that cannot be undone or opens what is restricted. */
export const reason = line(200);
