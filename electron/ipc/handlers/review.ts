import type { HonestyService } from '../../services/review/honesty.js';
import type { IdentityService } from '../../services/review/identity.js';
import type { RecordLists } from '../../services/review/lists.js';
import type { ReviewService } from '../../services/review/review.js';
import type { FeatureName, Handlers } from '../context.js';
import type { VisitName } from './visits.js';

interface ReviewServices {
  lists: RecordLists;
  honesty: HonestyService;
  review: ReviewService;
  identity: IdentityService;
}

export const reviewHandlers = ({
  lists,
  honesty,
  review,
  identity,
}: ReviewServices): Handlers<Exclude<FeatureName<'visits' | 'findings'>, VisitName | 'visits.report'>> => ({
  'visits.list': (input, context) => lists.visits(input, context),
  'visits.rows': (input, context) => lists.visitRows(input.ids, context),
  'visits.honesty': (input, context) => honesty.facts(input.id, context),
  'visits.decideFinding': (input, context) => review.decideFinding(input, context),
  'visits.return': (input, context) => review.sendBack(input, context),
  'visits.confirm': (input, context) => review.confirm(input, context),
  'visits.openIdentity': (input, context) => identity.open(input, context),
  'findings.list': (input, context) => lists.findings(input, context),
  'findings.rows': (input, context) => lists.findingRows(input.ids, context),
});
