import type { RectificationServices } from '../../services/rectifications/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const recurrenceHandlers = ({
  rectifications: { recurrences },
}: {
  rectifications: RectificationServices;
}): Handlers<FeatureName<'recurrences'>> => ({
  'recurrences.list': (_, context) => recurrences.list(context),
  'recurrences.decide': (input, context) => recurrences.decide(input, context),
});
