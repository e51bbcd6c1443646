import type { Shape } from '../types';
import type { evidence as zh, evidenceRules as zhRules } from '../zh-CN/evidence';

export const evidence: Shape<typeof zh> = {
  evidence: {},
};
export const evidenceRules: Shape<typeof zhRules> = {};
