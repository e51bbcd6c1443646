import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const templateHandlers = (): Handlers<FeatureName<'templates'>> => ({
  'templates.list': unbuilt,
  'templates.rows': unbuilt,
  'templates.get': unbuilt,
  'templates.version': unbuilt,
  'templates.choices': unbuilt,
  'templates.ready': unbuilt,
  'templates.create': unbuilt,
  'templates.saveDraft': unbuilt,
  'templates.dropDraft': unbuilt,
  'templates.publish': unbuilt,
  'templates.setState': unbuilt,
  'templates.import': unbuilt,
  'templates.export': unbuilt,
});
