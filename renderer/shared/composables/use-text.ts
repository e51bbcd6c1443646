import { i18n, translate, hasText, type Locale, type MessageKey, type TextParams } from '../i18n';
import { formatBytes, formatDay, formatDuration, formatInstant, formatNumber, formatShort } from '../i18n/format';

/**
 * Words and numbers for a component: `const { t, instant } = useText()`.
 * Everything follows the language at once, because each call reads the current locale.
 */
export function useText() {
  const locale = (): Locale => i18n.global.locale.value as Locale;
  return {
    t: (key: MessageKey, params?: TextParams) => translate(key, params),
    /** The sentence of a key made from data, or the fallback when the data are newer than the words. */
    word: (key: string, fallback: string) => {
      void locale();
      return hasText(key) ? translate(key) : fallback;
    },
    locale,
    day: (day: number) => formatDay(day, locale()),
    instant: (at: number, seconds = false) => formatInstant(at, locale(), seconds),
    short: (at: number) => formatShort(at, Date.now()),
    duration: (milliseconds: number) => formatDuration(milliseconds, locale()),
    number: formatNumber,
    bytes: formatBytes,
    /** Words joined the way the language does. */
    join: (words: readonly string[]) => words.join(locale() === 'en' ? ', ' : '、'),
  };
}
