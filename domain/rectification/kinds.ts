/** Words of the rectification ledger that rules, tables and screens share. */

/** 红黄灯: 正常, 临期, 逾期, 待办, 已销号. */
export const lights = ['green', 'yellow', 'red', 'blue', 'grey'] as const;
export type Light = (typeof lights)[number];

/** 复查方式: 现场, 暗访, 调阅监控. */
export const verificationMethods = ['on_site', 'covert_visit', 'footage'] as const;
export type VerificationMethod = (typeof verificationMethods)[number];

/** 复查结果: 已整改, 部分整改, 未整改, 反弹. */
export const verificationResults = ['done', 'partly', 'not_done', 'recurred'] as const;
export type VerificationResult = (typeof verificationResults)[number];

/** 等谁: the unit, the office, the named verifier, who closes, the deciding leader, who decides an appeal, nobody for now. */
export const waitingKinds = ['unit', 'office', 'verifier', 'closer', 'leader', 'appeal', 'nobody'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

/** What proof is made of. */
export const pictureKinds = ['picture', 'paper', 'clip'] as const;

/**
 * Days of the strip that explains a due date: the start, counted ones (also on a make-up day, or by an extension), those
 * that are not and why, the due day, days over it, and today.
 */
export const dueStepKinds = [
  'start',
  'counted',
  'makeup',
  'extended',
  'holiday',
  'weekend',
  'localOff',
  'suspended',
  'due',
  'over',
  'today',
] as const;
export type DueStepKind = (typeof dueStepKinds)[number];
