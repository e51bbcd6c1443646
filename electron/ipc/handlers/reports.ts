import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const reportHandlers = (): Handlers<
  Extract<FeatureName<'visits' | 'supervisors'>, 'visits.report' | 'supervisors.certificate'>
> => ({
  'visits.report': unbuilt,
  'supervisors.certificate': unbuilt,
});
