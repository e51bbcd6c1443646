import type { FeatureName, Handlers } from '../context.js';

const unbuilt = (): Promise<never> => Promise.reject(new Error('unbuilt'));

export const planHandlers = (): Handlers<FeatureName<'plans'>> => ({
  'plans.list': unbuilt,
  'plans.rows': unbuilt,
  'plans.rounds': unbuilt,
  'plans.round': unbuilt,
  'plans.create': unbuilt,
  'plans.update': unbuilt,
  'plans.setState': unbuilt,
  'plans.createRound': unbuilt,
  'plans.updateRound': unbuilt,
  'plans.setRoundState': unbuilt,
  'plans.addObject': unbuilt,
  'plans.removeObject': unbuilt,
  'plans.drawPool': unbuilt,
  'plans.draw': unbuilt,
  'plans.redraw': unbuilt,
  'plans.voidDraw': unbuilt,
});
