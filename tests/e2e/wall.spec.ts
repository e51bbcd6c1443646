import { expect, test } from '@playwright/test';
import { dayOf, isoDay } from '../../domain/time.js';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

test.describe('the status wall, as a leader', () => {
  let running: RunningApp;
  const today = dayOf(Date.now());
  test.beforeAll(async () => {
    running = await launch({ demo: true, folder: await demoFolder() });
    await waitForDemo(running);
    const people = await running.call('session.demoPeople', {});
    const leader = people.ok && people.value.find(({ roles }) => roles.includes('leader'));
    if (!leader) throw new Error('no leader');
    expect(await running.call('session.demoSignIn', { personId: leader.id })).toMatchObject({ ok: true });
    await running.page.reload();
    await waitForDemo(running);
  });
  test.afterAll(() => running.close());

  const go = async (query = ''): Promise<void> => {
    await running.page.evaluate((hash) => (location.hash = hash), `#/wall${query}`);
    await expect(running.page.getByRole('heading', { level: 1, name: '状态墙' })).toBeVisible();
    await expect(figure('open')).toBeVisible();
  };
  const figure = (key: string) => running.page.locator(`[data-figure="${key}"]`);
  const listed = async (filter: object): Promise<number[]> => {
    const answer = await running.call('rectifications.list', { filter });
    if (!answer.ok) throw new Error('no list');
    return answer.value.ids;
  };

  test('fits its page without scrolling, from the smallest window to the usual one', async () => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 1920, height: 1080 },
    ]) {
      await resize(running.app, running.page, size);
      await go();
      const over = await running.page.evaluate(() => {
        const page = document.querySelector('main .page');
        return page ? page.scrollHeight - page.clientHeight : null;
      });
      expect(over).toBeLessThanOrEqual(0);
    }
  });

  test('shows what the ledger counts, and opens those matters', async () => {
    await go();
    const open = await listed({ open: true });
    const red = await listed({ light: 'red' });
    await expect(figure('open').locator('.number')).toHaveText(String(open.length));
    await expect(figure('overdue').locator('.number')).toHaveText(String(red.length));
    await figure('overdue').getByRole('button').click();
    const panel = running.page.getByRole('region', { name: '所选的数据行' });
    await expect(panel.locator('tbody tr')).toHaveCount(Math.min(20, red.length));
    await running.page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  test('is shown at the end of a past day, as the history says it was', async () => {
    const day = today - 20;
    await go(`?day=${isoDay(day)}`);
    await expect(running.page.getByText(`这是 ${isoDay(day)}`)).toBeVisible();
    const then = await running.call('measures.asOf', { day, filter: {} });
    if (!then.ok) throw new Error('no past');
    await expect(figure('open').locator('.number')).toHaveText(String(then.value.open));
    await expect(figure('turnedRed').locator('.number')).toHaveText('—');
    await running.page.getByRole('button', { name: '回到现在' }).click();
    await expect(running.page).toHaveURL(/#\/wall$/);
    await running.page.getByRole('slider').focus();
    await running.page.keyboard.press('ArrowLeft');
    await expect(running.page).toHaveURL(new RegExp(`day=${isoDay(today - 1)}`));
  });

  test('takes an instruction by one key, which then stands on its matter', async () => {
    await go();
    const first = running.page.locator('.entry').first();
    await first.focus();
    await running.page.keyboard.press('p');
    const form = running.page.getByRole('form', { name: '下达' });
    await form.getByLabel('批示内容').fill('请说明超时原因，并报同类在办件清单。');
    await running.page.keyboard.press('Control+Enter');
    await expect(form).toHaveCount(0);
    const given = await running.call('instructions.list', { state: 'open' });
    if (!given.ok) throw new Error('no instructions');
    const one = given.value.find(({ text }) => text.startsWith('请说明超时原因'));
    expect(one).toBeDefined();
    await running.page.evaluate((hash) => (location.hash = hash), `#/rectifications/${one?.rectificationId ?? 0}`);
    await expect(running.page.getByText('请说明超时原因，并报同类在办件清单。').first()).toBeVisible();
  });
});
