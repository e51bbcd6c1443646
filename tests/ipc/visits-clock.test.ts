import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallHall, type SmallHall } from '../support/hall.js';
import { callerOf, edit, people, type Caller } from '../support/visits.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

let console: TestConsole;
let hall: SmallHall;
let lin: Caller;
beforeAll(async () => {
  console = await openConsole();
  hall = await smallHall(console);
  ({ lin } = await people(console, { lin: ['inspector'] }));
});
afterAll(() => console.close());

const HOUR = 3_600_000;
const changesOf = (visitId: number, target = console): Promise<unknown[]> =>
  target.workspace.database.read('test.clock', (reader) =>
    reader.json(
      `SELECT json_group_array(json_array(kind, shift_ms, noticed_at)) FROM visit_clock WHERE visit_id = :visitId`,
      { visitId },
    ),
  );
/** Somebody sets the clock; time that goes by is another thing. */
const set = (ms: number): void => {
  console.time.now += ms;
  console.time.set += ms;
};
const touch = async (id: number, by = lin): Promise<void> => {
  const visit = await by.get(id);
  await by.change(visit, edit({ narrative: visit.fields.narrative }, { narrative: `第 ${visit.revision} 次` }));
};

it('time that goes by is no change of the clock; setting it is, at every visit being recorded', async () => {
  const a = await lin.start({ hallId: hall.hall.id });
  console.time.now += 8 * HOUR;
  const b = await lin.start({ hallId: hall.hall.id });
  set(1500);
  await touch(a.id);
  expect(await changesOf(a.id)).toEqual([]);
  set(-HOUR);
  await touch(b.id);
  expect(await changesOf(a.id)).toEqual([['running', -HOUR, console.time.now]]);
  expect(await changesOf(b.id)).toEqual([['running', -HOUR, console.time.now]]);
  const given = await lin.get(a.id);
  await lin.call('visits.discard', { id: a.id, revision: given.revision, reason: '误开' });
  set(HOUR);
  await touch(b.id);
  expect(await changesOf(a.id)).toHaveLength(1);
  expect(await changesOf(b.id)).toEqual([
    ['running', -HOUR, expect.any(Number)],
    ['running', HOUR, console.time.now],
  ]);
});

it('a clock put back between two runs is seen at the first change', async () => {
  const visit = await lin.start({ hallId: hall.hall.id });
  await touch(visit.id);
  const saved = console.time.now;
  await console.workspace.close();
  const next = await openConsole({ folder: console.folder, setUp: false });
  try {
    next.time.now = saved - 10 * 60_000;
    const again = callerOf(next, lin.personId);
    await touch(visit.id, again);
    await touch(visit.id, again);
    expect(await changesOf(visit.id, next)).toEqual([['betweenRuns', -10 * 60_000, next.time.now]]);
    const attack = next.workspace.database.write('test.attack', (tx) => tx.run(`DELETE FROM visit_clock`), {
      unaudited: true,
    });
    await expect(attack).rejects.toMatchObject({ code: 'db.constraint' });
  } finally {
    await next.close();
  }
});
