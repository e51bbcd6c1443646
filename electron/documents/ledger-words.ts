import type { LedgerColumn } from '../../domain/rectification/columns.js';
import type { Light, VerificationResult, WaitingKind } from '../../domain/rectification/kinds.js';
import type { TimeLeft } from '../../domain/rectification/left.js';
import type { RectificationState } from '../../domain/rectification/life.js';
import type { ProgressWord } from '../../domain/rectification/progress.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import type { Words } from './field-words.js';

/** Words of the ledger on paper, as the screens say them; a test holds the two together. */
export const LEDGER_TITLE: Words = ['整改台账', 'Rectification ledger'];

export const columnWords: Record<LedgerColumn, Words> = {
  no: ['编号', 'No.'],
  problem: ['问题', 'Finding'],
  place: ['责任单位 · 窗口', 'Unit · window'],
  category: ['类别', 'Category'],
  severity: ['程度', 'Severity'],
  due: ['期限', 'Due'],
  left: ['剩余', 'Left'],
  progress: ['进度', 'Progress'],
  waiting: ['等谁', 'Waiting for'],
  proofs: ['佐证', 'Proof'],
  round: ['检查批次', 'Round'],
  found: ['发现时间', 'Found'],
  hall: ['大厅', 'Hall'],
  window: ['窗口', 'Window'],
  unit: ['责任单位', 'Unit'],
  leadUnit: ['牵头单位', 'Lead unit'],
  basis: ['依据条款', 'Basis'],
  evidence: ['证据', 'Evidence'],
  goal: ['整改要求', 'Goal'],
  type: ['整改类型', 'Type'],
  measures: ['整改措施', 'Measures'],
  leader: ['责任领导', 'Responsible leader'],
  person: ['责任人', 'Responsible person'],
  originalDue: ['原期限', 'Original due date'],
  notice: ['通知书', 'Notice'],
  state: ['状态', 'State'],
  light: ['灯', 'Light'],
  issued: ['下达时间', 'Issued'],
  received: ['签收时间', 'Signed for'],
  submitted: ['完成时间', 'Done'],
  verifier: ['验收人', 'Verifier'],
  verified: ['验收意见', 'Verification'],
  closed: ['销号时间', 'Closed'],
  closer: ['销号人', 'Closed by'],
  extensions: ['延期次数', 'Extensions'],
  reminders: ['催办次数', 'Reminders'],
  escalation: ['督办', 'Orders'],
  recurrence: ['反弹自', 'Recurrence of'],
  remark: ['备注', 'Remark'],
};

export const stateWords: Record<RectificationState, Words> = {
  draft: ['草稿', 'Draft'],
  issued: ['待签收', 'To sign'],
  acknowledged: ['已签收', 'Signed for'],
  in_rectification: ['整改中', 'Rectifying'],
  submitted: ['待验收', 'Submitted'],
  verifying: ['复查中', 'Verifying'],
  closed: ['已销号', 'Closed'],
  returned: ['退回重改', 'Returned'],
  extension_pending: ['延期审批中', 'Extension asked'],
  appealed: ['申诉中', 'Appealed'],
  shelved: ['挂账', 'Shelved'],
  reopened: ['反弹重启', 'Reopened'],
};

export const progressWordsOnPaper: Record<ProgressWord, Words> = {
  draft: ['草稿', 'Draft'],
  issued: ['待签收', 'To sign'],
  rectifying: ['整改中', 'Rectifying'],
  returned: ['退回', 'Returned'],
  submitted: ['待验收', 'Submitted'],
  verifying: ['复查中', 'Verifying'],
  closing: ['待销号', 'To close'],
  closed: ['已销号', 'Closed'],
  revoked: ['已撤销', 'Revoked'],
  shelved: ['挂账', 'Shelved'],
  reopened: ['重启', 'Reopened'],
};

export const leftWords: Record<TimeLeft['word'], Words> = {
  days: ['余 {n} 日', '{n} d left'],
  hours: ['余 {n} 小时', '{n} h left'],
  today: ['今日到期', 'due today'],
  over: ['逾期 {n} 日', '{n} d overdue'],
  overHours: ['逾期 {n} 小时', '{n} h overdue'],
  overNow: ['已逾期', 'overdue'],
  unsigned: ['未按时签收', 'not signed for'],
  suspended: ['停计', 'suspended'],
  pending: ['待审批', 'being decided'],
  deciding: ['申诉中', 'under appeal'],
  undecided: ['裁决超期', 'appeal late'],
  lookAgain: ['该再看了', 'to be looked at'],
  standing: ['长期', 'standing'],
  standingOn: ['复查 {day}', 'review {day}'],
  done: ['已完成', 'done'],
  inTime: ['按期提交', 'in time'],
  late: ['迟交 {n} 日', '{n} d late'],
  lateHours: ['迟交 {n} 小时', '{n} h late'],
  lateNow: ['迟交', 'late'],
};

/** Beside what is left until a due date that rests on a year not published. */
export const provisionalWords: Words = ['（期限暂定）', ' (provisional)'];

export const lightWords: Record<Light, Words> = {
  red: ['逾期', 'Overdue'],
  yellow: ['临期', 'Due soon'],
  blue: ['待办', 'To do'],
  green: ['正常', 'On track'],
  grey: ['已销号', 'Closed'],
};

export const waitingWords: Record<WaitingKind, Words> = {
  unit: ['责任单位', 'Unit'],
  office: ['督查办', 'Office'],
  verifier: ['复查人', 'Verifier'],
  closer: ['待定销号人', 'Closer'],
  leader: ['分管领导', 'Leader'],
  appeal: ['申诉处理人', 'Appeal handler'],
  nobody: ['无', 'Nobody'],
};

export const resultWords: Record<VerificationResult, Words> = {
  done: ['已整改', 'Done'],
  partly: ['部分整改', 'Partly done'],
  not_done: ['未整改', 'Not done'],
  recurred: ['反弹', 'Recurred'],
};

export const escalationWords: Record<RectificationRow['escalation'], Words> = {
  none: ['未督办', 'None'],
  reminder: ['已催办', 'Reminded'],
  blue: ['蓝色督办', 'Blue order'],
  orange: ['橙色督办', 'Orange order'],
  red: ['红色督办', 'Red order'],
};
