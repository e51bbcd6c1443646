import type { PaperLanguage } from './paper.js';

/** What a paper is: a report of the console's own, or an official paper by GB/T 9704, which is Chinese. */
export type PaperForm = 'report' | 'official';

/** A line: its size, the distance to the next, what is free above and below, points. */
interface LineMeasure {
  size: number;
  leading: number;
  before: number;
  after: number;
}
const measure = (size: number, leading: number, before = 0, after = 0): LineMeasure => ({
  size,
  leading,
  before,
  after,
});

/** Measures of one form of paper in one language. */
export interface PaperLook {
  language: PaperLanguage;
  form: PaperForm;
  title: LineMeasure;
  /** The upper line of a title of two. */
  issuer: LineMeasure;
  /** Latin type and Song type are drawn heavier in titles; 小标宋 is heavy as it is. */
  boldTitle: boolean;
  number: LineMeasure;
  body: LineMeasure;
  /** Two letters in; none in English. */
  indent: number;
  heading: Record<1 | 2, LineMeasure & { bold: boolean }>;
  note: LineMeasure;
  table: LineMeasure;
  tableTitle: LineMeasure;
  small: LineMeasure;
  smallTitle: LineMeasure;
  /** Labels of facts, millimetres. */
  label: number;
  copies: LineMeasure;
  pageNumber: LineMeasure;
  /** Between the text and what runs above and below it, millimetres. */
  apart: number;
}

const chineseReport: PaperLook = {
  language: 'zh-CN',
  form: 'report',
  title: measure(22, 32),
  issuer: measure(18, 28),
  boldTitle: true,
  number: measure(12, 20, 8.5),
  body: measure(12, 20),
  indent: 24,
  heading: { 1: { ...measure(14, 22, 14, 4), bold: false }, 2: { ...measure(12, 19, 10, 3), bold: true } },
  note: measure(9, 14, 3),
  table: measure(10.5, 15),
  tableTitle: measure(9.5, 15),
  small: measure(9, 12.5),
  smallTitle: measure(9, 12.5),
  label: 22,
  copies: measure(12, 20),
  pageNumber: measure(9, 12),
  apart: 12,
};

const englishReport: PaperLook = {
  ...chineseReport,
  language: 'en',
  issuer: measure(16, 28),
  number: measure(11, 20, 8.5),
  body: measure(11, 15, 0, 5),
  indent: 0,
  heading: { 1: { ...measure(13, 22, 14, 4), bold: true }, 2: { ...measure(11, 19, 10, 3), bold: true } },
  table: measure(10, 13),
  tableTitle: measure(9.5, 13),
  smallTitle: measure(8, 12.5),
  label: 26,
  copies: measure(11, 20),
};

/** 标题二号小标宋, 正文三号仿宋, 一级标题三号黑体, 二级三号楷体, 抄送、页码四号, 表格小四. */
const official: PaperLook = {
  language: 'zh-CN',
  form: 'official',
  title: measure(22, 34),
  issuer: measure(22, 34),
  boldTitle: false,
  number: measure(16, 28, 10, 14),
  body: measure(16, 28),
  indent: 32,
  heading: { 1: { ...measure(16, 28, 6, 3), bold: false }, 2: { ...measure(16, 28, 0, 3), bold: false } },
  note: measure(12, 18, 6),
  table: measure(12, 18),
  tableTitle: measure(12, 18),
  small: measure(12, 18),
  smallTitle: measure(12, 18),
  label: 28,
  copies: measure(14, 24),
  pageNumber: measure(14, 18),
  apart: 7,
};

export const lookOf = ({ form, language }: { form: PaperForm; language: PaperLanguage }): PaperLook =>
  form === 'official' ? official : language === 'en' ? englishReport : chineseReport;
