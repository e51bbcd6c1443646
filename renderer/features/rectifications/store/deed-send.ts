import type { RectificationDetail } from '../../../../domain/rectification/schema.js';
import { call } from '../../../api/client';
import type { DeedName, DeedValues, DoneLine } from '../model/deeds';

interface Act {
  id: number;
  revision: number;
}
type Send = (act: Act, values: DeedValues) => Promise<RectificationDetail>;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text);
const dayOr = (day: number | null): number => day ?? 0;
const lines = (done: readonly DoneLine[]) => done.map(({ id, doneDay, note }) => ({ id, doneDay, note: orNull(note) }));

/** The command of each deed. The dialog has seen to it that nothing needed is missing. */
const senders: Record<DeedName, Send> = {
  acknowledge: (act, { note }) => call('rectifications.acknowledge', { ...act, note: orNull(note) }),
  serve: (act, { note }) => call('rectifications.serve', { ...act, note }),
  report: (act, { note, measures, milestones }) =>
    call('rectifications.report', {
      ...act,
      note,
      measures: lines(measures),
      milestones: milestones.map(({ id, doneDay }) => ({ id, doneDay })),
    }),
  submit: (act, { note }) => call('rectifications.submit', { ...act, note }),
  arrange: (act, { verifierId, method, note }) =>
    call('rectifications.arrange', { ...act, verifierId: Number(verifierId), method, note: orNull(note) }),
  verify: (act, { result, day, note, visitId, derivedIds }) =>
    call('rectifications.verify', {
      ...act,
      result: result === '' ? 'not_done' : result,
      day: dayOr(day),
      note,
      visitId: visitId === '' ? null : Number(visitId),
      derivedIds,
    }),
  return: (act, { note }) => call('rectifications.return', { ...act, note }),
  close: (act, { note }) => call('rectifications.close', { ...act, note: orNull(note) }),
  requestExtension: (act, { expectedDay, reason, progress }) =>
    call('rectifications.requestExtension', {
      ...act,
      expectedDay: dayOr(expectedDay),
      reason,
      progress: orNull(progress),
    }),
  decideExtension: (act, { granted, newDueDay, note }) =>
    call('rectifications.decideExtension', {
      ...act,
      granted: granted === 'yes',
      newDueDay: granted === 'yes' ? newDueDay : null,
      note: orNull(note),
    }),
  appeal: (act, { grounds }) => call('rectifications.appeal', { ...act, grounds }),
  decideAppeal: (act, { upheld, note }) =>
    call('rectifications.decideAppeal', { ...act, upheld: upheld === 'yes', note }),
  suspend: (act, { fromDay, toDay, reason, approver }) =>
    call('rectifications.suspend', { ...act, fromDay: dayOr(fromDay), toDay, reason, approver }),
  resume: (act, { note }) => call('rectifications.resume', { ...act, note: orNull(note) }),
  shelve: (act, { reviewDay, reason, approver }) =>
    call('rectifications.shelve', { ...act, reviewDay: dayOr(reviewDay), reason, approver }),
  review: (act, { reviewDay, note }) => call('rectifications.review', { ...act, reviewDay: dayOr(reviewDay), note }),
  unshelve: (act, { note }) => call('rectifications.unshelve', { ...act, note: orNull(note) }),
  reopen: (act, { note }) => call('rectifications.reopen', { ...act, note }),
  remind: async (act, { note }) => {
    await call('rectifications.remind', { matters: [act], note: orNull(note) });
    return call('rectifications.get', { id: act.id });
  },
};

/**
 * Does a deed on the matter as it was when looked at.
 * @throws ClientError
 */
export const sendDeed = (name: DeedName, act: Act, values: DeedValues): Promise<RectificationDetail> =>
  senders[name](act, values);
