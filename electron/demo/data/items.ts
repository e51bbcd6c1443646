import type { Words } from '../words.js';

/** What is done with a licence; each makes one item of a subject, in this order. */
export const approvalActions: readonly Words[] = [
  ['核发', ': issue'],
  ['变更', ': change'],
  ['延续', ': renewal'],
  ['补发', ': replacement'],
  ['注销', ': cancellation'],
];
export const serviceActions: readonly Words[] = [
  ['办理', ': handling'],
  ['查询', ': enquiry'],
  ['咨询', ': advice'],
];
/** Where a unit has more items than subjects and actions: the same again for another kind of applicant. */
export const applicants: readonly Words[] = [
  ['', ''],
  ['(个人)', ' (persons)'],
  ['(小微企业)', ' (small companies)'],
  ['(外资企业)', ' (foreign companies)'],
  ['(社会组织)', ' (associations)'],
];

/**
 * Working days by law and as promised, shorter by a half and more. The pairs follow what a city publishes: a joint
 * permit of 50 promised in 22, a company's registration of 60 in 3.
 */
export const limits: readonly [Limit, ...Limit[]] = [
  { statutory: 20, promised: 5 },
  { statutory: 20, promised: 7 },
  { statutory: 30, promised: 10 },
  { statutory: 15, promised: 3 },
  { statutory: 60, promised: 3 },
  { statutory: 45, promised: 15 },
  { statutory: 50, promised: 22 },
  { statutory: 10, promised: 2 },
  { statutory: 7, promised: 3 },
];
export interface Limit {
  statutory: number;
  promised: number;
}

export const fees: readonly [Words | null, ...(Words | null)[]] = [
  null,
  null,
  null,
  ['不收费', 'Free of charge'],
  ['不收费', 'Free of charge'],
  ['工本费 10 元', '10 yuan for the document'],
  ['每件 80 元', '80 yuan each'],
];

/** Public services cost nothing; not every hall says so. */
export const free: readonly [Words | null, ...(Words | null)[]] = [null, ['不收费', 'Free of charge']];
