import { join } from 'node:path';
import type { Database } from '../../../db/database.js';
import type { Clock } from '../../../domain/time.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Log } from '../../app/log.js';
import type { JobManager } from '../../jobs/manager.js';
import type { AtWork } from '../custody/at-work.js';
import type { FileTokens } from '../files.js';
import { ProxyFailures } from './failures.js';
import { FrameLists } from './frames.js';
import { RecordingLibrary } from './library.js';
import { OfferedFiles } from './look.js';
import { FootageMoments } from './moments.js';
import { NamePatterns } from './patterns.js';
import { FootagePlayer } from './player.js';
import { Proxies, type ProxySource } from './proxies.js';
import { Renditions } from './renditions.js';
import { Stills } from './stills.js';
import { TakingService } from './taking.js';
import { MediaToolbox, type ChosenTool } from './tools.js';

interface Dependencies {
  database: Database;
  jobs: JobManager;
  files: FileTokens;
  store: EvidenceStore;
  clock: Clock;
  atWork: AtWork;
  log: Log;
  /** The data folder. */
  folder: string;
  chosenTool: ChosenTool;
  /** A recording can be shown otherwise than before, without a row being changed. */
  changed: (recordingId: number) => void;
}

export interface FootageServices {
  toolbox: MediaToolbox;
  renditions: Renditions;
  offered: OfferedFiles;
  taking: TakingService;
  library: RecordingLibrary;
  patterns: NamePatterns;
  player: FootagePlayer;
  stills: Stills;
  frames: FrameLists;
  moments: FootageMoments;
  /** Clears away what a killed process left half made. Nothing may be made before. */
  boot(): Promise<void>;
  /** Calls off what is made in the background. */
  shutdown(): Promise<void>;
}

/** Everything that takes recordings in, knows them and shows them. */
export function createFootageServices(deps: Dependencies): FootageServices {
  const { database, jobs, files, store, clock, log, folder, chosenTool, changed, atWork } = deps;
  const toolbox = new MediaToolbox({ database, files, chosen: chosenTool });
  const renditions = new Renditions(join(folder, 'renditions'));
  const stills = new Stills({ store, renditions, toolbox, atWork, log, changed });
  const made = (source: ProxySource): void => stills.begin(source);
  const failures = new ProxyFailures({ renditions, toolbox });
  const proxies = new Proxies({ jobs, store, renditions, toolbox, atWork, failures, changed, made });
  return {
    toolbox,
    renditions,
    offered: new OfferedFiles({ database, files }),
    taking: new TakingService({ database, jobs, files, store, toolbox, clock, log }),
    library: new RecordingLibrary(database),
    patterns: new NamePatterns(database),
    player: new FootagePlayer({ database, store, renditions, proxies, failures, stills, clock }),
    stills,
    frames: new FrameLists({ database, store, toolbox }),
    moments: new FootageMoments(database),
    shutdown: () => stills.shutdown(),
    async boot() {
      const parts = await renditions.sweep();
      if (parts > 0) log.info('renditions swept', { parts });
    },
  };
}
