import { translate } from '../i18n';

/**
 * What stands at a text that is longer than its field takes: how long it may be and how long it is. Null while it fits.
 * No control cuts a text: what was pasted stays to be shortened by whoever wrote it, and is not saved before.
 * @param maximum UTF-16 units, as the contract counts
 */
export function overLimit(text: string, maximum: number): string | null {
  const over = text.length - maximum;
  return over > 0 ? translate('form.overLimit', { maximum, count: text.length, over }) : null;
}
