import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, on, openMatterStage, personOf, stepsOf, type MatterStage, type Person } from '../support/matters.js';
import { addPerson, PASSWORD } from '../support/workspace.js';

const OWN = '钱塘江-tide-48';
let stage: MatterStage;
let looker: Person;

const clock = (day: string, hour: number): void => {
  stage.console.time.now = (on(day) * 24 - 8 + hour) * 3_600_000;
};
/** What this person is told when they sit down. */
async function heard(account: string): Promise<string[]> {
  const { console } = stage;
  await console.call('session.signIn', { account, password: OWN });
  const before = console.desktop.told.length;
  await console.workspace.telling.look();
  return console.desktop.told.slice(before).map(({ body }) => body);
}

beforeAll(async () => {
  stage = await openMatterStage();
  const { console } = stage;
  looker = personOf(console, await addPerson(console, 'm-looker', ['inspector']), ['inspector']);
  clock('2026-10-14', 15);
  for (const account of ['m-unit', 'm-other', 'm-looker', 'm-verifier']) {
    await console.call('session.signIn', { account, password: PASSWORD });
    await console.call('session.changePassword', { current: PASSWORD, next: OWN });
    await heard(account);
  }
});
afterAll(() => stage.console.close());

describe('an interview', () => {
  it('is told to the unit alone once it is set and again in the digest of the working day before, each once', async () => {
    const { office, leader } = stage.people;
    const meetsAt = (on('2026-10-19') * 24 - 8 + 15) * 3_600_000;
    const fields = { unitId: stage.unitId, invited: '李局长', place: '三楼会议室', meetsAt };
    const { id } = await office.call('interviews.create', {
      clientId: randomUUID(),
      fields: { ...fields, agenda: [{ rectificationId: null, text: '窗口空岗' }] },
    });
    const step = async () => ({ id, revision: (await office.call('interviews.get', { id })).revision });
    await leader.call('interviews.approve', { ...(await step()), reason: '群众反映强烈' });
    expect(await heard('m-unit')).toEqual([]);
    await office.call('interviews.notice', await step());
    expect(await heard('m-other')).toEqual([]);
    expect(await heard('m-unit')).toEqual(['约谈通知 1 份。']);
    stage.console.desktop.told.at(-1)?.press();
    expect(stage.console.desktop.opened.at(-1)).toBe(`/interviews/${id}`);
    clock('2026-10-15', 9);
    expect(await heard('m-unit')).toEqual([]);
    // A Friday: the next working day is the Monday of the interview.
    clock('2026-10-16', 9);
    expect(await heard('m-unit')).toEqual(['约谈在即 1 次。']);
    expect(await heard('m-unit')).toEqual([]);
    clock('2026-10-19', 9);
    expect(await heard('m-unit')).toEqual([]);
    expect(await heard('m-other')).toEqual([]);
  });

  it('that was called off is told to nobody', async () => {
    const { office, leader } = stage.people;
    const meetsAt = (on('2026-10-21') * 24 - 8 + 15) * 3_600_000;
    const fields = { unitId: stage.unitId, invited: '李局长', place: '三楼会议室', meetsAt };
    const { id } = await office.call('interviews.create', {
      clientId: randomUUID(),
      fields: { ...fields, agenda: [{ rectificationId: null, text: '窗口空岗' }] },
    });
    const step = async () => ({ id, revision: (await office.call('interviews.get', { id })).revision });
    await leader.call('interviews.approve', { ...(await step()), reason: '群众反映强烈' });
    await office.call('interviews.notice', await step());
    await office.call('interviews.cancel', { ...(await step()), reason: '已整改到位' });
    expect(await heard('m-unit')).toEqual([]);
  });
});

describe('a look-back', () => {
  it('is told to the inspector it was drawn for, once', async () => {
    const { office, closer } = stage.people;
    const { row } = await stepsOf(stage).verifiedDone(await stage.issued());
    const closed = await closer.call('rectifications.close', { ...at(row), note: null });
    expect(closed.row.state).toBe('closed');
    const today = on('2026-10-19');
    const span = { fromDay: today - 5, toDay: today, count: 1, note: null };
    const { items } = await office.call('lookBacks.draw', { clientId: randomUUID(), ...span });
    const [item] = items;
    if (!item) throw new Error('nothing drawn');
    expect(await heard('m-looker')).toEqual([]);
    const named = { id: item.id, revision: item.revision, verifierId: looker.personId, method: 'on_site' as const };
    await office.call('lookBacks.arrange', named);
    expect(await heard('m-unit')).not.toContain('回头看 1 件。');
    expect(await heard('m-looker')).toEqual(['回头看 1 件。']);
    expect(await heard('m-looker')).toEqual([]);
  });
});
