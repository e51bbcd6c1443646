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

  test('fits its page without scrolling in both languages, from the smallest window to the usual one', async () => {
    for (const language of ['en', 'zh-CN'] as const) {
      await running.call('system.setPreferences', { language });
      await running.page.reload();
      await waitForDemo(running);
      for (const size of [
        { width: 1280, height: 800 },
        { width: 1920, height: 1080 },
      ]) {
        await resize(running.app, running.page, size);
        await running.page.evaluate(() => (location.hash = '#/wall'));
        await expect(figure('open')).toBeVisible();
        // A form under a matter, and what is there for screen readers alone, add nothing to the page.
        await running.page.locator('.entry').first().press('p');
        await expect(running.page.locator('.entry + form, .item form')).toBeVisible();
        const over = await running.page.evaluate(() =>
          ['main', 'main .page', '.measures', '.figures', '.base'].map((part) => {
            const box = document.querySelector(part);
            if (!box) return [part, null];
            return [part, Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth)];
          }),
        );
        expect(over).toEqual(over.map(([part]) => [part, 0]));
        await running.page.keyboard.press('Escape');
      }
    }
  });

  test('tells how soon it is painted with its data, beside a page without any', async () => {
    const painted = (hash: string, mark: string): Promise<number> =>
      running.page.evaluate(
        ([to, selector]) =>
          new Promise<number>((done) => {
            const began = performance.now();
            const look = (): void => {
              if (document.querySelector(selector)) requestAnimationFrame(() => done(performance.now() - began));
              else requestAnimationFrame(look);
            };
            location.hash = to;
            look();
          }),
        [hash, mark] as const,
      );
    const took: Record<string, number[]> = { wall: [], about: [] };
    for (let turn = 0; turn < 5; turn += 1) {
      took['about']?.push(await painted('#/about', 'main h1:not(.wall h1)'));
      took['wall']?.push(await painted('#/wall', '[data-figure="open"] .number'));
    }
    const said = Object.entries(took).map(([name, all]) => `${name} ${all.map((ms) => Math.round(ms)).join(' ')} ms`);
    test.info().annotations.push({ type: 'first paint with data', description: said.join('; ') });
    console.log(`first paint with data: ${said.join('; ')}`);
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

  test('is where a leader comes home to; what waits and the comments missing open their rows; a hall is picked', async () => {
    const { page } = running;
    await page.evaluate(() => (location.hash = '#/'));
    await expect(page).toHaveURL(/#\/wall$/);
    const tasks = await running.call('measures.waiting', { asOf: null });
    const panel = page.getByRole('region', { name: '所选的数据行' });
    for (const [key, count] of [
      ['forMe', tasks.ok ? tasks.value.length : 0],
      ['comments', Number(await figure('comments').locator('.number').innerText())],
    ] as const) {
      await expect(figure(key).locator('.number')).toHaveText(String(count));
      await figure(key).getByRole('button').click();
      await expect(panel.locator('tbody tr')).toHaveCount(count);
      await page.keyboard.press('Escape');
    }
    await page.locator('.title').getByRole('button').click();
    await page.getByRole('option').nth(1).click();
    await expect(page).toHaveURL(/#\/wall\?hall=\d+$/);
    const hallId = Number(/hall=(\d+)/.exec(page.url())?.[1]);
    const here = await running.call('measures.wall', { asOf: null, hallId });
    await expect(figure('open').locator('.number')).toHaveText(here.ok ? String(here.value.open) : '?');
  });

  test('is shown at the end of a past day, as the history says it was', async () => {
    const day = today - 20;
    await go(`?day=${isoDay(day)}`);
    await expect(running.page.getByText(`这是 ${isoDay(day)}`)).toBeVisible();
    const then = await running.call('measures.asOf', { day, filter: {} });
    if (!then.ok) throw new Error('no past');
    await expect(figure('open').locator('.number')).toHaveText(String(then.value.open));
    await expect(figure('turnedRed').locator('.number')).toHaveText('—');
    // Nothing is known of a day to come: what became of it is told until today.
    await go(`?day=${isoDay(day)}&and=${isoDay(today + 300)}`);
    await expect(running.page.getByText(`${isoDay(day)}`).first()).toBeVisible();
    await expect(running.page.locator('.say')).toContainText(isoDay(today));
    await expect(running.page.locator('.say')).not.toContainText(isoDay(today + 300));
    await go(`?day=${isoDay(day)}`);
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
    // No mouse between: the cursor stands where the words go, and Escape puts the form away.
    await expect(form.getByLabel('批示内容')).toBeFocused();
    await running.page.keyboard.press('Escape');
    await expect(form).toHaveCount(0);
    await first.focus();
    await running.page.keyboard.press('p');
    await expect(form.getByLabel('批示内容')).toBeFocused();
    await running.page.keyboard.insertText('请说明超时原因，并报同类在办件清单。');
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
