import { expect, test } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';

const PASSWORD = '杭州湾-tide-47';

/** From an empty computer to a second person at work, by keyboard where a person would use it. */
test.describe.serial('a real hall from nothing', () => {
  let running: RunningApp;
  test.beforeAll(async () => {
    running = await launch();
  });
  test.afterAll(() => running.close());

  test('is made with its first office administrator', async () => {
    const { page } = running;
    await page.getByLabel('大厅名称').fill('林溪区行政便民服务中心');
    await page.getByLabel('姓名').fill('何知远');
    await page.getByLabel('账号', { exact: true }).fill('hezhiyuan');
    await page.getByLabel('密码', { exact: true }).fill('短');
    await page.getByRole('button', { name: '建立并登录' }).click();
    await expect(page.getByText('8').first()).toBeVisible();
    expect((await running.call('session.current', {})) as unknown).toMatchObject({ value: { state: 'setUp' } });
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
  });

  test('locks by key, hides everything, and opens for its person', async () => {
    const { page } = running;
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: '已锁定' })).toBeVisible();
    await expect(page.getByRole('heading', { name: '首页' })).toHaveCount(0);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
  });

  test("locks with the computer's own screen", async () => {
    const { page } = running;
    await running.app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
    await expect(page.getByRole('heading', { name: '已锁定' })).toBeVisible();
    expect(await running.call('hall.tree', {})).toMatchObject({ ok: false, error: { code: 'permission.locked' } });
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
  });

  test('signs out from the home page, and typing goes on where it should', async () => {
    const { page } = running;
    await page
      .getByRole('banner')
      .getByRole('button', { name: /何知远/ })
      .click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
    await expect(page.getByLabel('账号', { exact: true })).toBeFocused();
    await page.keyboard.type('hezhiyuan');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
  });

  test('a second person signs in and must choose a password first', async () => {
    const { page } = running;
    const made = await running.call('people.create', {
      clientId: crypto.randomUUID(),
      fields: {
        account: 'a07',
        name: '暗访员甲',
        code: 'A07',
        roles: ['inspector'],
        unitId: null,
        phone: null,
        note: null,
      },
      password: PASSWORD,
    });
    expect(made).toMatchObject({ ok: true });
    await running.call('session.signOut', {});
    await page.getByLabel('账号', { exact: true }).fill('a07');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '先设自己的密码' })).toBeVisible();
    expect(await running.call('hall.tree', {})).toMatchObject({
      ok: false,
      error: { code: 'permission.mustChangePassword' },
    });
  });
});

test('a second copy gives way to the first', async () => {
  const first = await launch();
  const second = await import('node:child_process').then(({ spawn }) =>
    spawn(
      process.env['ELECTRON_OVERRIDE_DIST_PATH']
        ? `${process.env['ELECTRON_OVERRIDE_DIST_PATH']}/electron`
        : 'electron',
      ['.', `--user-data-dir=${first.folder}`, '--no-sandbox'],
      {
        env: process.env,
      },
    ),
  );
  const code = await new Promise((resolve) => second.on('exit', resolve));
  expect(code).toBe(0);
  expect(await first.call('system.status', {})).toMatchObject({ ok: true, value: { store: { state: 'ready' } } });
  await first.close();
});
