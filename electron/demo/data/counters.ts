import type { Words } from '../words.js';

/** Posts of a window; a window has the first, busy ones the next. */
export const postNames: readonly Words[] = [
  ['受理岗', 'Acceptance'],
  ['审核岗', 'Review'],
  ['发证岗', 'Issue'],
];

/** Camera points that look at no window, taken in turn. */
export const publicPoints: readonly Words[] = [
  ['入口', 'entrance'],
  ['叫号等候区', 'waiting area'],
  ['填表台', 'writing desks'],
  ['自助服务区', 'self-service'],
  ['通道', 'corridor'],
  ['咨询台', 'information desk'],
  ['楼梯口', 'stairs'],
  ['出口', 'exit'],
];

/** Invented models, and days kept: the law asks for 30 at least. */
export const recorderModels: readonly { model: string; keepDays: number }[] = [
  { model: 'NVR-32', keepDays: 30 },
  { model: 'NVR-32', keepDays: 60 },
  { model: 'NVR-64', keepDays: 90 },
  { model: 'NVR-32', keepDays: 45 },
];

export const duties: readonly [Words, ...Words[]] = [
  ['窗口首席代表', 'Chief counter representative'],
  ['联络员', 'Contact'],
  ['审批科科长', 'Head of approvals'],
];
