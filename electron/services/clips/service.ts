import { rm } from 'node:fs/promises';
import type { JobManager } from '../../jobs/manager.js';
import { Versions } from '../visits/versions.js';
import { ClipService } from './clips.js';
import { Cutting } from './cutting.js';
import type { MediaDeps } from './media.js';

interface Dependencies extends MediaDeps {
  jobs: JobManager;
}

export interface ClipServices {
  clips: ClipService;
  cutting: Cutting;
  /** Clears away what a killed process left half made. Nothing may be made before. */
  boot(): Promise<void>;
}

/** Clips and what is made of them. */
export function createClipServices({ jobs, ...media }: Dependencies): ClipServices {
  return {
    clips: new ClipService(media.database, new Versions()),
    cutting: new Cutting(media, jobs),
    boot: () => rm(media.workFolder, { recursive: true, force: true }),
  };
}
