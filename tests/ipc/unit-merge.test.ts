import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { levelsByMonth } from '../../db/queries/measure-levels.js';
import { measureDifferences, rebuildMeasures } from '../../db/queries/measure-recount.js';
import { quarterOf } from '../../domain/comments/quarter.js';
import { firstDayOf, monthOf } from '../../domain/measures/period.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import { at, code, on, openMatterStage, personOf, stepsOf, type MatterStage, type Person } from '../support/matters.js';
import { addPerson, PASSWORD } from '../support/workspace.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
/** Who speaks for the unit the other one is merged into. */
let heir: Person;

beforeEach(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
  heir = personOf(stage.console, stage.people.otherUnit.personId, ['unit_contact'], stage.otherUnitId);
});
afterEach(async () => {
  await stage.console.close();
});

const merge = (): Promise<unknown> =>
  stage.people.office.call('hall.merge', {
    ...{ entity: 'unit', ids: [stage.unitId], intoId: stage.otherUnitId, reason: '机构改革' },
  });
const sign = (matter: RectificationRow): Promise<unknown> =>
  heir.call('rectifications.acknowledge', { ...at(matter), note: null });
const differences = () => stage.console.workspace.database.read('check', measureDifferences);
const openOf = async (unitId: number, daysBack = 0): Promise<number> => {
  const day = dayOf(stage.console.time.now) - daysBack;
  return (await stage.people.office.call('measures.asOf', { day, filter: { unitId } })).open;
};

/** A matter in every state there is, each as its life left it. */
async function everyState(): Promise<Record<string, RectificationRow>> {
  const { people, console } = stage;
  const today = dayOf(console.time.now);
  const draft = await stage.drafted();
  const issued = await stage.issued();
  const acknowledged = (await steps.signed()).row;
  const working = await people.unit.call('rectifications.report', {
    ...{ ...at((await steps.signed()).row), note: '已着手', measures: [], milestones: [] },
  });
  const submitted = (await steps.submitted()).row;
  const verifying = (await steps.verifiedDone()).row;
  const back = await people.office.call('rectifications.return', {
    ...at((await steps.submitted()).row),
    note: '不符',
  });
  const asked = await people.unit.call('rectifications.requestExtension', {
    ...{ ...at((await steps.signed()).row), expectedDay: today + 20, reason: '等件', progress: null },
  });
  const appealed = await people.unit.call('rectifications.appeal', {
    ...{ ...at((await steps.signed()).row), grounds: '事实有误' },
  });
  const shelved = await people.office.call('rectifications.shelve', {
    ...{ ...at((await steps.signed()).row), reviewDay: today + 30, reason: '无法整改', approver: '主任' },
  });
  const closed = await people.closer.call('rectifications.close', {
    ...at((await steps.verifiedDone()).row),
    note: null,
  });
  const again = await people.closer.call('rectifications.close', {
    ...at((await steps.verifiedDone()).row),
    note: null,
  });
  const reopened = await people.leader.call('rectifications.reopen', { ...at(again.row), note: '反弹' });
  return {
    ...{ draft, issued, acknowledged, working: working.row, submitted, verifying, returned: back.row },
    ...{ asked: asked.row, appealed: appealed.row, shelved: shelved.row, closed: closed.row, reopened: reopened.row },
  };
}

