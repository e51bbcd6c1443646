import type { MeasureService } from '../../services/measures.js';
import type { FeatureName, Handlers } from '../context.js';

export const measureHandlers = ({ measures }: { measures: MeasureService }): Handlers<FeatureName<'measures'>> => ({
  'measures.series': (input, context) => measures.series(input, context),
  'measures.parts': (input, context) => measures.parts(input, context),
  'measures.rows': (input, context) => measures.rows(input, context),
  'measures.asOf': (input, context) => measures.asOf(input, context),
  'measures.difference': (input, context) => measures.difference(input, context),
});
