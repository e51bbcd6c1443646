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

/** Puts facts into the braces of both languages. A fact is the same in both, or has a word in each. */
export const filled = ([zh, en]: Words, facts: Readonly<Record<string, Words>>): Words => {
  const fill = (text: string, language: 0 | 1): string =>
    text.replace(/\{(\w+)\}/g, (braces, name: string) => facts[name]?.[language] ?? braces);
  return [fill(zh, 0), fill(en, 1)];
};
