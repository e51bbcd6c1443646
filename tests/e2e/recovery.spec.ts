import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';

const PASSWORD = '杭州湾-tide-47';

/** A used data folder with one backup in it. */
async function usedFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha 恢复 '));
  const running = await launch({ folder });
  const setUp = await running.call('session.setUp', {
    clientId: crypto.randomUUID(),
    hallName: '林溪区行政便民服务中心',
    administrator: { account: 'office', name: '何知远', password: PASSWORD },
  });
  expect(setUp).toMatchObject({ ok: true });
  const backup = await running.call('system.backup', {});
  expect(backup).toMatchObject({ ok: true });
  await expect
    .poll(async () => {
      const jobs = await running.call('jobs.list', {});
      return jobs.ok && jobs.value[0]?.state;
    })
    .toBe('succeeded');
  await running.close();
  return folder;
}

const storeIn = (folder: string): string => join(folder, 'data/mingcha.sqlite');

test('a damaged store is shown as such, kept, and replaced by a backup only when told', async () => {
  const folder = await usedFolder();
  const whole = await readFile(storeIn(folder));
  const damaged = Buffer.from(whole);
  damaged.fill(0, 4096, 4096 * 6);
  await writeFile(storeIn(folder), damaged);

  const running = await launch({ folder });
  const { page } = running;
  await expect(page.getByRole('button', { name: /恢复/ }).first()).toBeVisible();
  expect(await running.call('session.current', {})).toMatchObject({ ok: false });
  // Nothing was repaired behind anybody's back.
  expect((await readFile(storeIn(folder))).equals(damaged)).toBe(true);

  await page.getByRole('button', { name: /恢复/ }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: /恢复/ }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible({ timeout: 20_000 });
  await page.getByLabel('账号', { exact: true }).fill('office');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test('a store of a newer version is left alone', async () => {
  const folder = await usedFolder();
  const store = await readFile(storeIn(folder));
  store.writeInt32BE(9999, 60); // user_version stands at offset 60 of the file header
  await writeFile(storeIn(folder), store);
  const running = await launch({ folder });
  await expect(running.page.getByText('9999')).toBeVisible();
  await expect(running.page.getByRole('button', { name: '重试' })).toHaveCount(0);
  expect(await running.call('system.repair', { repair: 'retry' })).toMatchObject({ ok: false });
  await running.close();
  expect((await readFile(storeIn(folder))).equals(store)).toBe(true);
  await rm(folder, { recursive: true, force: true });
});

test('a folder that cannot be made says so and can be tried again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mingcha 恢复 '));
  // A file where the data folder should be cannot be written into by anyone, not even by root.
  await writeFile(join(folder, 'data'), '');
  const running: RunningApp = await launch({ folder });
  const { page } = running;
  await expect(page.getByRole('button', { name: '重试' })).toBeVisible();
  await rm(join(folder, 'data'));
  await mkdir(join(folder, 'data'));
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.getByLabel('大厅名称')).toBeVisible();
  await running.close();
  await rm(folder, { recursive: true, force: true });
});
