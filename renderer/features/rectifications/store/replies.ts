import { computed, ref, shallowRef } from 'vue';
import { MOST_REPLIES } from '../../../../domain/rectification/reply-kinds.js';
import type { ReplyPreview, ReplyRow } from '../../../../domain/rectification/reply.js';
import { asClientError, call, type ClientError } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate } from '../../../shared/i18n';
import { dayOf, isoDay } from '../../../shared/i18n/format';

/** Asks where the reply sheet of a unit shall go and has it written; the tray tells the rest. */
export async function makeReplySheet(unit: { id?: number; label: string }): Promise<void> {
  try {
    const suggestedName = `${translate('reply.file', { unit: unit.label, day: isoDay(dayOf(Date.now())) })}.xlsx`;
    const file = await call('files.pickSave', { purpose: 'replySheet', suggestedName: suggestedName.trim() });
    if (!file) return;
    await call('rectifications.replySheet', {
      ...(unit.id !== undefined && { unitId: unit.id }),
      language: currentLocale(),
      token: file.token,
    });
  } catch (error) {
    reportError(error);
  }
}

/** Lets a sheet that came back be chosen, and reads it. @returns null when none was chosen, or it was refused */
export async function readReplySheet(): Promise<ReplyPreview | null> {
  try {
    const file = await call('files.pickOpen', { purpose: 'replySheet' });
    return file === null ? null : await call('rectifications.readReply', { token: file.token });
  } catch (error) {
    reportError(error);
    return null;
  }
}

/** A sheet that was read: which of its rows are taken in. */
export function useReply(first: ReplyPreview) {
  const preview = shallowRef(first);
  const ticked = ref(new Set<number>());
  const failure = shallowRef<ClientError | null>(null);
  const busy = ref(false);
  const able = computed(() => preview.value.rows.filter(({ status }) => status === 'change'));
  const tooMany = computed(() => ticked.value.size > MOST_REPLIES);
  const tickAll = (on: boolean): void => void (ticked.value = new Set(on ? able.value.map(({ row }) => row) : []));
  function tick({ row }: ReplyRow): void {
    const next = new Set(ticked.value);
    if (!next.delete(row)) next.add(row);
    ticked.value = next;
  }
  function show(next: ReplyPreview): void {
    preview.value = next;
    failure.value = null;
    tickAll(true);
  }
  async function another(): Promise<void> {
    const next = await readReplySheet();
    if (next) show(next);
  }
  /** @returns how many were taken in; null when it was refused */
  async function apply(): Promise<number | null> {
    if (busy.value || ticked.value.size === 0 || tooMany.value) return null;
    busy.value = true;
    try {
      const { applied } = await call('rectifications.applyReply', {
        reply: preview.value.reply,
        rows: [...ticked.value],
      });
      return applied;
    } catch (error) {
      failure.value = asClientError(error);
      return null;
    } finally {
      busy.value = false;
    }
  }
  show(first);
  return { preview, ticked, failure, busy, able, tooMany, tick, tickAll, another, apply };
}
