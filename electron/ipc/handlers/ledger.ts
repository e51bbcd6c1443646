import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const ledgerHandlers = ({
  rectifications: { ledger },
}: {
  rectifications: Pick<RectificationServices, 'ledger'>;
}): Handlers<FeatureName<'ledger'>> => ({
  'ledger.byLight': (input, context) => ledger.byLight(input, context),
  'ledger.byUnit': (input, context) => ledger.byUnit(input, context),
  'ledger.byDay': (input, context) => ledger.byDay(input, context),
});