it('hands what is open of a merged unit to the one it became part of, in every state, and leaves what was to its day', async () => {
  const matters = await everyState();
  const open = Object.keys(matters).filter((name) => name !== 'draft' && name !== 'closed');
  const before = await openOf(stage.unitId);
  expect(before).toBe(open.length);
  stage.move(40);
  const past = await stage.people.office.call('measures.wall', { asOf: dayOf(stage.console.time.now) - 1 });
  await merge();
  expect(await differences()).toEqual({});

  const old = personOf(stage.console, stage.people.unit.personId, ['unit_contact'], stage.unitId);
  const listed = await heir.call('rectifications.list', { filter: {}, sort: { by: 'dueOn', direction: 'asc' } });
  for (const [name, { id }] of Object.entries(matters)) {
    if (name === 'draft' || name === 'closed') continue;
    const { row, events } = await stage.get(id, heir);
    expect([name, row.fields.unitId, listed.ids.includes(id)]).toEqual([name, stage.otherUnitId, true]);
    const last = events.find(({ action }) => action === 'transfer');
    expect([name, last?.note]).toEqual([name, expect.stringMatching(/ → 另一单位，机构改革$/u)]);
    expect([name, await code(stage.get(id, old))]).toEqual([name, 'notFound.record']);
  }
  // A draft is the unit's to be; what was struck off stays with the unit it was.
  expect((await stage.get(matters['draft']!.id)).row.fields.unitId).toBe(stage.otherUnitId);
  expect((await stage.get(matters['closed']!.id)).row.fields.unitId).toBe(stage.unitId);

  expect([await openOf(stage.unitId), await openOf(stage.otherUnitId)]).toEqual([0, before]);
  expect([await openOf(stage.unitId, 1), await openOf(stage.otherUnitId, 1)]).toEqual([before, 0]);
  expect(await stage.people.office.call('measures.wall', { asOf: dayOf(stage.console.time.now) - 1 })).toEqual(past);
  stage.move(40);
  const asked = { by: ['month', 'unit'] as const, filter: {}, forUnit: false };
  const { now } = stage.console.time;
  const period = { fromDay: firstDayOf(monthOf(dayOf(now) - 81)), toDay: dayOf(now) };
  const byMonth = await stage.console.workspace.database.read('months', (reader) =>
    levelsByMonth(reader, period, dayOf(now), now, asked),
  );
  for (const { keys, values } of byMonth) {
    const day = Math.min(firstDayOf(Number(keys[0]) + 1) - 1, period.toDay);
    const standing = await stage.people.office.call('measures.asOf', { day, filter: { unitId: Number(keys[1]) } });
    expect({ keys, values }).toEqual({ keys, values: [standing.open, standing.overdue] });
  }
  await stage.console.workspace.database.write('rebuild', rebuildMeasures, { unaudited: true });
  expect(await differences()).toEqual({});
}, 60_000);

it('lets the contact of the unit that was kept work on what came over, and what comes back later comes to it', async () => {
  const { people } = stage;
  const { issued, returned, closed } = await everyState();
  if (!issued || !returned || !closed) throw new Error('no matters');
  const findingId = await stage.confirmed();
  await merge();
  await sign((await stage.get(issued.id)).row);
  for (const id of [issued.id, returned.id]) {
    const { row } = await stage.get(id, heir);
    await heir.call('rectifications.report', { ...at(row), note: '接手整改', measures: [], milestones: [] });
    const proved = await steps.prove(id, heir);
    const handed = await heir.call('rectifications.submit', { ...at(proved.row), note: '请验收' });
    expect(handed.row.state).toBe('submitted');
  }
  await people.leader.call('rectifications.reopen', { ...at((await stage.get(closed.id)).row), note: '反弹' });
  expect((await stage.get(closed.id, heir)).row.fields.unitId).toBe(stage.otherUnitId);
  const [draft] = await people.office.call('rectifications.draft', {
    findings: [{ clientId: randomUUID(), findingId }],
  });
  expect(draft?.fields.unitId).toBe(stage.otherUnitId);
  expect(await differences()).toEqual({});
}, 60_000);

it('hands interviews that were not ended and open instructions on, and leaves what was ended where it was', async () => {
  const { people, console, unitId, otherUnitId } = stage;
  const matter = await stage.issued();
  const dueDay = on('2026-12-31');
  const give = (to: 'unit' | 'office') =>
    people.leader.call('instructions.give', {
      ...{ clientId: randomUUID(), rectificationId: matter.id, to, text: '说明原因', dueDay },
    });
  const open = await give('unit');
  const answered = await give('unit');
  const ofOffice = await give('office');
  await people.unit.call('instructions.answer', { id: answered.id, revision: answered.revision, text: '已排班' });
  const fields = { unitId, invited: '李局长', place: '三楼会议室', meetsAt: console.time.now + 86_400_000 };
  const agenda = [{ rectificationId: matter.id, text: '窗口空岗' }];
  const interview = async (): Promise<number> =>
    (await people.office.call('interviews.create', { clientId: randomUUID(), fields: { ...fields, agenda } })).id;
  const called = async (id: number) => ({
    ...{ id, revision: (await people.office.call('interviews.get', { id })).revision },
  });
  const [noticed, off] = [await interview(), await interview()];
  await people.leader.call('interviews.approve', { ...(await called(noticed)), reason: '群众反映强烈' });
  await people.office.call('interviews.notice', await called(noticed));
  await people.leader.call('interviews.cancel', { ...(await called(off)), reason: '不谈了' });
  await merge();

  const instructions = await people.leader.call('instructions.list', { rectificationId: matter.id });
  const given = new Map(instructions.map((one) => [one.id, one.unitLabel]));
  expect([open, answered, ofOffice].map(({ id }) => given.get(id))).toEqual(['另一单位', open.unitLabel, null]);
  expect(open.unitLabel).not.toBe('另一单位');
  expect((await heir.call('instructions.list', { forMe: true })).map(({ id }) => id)).toEqual([open.id]);
  await heir.call('instructions.answer', { id: open.id, revision: open.revision + 1, text: '接手说明' });
  const interviews = await people.office.call('interviews.list', {});
  const invited = new Map(interviews.map((one) => [one.id, one.fields.unitId]));
  expect([noticed, off].map((id) => invited.get(id))).toEqual([otherUnitId, unitId]);
  expect((await heir.call('interviews.list', {})).map(({ id }) => id)).toEqual([noticed]);
});

