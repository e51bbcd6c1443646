import type { RoundReports } from '../../services/round-reports.js';
import type { FeatureName, Handlers } from '../context.js';

export const roundReportHandlers = ({
  roundReports,
}: {
  roundReports: RoundReports;
}): Handlers<FeatureName<'roundReports'>> => ({
  'roundReports.read': (input, context) => roundReports.read(input, context),
  'roundReports.make': (input, context) => roundReports.make(input, context),
});
