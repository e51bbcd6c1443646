import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const evidenceHandlers = (): Handlers<FeatureName<'evidence'>> => ({
  'evidence.add': unbuilt,
  'evidence.caption': unbuilt,
  'evidence.remove': unbuilt,
  'evidence.restore': unbuilt,
});
