import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

/** Every page of the shell that an office administrator can open. */
const PAGES = [
  '/',
  '/hall/window',
  '/hall/unit/2',
  '/hall/import',
  '/rectifications?f.state=open',
  '/papers',
  '/look-back',
  '/wall',
  '/trends',
  '/ranking',
  '/comments',
  '/report',
  '/display',
  '/footage',
  '/footage/takings',
  '/footage/patterns',
  '/people',
  '/people/1',
  '/audit',
  '/system',
  '/about',
  '/nowhere',
];

test.describe('the shell', () => {
  let running: RunningApp;
  test.beforeAll(async () => {
    running = await launch({ demo: true, folder: await demoFolder() });
    await waitForDemo(running);
  });
  test.afterAll(() => running.close());

  const go = async (path: string): Promise<void> => {
    await running.page.evaluate((hash) => (location.hash = hash), `#${path}`);
    await running.page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') !== 'true');
    await expect(running.page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  };

  test('finds a thing by a two-character word and jumps there', async () => {
    const { page } = running;
    await go('/');
    await page.keyboard.press('Control+k');
    const input = page.getByRole('dialog').getByRole('combobox');
    await input.fill('民政');
    await expect(page.getByRole('option').filter({ hasText: '民政' }).first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/hall\/[a-z_]+\/\d+/);
  });

  test('runs a command of the palette by its name', async () => {
    const { page } = running;
    await go('/');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('审计日志');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/audit/);
  });

  test('has a menu in the language of the screen, and zooms by it', async () => {
    const labels = () =>
      running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? []);
    await running.call('system.setPreferences', { language: 'en' });
    expect(await labels()).toEqual(['File', 'Edit', 'View']);
    await running.call('system.setPreferences', { language: 'zh-CN' });
    expect(await labels()).toEqual(['文件', '编辑', '显示']);
    const roles = await running.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items.map((inner) => inner.role ?? '') ?? []),
    );
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'zoomin', 'zoomout', 'resetzoom']));
    for (const role of ['reload', 'forcereload', 'toggledevtools']) expect(roles).not.toContain(role);
    const zoom = (wanted: string) =>
      running.app.evaluate(({ BrowserWindow, Menu }, role) => {
        const window = BrowserWindow.getAllWindows()[0];
        const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
        items.find((item) => item.role === role)?.click(undefined, window, window?.webContents);
        return window?.webContents.getZoomLevel();
      }, wanted);
    expect(await zoom('zoomin')).toBeGreaterThan(0);
    expect(await zoom('resetzoom')).toBe(0);
  });

  test('shows its keys on ?', async () => {
    const { page } = running;
    await go('/');
    await page.locator('body').press('?');
    await expect(page.getByRole('dialog')).toContainText('Ctrl');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  for (const language of ['zh-CN', 'en'] as const) {
    for (const textSize of ['normal', 'large'] as const) {
      test(`fits the smallest window on every page: ${language}, ${textSize} text`, async () => {
        await running.call('system.setPreferences', { language, textSize, theme: 'light' });
        await running.page.reload();
        await waitForDemo(running);
        await resize(running.app, running.page, { width: 1280, height: 800 });
        const spilt: string[] = [];
        for (const path of PAGES) {
          await go(path);
          const wide = await running.page.evaluate(
            () => document.documentElement.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth,
          );
          if (wide) spilt.push(path);
          // Nothing scrolls the frame of a page: what is longer scrolls in it.
          const over = await running.page.evaluate(() => {
            const main = document.querySelector('main');
            return main && (main.scrollWidth > main.clientWidth || main.scrollHeight > main.clientHeight);
          });
          if (over) spilt.push(`${path} is larger than its frame`);
          const raw = await running.page.evaluate(
            () =>
              /\b(nav|action|entity|error|field|hall|people|audit|system|home|footage)\.[a-z]+[A-Za-z.]*\b/.exec(
                document.body.innerText,
              )?.[0],
          );
          if (raw) spilt.push(`${path} shows the key ${raw}`);
        }
        expect(spilt).toEqual([]);
      });
    }
  }

  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible on every page: ${theme}`, async () => {
      await running.call('system.setPreferences', { language: 'zh-CN', textSize: 'normal', theme });
      await running.page.reload();
      await waitForDemo(running);
      const faults: string[] = [];
      for (const path of PAGES) {
        await go(path);
        const { violations } = await new AxeBuilder({ page: running.page })
          .setLegacyMode()
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const { id, nodes } of violations) faults.push(`${path} ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      }
      expect(faults).toEqual([]);
    });
  }

  for (const theme of ['light', 'dark'] as const) {
    test(`is accessible where days and a unit are chosen: ${theme}`, async () => {
      const { page } = running;
      await running.call('system.setPreferences', { language: 'zh-CN', textSize: 'normal', theme });
      await page.reload();
      await waitForDemo(running);
      const faults: string[] = [];
      const look = async (where: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode()
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const { id, nodes } of violations) faults.push(`${where} ${id}: ${nodes[0]?.html.slice(0, 160)}`);
      };

      await go('/audit');
      await page.getByRole('button', { name: '日期' }).click();
      const from = page.getByRole('combobox', { name: '从' });
      const calendar = page.getByRole('grid', { name: '使用方向键' });
      await expect(from).toBeFocused();
      await look('days');
      await from.fill('2026-02-02');
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await expect(calendar).toBeVisible();
      // 2026-02-02 is a Monday: it stands first in its week.
      await expect(
        page
          .getByRole('row')
          .filter({ hasText: /^2345678$/ })
          .first(),
      ).toBeVisible();
      await look('calendar');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expect(from).toHaveValue('2026-02-03');
      await page.keyboard.press('ArrowDown');
      await expect(calendar).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(calendar).toBeHidden();
      await expect(from).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/f\.\w+=20487~?/);

      await go('/people');
      await page.getByRole('button', { name: '新增人员' }).click();
      const dialog = page.getByRole('dialog', { name: '新增人员' });
      await dialog.getByRole('checkbox', { name: '单位联络员' }).check();
      const unit = dialog.getByRole('combobox', { name: '进驻单位' });
      await look('person');
      await unit.fill('民政');
      await expect(page.getByRole('option')).toHaveCount(2);
      await look('units');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('option')).toHaveCount(0);
      await page.keyboard.press('Control+Enter');
      await expect(dialog.getByLabel('姓名')).toBeFocused();
      await unit.focus();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '放弃修改' }).click();
      await expect(dialog).toHaveCount(0);
      expect(faults).toEqual([]);
    });
  }

  test('gives every role its own home page and only its rooms', async () => {
    await running.call('system.setPreferences', { language: 'zh-CN', textSize: 'normal', theme: 'light' });
    const people = await running.call('session.demoPeople', {});
    if (!people.ok) throw new Error('no demo people');
    for (const person of people.value) {
      expect(await running.call('session.demoSignIn', { personId: person.id })).toMatchObject({ ok: true });
      await go('/');
      await expect(running.page.getByRole('banner')).toContainText(person.name);
      // Who is a social supervisor alone has one page in a plain frame, and no rooms to go to.
      if (person.roles.every((role) => role === 'social_supervisor')) {
        await expect(running.page.getByRole('navigation')).toHaveCount(0);
        continue;
      }
      const rooms = await running.page.getByRole('navigation').getByRole('link').count();
      const office = person.roles.includes('office');
      expect(rooms).toBeGreaterThan(0);
      await expect(running.page.getByRole('navigation').locator('a[href="#/people"]')).toHaveCount(office ? 1 : 0);
    }
  });
});
