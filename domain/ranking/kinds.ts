/** Hundredths of a percent: weights are whole numbers, so that they sum to exactly 100 %. */
export const WHOLE_WEIGHT = 10_000;

/** What the circular is written in, its charts with it. */
export const CIRCULAR_LANGUAGE = 'zh-CN';

/** What a component is measured by; `manual` is given by hand, with evidence. */
export const componentKinds = [
  'visit_score',
  'on_time_rate',
  'recurrence_rate',
  'lead_rate',
  'satisfaction_rate',
  'manual',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** What breaks a tie, in the order given: fewer grave findings, fewer overdue matters, a higher visit score. */
export const tieBreakers = ['fewer_grave', 'fewer_overdue', 'higher_visit_score'] as const;
export type TieBreaker = (typeof tieBreakers)[number];
