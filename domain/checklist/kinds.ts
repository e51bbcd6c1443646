import { targetMeasures } from '../hall/entities.js';

/** How an item is answered: 符合/不符合, 量表, 数值, 单选, 多选, 文字. */
export const itemKinds = ['conformity', 'scale', 'number', 'single_choice', 'multiple_choice', 'text'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What a deduction or bonus is counted by: 每人次, 每件次, 每次, 每半天, or once however often (一次性). */
export const deductionUnits = ['per_person', 'per_case', 'per_occurrence', 'per_half_day', 'once'] as const;
export type DeductionUnit = (typeof deductionUnits)[number];

/** 扣分 | 加分. */
export const effects = ['deduction', 'bonus'] as const;
export type Effect = (typeof effects)[number];

/** A section stops at 0 (分项扣完为止), or its deductions run on into the rest of the whole (不设下限). */
export const floorModes = ['section_zero', 'run_on'] as const;
export type FloorMode = (typeof floorModes)[number];

/** The whole is the sum of its sections, or their weighted share. */
export const combinations = ['sum', 'weighted'] as const;

/** What one failed critical item (否决项) does: it is shown, the grade becomes the lowest, or the score becomes 0. */
export const criticalEffects = ['flag', 'lowest_grade', 'zero_score'] as const;

/** 一般 | 较重 | 严重. */
export const severities = ['general', 'serious', 'grave'] as const;
export type Severity = (typeof severities)[number];

/**
 * 立行立改, 小时级, 限期整改, 定日整改 (the day is named when it is issued), 分阶段, 长期坚持. `amount` says what the number
 * beside the type counts; null where the type has none.
 */
export const deadlineTypes = {
  immediate_fix: { amount: null },
  hourly_fix: { amount: 'hours' },
  fixed_term_fix: { amount: 'workingDays' },
  fixed_date: { amount: null },
  staged_fix: { amount: null },
  standing_measure: { amount: null },
} as const;
export type DeadlineType = keyof typeof deadlineTypes;
export const deadlineTypeNames = Object.keys(deadlineTypes) as [DeadlineType, ...DeadlineType[]];

/**
 * 问题类别. The first twelve are the groups under which local rules deduct (考勤, 仪容, 举止, 用语, 投诉, 办理, 收费, 廉洁,
 * 环境, 标识, 设施, 满意度); the rest are what visits find beside them (业务不熟, 流程更新不及时, 公开公示, 秩序, 其他).
 */
export const findingCategories = [
  'attendance',
  'appearance',
  'conduct',
  'service_language',
  'complaint',
  'handling',
  'fee',
  'integrity',
  'hygiene',
  'signage',
  'facility',
  'satisfaction',
  'business_skill',
  'workflow',
  'disclosure',
  'order',
  'other',
] as const;
export type FindingCategory = (typeof findingCategories)[number];

/** Chapters of GB/T 36112-2018 a section can stand under, as its table of contents names them; a free section has none. */
export const chapters = ['5', '5.1', '5.2', '5.3', '6', '7', '8', '9', '10'] as const;
export type Chapter = (typeof chapters)[number];
export const chapterWords: Record<Chapter, readonly [zh: string, en: string]> = {
  '5': ['人员服务管理', 'Personnel service'],
  '5.1': ['仪容仪表', 'Appearance'],
  '5.2': ['举止行为', 'Conduct'],
  '5.3': ['服务用语', 'Service language'],
  '6': ['空间管理', 'Space'],
  '7': ['秩序管理', 'Order'],
  '8': ['物品管理', 'Articles'],
  '9': ['设施设备管理', 'Facilities and equipment'],
  '10': ['文档管理', 'Documents'],
};

/** What a number counts. */
export const numberUnits = [
  'minute',
  'second',
  'head',
  'percent',
  'occurrence',
  'case',
  'day',
  'working_day',
  'yuan',
  'trip',
] as const;

/** A limit that is not in the template: the hall's own target, or the promised limit of the service item in working days. */
export const limitMeasures = [...targetMeasures, 'promised_days'] as const;
export type LimitMeasure = (typeof limitMeasures)[number];
/** The unit a number must have to be held against such a limit. */
export const measureUnits: Record<LimitMeasure, (typeof numberUnits)[number]> = {
  waiting_minutes: 'minute',
  handling_minutes: 'minute',
  phone_answer_seconds: 'second',
  satisfaction_percent: 'percent',
  promised_days: 'working_day',
};

/** Timed steps can fill a number by themselves. */
export const numberSources = ['waiting_minutes', 'handling_minutes'] as const;
export type NumberSource = (typeof numberSources)[number];
