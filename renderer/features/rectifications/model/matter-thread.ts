import type { RectificationState } from '../../../../domain/rectification/life.js';
import type { RectificationDetail } from '../../../../domain/rectification/schema.js';
import { dayOf } from '../../../../domain/time.js';
import type { ThreadStep } from '../../../shared/record/ThreadLine.vue';
import { shortDay } from '../../../shared/i18n/format';
import { translate as t } from '../../../shared/i18n';
import { deadlineWords } from '../../review/model/finding-words';

type Stage = 'rectification' | 'proof' | 'closure';
type Step = Omit<ThreadStep, 'state'>;

/** Whose move it is, as a place on the thread; null where everything is done. */
const stageOf: Record<RectificationState, Stage | null> = {
  draft: 'rectification',
  issued: 'rectification',
  acknowledged: 'rectification',
  in_rectification: 'rectification',
  returned: 'rectification',
  reopened: 'rectification',
  extension_pending: 'rectification',
  appealed: 'rectification',
  shelved: 'rectification',
  submitted: 'proof',
  verifying: 'proof',
  closed: null,
};

const filled = (parts: readonly (string | null | false)[]): string | undefined =>
  parts.filter(Boolean).join(' · ') || undefined;

/** What came before the matter: visit or lead, item, clips, finding. The rest of the thread leads down the page. */
function origins({ row, thread }: RectificationDetail): Step[] {
  const { visit, lead, item, clips, finding } = thread;
  const steps: (Step | null)[] = [
    visit && {
      key: 'visit',
      name: t('matter.thread.visit'),
      detail: visit.no,
      meta: filled([shortDay(visit.day), visit.who]),
      to: visit.id === null ? undefined : `/visits/${visit.id}`,
    },
    lead && {
      key: 'lead',
      name: t('matter.thread.lead'),
      detail: lead.no,
      to: lead.id === null ? undefined : `/leads/${lead.id}`,
    },
    item && {
      key: 'item',
      name: t('matter.thread.item'),
      detail: item.code,
      meta: item.title,
      to: visit === null || visit.id === null ? undefined : `/visits/${visit.id}`,
    },
    clips.length > 0
      ? {
          key: 'clip',
          name: t('matter.thread.clip'),
          detail: clips[0]?.label,
          meta: t('matter.thread.clips', { n: clips.length }),
          to: finding === null ? undefined : `/findings/${finding.id}`,
        }
      : null,
    finding && {
      key: 'finding',
      name: t('matter.thread.finding'),
      detail: t(`severity.${row.fields.severity}`),
      meta: filled([
        finding.decidedAt === null ? null : `${shortDay(dayOf(finding.decidedAt))} ${t('matter.thread.confirmed')}`,
        finding.decidedBy,
      ]),
      to: `/findings/${finding.id}`,
    },
  ];
  return steps.filter((step) => step !== null);
}

function rectification({ row, events }: RectificationDetail): Step {
  const { receivedAt, issuedAt, dueDay, fields } = row;
  // A reopened matter runs from there, whenever it was signed for.
  const reopened = row.reopenings > 0 ? events.findLast(({ action }) => action === 'reopen') : undefined;
  return {
    key: 'rectification',
    name: t('matter.thread.rectification'),
    detail: deadlineWords({ deadlineType: fields.deadline.type, deadlineAmount: fields.deadline.amount }),
    meta: filled([
      reopened !== undefined
        ? t('matter.thread.reopenedOn', { day: shortDay(dayOf(reopened.at)) })
        : receivedAt !== null
          ? t('matter.thread.signedOn', { day: shortDay(dayOf(receivedAt)) })
          : issuedAt === null
            ? t('matter.thread.notIssued')
            : t('matter.thread.issuedOn', { day: shortDay(dayOf(issuedAt)) }),
      dueDay !== null && t('matter.thread.dueOn', { day: shortDay(dueDay) }),
    ]),
    to: `/rectifications/${row.id}?at=history`,
  };
}

function proof({ row, proofs }: RectificationDetail): Step {
  const at = row.submittedAt;
  const count = proofs.length;
  return {
    key: 'proof',
    name: t('matter.thread.proof'),
    detail: row.state === 'submitted' || row.state === 'verifying' ? t(`rectificationState.${row.state}`) : undefined,
    meta: filled([
      count === 0 ? t('matter.thread.noProof') : t('matter.thread.proofs', { n: count }),
      at !== null && t('matter.thread.submittedOn', { day: shortDay(dayOf(at)) }),
    ]),
    to: `/rectifications/${row.id}?at=proofs`,
  };
}

function closure({ row }: RectificationDetail): Step {
  const { closedAt, closerName, closure: how } = row;
  return {
    key: 'closure',
    name: t('matter.thread.closure'),
    detail: closedAt === null ? undefined : shortDay(dayOf(closedAt)),
    meta:
      closedAt === null
        ? t('matter.thread.third')
        : how === 'revoked'
          ? t('matter.thread.revoked')
          : (closerName ?? undefined),
    to: closedAt === null ? undefined : `/rectifications/${row.id}?at=verifications`,
  };
}

/** The thread of a matter from where it was seen to where it is struck off. */
export function threadOf(detail: RectificationDetail): ThreadStep[] {
  const { row } = detail;
  const verified = row.state === 'verifying' && row.verificationResult === 'done';
  const stage = verified ? 'closure' : stageOf[row.state];
  const own = [rectification(detail), proof(detail), closure(detail)];
  const next = stage === null ? own.length : own.findIndex(({ key }) => key === stage);
  return [
    ...origins(detail).map((step): ThreadStep => ({ ...step, state: 'done' })),
    ...own.map((step, index): ThreadStep => ({
      ...step,
      state: index < next ? 'done' : index === next ? 'next' : 'todo',
    })),
  ];
}
