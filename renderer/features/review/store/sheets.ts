import { computed, shallowReactive, watch, type Ref } from 'vue';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import { dismissedItems } from '../../../../domain/confirmation.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { sheetOf, type LiveSheet } from '../../visits/model/sheet';

/** The checklists of a visit as they are shown, each by its client id, once the content of its version is there. */
export function useSheets(visit: Readonly<Ref<VisitDetail>>) {
  const contents = shallowReactive(new Map<number, TemplateContent>());
  watch(
    () => visit.value.checklists.map(({ versionId }) => versionId),
    async (ids) => {
      for (const versionId of new Set(ids)) {
        if (contents.has(versionId)) continue;
        try {
          const { content } = await call('templates.version', { versionId });
          contents.set(versionId, content);
        } catch (error) {
          reportError(error);
        }
      }
    },
    { immediate: true },
  );
  return computed<ReadonlyMap<string, LiveSheet>>(() => {
    const { state, findings } = visit.value;
    const dismissed = state === 'confirmed' ? dismissedItems(findings) : null;
    const shown = visit.value.checklists.flatMap(({ clientId, versionId, answers, limits }) => {
      const content = contents.get(versionId);
      if (!content) return [];
      return [
        [
          clientId,
          { content, answers, sheet: sheetOf(content, answers, limits, null, dismissed?.get(clientId)) },
        ] as const,
      ];
    });
    return new Map(shown);
  });
}
