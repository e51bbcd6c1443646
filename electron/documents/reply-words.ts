import { filledColumns, type ReplyColumn } from '../../domain/rectification/reply-kinds.js';
import { pick, type Words } from './field-words.js';
import type { PaperLanguage } from './paper.js';

/** Words of the reply sheet (整改回执表), as it is written and read. */
export const REPLY_TITLE: Words = ['整改回执表', 'Rectification reply sheet'];
/** The page a person sees. */
export const REPLY_PAGE: Words = ['回执', 'Reply'];

export const replyWords: Record<ReplyColumn, Words> = {
  no: ['编号', 'No.'],
  problem: ['问题', 'Finding'],
  measures: ['整改措施', 'Measures'],
  due: ['期限', 'Due'],
  state: ['状态', 'State'],
  progress: ['进度', 'Progress'],
  done: ['措施完成', 'Measures done'],
  doneDay: ['完成日期', 'Done on'],
  remark: ['备注', 'Remark'],
};
/** Columns a sheet cannot be read without. */
export const neededColumns: readonly ReplyColumn[] = ['no', 'problem', ...filledColumns];

export const replyHints = {
  how: [
    '只填浅黄色的格：进度写做了什么；措施完成填序号，如 1、3，或填“全部”；完成日期如 2026-10-09。其余各格不改、不合并、不写公式。',
    'Fill in the pale yellow cells only. Progress: what was done. Measures done: their numbers, such as 1, 3, or all. Done on: such as 2026-10-09. Leave the other cells as they are; no merged cells, no formulas.',
  ],
  progress: ['做了什么，现在怎样', 'What was done, how it stands'],
  done: ['填措施序号，如 1、3；全部完成填“全部”', 'Numbers of measures, such as 1, 3; or all'],
  doneDay: ['如 2026-10-09，不早于下达的那一天，不晚于今天', 'Such as 2026-10-09, from the day of issue up to today'],
  remark: ['可不填', 'May stay empty'],
  notDay: ['请填日期，如 2026-10-09', 'A date, such as 2026-10-09'],
  tooLong: ['最多 {most} 个字', 'At most {most} characters'],
  doneOn: ['（{day} 完成）', ' (done {day})'],
  remarkMark: ['备注：', 'Remark: '],
} as const satisfies Record<string, Words>;

/** `备注：` before a remark under the progress. */
export const remarkMark = (language: PaperLanguage): string => pick(replyHints.remarkMark, language);

/** The column a title names, in whichever language; null for any other. */
export function replyColumnOf(title: string): ReplyColumn | null {
  const said = title.replace(/\s+/g, ' ').trim().toLowerCase();
  const found = Object.entries(replyWords).find(([, words]) => words.some((word) => word.toLowerCase() === said));
  return found ? (found[0] as ReplyColumn) : null;
}
