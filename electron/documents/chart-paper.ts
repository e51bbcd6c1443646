import { isoDay } from '../../domain/time.js';
import type { Column, Paper, PaperLanguage } from './paper.js';

export interface ChartSheet {
  title: string;
  summary: string;
  notes: readonly string[];
  period: { fromDay: number; toDay: number };
  columns: readonly string[];
  words: readonly (readonly string[])[];
  png: { bytes: Uint8Array; width: number; height: number } | null;
}

/** More columns are set small. */
const MANY = 6;

/** A chart on paper: what it says, its picture, its table. */
export function chartPaper(sheet: ChartSheet, language: PaperLanguage): Paper {
  const { title, summary, notes, period, columns, words, png } = sheet;
  const chinese = language === 'zh-CN';
  const grid: Column[] = columns.map((name, at) => ({
    title: name,
    // Names are long; numbers beside them are short where there are many.
    share: at === 0 ? (columns.length > MANY ? 4 : 2) : 1,
    align: at === 0 ? 'left' : 'right',
  }));
  return {
    language,
    form: 'report',
    subject: title,
    title: [title],
    number: `${isoDay(period.fromDay)} — ${isoDay(period.toDay)}`,
    running: title,
    date: '',
    footer: chinese ? '明察' : 'Mingcha',
    pageOf: (page, pages) => (chinese ? ['第 ', page, ' 页，共 ', pages, ' 页'] : ['Page ', page, ' of ', pages, '']),
    blocks: [
      { kind: 'text', text: summary, keepNext: true },
      ...(png
        ? [{ kind: 'figure' as const, picture: { ...png, type: 'png' as const }, alt: `${title}: ${summary}` }]
        : []),
      ...notes.map((text) => ({ kind: 'note' as const, text })),
      { kind: 'grid', columns: grid, rows: words, small: columns.length > MANY },
    ],
  };
}
