import type { Shape } from '../types';
import type { leads as zh, leadsRules as zhRules } from '../zh-CN/leads';

export const leads: Shape<typeof zh> = {
  leads: {},
};
export const leadsRules: Shape<typeof zhRules> = {};
