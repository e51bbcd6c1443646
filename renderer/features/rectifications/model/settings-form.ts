import { numberOf, samePatterns, type RectificationSettings } from '../../../../domain/rectification/settings.js';
import { translate as t } from '../../../shared/i18n';
import { ruleText } from '../../../shared/i18n/error-text';
import { clockText, minutesOf } from '../../telling/model/telling-form';

/** Settings as a form holds them: the time as it is written, the number of extensions as a choice. */
export type SettingsValues = Omit<RectificationSettings, 'officeEnd' | 'extensionCap' | 'signWithin'> & {
  officeEnd: string;
  extensionCap: string;
  signWithin: string;
};

/** Offered; one set otherwise stands beside them. */
const caps = [0, 1, 2, 3];
const signTerms = [1, 2, 3, 5];
/** A count that shows where the number stands. */
const EXAMPLE_COUNT = 12;

export const toValues = (settings: RectificationSettings): SettingsValues => ({
  ...settings,
  officeEnd: clockText(settings.officeEnd),
  extensionCap: String(settings.extensionCap),
  signWithin: String(settings.signWithin),
});

/** @param values checked before: the time is one */
export const toSettings = (values: SettingsValues): RectificationSettings => ({
  ...values,
  officeEnd: minutesOf(values.officeEnd) ?? 0,
  extensionCap: Number(values.extensionCap),
  signWithin: Number(values.signWithin),
});

/** What stands against saving, by field; the rest is told by the main process. */
export function faultsOfSettings(values: SettingsValues): Partial<Record<keyof SettingsValues, string>> {
  const time = minutesOf(values.officeEnd);
  return {
    ...Object.fromEntries(samePatterns(values).map((name) => [name, ruleText({ rule: 'samePattern' })])),
    ...(time === null || time === 0 ? { officeEnd: t('rectificationSettings.notTime') } : {}),
  };
}

/** A number of this pattern this year, as it would look. */
export const exampleOf = (pattern: string, year: number): string => numberOf(pattern, year, EXAMPLE_COUNT);

export const capChoices = (now: string): { value: string; label: string }[] =>
  [...new Set([...caps.map(String), now])].map((value) => ({
    value,
    label: value === '0' ? t('rectificationSettings.capNone') : t('rectificationSettings.cap', { n: value }),
  }));

export const signChoices = (now: string): { value: string; label: string }[] =>
  [...new Set([...signTerms.map(String), now])].map((value) => ({
    value,
    label: t('rectificationSettings.workdays', { n: value }),
  }));
