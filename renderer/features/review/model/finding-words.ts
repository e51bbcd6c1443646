import type { FindingFields } from '../../../../domain/finding.js';
import { hasText, translate, type Locale } from '../../../shared/i18n';
import { formatDuration } from '../../../shared/i18n/format';
import { clockOf } from '../../visits/model/clock';

/** How many and how long. */
export function countWords(
  { headCount, headTotal, durationSeconds }: Pick<FindingFields, 'headCount' | 'headTotal' | 'durationSeconds'>,
  locale: Locale,
): string[] {
  return [
    headCount === null
      ? ''
      : headTotal === null
        ? translate('review.finding.heads', { n: headCount })
        : translate('review.finding.headsOf', { n: headCount, total: headTotal }),
    durationSeconds === null
      ? ''
      : translate('review.finding.lasted', { time: formatDuration(durationSeconds * 1000, locale) }),
  ].filter((part) => part !== '');
}

/** A finding in short words: minute, heads, how long, whether it was put right at once. */
export function findingFacts(
  finding: Pick<FindingFields, 'at' | 'headCount' | 'headTotal' | 'durationSeconds' | 'correctedOnSpot'>,
  locale: Locale,
): string[] {
  const { at, correctedOnSpot } = finding;
  return [
    ...(at === null ? [] : [clockOf(at, false)]),
    ...countWords(finding, locale),
    translate(correctedOnSpot ? 'review.finding.correctedYes' : 'review.finding.correctedNo'),
  ];
}

/** `限期 5 个工作日` */
export function deadlineWords({
  deadlineType,
  deadlineAmount,
}: Pick<FindingFields, 'deadlineType' | 'deadlineAmount'>): string {
  const key = `deadlineText.${deadlineType}`;
  return hasText(key) && (deadlineAmount !== null || !['hourly_fix', 'fixed_term_fix'].includes(deadlineType))
    ? translate(key, { amount: deadlineAmount ?? 0 })
    : translate(`deadlineType.${deadlineType}`);
}
