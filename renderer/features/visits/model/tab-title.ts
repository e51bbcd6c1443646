import type { VisitDetail } from '../../../../domain/visit-record.js';
import type { DraftChecklist } from './draft';

/**
 * How the tab of a checklist is called: by its window, by its title where it has none; by both where a window has
 * several.
 */
export function tabTitle(
  list: DraftChecklist,
  all: readonly DraftChecklist[],
  { windows }: Pick<VisitDetail, 'windows'>,
): string {
  const label = windows.find(({ id }) => id === list.windowId)?.label;
  if (label === undefined) return list.title;
  const several = all.filter(({ windowId }) => windowId === list.windowId).length > 1;
  return several ? `${label} · ${list.title}` : label;
}
