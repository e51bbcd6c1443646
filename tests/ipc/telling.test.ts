import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualTelling } from '../../domain/rectification/telling.js';
import { on, openMatterStage, stepsOf, at, type MatterStage } from '../support/matters.js';
import { openConsole, PASSWORD, type TestConsole } from '../support/workspace.js';

const OWN = '钱塘江-tide-48';
const accounts = ['m-other', 'm-office', 'm-leader', 'm-verifier', 'm-unit'];

const sit = (account: string, console: TestConsole) => console.call('session.signIn', { account, password: OWN });
/** Looks once. @returns what was said, oldest first */
async function told(console: TestConsole): Promise<string[]> {
  const before = console.desktop.told.length;
  await console.workspace.telling.look();
  return console.desktop.told.slice(before).map(({ title, body }) => `${title}: ${body}`);
}
/** To a minute of a day, e.g. `2026-10-15`, 9. */
const clock = (console: TestConsole, day: string, hour: number, minute = 0): void => {
  console.time.now = (on(day) * 24 - 8 + hour) * 3_600_000 + minute * 60_000;
};
/** A stage whose people have passwords of their own. */
async function seated(): Promise<MatterStage> {
  const stage = await openMatterStage();
  for (const account of accounts) {
    await stage.console.call('session.signIn', { account, password: PASSWORD });
    await stage.console.call('session.changePassword', { current: PASSWORD, next: OWN });
  }
  return stage;
}

