import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { demoFolder, launch, waitForDemo, type RunningApp } from '../support/app.js';

/** A quarterly comment in the real application: written and signed by a leader, corrected, made a finding by the office. */
let running: RunningApp;
let papers: string;

async function sitDown(role: 'leader' | 'office'): Promise<void> {
  const people = await running.call('session.demoPeople', {});
  const person = people.ok && people.value.find(({ roles }) => roles.includes(role));
  if (!person) throw new Error('nobody');
  expect(await running.call('session.demoSignIn', { personId: person.id })).toMatchObject({ ok: true });
  await running.page.reload();
  await waitForDemo(running);
}
test.beforeAll(async () => {
  papers = await mkdtemp(join(tmpdir(), 'mingcha 点评 '));
  running = await launch({ demo: true, folder: await demoFolder() });
  await waitForDemo(running);
  await sitDown('leader');
});
test.afterAll(async () => {
  await running.close();
  await rm(papers, { recursive: true, force: true });
});

test('is written, signed, printed, corrected, and a problem it names becomes a finding', async () => {
  const { page } = running;
  await page.evaluate(() => (location.hash = '#/comments'));
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: '写点评' }) });
  await expect(row.first()).toBeVisible();
  const owing = await row.count();
  const unit = await row.first().getByRole('button').first().innerText();
  await row.first().getByRole('button', { name: '写点评' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: unit });
  await dialog.getByLabel('肯定成绩').fill('窗口秩序好转。');
  await dialog.getByLabel('指出问题').fill('午间只留一个窗口。');
  await dialog.getByLabel('改进意见').fill('错峰排班。');
  await dialog.getByLabel('努力方向').fill('等候不超过十五分钟。');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alertdialog', { name: '签发这份点评？' }).getByRole('button', { name: '签发' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toHaveCount(owing - 1);

  const done = page.getByRole('row').filter({ hasText: unit });
  await expect(done).toContainText('已点评');
  await done.getByRole('button', { name: unit }).click();
  await expect(page.getByText('午间只留一个窗口。')).toBeVisible();
  for (const [format, button, head] of [
    ['docx', 'Word', 'PK'],
    ['pdf', 'PDF', '%P'],
  ] as const) {
    const path = join(papers, `点评.${format}`);
    await running.app.evaluate(({ dialog: box }, filePath) => {
      box.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: button }).first().click();
    const begins = (): Promise<string> =>
      readFile(path).then(
        (bytes) => bytes.subarray(0, 2).toString(),
        () => '',
      );
    await expect.poll(begins, { timeout: 20_000 }).toBe(head);
  }

  await page.getByRole('button', { name: '更正' }).first().click();
  const reason = page.locator('[role$="dialog"]').last();
  await reason.getByRole('textbox').fill('补一个问题');
  await reason.getByRole('button', { name: '更正' }).click();
  const again = page.getByRole('dialog').filter({ hasText: unit });
  await again.getByLabel('指出问题').fill('午间只留一个窗口。\n补正材料没有一次告知。');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alertdialog', { name: '签发这份点评？' }).getByRole('button', { name: '签发' }).click();
  await expect(page.getByText('已被后一稿替代')).toBeVisible();

  await sitDown('office');
  await page.getByRole('button', { name: unit }).click();
  await page.getByRole('button', { name: '立为问题' }).first().click();
  await expect(page.getByRole('dialog').getByLabel('问题名称')).toHaveValue('午间只留一个窗口。');
  await page.getByRole('dialog').getByRole('button', { name: '立为问题' }).click();
  const link = page.getByText('已立为问题').locator('xpath=..').getByRole('link');
  await expect(link).toHaveCount(1);
  await link.click();
  await expect(page).toHaveURL(/#\/findings\/\d+/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('午间只留一个窗口');
});
