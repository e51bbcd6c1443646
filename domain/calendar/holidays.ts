/**
 * 节日: the names State Council papers use, as keys; Chinese and English. A name a paper or a person uses beside these is
 * kept as it is written.
 */
export const holidayWords = {
  new_year: ['元旦', "New Year's Day"],
  spring_festival: ['春节', 'Spring Festival'],
  qingming: ['清明节', 'Qingming Festival'],
  labour_day: ['劳动节', 'Labour Day'],
  dragon_boat: ['端午节', 'Dragon Boat Festival'],
  mid_autumn: ['中秋节', 'Mid-Autumn Festival'],
  national_day: ['国庆节', 'National Day'],
  national_mid_autumn: ['国庆节、中秋节', 'National Day and Mid-Autumn'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;
export type HolidayKey = keyof typeof holidayWords;

const keys = new Map<string, HolidayKey>(
  (Object.keys(holidayWords) as HolidayKey[]).map((key) => [holidayWords[key][0], key]),
);
keys.set('中秋节、国庆节', 'national_mid_autumn');

const isKey = (name: string): name is HolidayKey => Object.hasOwn(holidayWords, name);

/** A Chinese name as a paper writes it -> its key, or the name itself where it is none of the eight. */
export const holidayOf = (name: string): string => keys.get(name) ?? name;

/** @param holiday key or free name of a calendar day */
export const holidayName = (holiday: string, language: 'zh' | 'en'): string =>
  isKey(holiday) ? holidayWords[holiday][language === 'zh' ? 0 : 1] : holiday;
