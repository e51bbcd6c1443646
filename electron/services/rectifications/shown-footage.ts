import type { Reader } from '../../../db/database.js';
import { isUnitView, type RectificationViewer } from '../../../db/queries/rectification-scope.js';
import { releasedOrSeen } from '../clips/seen-derived.js';

/** What somebody who may see the matter is played of a clip on it. */
export const shownFootage = (reader: Reader, derivedId: number, viewer: RectificationViewer) =>
  releasedOrSeen(reader, derivedId, viewer, isUnitView(viewer));
