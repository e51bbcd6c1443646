import { statfsSync } from 'node:fs';
import { SetupError } from './errors.mjs';
import { size } from './report.mjs';

/**
 * Refuses to begin what a nearly full disk would break off.
 * @param {string} folder an existing folder on the disk in question
 * @param {number} needed bytes
 */
export function requireRoom(folder, needed) {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  throw new SetupError(`the disk is full: ${size(bavail * bsize)} are free at ${folder}, ${size(needed)} are needed`, [
    'Free some room on this disk, then run the same command again.',
  ]);
}
