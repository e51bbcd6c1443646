import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const leadHandlers = (): Handlers<Exclude<FeatureName<'leads' | 'supervisors'>, 'supervisors.certificate'>> => ({
  'supervisors.list': unbuilt,
  'supervisors.rows': unbuilt,
  'supervisors.create': unbuilt,
  'supervisors.update': unbuilt,
  'supervisors.setState': unbuilt,
  'supervisors.me': unbuilt,
  'leads.mine': unbuilt,
  'leads.saveDraft': unbuilt,
  'leads.submit': unbuilt,
  'leads.discard': unbuilt,
  'leads.list': unbuilt,
  'leads.rows': unbuilt,
  'leads.accept': unbuilt,
  'leads.answer': unbuilt,
  'leads.reply': unbuilt,
  'leads.openIdentity': unbuilt,
});
