import { expect, test } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { Role } from '../../domain/people.js';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

declare global {
  /** In the main process: what was asked of the window, in order. */
  var asked: boolean[];
}

/** The wall display on the real screen: full, turning, fresh, nobody named, gone with the lock. */
let running: RunningApp;
const leaderOnly = (roles: readonly string[]): boolean => roles.length === 1 && roles[0] === 'leader';

async function sitDown(wanted: (roles: readonly string[]) => boolean): Promise<void> {
  const people = await running.call('session.demoPeople', {});
  const person = people.ok && people.value.find(({ roles }) => wanted(roles));
  if (!person) throw new Error('nobody');
  expect(await running.call('session.demoSignIn', { personId: person.id })).toMatchObject({ ok: true });
  await running.page.reload();
  await waitForDemo(running);
}

test.beforeAll(async () => {
  running = await launch({ demo: true, folder: await demoFolder() });
  await waitForDemo(running);
  // Not every computer that tests has somebody who makes windows full: what is asked of the window counts.
  await running.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) return;
    globalThis.asked = [];
    const really = window.setFullScreen.bind(window);
    window.setFullScreen = (on: boolean) => {
      globalThis.asked.push(on);
      really(on);
    };
  });
  await sitDown(leaderOnly);
});
test.afterAll(() => running.close());

const asked = (): Promise<boolean[]> => running.app.evaluate(() => globalThis.asked);
async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}
const display = () => running.page.locator('.display');

test('fills the screen, turns by keys, tells no names, is fresh, and Escape leaves it', async () => {
  const { page } = running;
  await expect(page).toHaveURL(/#\/wall$/);
  await page.getByRole('link', { name: '大屏' }).click();
  await expect(display()).toHaveAttribute('data-page', 'status');
  await expect.poll(asked).toEqual([true]);
  const open = display().locator('[data-figure="open"] dd');
  await expect(open).toContainText(/^\d+/);

  const people = await running.call('session.demoPeople', {});
  const names = people.ok ? people.value.map(({ name }) => name) : [];
  expect(names.length).toBeGreaterThan(5);
  const seen = new Set<string>();
  const count = Number((await display().locator('.foot').innerText()).match(/\d+ \/ (\d+)/)?.[1]);
  for (let turned = 0; turned < count; turned += 1) {
    seen.add((await display().getAttribute('data-page')) ?? '');
    const text = await display().innerText();
    for (const name of names) expect(text).not.toContain(name);
    await page.keyboard.press('ArrowRight');
  }
  expect([...seen]).toEqual(expect.arrayContaining(['status', 'units']));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(display().getByText('已暂停')).toBeVisible();

  // What is struck off elsewhere is one less here, without a touch.
  const before = Number.parseInt(await open.innerText(), 10);
  const wall = await running.call('measures.waiting', { asOf: null });
  const closing = wall.ok && wall.value.find(({ kind }) => kind === 'closure');
  if (!closing) throw new Error('nothing to close');
  const matter = await running.call('rectifications.get', { id: closing.id });
  if (!matter.ok) throw new Error('no matter');
  const { id, revision } = matter.value.row;
  const closed = await running.call('rectifications.close', { id, revision, note: null });
  expect(closed).toMatchObject({ ok: true });
  await expect(open).toContainText(new RegExp(`^${before - 1}\\D`));

  for (const size of [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ]) {
    await resize(running.app, page, size);
    const fits = await display().evaluate((node) => node.scrollWidth <= innerWidth && node.scrollHeight <= innerHeight);
    expect(fits).toBe(true);
    const letters = await display()
      .locator('[data-figure="overdue"] dt')
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
    expect(letters).toBeGreaterThan(24);
  }
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/wall$/);
  await expect.poll(asked).toEqual([true, false]);

  // Another hall, or none, has not the ranking of the first.
  for (const hall of ['6', '999', '1.5']) {
    await page.evaluate((hash) => (location.hash = hash), `#/display?hall=${hall}`);
    await expect(display().locator('.foot')).toContainText(hall === '1.5' ? '1 / 3' : '1 / 2');
    await page.keyboard.press('Escape');
  }
});

test('is gone behind the lock, and not there for who does not oversee', async () => {
  const { page } = running;
  await page.evaluate(() => (location.hash = '#/display'));
  await expect(display()).toBeVisible();
  await page.keyboard.press('Control+l');
  await expect(display()).toHaveCount(0);
  expect((await asked()).at(-1)).toBe(false);
  expect(await running.call('measures.wall', { asOf: null })).toMatchObject({ ok: false });
  await sitDown((roles) => roles.length === 1 && roles[0] === 'inspector');
  await page.evaluate(() => (location.hash = '#/display'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(display()).toHaveCount(0);
});

test('goes at once when its person no longer oversees, and when its person is blocked', async () => {
  const { page } = running;
  // A leader who keeps the accounts too, so that what is taken away is taken away while the display shows.
  const office = (roles: readonly string[]): boolean => roles.includes('office');
  await sitDown(office);
  const leader = (await ask('session.demoPeople', {})).find(({ roles }) => leaderOnly(roles));
  const change = async (roles: Role[]): Promise<void> => {
    const [row] = await ask('people.rows', { ids: [leader?.id ?? 0] });
    if (!row) throw new Error('nobody');
    const { id, revision, account, name, code, unitId, phone, note, opensIdentity } = row;
    const fields = { account, name, code, roles, unitId, phone, note, opensIdentity };
    await ask('people.update', { id, revision, fields });
  };
  const shows = async (): Promise<void> => {
    await ask('session.demoSignIn', { personId: leader?.id ?? 0 });
    await page.reload();
    await waitForDemo(running);
    await page.evaluate(() => (location.hash = '#/display'));
    await expect(display()).toBeVisible();
    await expect.poll(asked).toEqual(expect.arrayContaining([true]));
  };
  await change(['leader', 'office']);
  await shows();
  await change(['inspector']);
  await expect(display()).toHaveCount(0, { timeout: 3000 });
  expect((await asked()).at(-1)).toBe(false);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await sitDown(office);
  await change(['leader', 'office']);
  await shows();
  const [row] = await ask('people.rows', { ids: [leader?.id ?? 0] });
  const { id, revision } = row ?? { id: 0, revision: 0 };
  await ask('people.setState', { id, revision, state: 'disabled', reason: '调离' });
  await expect(display()).toHaveCount(0, { timeout: 3000 });
  expect((await asked()).at(-1)).toBe(false);
  expect(await running.call('measures.wall', { asOf: null })).toMatchObject({ ok: false });
});
