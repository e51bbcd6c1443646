import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandOutput } from '../../domain/contract/commands/index.js';
import { Console } from '../../electron/app/console.js';
import { createLog } from '../../electron/app/log.js';
import { pathsUnder } from '../../electron/app/paths.js';
import { Settings } from '../../electron/app/settings.js';
import { createDispatcher, type Dispatcher } from '../../electron/ipc/dispatch.js';
import { FileTokens } from '../../electron/services/files.js';
import { PASSWORD, QuietDesktop } from '../support/workspace.js';

describe('the console', () => {
  let root: string;
  let now: number;
  let target: Console;
  let dispatcher: Dispatcher;
  let desktop: QuietDesktop;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mingcha 台 '));
    now = Date.UTC(2026, 9, 14, 6, 5);
    desktop = new QuietDesktop();
    const paths = pathsUnder(root);
    const clock = (): number => now;
    const log = createLog(paths.log, clock);
    target = new Console({
      clock,
      log,
      files: new FileTokens(clock),
      desktop,
      paths,
      settings: new Settings(paths.settings),
      version: '0.0.0',
      systemLanguage: 'zh-CN',
      jobChanged: () => undefined,
      dataChanged: () => undefined,
    });
    dispatcher = createDispatcher(target, clock, log);
  });
  afterEach(async () => {
    await target.close();
    await rm(root, { recursive: true, force: true });
  });

  const status = async (): Promise<CommandOutput<'system.status'>> => {
    const answer = await dispatcher.call('system.status', {});
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value as CommandOutput<'system.status'>;
  };
  const setUp = () =>
    dispatcher.call('session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'office', name: '何知远', password: PASSWORD },
    });

  it('notices a clock that cannot be right, and still lets people work', async () => {
    now = 0;
    await target.open(false);
    expect((await status()).clock).toMatchObject({ now: 0, behind: true });
    expect(await setUp()).toMatchObject({ ok: true });
    now = Date.UTC(2026, 9, 14);
    expect((await status()).clock.behind).toBe(false);
    await dispatcher.call('session.signOut', {});
    now = Date.UTC(2026, 9, 13);
    expect((await status()).clock).toMatchObject({ behind: true, lastRecordedAt: Date.UTC(2026, 9, 14) });
    // Neither what is written by it nor a new start makes it right.
    await dispatcher.call('session.signIn', { account: 'office', password: PASSWORD });
    expect((await status()).clock.behind).toBe(true);
    await target.open(false);
    await dispatcher.call('session.signIn', { account: 'office', password: PASSWORD });
    expect((await status()).clock).toMatchObject({ behind: true, lastRecordedAt: Date.UTC(2026, 9, 14) });
    now = Date.UTC(2026, 9, 14) - 60_000;
    expect((await status()).clock.behind).toBe(false);
    now = Date.UTC(2026, 9, 13);
    const confirm = { latestAt: Date.UTC(2026, 9, 14), reason: '时钟曾经走快' };
    expect(await dispatcher.call('system.confirmClock', confirm)).toMatchObject({ ok: true });
    expect((await status()).clock).toMatchObject({ behind: false, lastRecordedAt: now });
  });

  it('answers what is wrong with a store it cannot open, and nothing else', async () => {
    await writeFile(join(root, 'data'), 'a file where the folder should be');
    await target.open(false);
    const { store } = await status();
    expect(store).toMatchObject({ state: 'problem' });
    expect(await setUp()).toMatchObject({ ok: false, error: { code: 'db.closed' } });
    expect(await dispatcher.call('system.repair', { repair: 'restore', backup: '../../etc/passwd' })).toMatchObject({
      ok: false,
    });
    await rm(join(root, 'data'));
    expect(await dispatcher.call('system.repair', { repair: 'retry' })).toMatchObject({
      ok: true,
      value: { store: { state: 'ready' } },
    });
    expect(await dispatcher.call('system.repair', { repair: 'quit' })).toMatchObject({
      ok: false,
      error: { code: 'conflict.state' },
    });
    expect(desktop.opened).toEqual([]);
  });

  it('keeps the demo hall apart, makes it once, and makes a broken-off one anew', async () => {
    await target.open(false);
    expect(await setUp()).toMatchObject({ ok: true });
    const opened = await dispatcher.call('system.openDemo', {});
    expect(opened).toMatchObject({ ok: true, value: { jobId: expect.any(Number) } });
    expect((await status()).store).toMatchObject({ state: 'opening' });
    expect(await dispatcher.call('hall.tree', {})).toMatchObject({ ok: false, error: { code: 'permission.signIn' } });
    // Quitting in the middle: the next time it is made from the start.
    await target.close();
    await target.open(true);
    await expect.poll(async () => (await status()).store.state, { timeout: 120_000 }).toBe('ready');
    expect(await dispatcher.call('session.current', {})).toMatchObject({
      ok: true,
      value: { state: 'signedIn', demo: true },
    });
    await dispatcher.call('system.leaveDemo', {});
    expect(await dispatcher.call('session.current', {})).toMatchObject({ value: { state: 'signedOut', demo: false } });
    expect(await dispatcher.call('system.openDemo', {})).toMatchObject({ ok: true, value: { jobId: null } });
    expect(await dispatcher.call('session.current', {})).toMatchObject({ value: { state: 'signedIn', demo: true } });
  }, 180_000);

  it('keeps preferences of this computer through a damaged settings file', async () => {
    await target.open(false);
    await dispatcher.call('system.setPreferences', { language: 'en', textSize: 'large' });
    const path = join(root, 'settings.json');
    await expect.poll(() => new Settings(path).preferences.language).toBe('en');
    await writeFile(path, '{"preferences":{"language":"klingon"},"window":');
    expect(new Settings(path).preferences).toEqual({
      language: 'system',
      theme: 'system',
      textSize: 'normal',
      railFolded: false,
    });
  });
});
