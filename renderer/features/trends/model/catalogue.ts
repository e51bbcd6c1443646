import type { Chart } from './chart';
import { closing } from './charts/closing';
import { courseOf } from './charts/course';
import { eachWait } from './charts/each-wait';
import { funnel } from './charts/funnel';
import { heatHour } from './charts/heat-hour';
import { heatWindow } from './charts/heat-window';
import { leads } from './charts/leads';
import { pareto } from './charts/pareto';
import { ratesOf } from './charts/rates';
import { units } from './charts/units';
import { waits } from './charts/waits';

/** The charts of the page in their order; those in a row of two stand beside each other. */
export const charts: readonly Chart[] = [
  courseOf({ id: 'score', measure: 'visit_score', ways: ['whole', 'hall', 'mode', 'unit', 'window'] }),
  pareto,
  courseOf({ id: 'findings', measure: 'findings', ways: ['whole', 'severity', 'category', 'mode'] }),
  waits,
  ratesOf('onTime', ['on_time_rate', 'on_time_rate_original']),
  funnel,
  ratesOf('overdue', ['overdue_rate']),
  ratesOf('recurrence', ['recurrence_rate', 'closure_rate']),
  closing,
  courseOf({ id: 'perHundred', measure: 'findings_per_hundred', ways: ['whole', 'hall', 'mode', 'unit'] }),
  heatHour,
  leads,
  units,
  heatWindow,
  eachWait,
];
