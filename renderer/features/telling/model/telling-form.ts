import type { TellingPreferences } from '../../../../domain/rectification/telling.js';
import { translate as t } from '../../../shared/i18n';

/** Preferences as a form holds them: times of the day as they are written, choices as words. */
export interface TellingValues {
  on: 'yes' | 'no';
  digest: string;
  atOnce: 'yes' | 'no';
  from: string;
  to: string;
  daysOff: 'yes' | 'no';
}

/** Minutes of the day -> `08:30`. */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** `8:30`, `08:30`, `0830`, also in full width -> minutes of the day; null when it is no time. */
export function minutesOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim().replaceAll('：', ':');
  const parts = /^(\d{1,2}):(\d{2})$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain);
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2])];
  return parts === null || hours > 23 || minutes > 59 ? null : hours * 60 + minutes;
}

const yes = (flag: boolean): 'yes' | 'no' => (flag ? 'yes' : 'no');

export const toValues = (preferences: TellingPreferences): TellingValues => ({
  on: yes(preferences.on),
  digest: clockText(preferences.digestMinute),
  atOnce: yes(preferences.atOnce),
  from: clockText(preferences.quietFrom),
  to: clockText(preferences.quietTo),
  daysOff: yes(preferences.quietDaysOff),
});

/** @param values checked before: each time is one */
export const toPreferences = (values: TellingValues): TellingPreferences => ({
  on: values.on === 'yes',
  digestMinute: minutesOf(values.digest) ?? 0,
  atOnce: values.atOnce === 'yes',
  quietFrom: minutesOf(values.from) ?? 0,
  quietTo: minutesOf(values.to) ?? 0,
  quietDaysOff: values.daysOff === 'yes',
});

/** What stands against saving, by field. */
export function wrongTimes(values: TellingValues): Partial<Record<keyof TellingValues, string>> {
  const fields = ['digest', 'from', 'to'] as const;
  return Object.fromEntries(
    fields.filter((field) => minutesOf(values[field]) === null).map((field) => [field, t('telling.notTime')]),
  );
}
