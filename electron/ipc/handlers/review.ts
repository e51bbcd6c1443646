import type { FeatureName, Handlers } from '../context.js';
import type { VisitName } from './visits.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const reviewHandlers = (): Handlers<
  Exclude<FeatureName<'visits' | 'findings'>, VisitName | 'visits.report'>
> => ({
  'visits.list': unbuilt,
  'visits.rows': unbuilt,
  'visits.honesty': unbuilt,
  'visits.decideFinding': unbuilt,
  'visits.return': unbuilt,
  'visits.confirm': unbuilt,
  'visits.openIdentity': unbuilt,
  'findings.list': unbuilt,
  'findings.rows': unbuilt,
});