it('tells the contact of the kept unit once of what came over, and of the interview it is summoned to', async () => {
  const { people, console } = stage;
  const own = '钱塘江-tide-48';
  const heard = async (account: string): Promise<string[]> => {
    await console.call('session.signIn', { account, password: own });
    const before = console.desktop.told.length;
    await console.workspace.telling.look();
    return console.desktop.told.slice(before).map(({ body }) => body);
  };
  console.time.now = (on('2026-10-14') * 24 - 8 + 15) * 3_600_000;
  for (const account of ['m-other', 'm-verifier']) {
    await console.call('session.signIn', { account, password: PASSWORD });
    await console.call('session.changePassword', { current: PASSWORD, next: own });
    await heard(account);
  }
  const matters = [await stage.issued(), (await steps.submitted()).row];
  const fields = {
    unitId: stage.unitId,
    invited: '李局长',
    place: '三楼',
    meetsAt: console.time.now + 20 * 86_400_000,
  };
  const agenda = [{ rectificationId: matters[0]!.id, text: '窗口空岗' }];
  const { id } = await people.office.call('interviews.create', {
    clientId: randomUUID(),
    fields: { ...fields, agenda },
  });
  const now = async () => ({ id, revision: (await people.office.call('interviews.get', { id })).revision });
  await people.leader.call('interviews.approve', { ...(await now()), reason: '群众反映强烈' });
  await people.office.call('interviews.notice', await now());
  expect(await heard('m-other')).toEqual([]);
  await merge();
  expect(await heard('m-other')).toEqual(['约谈通知 1 份，单位合并转来 2 件。']);
  expect(await heard('m-other')).toEqual([]);
  expect(await heard('m-verifier')).toEqual([]);
});

it('lets a leader’s contact go on with the kept unit where that has none, and ends it where it has', async () => {
  const { people, unitId, otherUnitId } = stage;
  const today = dayOf(stage.console.time.now);
  const second = await addPerson(stage.console, 'm-leader2', ['leader']);
  const pair = (leaderId: number, of: number, fromDay: number, toDay: number | null) =>
    people.office.call('contactPoints.create', { clientId: randomUUID(), leaderId, unitId: of, fromDay, toDay });
  const first = await pair(people.leader.personId, unitId, today - 400, null);
  const ahead = await pair(second, otherUnitId, today + 100, null);
  const year = new Date(stage.console.time.now).getUTCFullYear();
  const quarter = quarterOf(today);
  const texts = { achievements: '好', problems: '慢', suggestions: '快', direction: '准' };
  const draft = await people.leader.call('comments.saveDraft', {
    ...{ clientId: randomUUID(), contactPointId: first.id, quarter, revision: null, fields: texts },
  });
  await people.leader.call('comments.sign', { id: draft.id, revision: draft.revision });
  const written = await people.leader.call('comments.list', {});
  await merge();

  const tracked = await people.office.call('comments.tracker', { year });
  const spans = tracked.map((one) => [one.leaderId, one.unitId, one.fromDay, one.toDay]);
  expect(spans).toHaveLength(2);
  expect(spans).toContainEqual([people.leader.personId, unitId, today - 400, today - 1]);
  expect(spans).toContainEqual([people.leader.personId, otherUnitId, today, ahead.fromDay - 1]);
  expect(await people.leader.call('comments.list', {})).toEqual(written);

  // The kept unit is merged in its turn, into one that has a leader: nothing goes on.
  const third = await stage.console.workspace.database.write(
    'test.unit',
    async (tx) =>
      (
        await tx.run(
          `INSERT INTO unit(hall_id, name, created_at, updated_at) SELECT hall_id, '第三单位', 0, 0 FROM unit WHERE id = :unitId`,
          { unitId },
        )
      ).lastId,
    { unaudited: true },
  );
  const theirs = await pair(second, third, today - 10, null);
  await people.office.call('hall.merge', { entity: 'unit', ids: [otherUnitId], intoId: third, reason: '再次合并' });
  const points = await people.office.call('comments.tracker', { year: year + 1 });
  // What had not begun keeps its first day alone.
  expect(points.map((one) => [one.id, one.toDay])).toEqual(
    expect.arrayContaining([
      [theirs.id, null],
      [ahead.id, ahead.fromDay],
    ]),
  );
  expect(points).toHaveLength(2);
});
