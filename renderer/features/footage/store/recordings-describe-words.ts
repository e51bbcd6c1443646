import { translate, type MessageKey } from '../../../shared/i18n';
import type { FilterOption } from '../../../shared/list/list-types';

/** Fields of the form of a recording by name. */
const titles: Readonly<Record<string, MessageKey>> = {
  hallId: 'footage.describe.hall',
  cameraId: 'footage.describe.camera',
  capturedAt: 'footage.describe.capturedAt',
  timeSource: 'footage.describe.source',
  how: 'footage.describe.offset',
  amount: 'footage.describe.amount',
  burnedInAt: 'footage.describe.burnedIn',
  method: 'footage.acquire.method',
  takenBy: 'footage.acquire.takenBy',
  approvalNo: 'footage.acquire.approvalNo',
  basis: 'footage.acquire.basis',
  retentionClass: 'footage.acquire.class',
  note: 'footage.describe.note',
};
/** Where the words of the values of closed lists stand. */
const groups: Readonly<Record<string, string>> = {
  timeSource: 'footage.source',
  how: 'footage.describe.offsetHow',
  method: 'player.method',
  retentionClass: 'footage.class',
};

/** Name and shown value of a field, for the comparison after a conflict. */
export function describeWords(field: string, value: unknown, cameras: readonly FilterOption[]): string {
  const title = titles[field];
  if (value === undefined) return title === undefined ? field : translate(title);
  if (value === '' || value === null) return '';
  const group = groups[field];
  // A word of a closed list has a sentence in every language.
  if (group !== undefined) return translate(`${group}.${String(value)}` as MessageKey);
  if (field === 'cameraId') return cameras.find((one) => one.value === value)?.label ?? String(value);
  return String(value);
}
