import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, type CommandName } from '../../domain/contract/commands/index.js';
import { DAY_MS } from '../../domain/time.js';
import { at, code, openMatterStage, stepsOf, type MatterStage } from '../support/matters.js';

/** Of the matters' own commands, what is written whatever the clock says: it starts and decides no date. */
const free = ['draft', 'write', 'edit', 'discard', 'arrange', 'export', 'setSettings', 'replySheet'];
const elsewhere = ['orders.issue', 'interviews.notice', 'interviews.hold', 'interviews.close', 'circulars.issue'];

describe('a clock set back', () => {
  let stage: MatterStage;
  let steps: ReturnType<typeof stepsOf>;
  beforeAll(async () => {
    stage = await openMatterStage();
    steps = stepsOf(stage);
  });
  afterAll(() => stage.console.close());

  it('is looked at for everything that sets dates of matters, and for nothing that was seen', () => {
    const names = Object.keys(commands) as CommandName[];
    const dated = names.filter((name) => {
      const spec = commands[name];
      return 'dates' in spec && spec.dates === true;
    });
    const own = names.filter((name) => /^(rectifications|lookBacks)\./.test(name) && commands[name].kind === 'command');
    const wanted = own.filter((name) => ![...free, 'arrange'].includes(name.split('.')[1] ?? ''));
    expect(dated.sort()).toEqual([...wanted, ...elsewhere].sort());
    expect(dated.filter((name) => /^(visits|leads|proofs|evidence|findings|comments)\./.test(name))).toEqual([]);
  });

  it('refuses deeds on any matter, on no account of which was touched last, and goes on after the clock was confirmed', async () => {
    const { office, unit } = stage.people;
    const { time } = stage.console;
    const other = (await steps.signed()).row;
    const right = time.now;
    // For five days somebody worked by a clock that ran ahead.
    time.now = right + 5 * DAY_MS;
    await office.call('rectifications.remind', { matters: [at((await steps.signed()).row)], note: null });
    const latestAt = time.now;
    time.now = right;
    const remind = { matters: [at(other)], note: null };
    expect(await code(office.call('rectifications.remind', remind))).toBe('rectification.clockBack');
    // What was seen is taken, also as the newest row of the log, and changes nothing of the rule.
    await steps.prove(other.id);
    expect(await code(office.call('rectifications.remind', remind))).toBe('rectification.clockBack');
    const confirm = { latestAt, reason: '主板电池换过，此前快了五天' };
    await expect(unit.call('system.confirmClock', confirm)).rejects.toThrow('not for');
    expect(commands['system.confirmClock'].input.safeParse({ ...confirm, reason: '  ' }).success).toBe(false);
    expect(await code(office.call('system.confirmClock', { ...confirm, latestAt: right }))).toBe('system.clockRight');
    time.now = 0;
    expect(await code(office.call('system.confirmClock', confirm))).toBe('system.clockEarly');
    time.now = right;
    await office.call('system.confirmClock', confirm);
    expect(await code(office.call('system.confirmClock', confirm))).toBe('system.clockRight');
    const { events } = await stage.get(other.id);
    expect(events.find(({ action }) => action === 'prove')?.detail.clockBehind).toBe(
      Math.round((latestAt - right) / 60_000),
    );
    const current = (await stage.get(other.id)).row;
    const [reminded] = await office.call('rectifications.remind', { matters: [at(current)], note: null });
    expect(reminded?.reminders).toBe(1);
    // From the confirmation on the rule holds as before.
    time.now = right - 3 * 60_000;
    expect(await code(office.call('rectifications.remind', { ...remind, matters: [at(reminded ?? current)] }))).toBe(
      'rectification.clockBack',
    );
    time.now = right;
    const rows = await stage.console.workspace.database.read('test.log', (reader) =>
      reader.all<{ before: string; after: string; reason: string }>(
        `SELECT before_json AS before, after_json AS after, reason FROM audit WHERE action = 'system.confirmClock'`,
      ),
    );
    expect(rows).toEqual([
      { before: JSON.stringify({ at: latestAt }), after: JSON.stringify({ at: right }), reason: confirm.reason },
    ]);
  });
});
