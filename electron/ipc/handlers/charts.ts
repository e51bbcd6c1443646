import type { ChartFiles } from '../../services/charts.js';
import type { FeatureName, Handlers } from '../context.js';

export const chartHandlers = ({ charts }: { charts: ChartFiles }): Handlers<FeatureName<'charts'>> => ({
  'charts.save': (input, context) => charts.save(input, context),
});
