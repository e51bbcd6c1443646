import type { VisitService } from '../../services/visits/service.js';
import type { FeatureName, Handlers } from '../context.js';

/** Recording a visit, from its start to its submission. */
export type VisitName = Extract<
  FeatureName<'visits'>,
  'visits.desk' | 'visits.get' | 'visits.start' | 'visits.change' | 'visits.settle' | 'visits.submit' | 'visits.discard'
>;

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const visitHandlers = ({ visits }: { visits: VisitService }): Handlers<VisitName> => ({
  'visits.desk': unbuilt,
  'visits.get': ({ id }, context) => visits.get(id, context),
  'visits.start': (input, context) => visits.start(input, context),
  'visits.change': (input, context) => visits.change(input, context),
  'visits.settle': unbuilt,
  'visits.submit': unbuilt,
  'visits.discard': unbuilt,
});
