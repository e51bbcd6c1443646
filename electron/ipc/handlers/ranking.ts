import type { Ranking } from '../../services/ranking/ranking.js';
import type { FeatureName, Handlers } from '../context.js';

export const rankingHandlers = ({ ranking }: { ranking: Ranking }): Handlers<FeatureName<'ranking'>> => ({
  'ranking.schemes': (_, context) => ranking.schemes(context),
  'ranking.addScheme': (input, context) => ranking.addScheme(input, context),
  'ranking.list': (input, context) => ranking.list(input, context),
  'ranking.get': (input, context) => ranking.get(input, context),
  'ranking.compute': (input, context) => ranking.compute(input, context),
  'ranking.setManual': (input, context) => ranking.setManual(input, context),
  'ranking.check': (input, context) => ranking.check(input, context),
  'ranking.reopen': (input, context) => ranking.reopen(input, context),
  'ranking.freeze': (input, context) => ranking.freeze(input, context),
  'ranking.correct': (input, context) => ranking.correct(input, context),
  'ranking.flags': (input, context) => ranking.flags(input, context),
  'ranking.giveFlag': (input, context) => ranking.giveFlag(input, context),
});
