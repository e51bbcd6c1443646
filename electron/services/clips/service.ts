import { sweepWork } from '../../../media/job-folder.js';
import type { Log } from '../../app/log.js';
import type { JobManager } from '../../jobs/manager.js';
import type { FootageServices } from '../footage/service.js';
import type { ClockWatch } from '../visits/clock.js';
import { Versions } from '../visits/versions.js';
import { ClipService } from './clips.js';
import { Cutting } from './cutting.js';
import type { MediaDeps } from './media.js';
import { Redacting } from './redacting.js';
import { DerivedShow } from './show.js';
import { StillMaker } from './stills.js';
import type { StepWriting } from './to-steps.js';

interface Dependencies extends MediaDeps {
  jobs: JobManager;
  log: Log;
  watch: ClockWatch;
  language: StepWriting['language'];
  footage: Pick<FootageServices, 'toolbox' | 'renditions'>;
}

export interface ClipServices {
  clips: ClipService;
  cutting: Cutting;
  stills: StillMaker;
  redacting: Redacting;
  derived: DerivedShow;
  /** Clears away what a killed process left half made. Nothing may be made before. */
  boot(): Promise<void>;
  shutdown(): Promise<void>;
}

/** Clips and what is made of them. */
export function createClipServices({ jobs, log, watch, language, footage, ...media }: Dependencies): ClipServices {
  const cutting = new Cutting(media, jobs);
  const stills = new StillMaker(media);
  const derived = new DerivedShow({ ...media, ...footage });
  return {
    clips: new ClipService(media.database, { versions: new Versions(), watch, language }),
    cutting,
    stills,
    redacting: new Redacting(media, jobs, cutting),
    derived,
    async boot() {
      const pieces = await sweepWork(media.workFolder);
      if (pieces > 0) log.info('unfinished work swept', { pieces });
    },
    shutdown: async () => void (await Promise.all([stills.shutdown(), derived.shutdown()])),
  };
}
