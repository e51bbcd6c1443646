import { dueFrom, quarterParts, quarterPeriod, type QuarterState } from '../../../../domain/comments/quarter.js';
import type { QuarterComment } from '../../../../domain/comments/schema.js';
import { call } from '../../../api/client';
import { newClientId } from '../../../api/client-id';
import type { LightColour } from '../../../shared/components/StateLight.vue';
import { askConfirm, askReason } from '../../../shared/dialogs/dialogs';
import { reportError } from '../../../shared/frame/report';
import { translate as t } from '../../../shared/i18n';
import { useNotices } from '../../../shared/stores/notices';

export const quarterLights: Record<QuarterState, LightColour> = {
  none: 'grey',
  ahead: 'grey',
  due: 'blue',
  missed: 'red',
  done: 'green',
  late: 'amber',
};

export const quarterWord = (quarter: number): string => t('comment.quarter', quarterParts(quarter));
export const lastDayOf = (quarter: number): number => quarterPeriod(quarter).toDay;
export const dueSince = (quarter: number): number => dueFrom(quarter);

/** What the writing of a comment begins with: a stored draft, or a quarter nothing is written of yet. */
export interface Writing {
  contactPointId: number;
  quarter: number;
  unitLabel: string;
  stored: QuarterComment | null;
}

/** Begins a further version after asking for the reason; null when the person stepped back. */
export async function correct({ id, no }: QuarterComment): Promise<QuarterComment | null> {
  const reason = await askReason({
    title: t('comment.correctTitle', { no: no ?? '' }),
    text: t('comment.correctText'),
    confirm: t('comment.correct'),
  });
  if (reason === null) return null;
  try {
    return await call('comments.correct', { id, clientId: newClientId(), reason });
  } catch (error) {
    reportError(error);
    return null;
  }
}

export async function discard({ id, revision }: QuarterComment): Promise<boolean> {
  const question = {
    title: t('comment.discardTitle'),
    text: t('comment.discardText'),
    confirm: t('comment.discard'),
  };
  if ((await askConfirm(question)) !== 'yes') return false;
  try {
    await call('comments.discard', { id, revision });
    return true;
  } catch (error) {
    reportError(error);
    return false;
  }
}

export async function sign({ id, revision }: QuarterComment): Promise<QuarterComment | null> {
  const question = { title: t('comment.signTitle'), text: t('comment.signText'), confirm: t('comment.sign') };
  if ((await askConfirm(question)) !== 'yes') return null;
  const signed = await call('comments.sign', { id, revision });
  useNotices().push({ tone: 'done', title: t('comment.signed', { no: signed.no ?? '' }) });
  return signed;
}

/** Asks where the paper shall go and has it written; the tray tells the rest. */
export async function commentPaper({ id, no, version }: QuarterComment, format: 'docx' | 'pdf'): Promise<void> {
  try {
    const name = [no, version > 1 && t('comment.version', { n: version })].filter(Boolean).join(' ');
    const suggestedName = `${t('comment.title')} ${name}.${format}`;
    const file = await call('files.pickSave', { purpose: 'matterDocument', suggestedName });
    if (file) await call('comments.paper', { id, format, token: file.token });
  } catch (error) {
    reportError(error);
  }
}
