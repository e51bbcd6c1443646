import type { Shape } from '../types';
import type { visits as zh, visitsRules as zhRules } from '../zh-CN/visits';

export const visits: Shape<typeof zh> = {
  visits: {},
};
export const visitsRules: Shape<typeof zhRules> = {};
