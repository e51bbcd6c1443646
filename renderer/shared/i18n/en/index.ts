import type { MessageTree, Shape } from '../types';
import type { Messages } from '../zh-CN';
import { faults } from './faults';
import { hall } from './hall';
import { rooms } from './rooms';
import { session } from './session';
import { shell } from './shell';
import { words } from './words';

const { job: jobWords, ...vocabulary } = words;
const { job: jobTray, error: errorTitles, ...frame } = shell;

/** All English words; the type is that of the Chinese ones. */
export const messages: Shape<Messages> & MessageTree = {
  ...frame,
  ...vocabulary,
  ...faults,
  ...session,
  ...rooms,
  ...hall,
  job: { ...jobTray, ...jobWords },
  fault: errorTitles,
};
