import type { UpkeepService } from '../../services/upkeep.js';
import type { Handlers } from '../context.js';

type UpkeepName = 'system.health' | 'system.backup' | 'system.checkIntegrity' | 'system.setIdleMinutes';

export const upkeepHandlers = ({ upkeep }: { upkeep: UpkeepService }): Handlers<UpkeepName> => ({
  'system.health': () => upkeep.health(),
  'system.backup': (_, context) => upkeep.backup(context),
  'system.checkIntegrity': (_, context) => upkeep.checkIntegrity(context),
  'system.setIdleMinutes': (input, context) => upkeep.setIdleMinutes(input.minutes, context),
});
