import {
  hasText,
  i18n,
  loadLocale,
  translate,
  translateIn,
  type Locale,
  type MessageKey,
  type TextParams,
} from '../i18n';
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
    join: (words: readonly string[]) => joined(words, locale()),
  };
}

/** Words and numbers in one language, whatever the screen shows: for what stands on a paper of that language. */
export async function wordsIn(locale: Locale) {
  await loadLocale(locale);
  return {
    t: (key: MessageKey, params?: TextParams) => translateIn(locale, key, params),
    word: (key: string, fallback: string) => (hasText(key, locale) ? translateIn(locale, key) : fallback),
    locale: () => locale,
    number: formatNumber,
    join: (words: readonly string[]) => joined(words, locale),
  };
}

const joined = (words: readonly string[], locale: Locale): string => words.join(locale === 'en' ? ', ' : '、');
