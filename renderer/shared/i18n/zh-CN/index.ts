import type { MessageTree } from '../types';
import { faults } from './faults';
import { hall } from './hall';
import { rooms } from './rooms';
import { session } from './session';
import { shell } from './shell';
import { words } from './words';

const { job: jobWords, ...vocabulary } = words;
const { job: jobTray, error: errorTitles, ...frame } = shell;

/** All Chinese words. Add an area: write `<area>.ts` here and in `en/`, and name it in both index files. */
const all = {
  ...frame,
  ...vocabulary,
  ...faults,
  ...session,
  ...rooms,
  ...hall,
  job: { ...jobTray, ...jobWords },
  fault: errorTitles,
};

export type Messages = typeof all;
export const messages: Messages & MessageTree = all;
