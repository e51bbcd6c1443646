import type { ErrorParams, FieldIssue } from '../../../domain/errors.js';
import { errorText, ruleText } from '../i18n/error-text';

/** Wrappers of the contract's inputs around the fields of a form. */
const wrappers = new Set(['draft', 'fields', 'administrator', 'settings']);

/** Path of a refused input -> field of the form: `draft.fields.windowIds.3` -> `windowIds`. */
export function fieldOfPath(path: string): string {
  const parts = path.split('.').filter((part) => part !== '');
  return parts.find((part) => !wrappers.has(part)) ?? parts.at(-1) ?? '';
}

/** Errors that name one field in their parameters or by their nature, rather than in `fields`. */
const natural: Partial<Record<string, readonly string[]>> = {
  'validation.passwordWeak': ['next', 'password'],
  'validation.passwordSame': ['next', 'password'],
  'validation.reasonMissing': ['reason'],
};

interface Refusal {
  code: string;
  params: ErrorParams;
  fields: readonly FieldIssue[];
}

/**
 * Where each part of a refusal is shown.
 * @param names fields the form has; what belongs to none of them is left for the banner
 * @returns sentences by field (the first of each), and whether everything found its field
 */
export function placeErrors(
  refusal: Refusal,
  names: readonly string[],
): { at: Record<string, string>; placed: boolean } {
  const at: Record<string, string> = {};
  let lost = 0;
  for (const issue of refusal.fields) {
    const field = fieldOfPath(issue.path);
    if (names.includes(field)) at[field] ??= ruleText(issue);
    else lost += 1;
  }
  if (refusal.fields.length === 0) {
    const named = refusal.params['field'];
    const own = typeof named === 'string' ? [fieldOfPath(named)] : (natural[refusal.code] ?? []);
    const field = own.find((name) => names.includes(name));
    if (field !== undefined) at[field] = errorText(refusal);
    else lost += 1;
  }
  return { at, placed: lost === 0 };
}
