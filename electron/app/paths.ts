import { join } from 'node:path';

/** Where everything lies under the one folder the operating system gives the application. */
export interface Paths {
  root: string;
  /** Data folder of the real hall: store, backups, later the evidence. */
  data: string;
  /** Data folder of the demo hall, apart from the real one. */
  demo: string;
  /** Files that live for a moment, such as a pasted picture; emptied at start. */
  passing: string;
  log: string;
  settings: string;
}

export function pathsUnder(root: string): Paths {
  return {
    root,
    data: join(root, 'data'),
    demo: join(root, 'demo'),
    passing: join(root, 'passing'),
    log: join(root, 'log'),
    settings: join(root, 'settings.json'),
  };
}
