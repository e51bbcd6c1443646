import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { openDatabase } from '../../db/database.js';
import { checkIntegrity } from '../../db/integrity.js';
import { childProgram, startChild } from '../db/support/process.js';
import { randomFrom, tempFolder } from '../db/support/store.js';

const program = childProgram('tests/support/visit-child.ts');
/** 50 kills, two at a time, each lane in a folder of its own. */
const LANES = 2;
const KILLS = 25;

interface State {
  no: string;
  offered: string | null;
  narrative: number;
  answer: number;
  finding: number;
  steps: number;
  revision: number;
  conflicts: number;
}

/** One change is there whole or not at all, and none that was answered is missing. */
function expectSound(state: State, answered: number): void {
  const { narrative, answer, finding, steps, revision, conflicts } = state;
  expect({ answer, finding, steps, revision, conflicts }).toEqual({
    answer: narrative,
    finding: narrative,
    steps: narrative,
    revision: narrative + 1,
    conflicts: 0,
  });
  expect(narrative).toBeGreaterThanOrEqual(answered);
}

async function lane(folder: string, seed: number): Promise<number> {
  const random = randomFrom(seed);
  let answered = 0;
  let no: string | null = null;
  let startMs = 1000;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = startChild(program(), 'record', folder);
    const kill9 = (after: number): void => void setTimeout(() => child.process.kill('SIGKILL'), after);
    // Every fifth is killed while it starts, the others in the middle of a change.
    const early = kill % 5 === 4;
    if (early) kill9(random() * startMs);
    const begun = performance.now();
    const state = (await child.next()) as State | null;
    if (state !== null) {
      startMs = performance.now() - begun;
      expectSound(state, answered);
      // The draft is offered by its number.
      expect(state.offered).toBe(no);
      no = state.no;
    }
    for (let more = Math.floor(random() * 6); more > 0 && !early; more -= 1)
      answered = ((await child.next()) as number | null) ?? answered;
    if (!early) kill9(random() * 20);
    for (const line of await child.rest()) answered = line as number;
  }
  return answered;
}

test('killed 50 times while a visit is recorded, no answered change is lost and no half one kept', async () => {
  const folders = Array.from({ length: LANES }, tempFolder);
  const answered = await Promise.all(folders.map((folder, index) => lane(folder, index + 1)));
  for (const [index, folder] of folders.entries()) {
    expect(answered[index]).toBeGreaterThan(KILLS);
    const database = await openDatabase({ folder: join(folder, 'data'), clock: () => Date.now() });
    const drafts = await database.read('test.drafts', (reader) => reader.all(`SELECT state, no FROM visit`));
    expect(drafts).toEqual([{ state: 'draft', no: expect.any(String) as string }]);
    expect(await verifyChain(database)).toMatchObject({ ok: true });
    expect(await checkIntegrity(database)).toEqual({ ok: true, faults: [] });
    await database.close();
  }
}, 240_000);
