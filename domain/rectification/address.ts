import { MEDIA_SCHEME, type PictureSize } from '../picture.js';

/** Address of a picture a unit handed in as proof: a number and a word, nothing else. */
export const proofUrl = (id: number, size: PictureSize): string => `${MEDIA_SCHEME}://proof/${id}/${size}`;
