import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from '../../../db/database.js';
import { AppError } from '../../../domain/errors.js';
import type { Clock } from '../../../domain/time.js';
import { writeError } from '../../../media/evidence-copy.js';
import { checkFile } from '../../../media/evidence-check.js';
import type { EvidenceStore } from '../../../media/evidence-store.js';
import type { Ffmpeg } from '../../../media/ffmpeg.js';
import type { Desktop } from '../../app/desktop.js';
import type { AtWork } from '../custody/at-work.js';
import { CONSOLE, noteFaults } from '../custody/faults.js';
import type { Turns } from '../footage/turns.js';

/** What everything that makes evidence of footage works with. */
export interface MediaDeps {
  database: Database;
  store: EvidenceStore;
  desktop: Desktop;
  clock: Clock;
  atWork: AtWork;
  /** ffmpeg works on one piece at a time: it uses all of the processor. */
  turns: Turns;
  /** Folder for what is being made; emptied at start. */
  workFolder: string;
  /** @throws AppError `media.binaryMissing` */
  ffmpeg(): Promise<Ffmpeg>;
}

/** Evidence of which something is made, or that is handed out. */
export interface Source {
  evidenceId: number;
  sha256: string;
  bytes: number;
  /** For the errors. */
  name: string;
}

/**
 * The file of a piece of evidence, looked at first: one that is gone or of another length is checked, written down and
 * locked.
 * @throws AppError `evidence.locked`
 */
export async function soundFile(
  { store, database, clock }: Pick<MediaDeps, 'store' | 'database' | 'clock'>,
  { evidenceId, sha256, bytes, name }: Source,
): Promise<string> {
  const file = store.pathOf(sha256);
  if (await store.has(sha256, bytes)) return file;
  const state = await checkFile(file, { sha256, bytes });
  if (state === 'whole') return file;
  const found = { kind: state, evidenceId, sha256 };
  await noteFaults(database, [found], { actor: CONSOLE, now: clock() });
  throw new AppError('evidence.locked', { name });
}

/**
 * Lets work happen in a folder of its own, which is gone afterwards however it ended.
 * @param name of what is worked on, for the errors
 * @throws AppError `file.diskFull`, `file.unwritable` where the folder takes nothing, and what `work` throws
 */
export async function inWorkFolder<T>(
  workFolder: string,
  name: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(workFolder, randomUUID());
  try {
    await mkdir(workFolder, { recursive: true, mode: 0o700 });
    // Made by itself: asked for with its parents, a full disk would be called a folder that is missing.
    await mkdir(folder, { mode: 0o700 });
    return await work(folder);
  } catch (error) {
    // Lists and captions are written by ourselves, and may be what finds the disk full.
    throw typeof (error as NodeJS.ErrnoException).syscall === 'string' ? writeError(error, name) : error;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** How the programs are called in a recipe. */
export const toolName = ({ tools }: Ffmpeg): string => `ffmpeg ${tools.version}`.slice(0, 200);
