import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { dayOf, isoDay } from '../../domain/time.js';
import { spanAround } from '../../renderer/features/trends/model/address.js';
import { linesOf, recount, recounts } from '../support/recount.js';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

/** `1,305` -> 1305; a month without the words beside it. */
function read(cell: string): string | number {
  const plain = cell.replaceAll(',', '').replace(/ .*/, '');
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain;
}

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

  test('every chart holds what a count of the rows apart from all measures gives', async () => {
    const period = { ...spanAround('year', today), toDay: today };
    await go('');
    for (const one of recounts) {
      const chart = figure(one.chart);
      await chart.getByRole('button', { name: '表格' }).click();
      await expect(chart.locator('tbody tr').first()).toBeVisible();
      const shown = await chart
        .locator('tbody tr')
        .evaluateAll((lines) =>
          lines.map((line) => [...(line as HTMLTableRowElement).cells].map((cell) => cell.innerText.trim())),
        );
      const rows = one.withTotal ? shown.slice(0, -1) : shown;
      const numbered = rows.map((cells) => one.columns.map((at) => read(cells[at] ?? '')));
      const expected = await recount(join(running.folder, 'demo'), one, period);
      expect(linesOf(numbered), one.chart).toEqual(expected);
      expect(expected.length, one.chart).toBeGreaterThan(1);
    }
  });

  test('refuses a period that ends before it begins by saying so, and turns it', async () => {
    await go('?from=2026-03-01&to=2026-01-01');
    await expect(running.page.getByText('起止日期颠倒：2026-03-01 晚于 2026-01-01')).toBeVisible();
    await expect(running.page.locator('figure')).toHaveCount(0);
    await running.page.getByRole('button', { name: '对调起止日期' }).click();
    await expect(running.page).toHaveURL(/from=2026-01-01&to=2026-03-01/);
    await expect(figure('score')).toBeVisible();
  });

  test('tidies its own address, and that of no page one goes on to', async () => {
    await go('?from=abc&mode=spying&hall=1');
    await expect(running.page).toHaveURL(/#\/trends\?hall=1$/);
    await running.page.evaluate(() => (location.hash = '#/rectifications?view=month'));
    await expect(running.page.getByRole('heading', { level: 1, name: '整改台账' })).toBeVisible();
    await expect(running.page).toHaveURL(/#\/rectifications\?view=month$/);
  });

  test('names what it is narrowed to, also where that comes by the address, and in what is saved', async () => {
    const { page, app } = running;
    await go('');
    const tree = await running.call('hall.tree', {});
    const unit = tree.ok ? tree.value.halls.flatMap(({ units }) => units).find(({ id }) => id === 3) : undefined;
    await go('?unit=3&severity=grave');
    const name = unit?.name ?? 'none';
    await expect(page.locator('.filters').getByText(name)).toBeVisible();
    const files = await mkdtemp(join(tmpdir(), '图 '));
    const path = join(files, '某单位.svg');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await figure('findings')
      .getByRole('button', { name: /：导出$/ })
      .click();
    await page.getByRole('button', { name: '矢量图 SVG' }).click();
    await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain(`${name} · 严重`);
    await rm(files, { recursive: true, force: true });
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

  test('a drawing is walked by keys: what stands there is said, Enter opens its rows', async () => {
    await go('');
    const chart = figure('funnel');
    await chart.getByRole('img').focus();
    await running.page.keyboard.press('ArrowRight');
    await expect(chart.locator('[aria-live]')).not.toHaveText('');
    const said = await chart.locator('[aria-live]').innerText();
    await running.page.keyboard.press('ArrowRight');
    await expect(chart.locator('[aria-live]')).not.toHaveText(said);
    // What stands there is drawn in letters that grow with the text of the page.
    const letters = (): Promise<string> =>
      chart
        .locator('.canvas > div')
        .last()
        .evaluate((tip) => getComputedStyle(tip).fontSize);
    expect(await letters()).toBe('12px');
    await running.page.getByRole('button', { name: '大字' }).click();
    await chart.getByRole('img').focus();
    await running.page.keyboard.press('Home');
    await expect.poll(letters).toBe('15.4px');
    await running.page.getByRole('button', { name: '标准字' }).click();
    await chart.getByRole('img').focus();
    await running.page.keyboard.press('ArrowRight');
    await running.page.keyboard.press('Enter');
    await expect(running.page.getByRole('region', { name: '所选的数据行' })).toBeVisible();
  });

  test('a day of the waits opens its visits', async () => {
    await go('?from=2026-01-01&to=2026-01-31');
    const chart = figure('eachWait');
    await chart.scrollIntoViewIfNeeded();
    await chart.getByRole('button', { name: '表格' }).click();
    const lines = chart.locator('tbody tr');
    await expect(lines.first()).toBeVisible();
    const [day = '', waits = ''] = await lines.first().locator('th, td').allInnerTexts();
    await lines.first().getByRole('button').first().click();
    const panel = running.page.getByRole('region', { name: '所选的数据行' });
    await expect(panel).toContainText(`计时等候 · ${day}`);
    await expect(panel).toContainText(`${waits} 件`);
  });

  test('every chart is saved as a drawing, and one in every form', async () => {
    test.setTimeout(180_000);
    await go('');
    const files = await mkdtemp(join(tmpdir(), '图 '));
    const saved = async (id: string, format: string, label: string): Promise<Buffer> => {
      const path = join(files, `${id}.${format}`);
      await running.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      const chart = figure(id);
      await chart.getByRole('button', { name: /：导出$/ }).click();
      await running.page.getByRole('button', { name: label, exact: true }).click();
      await expect.poll(() => readFile(path).catch(() => null), { message: path }).not.toBeNull();
      return readFile(path);
    };
    /** What a reader of drawings would stumble over. */
    const faultIn = (text: string): Promise<string | null> =>
      running.page.evaluate(
        (svg) =>
          new DOMParser().parseFromString(svg, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null,
        text,
      );
    const ids = await running.page
      .locator('figure[data-chart]')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['chart'] ?? ''));
    expect(ids.length).toBeGreaterThan(12);
    for (const id of ids) {
      const text = (await saved(id, 'svg', '矢量图 SVG')).toString();
      expect(text, id).toMatch(/^<svg /);
      expect(text, id).toContain('</svg>');
      expect(await faultIn(text), id).toBeNull();
    }
    expect((await saved('score', 'png', '图片 PNG')).subarray(1, 4).toString()).toBe('PNG');
    expect((await saved('score', 'pdf', '打印为 PDF')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await saved('score', 'csv', '数据 CSV')).toString()).toContain('综合得分');
    expect((await saved('score', 'xlsx', '表格 xlsx')).subarray(0, 2).toString()).toBe('PK');
    await rm(files, { recursive: true, force: true });
  });
});
