import { createI18n } from 'vue-i18n';
import type { Leaves, MessageTree } from './types';
import type { Messages } from './zh-CN';

/**
 * Words of the console. Chinese (`zh-CN/<area>.ts`) is the shape, English has the type of it: a missing or extra key
 * does not compile. Keys are dotted paths and are checked where they are used (`useText().t`).
 */
export type Locale = 'zh-CN' | 'en';
export type MessageKey = Leaves<Messages>;
export type TextParams = Record<string, string | number>;

const loaders: Record<Locale, () => Promise<{ messages: MessageTree }>> = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

/** A tree of messages as one flat table: look-up is one step and keys may contain dots themselves. */
export function flatten(tree: MessageTree, prefix = '', into: Record<string, string> = {}): Record<string, string> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') into[prefix + key] = value;
    else flatten(value, `${prefix}${key}.`, into);
  }
  return into;
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: false,
  missingWarn: false,
  fallbackWarn: false,
  messages: {} as Record<string, Record<string, string>>,
  messageResolver: (messages, path) => (messages as Record<string, string>)[path] ?? null,
});

/** Loads the words of a language, once. */
export async function loadLocale(locale: Locale): Promise<void> {
  const { global } = i18n;
  if (global.availableLocales.includes(locale)) return;
  const { messages } = await loaders[locale]();
  global.setLocaleMessage(locale, flatten(messages));
}

/** Loads the words of a language and shows them. */
export async function setLocale(locale: Locale): Promise<void> {
  await loadLocale(locale);
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
}

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale;
}

/** One sentence. `n` among the parameters also chooses between singular and plural (`1 job | {n} jobs`). */
export function translate(key: MessageKey, params: TextParams = {}): string {
  const { t } = i18n.global;
  return typeof params['n'] === 'number' ? t(key, params, params['n']) : t(key, params);
}

/** As `translate`, in a language whose words were loaded, whatever the screen shows. */
export function translateIn(locale: Locale, key: MessageKey, params: TextParams = {}): string {
  const { t } = i18n.global;
  const { n } = params;
  return t(key, params, typeof n === 'number' ? { locale, plural: n } : { locale });
}

/** True when there is a sentence of that key: for keys made from data, such as the action of a log row. */
export function hasText(key: string, locale: Locale = currentLocale()): key is MessageKey {
  return i18n.global.te(key, locale);
}
