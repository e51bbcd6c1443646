import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { dayOf, isoDay } from '../../domain/time.js';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

const assets = resolve(import.meta.dirname, '../../out/renderer/assets');

test('the drawing library is in one part that is only asked for when a chart shows', () => {
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const [library, ...others] = scripts.filter((file) => file.startsWith('drawing-'));
  expect(library).toBeDefined();
  expect(others).toEqual([]);
  const name = library ?? '';
  const holders = scripts.filter((file) => readFileSync(resolve(assets, file), 'utf8').includes('takeGlobalCursor'));
  expect(holders).toEqual([name]);
  // Static imports stand as `from"./x"` or `import"./x"`; asked for late it is `import("./x")` or a name in a list.
  const fixed = scripts.filter((file) =>
    new RegExp(`(from|import)\\s*["']\\./${name.replace('.', '\\.')}["']`).test(
      readFileSync(resolve(assets, file), 'utf8'),
    ),
  );
  expect(fixed.every((file) => file.startsWith('ChartPlot-'))).toBe(true);
});

test.describe('trends, as a leader', () => {
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
    await resize(running.app, running.page, { width: 1280, height: 800 });
  });
  test.afterAll(() => running.close());

  const go = async (query: string): Promise<void> => {
    await running.page.evaluate((hash) => (location.hash = hash), `#/trends${query}`);
    await expect(running.page.getByRole('heading', { level: 1, name: '趋势分析' })).toBeVisible();
  };
  const figure = (id: string) => running.page.locator(`figure[data-chart="${id}"]`);
  /** A part that is asked for late stands in the head of the page from then on. */
  const loaded = () => running.page.evaluate(() => document.querySelector('link[href*="drawing-"]') !== null);

  test('brings the library with the first chart', async () => {
    expect(await loaded()).toBe(false);
    await running.page.keyboard.press('Alt+T');
    await expect(figure('score').getByRole('img')).toBeVisible();
    expect(await loaded()).toBe(true);
  });

  test('shows what a count of the rows gives, and opens those rows', async () => {
    const [fromDay, toDay] = [today - 365, today];
    await go(`?from=${isoDay(fromDay)}&to=${isoDay(toDay)}`);
    // Counted apart: every confirmed finding of those days, from the list of findings.
    const listed = await running.call('findings.list', { filter: { state: 'confirmed', fromDay, toDay } });
    if (!listed.ok) throw new Error('no findings');
    const rows = await running.call('findings.rows', { ids: listed.value.ids.slice(0, 500) });
    if (!rows.ok) throw new Error('no rows');
    const handling = rows.value.filter(({ category }) => category === 'handling');
    const chart = figure('pareto');
    await expect(chart.locator('.note')).toContainText(`${listed.value.total} 件`);
    await chart.getByRole('button', { name: '表格' }).click();
    const line = chart
      .getByRole('row')
      .filter({ has: running.page.getByRole('rowheader', { name: '办理', exact: true }) });
    await expect(line.getByRole('button').last()).toHaveText(String(handling.length));
    await line.getByRole('button').last().click();
    const panel = running.page.getByRole('region', { name: '所选的数据行' });
    await expect(panel).toContainText(`${handling.length} 件`);
    await expect(panel.locator('tbody tr')).toHaveCount(Math.min(20, handling.length));
    await running.page.keyboard.press('ArrowDown');
    await running.page.keyboard.press('Enter');
    await expect(running.page).toHaveURL(/#\/findings\/\d+/);
  });

  test('refuses a period that ends before it begins by saying so, and turns it', async () => {
    await go('?from=2026-03-01&to=2026-01-01');
    await expect(running.page.getByText('起止日期颠倒：2026-03-01 晚于 2026-01-01')).toBeVisible();
    await expect(running.page.locator('figure')).toHaveCount(0);
    await running.page.getByRole('button', { name: '对调起止日期' }).click();
    await expect(running.page).toHaveURL(/from=2026-01-01&to=2026-03-01/);
    await expect(figure('score')).toBeVisible();
  });

  test('takes the months dragged over as the period', async () => {
    await go('');
    const box = await figure('findings').locator('canvas').first().boundingBox();
    if (!box) throw new Error('no chart');
    const { mouse } = running.page;
    await mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.5);
    await mouse.down();
    await mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 5 });
    await mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.5, { steps: 5 });
    await mouse.up();
    await expect(running.page).toHaveURL(/from=20\d\d-\d\d-01&to=20\d\d-\d\d-\d\d/);
  });
});
