import { computed, reactive, ref, type Ref } from 'vue';
import type { Severity } from '../../../../domain/checklist/kinds.js';
import type { FindingRow, VisitDetail } from '../../../../domain/visit-record.js';
import { asClientError, call } from '../../../api/client';
import { askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

/** Characters the note of a review may have. */
const NOTE_MOST = 500;

/** What a reviewer is about to say of one finding. */
export interface Decision {
  decision: 'confirmed' | 'dismissed' | null;
  severity: Severity;
  note: string;
}

/** Deciding on findings, and ending a review, with the visit shown being the newest answer. */
export function useReview(visit: Readonly<Ref<VisitDetail>>, changed: (visit: VisitDetail) => void) {
  const notices = useNotices();
  const busy = ref(false);
  const decisions = reactive(new Map<string, Decision>());
  /** The finding whose decision stands refused, and why. */
  const refused = ref<{ clientId: string; text: string } | null>(null);

  const undecided = computed(() => visit.value.findings.filter(({ state }) => state === 'submitted'));

  function decisionOf(finding: FindingRow): Decision {
    const known = decisions.get(finding.clientId);
    if (known) return known;
    const decided = finding.state === 'confirmed' || finding.state === 'dismissed';
    decisions.set(finding.clientId, {
      decision: decided ? (finding.state as 'confirmed' | 'dismissed') : null,
      severity: finding.severity,
      note: decided ? (finding.decisionNote ?? '') : '',
    });
    return decisions.get(finding.clientId) as Decision;
  }

  /** Whether somebody has begun to write on a finding: what is written stays in sight. */
  const isBegun = ({ clientId }: FindingRow): boolean => (decisions.get(clientId)?.note ?? '') !== '';

  /** Runs one step of the review; what it answers is shown. */
  async function run(step: () => Promise<VisitDetail>): Promise<boolean> {
    if (busy.value) return false;
    busy.value = true;
    try {
      changed(await step());
      return true;
    } catch (error) {
      const { code } = asClientError(error);
      // Somebody else was quicker: what is shown is not what is there.
      if (code === 'conflict.revision' || code === 'conflict.state') await reload();
      reportError(error);
      return false;
    } finally {
      busy.value = false;
    }
  }
  /** Reads the visit again; one that is not there any more for this reader stays as it was shown. */
  async function reload(): Promise<void> {
    const { id, revision } = visit.value;
    const newest = await call('visits.get', { id }).catch(() => null);
    if (newest && visit.value.id === id && newest.revision !== revision) changed(newest);
  }

  /** @returns whether it was written down */
  async function decide(finding: FindingRow): Promise<boolean> {
    const { decision, severity, note } = decisionOf(finding);
    refused.value = null;
    if (decision === null || note.trim() === '') {
      const text = translate(decision === null ? 'review.decide.which' : 'review.decide.noteMissing');
      refused.value = { clientId: finding.clientId, text };
      return false;
    }
    const done = await run(() =>
      call('visits.decideFinding', { findingId: finding.id, revision: finding.revision, decision, severity, note }),
    );
    if (done) decisions.delete(finding.clientId);
    return done;
  }

  async function end(which: 'return' | 'confirm'): Promise<void> {
    const { id, no, revision } = visit.value;
    const note = await askReason({
      title: translate(`review.end.${which}Title`, { no }),
      text: translate(`review.end.${which}Text`),
      confirm: translate(`review.end.${which}`),
      most: NOTE_MOST,
    });
    if (note === null) return;
    const done = await run(() => call(which === 'return' ? 'visits.return' : 'visits.confirm', { id, revision, note }));
    if (done) notices.push({ tone: 'done', title: translate(`review.end.${which}Done`, { no }) });
  }

  return { busy, undecided, decisionOf, isBegun, refused, decide, end, reload };
}
export type Review = ReturnType<typeof useReview>;
