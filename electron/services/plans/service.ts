import type { Database } from '../../../db/database.js';
import { DrawService } from './draws.js';
import { PlanService } from './plans.js';
import { RoundService } from './rounds.js';

/** Everything about plans, their rounds and the dual random draw. */
export const createPlanServices = (database: Database) => ({
  plans: new PlanService(database),
  rounds: new RoundService(database),
  draws: new DrawService(database),
});
export type PlanServices = ReturnType<typeof createPlanServices>;