// The steps of the stage go by another way than the desk, so that everybody may act while one of them sits there.
describe('being told of what others did', () => {
  let stage: MatterStage;
  let steps: ReturnType<typeof stepsOf>;
  let console: TestConsole;
  beforeAll(async () => {
    stage = await seated();
    steps = stepsOf(stage);
    ({ console } = stage);
  });
  afterAll(() => console.close());
  /** Everybody has heard all there was by then; the unit sits at the desk. */
  async function begin(day: string, hour: number): Promise<void> {
    clock(console, day, hour);
    for (const account of accounts) {
      await sit(account, console);
      await told(console);
    }
  }

  it('tells the unit of what was issued to it, once, and nobody else', async () => {
    await begin('2026-10-14', 14);
    await stage.issued();
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
    expect(await told(console)).toEqual([]);
    expect(console.desktop.waiting).toMatchObject({ count: 1, tip: '明察 · 等我办理 1 件', list: '等我办理' });
    await sit('m-other', console);
    expect(await told(console)).toEqual([]);
    expect(console.desktop.waiting).toMatchObject({ count: 0, tip: '明察' });
  });

  it('holds what happens at night until the digest, which says how many wait in all', async () => {
    await begin('2026-10-14', 15);
    const submitted = await steps.submitted();
    await told(console);
    clock(console, '2026-10-14', 21);
    await stage.people.office.call('rectifications.return', { ...at(submitted.row), note: '照片看不清' });
    for (const [hour, minute] of [
      [21, 0],
      [31, 59],
      [32, 15],
    ] as const) {
      clock(console, '2026-10-14', hour, minute);
      expect(await told(console)).toEqual([]);
    }
    clock(console, '2026-10-15', 8, 30);
    expect(await told(console)).toEqual(['明察 · 今日汇总: 退回或重启 1 件。等您办理共 2 件。']);
    expect(await told(console)).toEqual([]);
  });

  it('does not tell of what the own unit has seen to already', async () => {
    await begin('2026-10-15', 10);
    await steps.signed();
    expect(await told(console)).toEqual([]);
  });

  it('tells whom an instruction is for, and who gave it once it is answered', async () => {
    await begin('2026-10-15', 11);
    const { leader, unit } = stage.people;
    const { row } = await steps.signed();
    for (const account of accounts) {
      await sit(account, console);
      await told(console);
    }
    const input = {
      clientId: crypto.randomUUID(),
      rectificationId: row.id,
      text: '说明原因',
      dueDay: on('2026-10-16'),
    };
    const { id, revision } = await leader.call('instructions.give', { ...input, to: 'unit' });
    expect(await told(console)).toEqual(['明察 · 新情况: 领导批示 1 件。']);
    await unit.call('instructions.answer', { id, revision, text: '已说明' });
    for (const account of ['m-office', 'm-other', 'm-unit']) {
      await sit(account, console);
      expect(await told(console)).toEqual([]);
    }
    await sit('m-leader', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 批示已答复 1 件。']);
    const other = { ...input, clientId: crypto.randomUUID(), to: 'office' as const };
    await leader.call('instructions.give', other);
    await sit('m-unit', console);
    expect(await told(console)).toEqual([]);
    await sit('m-office', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 领导批示 1 件。']);
  });

  it('tells of what was decided, and each of what was handed on to them', async () => {
    await begin('2026-10-15', 11);
    const signed = await steps.signed();
    const asked = await stage.people.unit.call('rectifications.requestExtension', {
      ...at(signed.row),
      ...{ expectedDay: on('2026-10-30'), reason: '人手不足', progress: null },
    });
    await sit('m-leader', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
    console.desktop.told.at(-1)?.press();
    expect(console.desktop.opened.at(-1)).toBe(`/rectifications/${asked.row.id}`);
    const granted = await stage.people.leader.call('rectifications.decideExtension', {
      ...at(asked.row),
      ...{ granted: true, newDueDay: on('2026-10-30'), note: null },
    });
    await sit('m-unit', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 延期获批 1 件。']);
    await steps.prove(granted.row.id);
    const submitted = await stage.people.unit.call('rectifications.submit', { ...at(granted.row), note: '请验收' });
    await sit('m-office', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
    const { office, verifier } = stage.people;
    await office.call('rectifications.arrange', {
      ...at(submitted.row),
      ...{ verifierId: verifier.personId, method: 'on_site', note: null },
    });
    await sit('m-verifier', console);
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
  });
});

describe('being told of due dates', () => {
  let stage: MatterStage;
  let console: TestConsole;
  let id: number;
  beforeAll(async () => {
    stage = await seated();
    ({ console } = stage);
    // Thursday; five working days later is Thursday the 22nd.
    clock(console, '2026-10-15', 14);
    const { row } = await stepsOf(stage).signed();
    expect(row.dueDay).toBe(on('2026-10-22'));
    ({ id } = row);
    await sit('m-unit', console);
    expect(await told(console)).toEqual([]);
  });
  afterAll(() => console.close());

  it('names the day before, once', async () => {
    clock(console, '2026-10-20', 9);
    expect(await told(console)).toEqual([]);
    clock(console, '2026-10-21', 9);
    expect(await told(console)).toEqual(['明察 · 今日汇总: 明天到期 1 件。等您办理共 1 件。']);
    const { unit, otherUnit, office } = stage.people;
    const near = { near: 1, overdue: 0, fromDay: on('2026-10-21'), toDay: on('2026-10-22') };
    expect(await unit.call('rectifications.outlook', {})).toEqual({ ...near, drafts: 0, issuable: 0 });
    expect(await otherUnit.call('rectifications.outlook', {})).toMatchObject({ near: 0, overdue: 0 });
    await stage.confirmed();
    expect(await office.call('rectifications.outlook', {})).toEqual({ ...near, drafts: 0, issuable: 1 });
    await stage.drafted();
    expect(await office.call('rectifications.outlook', {})).toEqual({ ...near, drafts: 1, issuable: 1 });
    clock(console, '2026-10-22', 9);
    expect(await told(console)).toEqual([]);
  });

  it('names a date that was moved anew: on Friday what is due on Monday', async () => {
    const before = await stage.get(id);
    const asked = await stage.people.unit.call('rectifications.requestExtension', {
      ...at(before.row),
      ...{ expectedDay: on('2026-10-26'), reason: '人手不足', progress: null },
    });
    await stage.people.leader.call('rectifications.decideExtension', {
      ...at(asked.row),
      ...{ granted: true, newDueDay: on('2026-10-26'), note: null },
    });
    clock(console, '2026-10-23', 9);
    expect(await told(console)).toEqual(['明察 · 今日汇总: 下个工作日到期 1 件，延期获批 1 件。等您办理共 1 件。']);
  });

  it('says that it is over: to the unit, the office and the leader, and to nobody else', async () => {
    clock(console, '2026-10-27', 9);
    expect(await stage.people.leader.call('rectifications.outlook', {})).toMatchObject({
      near: 0,
      overdue: 1,
      drafts: 0,
    });
    for (const account of accounts) {
      await sit(account, console);
      const overdue = (await told(console)).filter((notice) => notice.includes('逾期 1 件'));
      expect([account, overdue.length]).toEqual([
        account,
        ['m-unit', 'm-office', 'm-leader'].includes(account) ? 1 : 0,
      ]);
      expect(await told(console)).toEqual([]);
    }
  });

  it('tells nothing twice after a clock was set back, nor after a restart', async () => {
    await sit('m-unit', console);
    for (const day of ['2026-10-20', '2026-10-26', '2026-10-27', '2026-10-28']) {
      clock(console, day, 10);
      expect([day, await told(console)]).toEqual([day, []]);
    }
    await console.workspace.close();
    const again = await openConsole({ folder: console.folder, setUp: false });
    again.time.now = console.time.now;
    await sit('m-unit', again);
    expect(await told(again)).toEqual([]);
    clock(again, '2026-10-29', 9);
    expect(await told(again)).toEqual([]);
    await again.close();
  });
});

describe('who sits there', () => {
  let fresh: MatterStage;
  let console: TestConsole;
  beforeAll(async () => {
    fresh = await openMatterStage();
    ({ console } = fresh);
    await console.call('session.signIn', { account: 'm-unit', password: PASSWORD });
  });
  afterAll(() => console.close());

  it('is told nothing before there is a password of their own, and nobody when nobody is there', async () => {
    await fresh.issued();
    expect(await told(console)).toEqual([]);
    expect(console.desktop.waiting).toBeNull();
    await console.call('session.changePassword', { current: PASSWORD, next: OWN });
    await console.call('session.signOut', {});
    expect(await told(console)).toEqual([]);
    expect(console.desktop.waiting).toBeNull();
  });

  it('is told numbers alone while the console is locked, and led to the place all the same', async () => {
    await sit('m-unit', console);
    await console.call('session.lock', {});
    expect(await told(console)).toEqual(['明察: 有 1 件事等您查看，请先解锁。']);
    expect(console.desktop.waiting).toMatchObject({ count: 1, list: null });
    console.desktop.told.at(-1)?.press();
    expect(console.desktop.opened.at(-1)).toMatch(/^\/rectifications\/\d+$/);
  });

  it('finds no notice of somebody else, and is not led where that one was called', async () => {
    await sit('m-unit', console);
    expect(console.desktop.told.at(-1)?.standing).toBe(true);
    await console.call('session.signOut', {});
    await console.call('session.signIn', { account: 'm-other', password: PASSWORD });
    await console.call('session.changePassword', { current: PASSWORD, next: OWN });
    await console.workspace.telling.look();
    expect(console.desktop.told.at(-1)?.standing).toBe(false);
    console.desktop.told.at(-1)?.press();
    expect(console.desktop.opened.at(-1)).toBe('front');
  });

  it('keeps preferences of their own, and hears nothing where nothing is wanted', async () => {
    await sit('m-other', console);
    expect(await console.call('telling.preferences', {})).toEqual(usualTelling);
    const silent = { ...usualTelling, on: false, digestMinute: 600 };
    expect(await console.call('telling.setPreferences', silent)).toEqual(silent);
    await sit('m-unit', console);
    expect(await console.call('telling.preferences', {})).toEqual(usualTelling);
    await console.call('telling.setPreferences', { ...usualTelling, on: false });
    const row = await fresh.issued();
    expect(await told(console)).toEqual([]);
    await console.call('telling.setPreferences', usualTelling);
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
    expect(row.state).toBe('issued');
    expect((await console.refused('telling.setPreferences', { ...usualTelling, quietTo: 1440 })).code).toBe(
      'validation.input',
    );
  });

  it('is told nothing where the desktop shows no notices, and all of it once it does', async () => {
    await fresh.issued();
    console.desktop.tell.possible = false;
    expect(await told(console)).toEqual([]);
    console.desktop.tell.possible = true;
    expect(await told(console)).toEqual(['明察 · 新情况: 新到待办 1 件。']);
  });
});
