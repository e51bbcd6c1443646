import type { VisitService } from '../../services/visits/service.js';
import type { FeatureName, Handlers } from '../context.js';

/** Recording a visit, from its start to its submission. */
export type VisitName = Extract<
  FeatureName<'visits'>,
  'visits.desk' | 'visits.get' | 'visits.start' | 'visits.change' | 'visits.settle' | 'visits.submit' | 'visits.discard'
>;

export const visitHandlers = ({ visits }: { visits: VisitService }): Handlers<VisitName> => ({
  'visits.desk': (_input, context) => visits.desk(context),
  'visits.get': ({ id }, context) => visits.get(id, context),
  'visits.start': (input, context) => visits.start(input, context),
  'visits.change': (input, context) => visits.change(input, context),
  'visits.settle': (input, context) => visits.settle(input, context),
  'visits.submit': (input, context) => visits.submit(input, context),
  'visits.discard': (input, context) => visits.discard(input, context),
});
