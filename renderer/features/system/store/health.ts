import type { CommandOutput } from '../../../../domain/contract/commands/index.js';

export type SystemHealth = CommandOutput<'system.health'>;
