import type { PaperForm, PaperLook } from './paper-look.js';

const latin = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
const sans = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial' };
export type Font = typeof latin & { eastAsia: string };
export type FontUse = 'title' | 'heading' | 'sub' | 'body';

const chinese: Record<FontUse, Font> = {
  title: { ...latin, eastAsia: '华文中宋' },
  heading: { ...latin, eastAsia: '黑体' },
  sub: { ...latin, eastAsia: '楷体' },
  body: { ...latin, eastAsia: '仿宋' },
};
const english: Record<FontUse, Font> = {
  title: { ...latin, eastAsia: '宋体' },
  heading: { ...sans, eastAsia: '黑体' },
  sub: { ...sans, eastAsia: '黑体' },
  body: { ...latin, eastAsia: '宋体' },
};
const official: Record<FontUse, Font> = {
  ...chinese,
  title: { ...latin, eastAsia: '方正小标宋简体' },
};
const byForm: Record<PaperForm, Record<FontUse, Font>> = { report: chinese, official };

/** The fonts papers ask for; a computer without them takes its nearest. */
export const fontOf = ({ language, form }: Pick<PaperLook, 'language' | 'form'>, use: FontUse): Font =>
  (language === 'en' ? english : byForm[form])[use];

/** 页码: 四号半角宋体 */
export const numerals: Font = { ascii: '宋体', hAnsi: '宋体', cs: '宋体', eastAsia: '宋体' };
