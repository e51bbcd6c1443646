import { afterEach, beforeEach } from 'vitest';
import { smallHall, type SmallHall } from './hall.js';
import { openConsole, type TestConsole } from './workspace.js';

/** The console and the hall of the test that runs. */
export let target: TestConsole;
export let small: SmallHall;

/** Gives each test of a file a small hall of its own. */
export function inSmallHall(): void {
  beforeEach(async () => {
    target = await openConsole();
    small = await smallHall(target);
  });
  afterEach(() => target.close());
}

type LogRow = [action: string, object: string, ref: number | null, before: string | null, after: string | null];

/** The audit log of that console. */
export const log = (): Promise<LogRow[]> =>
  target.workspace.database.read('test.log', (reader) =>
    reader.json<LogRow>('SELECT json_group_array(json_array(action, object, ref, before_json, after_json)) FROM audit'),
  );
