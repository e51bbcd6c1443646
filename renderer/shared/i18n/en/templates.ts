import type { Shape } from '../types';
import type { templates as zh, templatesRules as zhRules } from '../zh-CN/templates';

export const templates: Shape<typeof zh> = {
  templates: {},
};
export const templatesRules: Shape<typeof zhRules> = {};
