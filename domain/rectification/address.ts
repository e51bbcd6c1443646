import type { DerivedPart } from '../footage/address.js';
import { MEDIA_SCHEME, type PictureSize } from '../picture.js';

/** Address of a picture or a clip that proves a matter: a number and a word, nothing else. */
export const proofUrl = (id: number, size: PictureSize | DerivedPart): string =>
  `${MEDIA_SCHEME}://proof/${id}/${size}`;
