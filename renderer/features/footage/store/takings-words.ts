import type { TakingFile } from '../../../../domain/footage/custody.js';
import { hasText, translate } from '../../../shared/i18n';
import { errorText } from '../../../shared/i18n/error-text';

/** Why a file was not taken in, in plain words. */
export function takingFault({ code, params }: NonNullable<TakingFile['error']>): string {
  const own = `footage.fault.${code}.${params['detail']}`;
  return hasText(own) ? translate(own) : errorText({ code, params });
}
