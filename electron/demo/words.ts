/** The languages the demo hall is made in. Both give the same structure, name by name. */
export type DemoLanguage = 'zh-CN' | 'en';
/** A name in both languages. */
export type Words = readonly [zh: string, en: string];
export type Say = (words: Words) => string;

/** @returns a function that picks the word of this language */
export const sayIn =
  (language: DemoLanguage): Say =>
  ([zh, en]) =>
    language === 'en' ? en : zh;

/** Joins names: Chinese without a gap, English with a blank. */
export const joined = (...parts: readonly Words[]): Words => [
  parts.map(([zh]) => zh).join(''),
  parts.map(([, en]) => en).join(' '),
];
/** The same in both languages: numbers and codes. */
export const same = (text: string | number): Words => [String(text), String(text)];
