import type { Shape } from '../types';
import type { review as zh, reviewRules as zhRules } from '../zh-CN/review';

export const review: Shape<typeof zh> = {
  review: {},
};
export const reviewRules: Shape<typeof zhRules> = {};
