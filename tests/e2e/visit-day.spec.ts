import { expect, test, type Locator } from '@playwright/test';
import { DAY_MS, dayOf, isoDay } from '../../domain/time.js';
import { ask, freshHall } from '../support/recording.js';
import { resize, type RunningApp } from '../support/app.js';

/** The day of a visit and its steps, and texts that are too long, as an inspector meets them. */
let running: RunningApp;
let id: number;
test.beforeAll(async () => {
  running = await freshHall({ size: { width: 1280, height: 800 } });
});
test.afterAll(() => running.close());

const tab = (name: string | RegExp): Locator => running.page.getByRole('tab', { name });
const lacks = (): Locator => running.page.getByRole('region', { name: '提交前还差' });
const visit = () => ask(running, 'visits.get', { id });
const stepDays = async (): Promise<number[]> => {
  const { steps } = await visit();
  const latest = new Map(steps.map(({ step, at }) => [step, at]));
  return [...latest.values()].map((at) => dayOf(at ?? 0));
};

test.describe.serial('a visit', () => {
  test('keeps the page of its record in sight beside every window', async () => {
    const { page } = running;
    const { halls } = await ask(running, 'hall.tree', {});
    const { ids } = await ask(running, 'hall.list', { entity: 'window' });
    const { colleagues } = await ask(running, 'visits.desk', {});
    ({ id } = await ask(running, 'visits.start', {
      clientId: crypto.randomUUID(),
      mode: 'simulated_transaction',
      roundObjectId: null,
      hallId: halls[0]?.id ?? 0,
      windowIds: ids,
      partnerIds: colleagues.slice(0, 1).map((one) => one.id),
    }));
    await ask(running, 'system.setPreferences', { language: 'en', textSize: 'large', theme: 'light' });
    await page.evaluate((to) => (location.hash = `#/visits/${to}`), id);
    await page.reload();
    await resize(running.app, page, { width: 1280, height: 800 });
    await expect(tab('Record')).toBeInViewport({ ratio: 1 });
    await ask(running, 'system.setPreferences', { language: 'zh-CN', textSize: 'normal', theme: 'light' });
    await page.reload();
    await expect(tab('记录内容')).toBeInViewport({ ratio: 1 });
  });

  test('asks whether its steps move along when its day is moved', async () => {
    const { page } = running;
    await expect(page.getByRole('grid').or(page.locator('[data-item]')).first()).toBeVisible();
    for (const letter of ['a', 'c', 'l']) await page.keyboard.press(letter);
    await expect.poll(async () => (await visit()).steps.length).toBe(3);
    const today = dayOf(Date.now());
    await tab('记录内容').click();
    const field = page.getByRole('combobox', { name: '日期' });
    const move = async (to: number, answer: string): Promise<void> => {
      await field.fill(isoDay(to));
      await field.press('Enter');
      await expect(page.getByText(/^检查日期改为/)).toBeVisible();
      await page.getByRole('button', { name: answer }).click();
      await expect.poll(async () => dayOf((await visit()).fields.startedAt ?? 0)).toBe(to);
    };
    await move(today - 2, '只改检查日期');
    expect(await stepDays()).toEqual([today, today, today]);
    await expect(page.getByText(/不在这一天/)).toBeVisible();
    await expect(lacks()).toContainText('与检查不在同一天');
    await expect(page.locator('[data-step=arrive]')).toContainText(isoDay(today).slice(5));
    await move(today - 3, '一起改');
    await expect.poll(stepDays).toEqual([today - 3, today - 3, today - 3]);
    await expect(page.getByText(/不在这一天/)).toHaveCount(0);
    const { fields } = await visit();
    expect((fields.endedAt ?? 0) - (fields.startedAt ?? 0)).toBeLessThan(DAY_MS);
  });

  test('keeps a text that is too long on the page, says by how much, and saves it once it is shorter', async () => {
    const { page } = running;
    const text = page.getByLabel('经过');
    const long = '长'.repeat(20_003);
    await text.fill(long);
    await expect(page.getByText('最多 20000 个字，现有 20003 个；删去 3 个后才会保存。')).toBeVisible();
    await page.getByLabel('主要做法').fill('照常保存');
    await expect.poll(async () => (await visit()).fields.practices).toBe('照常保存');
    expect((await visit()).fields.narrative).toBeNull();
    // Away and back in the same window.
    await page.evaluate(() => (location.hash = '#/'));
    await expect(page.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();
    await page.evaluate((to) => (location.hash = `#/visits/${to}`), id);
    await tab('记录内容').click();
    await expect(text).toHaveValue(long);
    await text.fill('短了');
    await expect.poll(async () => (await visit()).fields.narrative).toBe('短了');
  });
});
