import { onActivated, onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { NamePattern, NamePatternFields, ReadName } from '../../../../domain/footage/recording.js';
import { asClientError, call, onData, type ClientError } from '../../../api/client';
import { translate } from '../../../shared/i18n';
import { formatInstant } from '../../../shared/i18n/format';
import { currentLocale } from '../../../shared/i18n';
import { clockSeconds } from '../model/wall-clock';

/** Parts of a pattern that most names are made of. */
export const patternPieces = {
  date: '(?<y>\\d{4})(?<mo>\\d\\d)(?<d>\\d\\d)',
  time: '(?<h>\\d\\d)(?<mi>\\d\\d)(?<s>\\d\\d)',
  channel: '(?<channel>\\d{1,3})',
  end: '(?<eh>\\d\\d)(?<emi>\\d\\d)(?<es>\\d\\d)',
} as const;
export const pieceNames = Object.keys(patternPieces) as (keyof typeof patternPieces)[];

export const fieldsOfPattern = (pattern: NamePattern): NamePatternFields => {
  const { title, pattern: expression, zone, channelShift, example, enabled } = pattern;
  return { title, pattern: expression, zone, channelShift, example, enabled };
};

/** `通道 1 · 2026-01-05 周一 09:00:00 至 09:30:00`; empty when nothing was read. */
export function readWords({ channel, startAt, endAt }: ReadName): string {
  const end = endAt === null ? '' : ` ${translate('footage.pattern.until', { at: clockSeconds(endAt) })}`;
  return [
    channel === null ? '' : translate('footage.pattern.channel', { n: channel }),
    startAt === null ? '' : formatInstant(startAt, currentLocale(), true) + end,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Patterns in the order they are tried, with what each reads from its example; fresh while the component is shown. */
export function usePatterns() {
  const patterns = shallowRef<readonly NamePattern[] | null>(null);
  const reads = shallowRef<ReadonlyMap<number, ReadName>>(new Map());
  const failure = shallowRef<ClientError | null>(null);

  async function load(): Promise<void> {
    try {
      const found = await call('namePatterns.list', {});
      patterns.value = found;
      failure.value = null;
      const answers = await Promise.all(
        found.map((one) => call('namePatterns.read', { name: one.example, fields: fieldsOfPattern(one) })),
      );
      reads.value = new Map(found.map((one, at) => [one.id, answers[at] as ReadName]));
    } catch (error) {
      failure.value = asClientError(error);
    }
  }
  const off = onData(({ entity }) => void (entity === 'name_pattern' && load()));
  onMounted(load);
  onActivated(load);
  onBeforeUnmount(off);
  return { patterns, reads, failure, load };
}
