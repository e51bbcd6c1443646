import { chapters, chapterWords, type Chapter } from '../../domain/checklist/kinds.js';
import type { TemplateContent } from '../../domain/checklist/schema.js';
import { categoryWords } from './field-words.js';

/** Words of the workbook a checklist template travels in: sheets, columns and choices, in both languages. */
export type Language = TemplateContent['language'];
export type Words = readonly [zh: string, en: string];
export type Choices = Readonly<Record<string, Words>>;

export const pick = (words: Words, language: Language): string => words[language === 'en' ? 1 : 0];

/** As titles and choices are compared: without case, width and blanks. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

export const sheetWords = {
  guide: ['说明', 'Guide'],
  whole: ['检查表', 'Checklist'],
  grades: ['等次', 'Grades'],
  sections: ['部分', 'Sections'],
  items: ['检查项', 'Items'],
  options: ['选项', 'Options'],
} as const satisfies Record<string, Words>;
export type SheetName = keyof typeof sheetWords;

export const booleans: readonly [yes: Words, no: Words] = [
  ['是', 'Yes'],
  ['否', 'No'],
];

export const languages: Choices = { 'zh-CN': ['中文', 'Chinese'], en: ['英文', 'English'] };
export const combinations: Choices = { sum: ['各部分相加', 'Sum of sections'], weighted: ['按权重', 'Weighted'] };
export const criticalEffects: Choices = {
  flag: ['只标出', 'Flag only'],
  lowest_grade: ['降为最低等次', 'Lowest grade'],
  zero_score: ['总分记 0', 'Score becomes 0'],
};
export const floorModes: Choices = {
  section_zero: ['分项扣完为止', 'Stops at 0'],
  run_on: ['不设下限', 'Runs on'],
};
export const itemKinds: Choices = {
  conformity: ['符合与否', 'Conforms or not'],
  scale: ['量表', 'Scale'],
  number: ['数值', 'Number'],
  single_choice: ['单选', 'Single choice'],
  multiple_choice: ['多选', 'Multiple choice'],
  text: ['文字', 'Text'],
};
export const severities: Choices = {
  general: ['一般', 'General'],
  serious: ['较重', 'Serious'],
  grave: ['严重', 'Grave'],
};
export const deadlineTypes: Choices = {
  immediate_fix: ['立行立改', 'Immediate fix'],
  hourly_fix: ['小时级', 'Within hours'],
  fixed_term_fix: ['限期整改', 'Fixed term'],
  fixed_date: ['定日整改', 'By a date'],
  staged_fix: ['分阶段', 'In stages'],
  standing_measure: ['长期坚持', 'Standing measure'],
};
export const findingCategories: Choices = categoryWords;
/** `none` stands for an item without points. */
export const effects: Choices = {
  deduction: ['扣分', 'Deduction'],
  bonus: ['加分', 'Bonus'],
  none: ['不计分', 'None'],
};
export const deductionUnits: Choices = {
  per_person: ['每人次', 'per person'],
  per_case: ['每件次', 'per case'],
  per_occurrence: ['每次', 'per occurrence'],
  per_half_day: ['每半天', 'per half day'],
  once: ['一次性', 'once'],
};
export const numberUnits: Choices = {
  minute: ['分钟', 'min'],
  second: ['秒', 's'],
  head: ['人', 'persons'],
  percent: ['%', '%'],
  occurrence: ['次', 'times'],
  case: ['件', 'cases'],
  day: ['天', 'days'],
  working_day: ['个工作日', 'working days'],
  yuan: ['元', 'yuan'],
  trip: ['趟', 'trips'],
};
export const limitSides: Choices = { at_most: ['至多', 'at most'], at_least: ['至少', 'at least'] };
export const limitMeasures: Choices = {
  waiting_minutes: ['大厅等候目标', 'Waiting target of the hall'],
  handling_minutes: ['大厅办理目标', 'Handling target of the hall'],
  phone_answer_seconds: ['大厅电话接听目标', 'Phone target of the hall'],
  satisfaction_percent: ['大厅满意度目标', 'Satisfaction target of the hall'],
  promised_days: ['事项承诺时限', 'Promised limit of the item'],
};
export const numberSources: Choices = {
  waiting_minutes: ['计时步骤：等候', 'Timed steps: waiting'],
  handling_minutes: ['计时步骤：办理', 'Timed steps: handling'],
};
export const chapterChoices: Choices = Object.fromEntries(
  chapters.map((chapter: Chapter): [string, Words] => {
    const [zh, en] = chapterWords[chapter];
    return [chapter, [`${chapter} ${zh}`, `${chapter} ${en}`]];
  }),
);
