import type { Teller } from '../../services/telling/teller.js';
import type { FeatureName, Handlers } from '../context.js';

export const tellingHandlers = ({ telling }: { telling: Teller }): Handlers<FeatureName<'telling'>> => ({
  'telling.preferences': (_, context) => telling.preferences(context),
  'telling.setPreferences': (input, context) => telling.setPreferences(input, context),
});
