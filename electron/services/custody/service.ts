import { join } from 'node:path';
import type { Database } from '../../../db/database.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Log } from '../../app/log.js';
import type { JobManager } from '../../jobs/manager.js';
import type { Renditions } from '../footage/renditions.js';
import type { AtWork } from './at-work.js';
import { Retention } from './disposal.js';
import type { FileTokens } from '../files.js';
import type { ReportService } from '../reports.js';
import { ReleaseExceptions } from './exceptions.js';
import { Packs } from './packs.js';
import { CustodyCheck } from './verify.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  store: EvidenceStore;
  reports: ReportService;
  renditions: Renditions;
  atWork: AtWork;
  clock: Clock;
  log: Log;
  /** The data folder. */
  folder: string;
}

export interface CustodyServices {
  check: CustodyCheck;
  retention: Retention;
  exceptions: ReleaseExceptions;
  packs: Packs;
}

/** Whether evidence is what it was, how long it is kept, and what may leave unredacted. */
export function createCustodyServices(deps: Dependencies): CustodyServices {
  return {
    check: new CustodyCheck({ ...deps, storeFolder: join(deps.folder, 'evidence') }),
    retention: new Retention(deps),
    exceptions: new ReleaseExceptions(deps.database),
    packs: new Packs(deps),
  };
}
