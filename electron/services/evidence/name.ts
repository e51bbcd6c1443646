import { isControlled, withoutWidthless } from '../../../domain/text.js';

/** Characters of a name that are kept; file systems allow no more. */
const LONGEST = 255;

/**
 * A file name as it came, fit to be shown: what would break a line or turn the direction of reading is replaced. It is
 * never used as a path.
 */
export function originalName(name: string): string {
  const shown = [...withoutWidthless(name)]
    .map((letter) => (isControlled(letter) || /[\r\n\t]/.test(letter) ? '_' : letter))
    .join('')
    .trim();
  // Cut by whole characters, so that no half of a pair is left.
  let kept = '';
  for (const letter of shown) {
    if (kept.length + letter.length > LONGEST) break;
    kept += letter;
  }
  return kept || '_';
}
