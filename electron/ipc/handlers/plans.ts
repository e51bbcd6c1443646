import type { PlanServices } from '../../services/plans/service.js';
import type { FeatureName, Handlers } from '../context.js';

export const planHandlers = ({
  planning: { plans, rounds, draws },
}: {
  planning: PlanServices;
}): Handlers<FeatureName<'plans'>> => ({
  'plans.list': (input) => plans.list(input),
  'plans.rows': ({ ids }) => plans.rows(ids),
  'plans.history': ({ planId }) => plans.history(planId),
  'plans.rounds': (input) => rounds.list(input),
  'plans.round': ({ id }, context) => rounds.detail(id, context),
  'plans.create': (input, context) => plans.create(input, context),
  'plans.update': (input, context) => plans.update(input, context),
  'plans.setState': (input, context) => plans.setState(input, context),
  'plans.createRound': (input, context) => rounds.create(input, context),
  'plans.updateRound': (input, context) => rounds.update(input, context),
  'plans.setRoundState': (input, context) => rounds.setState(input, context),
  'plans.addObject': (input, context) => rounds.addObject(input, context),
  'plans.removeObject': (input, context) => rounds.removeObject(input, context),
  'plans.drawPool': (input) => draws.pool(input),
  'plans.draw': (input, context) => draws.draw(input, context),
  'plans.redraw': ({ drawId }) => draws.redraw(drawId),
  'plans.voidDraw': (input, context) => draws.void(input, context),
});
