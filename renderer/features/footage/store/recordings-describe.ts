import { computed } from 'vue';
import { dayOf } from '../../../../domain/time.js';
import type { RecordingFields, RecordingRow, TimeSource } from '../../../../domain/footage/recording.js';
import { call } from '../../../api/client';
import { translate } from '../../../shared/i18n';
import { useForm } from '../../../shared/form/use-form';
import type { AcquisitionValues } from '../components/describe/AcquisitionFields.vue';
import { amountOf, howOf, offsetOf, type OffsetHow } from '../model/clock-offset';
import { dateClock, parseWallClock } from '../model/wall-clock';
import { GAP_WARNING_MS } from './player-words';

/** What the form of a recording holds: times as typed, `2026-10-12 10:07:41`. */
export interface DescribeValues extends AcquisitionValues {
  hallId: string;
  cameraId: string;
  capturedAt: string;
  timeSource: TimeSource | '';
  how: OffsetHow;
  amount: string;
  burnedInAt: string;
  note: string;
}

const typedTime = (instant: number | null): string => (instant === null ? '' : dateClock(instant));

export const valuesOf = (row: RecordingRow): DescribeValues => ({
  hallId: String(row.hallId),
  cameraId: row.cameraId === null ? '' : String(row.cameraId),
  capturedAt: typedTime(row.capturedAt),
  timeSource: row.timeSource ?? '',
  how: howOf(row.ownOffsetMs),
  amount: amountOf(row.ownOffsetMs),
  burnedInAt: typedTime(row.burnedInAt),
  method: row.acquisition.method,
  takenBy: row.acquisition.takenBy ?? '',
  approvalNo: row.acquisition.approvalNo ?? '',
  basis: row.acquisition.basis ?? '',
  retentionClass: row.retentionClass,
  note: row.note ?? '',
});

/** A typed time -> UTC ms, null for none, undefined when it is no time. Only a time of the clock: on `day`. */
export function timeOf(typed: string, day: number): number | null | undefined {
  if (typed.trim() === '') return null;
  return parseWallClock(typed, day) ?? undefined;
}

/** What stands in the field to the second keeps its milliseconds as long as nobody changes it. */
const kept = (typed: string, before: number | null, day: number): number | null =>
  typed === typedTime(before) ? before : (timeOf(typed, day) ?? null);

export function fieldsOf(values: DescribeValues, row: RecordingRow): RecordingFields {
  const day = dayOf(row.capturedAt ?? row.importedAt);
  const { method, takenBy, approvalNo, basis, how, amount } = values;
  const same = how === howOf(row.ownOffsetMs) && amount === amountOf(row.ownOffsetMs);
  return {
    hallId: Number(values.hallId),
    cameraId: values.cameraId === '' ? null : Number(values.cameraId),
    capturedAt: kept(values.capturedAt, row.capturedAt, day),
    timeSource: values.timeSource === '' ? null : values.timeSource,
    ownOffsetMs: same ? row.ownOffsetMs : (offsetOf(how, amount) ?? null),
    burnedInAt: kept(values.burnedInAt, row.burnedInAt, day),
    retentionClass: values.retentionClass,
    acquisition: { method, takenBy: takenBy || null, approvalNo: approvalNo || null, basis: basis || null },
    note: values.note || null,
  };
}

export function faultsOf(values: DescribeValues, day: number): Partial<Record<keyof DescribeValues, string>> {
  const at = timeOf(values.capturedAt, day);
  const amountMissing = offsetOf(values.how, values.amount) === undefined;
  return {
    ...(at === undefined && { capturedAt: translate('footage.describe.wrong') }),
    ...(at !== null && values.timeSource === '' && { timeSource: translate('footage.describe.sourceNeeded') }),
    ...(timeOf(values.burnedInAt, day) === undefined && { burnedInAt: translate('footage.describe.wrong') }),
    ...(amountMissing && {
      amount: translate(values.amount.trim() === '' ? 'footage.describe.amountNeeded' : 'footage.describe.amountWrong'),
    }),
  };
}

/**
 * The form of one recording's time and origin.
 * @param now the recording as it stands, which a noted camera clock may change while the form is open
 * @param done gets the recording as saved
 */
export function useDescribe(now: () => RecordingRow, done: (row: RecordingRow) => void) {
  let base = now();
  const day = dayOf(base.capturedAt ?? base.importedAt);
  const form = useForm<DescribeValues, RecordingRow>({
    key: `recording.${base.id}`,
    initial: () => valuesOf(base),
    check: (values) => faultsOf(values, day),
    submit: (values) =>
      call('recordings.describe', { id: base.id, revision: base.revision, fields: fieldsOf(values, base) }),
    theirs: async () => {
      base = await call('recordings.get', { id: base.id });
      return valuesOf(base);
    },
    done,
  });

  /** What is added to the recorder's clock, ms; null while nobody knows. */
  const offset = computed(() => {
    const { how, amount, cameraId } = form.values;
    const own = offsetOf(how, amount);
    if (own !== null) return own ?? null;
    if (cameraId === '') return 0;
    const row = now();
    const asNoted = row.offsetFrom !== 'file' && cameraId === String(row.cameraId ?? '');
    return asNoted ? row.offsetMs : null;
  });
  /** True wall clock of the first frame as the form stands; null while it is not known. */
  const real = computed(() => {
    const at = timeOf(form.values.capturedAt, day) ?? null;
    return at === null || offset.value === null ? null : at + offset.value;
  });
  /** How far the burned-in time lies from it, ms, where that is worth a warning. */
  const gap = computed(() => {
    const burned = timeOf(form.values.burnedInAt, day) ?? null;
    if (burned === null || real.value === null) return null;
    const apart = Math.abs(burned - real.value);
    return apart > GAP_WARNING_MS ? apart : null;
  });

  /** Whoever writes a time knows it himself, unless he says otherwise. */
  function takeTime(typed: string): void {
    const { values } = form;
    values.capturedAt = typed;
    if (typed.trim() === '') values.timeSource = '';
    else if (values.timeSource === '' || values.timeSource === base.timeSource) values.timeSource = 'manual';
    if (typed === typedTime(base.capturedAt)) values.timeSource = base.timeSource ?? '';
  }
  /** The picture is right: its time is that of the recording, and nothing is added to it. */
  function trustPicture(): void {
    Object.assign(form.values, {
      capturedAt: form.values.burnedInAt,
      timeSource: 'burned_in',
      how: 'exact',
      amount: '',
    } satisfies Partial<DescribeValues>);
  }
  return { form, offset, real, gap, takeTime, trustPicture };
}
