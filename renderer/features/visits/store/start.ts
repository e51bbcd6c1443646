import { useRouter } from 'vue-router';
import type { VersionHead } from '../../../../domain/template.js';
import { readyTemplate } from '../../../../domain/templates/index.js';
import type { VisitMode } from '../../../../domain/visit.js';
import { defaultTemplates } from '../../../../domain/visit-defaults.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import { useWork } from '../../../shared/composables/use-work';
import { reportError } from '../../../shared/frame/report';

export interface StartChoice {
  mode: VisitMode;
  roundObjectId: number | null;
  hallId: number | null;
  windowIds: number[];
  partnerIds: number[];
  /** Null leaves the checklist to the mode. */
  versionId: number | null;
}

/** The checklist a mode begins with, among those there are. */
export function defaultVersion(mode: VisitMode, choices: readonly VersionHead[]): VersionHead | null {
  const key = defaultTemplates[mode];
  if (!key) return null;
  const titles = [readyTemplate(key, 'zh-CN').title, readyTemplate(key, 'en').title];
  return choices.find(({ title }) => titles.includes(title)) ?? null;
}

/** Starts a visit: stored with its number at once, then its page is opened. */
export function useStart() {
  const router = useRouter();
  const { busy, failure, run } = useWork();
  // One name for all tries: a start whose answer was lost does not make a second visit.
  const clientId = newClientId();
  const listId = newClientId();

  const start = ({ versionId, ...choice }: StartChoice): Promise<boolean> =>
    run(async () => {
      const visit = await call('visits.start', { clientId, ...choice });
      if (versionId !== null) await withChecklist(visit, versionId);
      await router.push(`/visits/${visit.id}`);
    });
  /** Another checklist than the mode begins with. The visit stands already: a fault here is told, not in its way. */
  async function withChecklist(visit: VisitDetail, versionId: number): Promise<void> {
    const lists =
      visit.checklists.length > 0
        ? visit.checklists
        : [{ clientId: listId, windowId: visit.windows[0]?.id ?? null, versionId: 0 }];
    const changes = lists
      .filter((list) => list.versionId !== versionId)
      .map((list) => ({ kind: 'checklist' as const, clientId: list.clientId, windowId: list.windowId, versionId }));
    if (changes.length === 0) return;
    try {
      await call('visits.change', { id: visit.id, seen: visit.revision, changes });
    } catch (error) {
      reportError(error);
    }
  }
  return { busy, failure, start };
}
