import { computed, shallowRef } from 'vue';
import type { AttachmentTarget } from '../../../../domain/evidence.js';
import type { VisitDetail } from '../../../../domain/visit-record.js';
import { call } from '../../../api/client';
import { translate } from '../../../shared/i18n';

/** Something a clip can hang on. `key` stands for the target in a list of choices. */
export interface TargetChoice {
  key: string;
  target: AttachmentTarget | null;
  label: string;
}

const same = (a: AttachmentTarget | null, b: AttachmentTarget | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** What clips of this sitting can belong to: the visit or the lead the player was opened from, and its parts. */
export function useTargets(visitId: number | null, leadId: number | null) {
  const visit = shallowRef<VisitDetail | null>(null);
  const lead = shallowRef<{ id: number; no: string } | null>(null);

  async function load(): Promise<void> {
    try {
      if (visitId !== null) visit.value = await call('visits.get', { id: visitId });
      if (leadId !== null) {
        const [found] = await call('leads.rows', { ids: [leadId] });
        if (found) lead.value = { id: leadId, no: found.no ?? '' };
      }
    } catch {
      // Without the record its clips can be made all the same; they belong to nothing yet.
    }
  }

  const choices = computed<TargetChoice[]>(() => {
    const list: TargetChoice[] = [{ key: '', target: null, label: translate('player.target.none') }];
    if (lead.value) list.push({ key: 'lead', target: { kind: 'lead', leadId: lead.value.id }, label: lead.value.no });
    const record = visit.value;
    if (!record) return list;
    list.push({ key: 'visit', target: { kind: 'visit', visitId: record.id }, label: record.no });
    for (const [index, finding] of record.findings.entries())
      list.push({
        key: `f${finding.clientId}`,
        target: { kind: 'finding', visitId: record.id, finding: finding.clientId },
        label: translate('player.target.finding', { n: index + 1, title: finding.title }),
      });
    for (const checklist of record.checklists)
      for (const itemCode of Object.keys(checklist.answers))
        list.push({
          key: `i${checklist.clientId}/${itemCode}`,
          target: { kind: 'item', visitId: record.id, checklist: checklist.clientId, itemCode },
          label: translate('player.target.item', { item: itemCode, title: checklist.title }),
        });
    return list;
  });

  return {
    visit,
    lead,
    load,
    choices,
    /** The choice that stands for a target, one that is not of this record among them. */
    choiceOf(target: AttachmentTarget | null, label: string | null): TargetChoice {
      const known = choices.value.find((choice) => same(choice.target, target));
      return known ?? { key: 'other', target, label: label ?? translate('player.target.other') };
    },
    usual: computed(() => choices.value.find(({ key }) => key === 'visit' || key === 'lead') ?? null),
  };
}
export type Targets = ReturnType<typeof useTargets>;
