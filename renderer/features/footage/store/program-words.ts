import type { MediaToolsState } from '../../../../domain/footage/custody.js';
import { translate } from '../../../shared/i18n';

/** What keeps this computer from working with footage, place by place; empty where a program is in use. */
export function programFaults({ version, refused }: MediaToolsState): string[] {
  if (version !== null) return [];
  return refused.map(({ source, why }) =>
    translate(`footage.program.refused.${why}`, { place: translate(`footage.program.place.${source}`) }),
  );
}
