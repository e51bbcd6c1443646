import type { DeadlineType, DeductionUnit, FindingCategory, Severity } from '../../domain/checklist/kinds.js';
import type { constituencies } from '../../domain/lead.js';
import type { CappedBy } from '../../domain/scoring.js';
import type { Step, VisitMode } from '../../domain/visit.js';
import type { FindingState } from '../../domain/visit-record.js';
import { isoDay } from '../../domain/time.js';
import type { PaperLanguage } from './paper.js';

/** Words of the field on paper, as the screens say them (`renderer/shared/i18n`, which this room cannot read). */
export type Words = readonly [zh: string, en: string];
export const pick = ([zh, en]: Words, language: PaperLanguage): string => (language === 'en' ? en : zh);

/** Puts values in the places of a sentence: `{count} 次`. `one|many` is said as `count` asks for. */
export function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  const [one = '', many = one] = sentence.split('|');
  return (values['count'] === 1 ? one : many).replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  );
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2026年10月14日`, `14 October 2026`. */
export function longDay(day: number, language: PaperLanguage): string {
  const [year, month, date] = isoDay(day).split('-').map(Number) as [number, number, number];
  return language === 'en' ? `${date} ${months[month - 1] ?? ''} ${year}` : `${year}年${month}月${date}日`;
}

const digits = '〇一二三四五六七八九';

/** A number as headings count: `十二`, `12`. From 1; Chinese up to 99, figures beyond. */
export function ordinal(number: number, language: PaperLanguage): string {
  if (language === 'en' || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? digits.charAt(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digits.charAt(ones) : ''}`;
}

/** The parts of a list, one after the other. */
export const listed = (parts: readonly string[], language: PaperLanguage): string =>
  parts.join(language === 'en' ? ', ' : '、');

export const modeWords: Record<VisitMode, Words> = {
  announced_visit: ['明查', 'Announced visit'],
  covert_visit: ['暗访', 'Covert visit'],
  simulated_transaction: ['模拟办事', 'Simulated transaction'],
  phone_inquiry: ['电话咨询', 'Phone inquiry'],
  business_questions: ['业务问答', 'Business questions'],
  video_patrol: ['视频巡查', 'Video patrol'],
  role_exchange: ['换位体验', 'Role exchange'],
  symposium: ['座谈', 'Symposium'],
  household_visit: ['入户', 'Household visit'],
  questionnaire: ['问卷', 'Questionnaire'],
  verification: ['复查', 'Verification'],
};

export const stepWords: Record<Step, Words> = {
  arrive: ['到达', 'Arrived'],
  ticket: ['取号', 'Ticket'],
  called: ['叫号', 'Called'],
  greeted: ['来有迎声', 'Greeted'],
  answered: ['问有答声', 'Answered'],
  told_missing: ['一次告知', 'Told in full'],
  done: ['办结', 'Done'],
  left: ['离开', 'Left'],
};
export const phoneStepWords: Partial<Record<Step, Words>> = {
  arrive: ['拨号', 'Dialled'],
  called: ['接通', 'Picked up'],
  left: ['挂断', 'Hung up'],
};

export const severityWords: Record<Severity, Words> = {
  general: ['一般', 'General'],
  serious: ['较重', 'Serious'],
  grave: ['严重', 'Grave'],
};

export const categoryWords: Record<FindingCategory, Words> = {
  attendance: ['考勤', 'Attendance'],
  appearance: ['仪容', 'Appearance'],
  conduct: ['举止', 'Conduct'],
  service_language: ['用语', 'Service language'],
  complaint: ['投诉', 'Complaint'],
  handling: ['办理', 'Handling'],
  fee: ['收费', 'Fees'],
  integrity: ['廉洁', 'Integrity'],
  hygiene: ['环境', 'Hygiene'],
  signage: ['标识', 'Signage'],
  facility: ['设施', 'Facilities'],
  satisfaction: ['满意度', 'Satisfaction'],
  business_skill: ['业务', 'Business skill'],
  workflow: ['流程', 'Workflow'],
  disclosure: ['公开公示', 'Disclosure'],
  order: ['秩序', 'Order'],
  other: ['其他', 'Other'],
};

export const findingStateWords: Record<FindingState, Words> = {
  draft: ['草拟', 'Draft'],
  submitted: ['待认定', 'To be decided'],
  confirmed: ['已认定', 'Confirmed'],
  dismissed: ['不予认定', 'Dismissed'],
};

export const deadlineWords: Record<DeadlineType, Words> = {
  immediate_fix: ['立行立改', 'the same day'],
  hourly_fix: ['{amount} 小时内', 'within {amount} hours'],
  fixed_term_fix: ['限期 {amount} 个工作日', 'within {amount} working days'],
  fixed_date: ['指定日期前', 'by a named date'],
  staged_fix: ['分阶段', 'in stages'],
  standing_measure: ['长期坚持', 'standing measure'],
};

export const countWords: Record<DeductionUnit, Words> = {
  per_person: ['{count} 人', '{count} person|{count} persons'],
  per_case: ['{count} 件', '{count} case|{count} cases'],
  per_occurrence: ['{count} 次', 'once|{count} times'],
  per_half_day: ['{count} 个半天', '{count} half day|{count} half days'],
  once: ['一次性', 'once'],
};

export const cappedWords: Record<CappedBy, Words> = {
  item: ['单项封顶', 'item cap'],
  section: ['部分封顶', 'section cap'],
  floor: ['部分扣完', 'section at 0'],
  whole: ['总扣分封顶', 'overall cap'],
  bonus: ['加分封顶', 'bonus cap'],
};

export const constituencyWords: Record<(typeof constituencies)[number], Words> = {
  retired_cadre: ['退休干部', 'Retired cadre'],
  people_deputy: ['人大代表', "People's deputy"],
  cppcc_member: ['政协委员', 'CPPCC member'],
  government: ['政府部门', 'Government body'],
  enterprise: ['企业', 'Enterprise'],
  citizen: ['群众', 'Citizen'],
};
