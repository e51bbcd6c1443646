import type { ErrorCode } from '../../../../domain/errors.js';
import { asClientError } from '../../../api/client';
import { translate, type MessageKey } from '../../../shared/i18n';
import { errorText } from '../../../shared/i18n/error-text';

/** Shorter than the sentences of the catalogue: they stand beside the picture they are about. */
const sentences: Partial<Record<ErrorCode, MessageKey>> = {
  'media.notPicture': 'evidence.fault.notPicture',
  'media.hashMismatch': 'evidence.fault.hashMismatch',
  'media.binaryMissing': 'evidence.fault.binaryMissing',
  'media.tooManyPixels': 'evidence.fault.tooManyPixels',
  'file.tooLarge': 'evidence.fault.tooLarge',
  'file.diskFull': 'evidence.fault.diskFull',
  'file.token': 'evidence.fault.token',
  'file.unreadable': 'evidence.fault.unreadable',
  'notFound.record': 'evidence.fault.placeGone',
  'conflict.state': 'evidence.fault.closed',
};

/** Why a picture was not taken in. */
export function pictureFault(error: unknown): string {
  const known = asClientError(error);
  const own = sentences[known.code];
  return own ? translate(own, known.params) : errorText(known);
}

/** Whether trying once more, perhaps after unlocking, can help. */
export function mayHelp(error: unknown): boolean {
  const { retryable, code } = asClientError(error);
  return retryable || code.startsWith('permission.');
}
