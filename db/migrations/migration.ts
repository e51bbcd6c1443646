import type { Connection } from '../driver.js';

/** The connection a migration works on, inside the transaction the runner opened for it. */
export type MigrationStep = Pick<Connection, 'exec' | 'run' | 'get' | 'all'>;

export interface Migration {
  /** Becomes `user_version`; numbered with room between, growing. */
  version: number;
  /** As the file is called, e.g. `0010-core`; named when the step fails. */
  name: string;
  /** Adds to the schema; runs once, in one transaction, with foreign keys checked at its end. */
  up(step: MigrationStep): Promise<void>;
}
