import { computed, type ComputedRef, type ShallowReactive } from 'vue';
import type { TemplateContent } from '../../../../domain/checklist/schema.js';
import type { DraftChecklist, VisitDraft } from '../model/draft';
import { filledOf } from '../model/filled';
import { sheetOf, type LiveSheet, type Sheet } from '../model/sheet';

export interface Sheets {
  /** The sheet of a checklist, reckoned again only when one of its own answers changes. Null until the content of its version is there. */
  of(clientId: string): LiveSheet | null;
}

export function createSheets(draft: VisitDraft, contents: ShallowReactive<Map<number, TemplateContent>>): Sheets {
  const kept = new Map<string, ComputedRef<LiveSheet | null>>();

  function make(clientId: string): ComputedRef<LiveSheet | null> {
    let previous: Sheet | null = null;
    const list = computed<DraftChecklist | undefined>(() =>
      draft.checklists.value.find((one) => one.clientId === clientId),
    );
    const filled = computed(() => (list.value ? filledOf(draft, list.value, contents) : null));
    return computed(() => {
      if (!filled.value || !list.value) return null;
      const { content, answers } = filled.value;
      previous = sheetOf(content, answers, list.value.limits, previous);
      return { answers, sheet: previous, content };
    });
  }

  return {
    of(clientId) {
      const known = kept.get(clientId) ?? make(clientId);
      kept.set(clientId, known);
      return known.value;
    },
  };
}
