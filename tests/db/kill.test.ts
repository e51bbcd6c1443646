import { expect, test } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { checkIntegrity } from '../../db/integrity.js';
import { childProgram, startChild } from './support/process.js';
import { openStore, randomFrom, tempFolder } from './support/store.js';

const program = childProgram();
/** 200 kills in all, two at a time, each pair of lanes in folders of their own. */
const LANES = 2;
const KILLS = 100;

interface State {
  people: number;
  last: number;
  roles: number;
  rows: number;
  head: number;
}

/** Whole families only, numbered without a gap, up to at least the last one answered. */
function expectSound(state: State, answered: number): void {
  const { people, last, roles, rows, head } = state;
  expect({ people, roles, rows, head }).toEqual({ people: last, roles: 3 * last, rows: last, head: last });
  expect(last).toBeGreaterThanOrEqual(answered);
}

async function lane(folder: string, seed: number): Promise<number> {
  const random = randomFrom(seed);
  let answered = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = startChild(program(), 'write', folder);
    expectSound((await child.next()) as State, answered);
    answered = ((await child.next()) as number | null) ?? answered;
    setTimeout(() => child.process.kill('SIGKILL'), random() * 25);
    for (const line of await child.rest()) answered = line as number;
  }
  return answered;
}

test('killed 200 times in the middle of writing, no answered commit is lost and no half one kept', async () => {
  const folders = Array.from({ length: LANES }, tempFolder);
  const answered = await Promise.all(folders.map((folder, index) => lane(folder, index + 1)));
  for (const [index, folder] of folders.entries()) {
    const database = await openStore(folder);
    const people = await database.read('test.count', (reader) => reader.value<number>('SELECT count(*) FROM person'));
    expect(people).toBeGreaterThanOrEqual(answered[index] ?? 0);
    expect(people).toBeGreaterThan(KILLS);
    expect(await verifyChain(database)).toMatchObject({ ok: true, rows: people });
    expect(await checkIntegrity(database)).toEqual({ ok: true, faults: [] });
  }
}, 120_000);
