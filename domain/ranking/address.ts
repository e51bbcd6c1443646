import { MEDIA_SCHEME, type PictureSize } from '../picture.js';

/** Address of a picture an item of a month is based on: a number and a word, nothing else. */
export const rankingEvidenceUrl = (id: number, size: PictureSize): string => `${MEDIA_SCHEME}://ranking/${id}/${size}`;
