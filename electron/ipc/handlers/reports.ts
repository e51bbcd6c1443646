import type { ReportService } from '../../services/reports.js';
import type { FeatureName, Handlers } from '../context.js';

interface Needs {
  reports: ReportService;
}

type ReportName = Extract<FeatureName<'visits' | 'supervisors'>, 'visits.report' | 'supervisors.certificate'>;

export const reportHandlers = ({ reports }: Needs): Handlers<ReportName> => ({
  'visits.report': (input, context) => reports.report(input, context),
  'supervisors.certificate': (input, context) => reports.certificate(input, context),
});
