import type { Preferences } from '../../../domain/contract/commands/system.js';
import type { Locale } from '../i18n';

/** What the person chose, as it stands on the document: theme, text size, language. */
export interface Look {
  theme: 'light' | 'dark';
  textSize: 'normal' | 'large';
  locale: Locale;
}

const KEY = 'mingcha.look';
const systemDark = (): boolean => window.matchMedia('(prefers-color-scheme: dark)').matches;

/** Preferences -> what to show now, `system` resolved. */
export function resolveLook(preferences: Preferences, systemLanguage: Locale): Look {
  return {
    theme: preferences.theme === 'system' ? (systemDark() ? 'dark' : 'light') : preferences.theme,
    textSize: preferences.textSize,
    locale: preferences.language === 'system' ? systemLanguage : preferences.language,
  };
}

/** The look of last time, so that the first frame is right before the main process has answered. */
export function rememberedLook(): Look {
  const fallback: Look = {
    theme: systemDark() ? 'dark' : 'light',
    textSize: 'normal',
    locale: navigator.language.startsWith('zh') ? 'zh-CN' : 'en',
  };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>;
    return {
      theme: kept.theme === 'dark' || kept.theme === 'light' ? kept.theme : fallback.theme,
      textSize: kept.textSize === 'large' ? 'large' : 'normal',
      locale: kept.locale === 'en' || kept.locale === 'zh-CN' ? kept.locale : fallback.locale,
    };
  } catch {
    return fallback;
  }
}

/** Puts theme and text size on the document and remembers the whole look. */
export function applyLook(look: Look): void {
  const { dataset } = document.documentElement;
  dataset['theme'] = look.theme;
  dataset['text'] = look.textSize;
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // A full or closed storage costs only the memory of the look.
  }
}
