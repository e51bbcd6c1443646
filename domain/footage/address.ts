import { MEDIA_SCHEME } from '../picture.js';

/**
 * What of a recording can be asked for: the file or its copy for playing, that copy while it is being made, a picture
 * of it, and pictures along it.
 */
export const recordingParts = ['play', 'growing', 'poster', 'strip'] as const;
export type RecordingPart = (typeof recordingParts)[number];

/** Address of a part of a recording; who may see it is decided when it is asked for. */
export const recordingUrl = (recordingId: number, part: RecordingPart): string =>
  `${MEDIA_SCHEME}://recording/${recordingId}/${part}`;

/** What of a cut, a redacted copy or a still can be asked for. */
export const derivedParts = ['play', 'poster'] as const;
export type DerivedPart = (typeof derivedParts)[number];

export const derivedUrl = (derivedId: number, part: DerivedPart): string =>
  `${MEDIA_SCHEME}://derived/${derivedId}/${part}`;
