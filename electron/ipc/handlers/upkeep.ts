import type { Desktop } from '../../app/desktop.js';
import type { UpkeepService } from '../../services/upkeep.js';
import type { Handlers } from '../context.js';

type UpkeepName =
  | 'system.health'
  | 'system.backup'
  | 'system.checkIntegrity'
  | 'system.openWindow'
  | 'system.confirmClock'
  | 'system.setIdleMinutes';

interface Needs {
  desktop: Desktop;
  upkeep: UpkeepService;
}

export const upkeepHandlers = ({ desktop, upkeep }: Needs): Handlers<UpkeepName> => ({
  'system.health': () => upkeep.health(),
  'system.backup': (_, context) => upkeep.backup(context),
  'system.checkIntegrity': (_, context) => upkeep.checkIntegrity(context),
  'system.openWindow': () => {
    desktop.openWindow();
    return Promise.resolve({});
  },
  'system.confirmClock': (input, context) => upkeep.confirmClock(input, context),
  'system.setIdleMinutes': (input, context) => upkeep.setIdleMinutes(input.minutes, context),
});
