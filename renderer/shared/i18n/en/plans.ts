import type { Shape } from '../types';
import type { plans as zh, plansRules as zhRules } from '../zh-CN/plans';

export const plans: Shape<typeof zh> = {
  plans: {},
};
export const plansRules: Shape<typeof zhRules> = {};
