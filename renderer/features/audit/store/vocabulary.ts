import type { CommandName } from '../../../../domain/contract/commands/index.js';
import type { DataEntity } from '../../../../domain/contract/events.js';
import { hallEntities } from '../../../../domain/hall/kinds.js';

/** Commands that write to the log, as the filter offers them; a test holds them to the contract. */
export const auditActions = [
  'session.setUp',
  'session.signIn',
  'session.signOut',
  'session.unlock',
  'session.changePassword',
  'session.demoSignIn',
  'people.create',
  'people.update',
  'people.setState',
  'people.resetPassword',
  'hall.create',
  'hall.update',
  'hall.move',
  'hall.merge',
  'hall.retire',
  'hall.restore',
  'hall.importApply',
  'hall.export',
  'system.backup',
  'system.checkIntegrity',
  'system.setIdleMinutes',
  'audit.verify',
] as const satisfies readonly CommandName[];

/** Kinds of objects the log names. */
export const auditObjects = [
  'person',
  ...hallEntities,
  'settings',
  'system',
  'audit',
] as const satisfies readonly DataEntity[];
