import type { InterviewDocument } from '../../../../domain/rectification/documents.js';
import type { InterviewAction, InterviewState } from '../../../../domain/rectification/interview.js';
import type { InterviewProposal, SummonsInterview } from '../../../../domain/rectification/interview-schema.js';
import { call } from '../../../api/client';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';
import { useAsked } from '../../custody/store/asked';
import { makePaper, makePapers } from '../../rectifications/store/papers';

export const stateLights: Record<InterviewState, LightColour> = {
  proposed: 'amber',
  noticed: 'blue',
  held: 'blue',
  closed: 'green',
  cancelled: 'grey',
};

/** What a new notice begins with: matters of the unit, and other points. */
export type InterviewSeed = (Omit<InterviewProposal, 'triggers'> & { points?: readonly string[] }) | null;

/** Units the rules propose to summon, and all interviews. */
export function useInterviews() {
  const entities = ['summons_interview', 'rectification', 'follow_up_order'] as const;
  const proposals = useAsked(() => call('interviews.proposals', {}), entities);
  const interviews = useAsked(() => call('interviews.list', {}), entities);
  return { proposals, interviews };
}

/** Steps that need no form, each after a question. Editing and recording have dialogs of their own. */
export type AskedAction = Exclude<InterviewAction, 'edit' | 'hold'>;

async function send(action: AskedAction, interview: SummonsInterview): Promise<SummonsInterview | null> {
  const at = { id: interview.id, revision: interview.revision };
  const unit = interview.unitLabel;
  const confirm = t(`interview.act.${action}`);
  if (action === 'draft') return call('interviews.draft', at);
  if (action === 'notice' || action === 'close') {
    const question = {
      title: t(`interview.ask.${action}Title`),
      text: t(`interview.ask.${action}Text`, { unit }),
      confirm,
    };
    if ((await askConfirm(question)) !== 'yes') return null;
    return action === 'notice' ? call('interviews.notice', at) : call('interviews.close', { ...at, note: null });
  }
  const question = {
    title: t(`interview.ask.${action}Title`, { unit }),
    text: t(`interview.ask.${action}Text`),
    confirm,
  };
  const reason = await askReason({ ...question, most: 500 });
  if (reason === null) return null;
  return call(action === 'approve' ? 'interviews.approve' : 'interviews.cancel', { ...at, reason });
}

/** @returns the interview as it is afterwards; null where nothing was done */
export async function stepInterview(
  action: AskedAction,
  interview: SummonsInterview,
): Promise<SummonsInterview | null> {
  try {
    const after = await send(action, interview);
    if (after && action === 'notice')
      useNotices().push({ tone: 'done', title: t('interview.noticeOut', { no: after.no ?? '' }) });
    if (after && action === 'draft') {
      const n = interview.demands.filter(({ matter }) => matter === null).length;
      useNotices().push({ tone: 'done', title: t('interview.drafted', { n }) });
    }
    return after;
  } catch (error) {
    reportError(error);
    return null;
  }
}

/** Asks where a paper shall go and has it written; the tray tells the rest. */
export const interviewPaper = (
  { id, no }: Pick<SummonsInterview, 'id' | 'no'>,
  kind: InterviewDocument,
  format: 'docx' | 'pdf',
): Promise<void> => makePaper(kind, { id, no }, format);

export const circularPaper = (id: number, name: string, format: 'docx' | 'pdf'): Promise<void> =>
  makePapers('circular', [id], format, name);
