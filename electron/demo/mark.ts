import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Says that the demo hall was made to its end; one that was broken off is made anew. */
const markIn = (folder: string): string => join(folder, 'demo-made');

export const isDemoMade = (folder: string): Promise<boolean> =>
  access(markIn(folder)).then(
    () => true,
    () => false,
  );

export const markDemoMade = (folder: string): Promise<void> => writeFile(markIn(folder), '');

/** Removes a half-made demo hall. Nobody has ever worked in it: it is entered only after the mark. */
export async function clearUnfinishedDemo(folder: string): Promise<void> {
  if (!(await isDemoMade(folder))) await rm(folder, { recursive: true, force: true });
}
