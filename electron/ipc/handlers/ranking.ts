import type { RankingCirculars } from '../../services/ranking/circular.js';
import type { RankingEvidences } from '../../services/ranking/evidence.js';
import type { RedFlags } from '../../services/ranking/flags.js';
import type { Ranking } from '../../services/ranking/ranking.js';
import type { FeatureName, Handlers } from '../context.js';

export const rankingHandlers = ({
  ranking,
  rankingCirculars,
  rankingEvidence,
  redFlags,
}: {
  ranking: Ranking;
  rankingCirculars: RankingCirculars;
  rankingEvidence: RankingEvidences;
  redFlags: RedFlags;
}): Handlers<FeatureName<'ranking'>> => ({
  'ranking.schemes': (_, context) => ranking.schemes(context),
  'ranking.addScheme': (input, context) => ranking.addScheme(input, context),
  'ranking.list': (input, context) => ranking.list(input, context),
  'ranking.get': (input, context) => ranking.get(input, context),
  'ranking.compute': (input, context) => ranking.compute(input, context),
  'ranking.setManual': (input, context) => ranking.setManual(input, context),
  'ranking.addEvidence': (input, context) => rankingEvidence.add(input, context),
  'ranking.removeEvidence': (input, context) => rankingEvidence.remove(input, context),
  'ranking.openEvidence': async (input, context) => {
    await rankingEvidence.open(input, context);
    return {};
  },
  'ranking.check': (input, context) => ranking.check(input, context),
  'ranking.reopen': (input, context) => ranking.reopen(input, context),
  'ranking.freeze': (input, context) => ranking.freeze(input, context),
  'ranking.correct': (input, context) => ranking.correct(input, context),
  'ranking.registerCircular': (input, context) => rankingCirculars.register(input, context),
  'ranking.circular': (input, context) => rankingCirculars.make(input, context),
  'ranking.flags': (input, context) => redFlags.list(input, context),
  'ranking.flagWindows': (input, context) => redFlags.windows(input, context),
  'ranking.giveFlag': (input, context) => redFlags.give(input, context),
});
