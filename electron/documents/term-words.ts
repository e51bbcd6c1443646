import type { DeadlineType } from '../../domain/checklist/kinds.js';
import { orderStanding, type OrderStanding } from '../../domain/rectification/order-standing.js';
import type { RectificationDetail, RectificationEvent } from '../../domain/rectification/schema.js';
import { dayOf, localMinute } from '../../domain/time.js';
import { deadlineWords, filled, longDay } from './field-words.js';

/** Terms on papers: what was said when they went out, never what came of it later. */

const HOUR_MS = 3_600_000;
const long = (day: number): string => longDay(day, 'zh-CN');
/** `2026年11月22日20:29`; midnight belongs to the day it ends. */
const longMinute = (at: number): string => {
  const midnight = localMinute(at).endsWith('00:00');
  return `${long(dayOf(at - 1))}${midnight ? '24:00' : localMinute(at).slice(11)}`;
};

interface Term {
  type: DeadlineType;
  dueDay: number | null;
  dueAt: number | null;
  provisional: boolean;
}

/** The date of a term; a limit of hours with its hour. */
function dateOf({ type, dueDay, dueAt, provisional }: Term): string {
  if (dueDay === null) return '';
  const said = type === 'hourly_fix' && dueAt !== null ? longMinute(dueAt) : long(dueDay);
  return `${said}${provisional ? '（暂定）' : ''}`;
}

/** The due date as it stands. */
export const dueText = ({ row }: RectificationDetail): string =>
  dateOf({ ...row, type: row.fields.deadline.type, provisional: false });

/** How a term that begins with the receipt is counted. */
const fromReceipt: Record<DeadlineType, string> = {
  immediate_fix: '立行立改，签收当日完成',
  hourly_fix: '自签收起 {amount} 小时内',
  fixed_term_fix: '自签收次日起 {amount} 个工作日',
  fixed_date: '指定日期前',
  staged_fix: '分阶段',
  standing_measure: '长期坚持',
};

function said({ row }: RectificationDetail, term: Omit<Term, 'type'>): string {
  const { type, amount } = row.fields.deadline;
  const values = { amount: amount ?? '' };
  const date = dateOf({ ...term, type });
  if (type === 'standing_measure' || date === '') return filled(fromReceipt[type], values);
  return `${filled(deadlineWords[type][0], values)}，至${date}`;
}

/** Until when, as things stand. */
export const limitText = (detail: RectificationDetail): string => said(detail, detail.row);

const numberIn = (event: RectificationEvent | undefined, key: string): number | null => {
  const value = event?.detail[key];
  return typeof value === 'number' ? value : null;
};

/** Until when, as it was issued: with its date where that was known then. What came later is no part of a notice. */
export function limitAtIssue(detail: RectificationDetail): string {
  const { row, events } = detail;
  const issued = events.find(({ action }) => action === 'issue');
  const dueDay = numberIn(issued, 'dueDay');
  const { type, amount } = row.fields.deadline;
  const hours = type === 'hourly_fix' && amount !== null && row.issuedAt !== null;
  const dueAt = hours ? (row.issuedAt ?? 0) + amount * HOUR_MS : null;
  return said(detail, { dueDay, dueAt, provisional: numberIn(issued, 'dueProvisional') === 1 });
}

/** What the last order said of the term. */
function ordered({ orders, events }: RectificationDetail): OrderStanding | null {
  const no = orders.at(-1)?.no;
  const event = events.find(({ action, detail }) => action === 'order' && detail['orderNo'] === no);
  return event ? orderStanding(event.detail) : null;
}

export function limitAtOrder(detail: RectificationDetail): string {
  const stood = ordered(detail);
  return said(detail, stood ?? detail.row);
}

const standings: Record<OrderStanding['word'], string> = {
  none: '尚未签收，期限自签收起算',
  unsigned: '逾期未签收，期限自签收起算',
  suspended: '期限停计中',
  pending: '期限为{date}，延期申请待审批',
  standing: '为长期坚持事项',
  standingOn: '为长期坚持事项，下次复查日为{review}',
  days: '期限为{date}，尚余 {n} 个工作日',
  hours: '期限为{date}，尚余 {n} 小时',
  today: '期限为{date}，当日到期',
  over: '期限为{date}，已逾期 {n} 个工作日',
  overHours: '期限为{date}，已逾期 {n} 小时',
  overNow: '期限为{date}，已逾期',
};

/** How the term stood when the order was issued. */
export function standingText(detail: RectificationDetail): string {
  const stood = ordered(detail);
  if (stood === null) return '';
  const date = dateOf({ ...stood, type: detail.row.fields.deadline.type });
  return filled(standings[stood.word], { date, n: stood.n, review: stood.review === null ? '' : long(stood.review) });
}
