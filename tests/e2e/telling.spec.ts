import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { usualTelling } from '../../domain/rectification/telling.js';
import { launch, type RunningApp } from '../support/app.js';
import { matterDesk, type MatterDesk } from '../support/matter-desk.js';
import { draw } from '../support/pictures.js';

interface Shown {
  title: string;
  body: string;
}
type Spied = typeof globalThis & { shownNotices: Shown[]; press: (() => void) | null };

/** Notices of the desktop, and where a press on one leads. */
test.describe.serial('being told by the desktop', () => {
  let running: RunningApp;
  let desk: MatterDesk;
  let files: string;
  const page = () => running.page;
  const shown = (): Promise<Shown[]> => running.app.evaluate(() => (globalThis as Spied).shownNotices);

  test.beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
    running = await launch({ language: 'zh-CN', size: { width: 1280, height: 800 } });
    // What the operating system would show is written down instead.
    await running.app.evaluate(({ Notification }) => {
      const spied = globalThis as Spied;
      spied.shownNotices = [];
      spied.press = null;
      Notification.isSupported = () => true;
      Notification.prototype.show = function (this: Electron.Notification) {
        spied.shownNotices.push({ title: this.title, body: this.body });
        spied.press = () => void this.emit('click');
      };
    });
    desk = await matterDesk(running, await draw(files, '空岗.jpg', 'bars'));
  });
  test.afterAll(async () => {
    await running?.close();
    await rm(files, { recursive: true, force: true });
  });

  test('the unit sets when it wants to be told', async () => {
    await desk.sit('wu');
    await page().keyboard.press('Control+k');
    await page().getByRole('dialog').getByRole('combobox').fill('免打扰');
    await page().keyboard.press('Enter');
    const dialog = page().getByRole('dialog', { name: '通知设置' });
    await expect(dialog).toBeVisible();
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    await dialog.getByLabel('每日汇总时间').fill('25:00');
    await page().keyboard.press('Control+Enter');
    await expect(dialog).toContainText('请按 08:30 的样子填写。');
    // Whatever the hour is while this runs, it is not night.
    await dialog.getByLabel('每日汇总时间').fill('０：００');
    await dialog.getByLabel('免打扰开始').fill('0:00');
    await dialog.getByLabel('免打扰结束').fill('0000');
    await dialog.getByText('照常').click();
    await page().keyboard.press('Control+Enter');
    await expect(dialog).toHaveCount(0);
    expect(await desk.ask('telling.preferences', {})).toEqual({
      ...usualTelling,
      ...{ digestMinute: 0, quietFrom: 0, quietTo: 0, quietDaysOff: false },
    });
  });

  test('it is told that something waits, and a press leads there; nobody else is', async () => {
    await desk.sit('office');
    await desk.ask('telling.setPreferences', { ...usualTelling, on: false });
    const [draft] = await desk.ask('rectifications.draft', {
      findings: [{ clientId: randomUUID(), findingId: desk.findingIds[0] ?? 0 }],
    });
    if (!draft) throw new Error('no draft');
    const whole = await desk.ask('rectifications.edit', {
      ...{ id: draft.id, revision: draft.revision },
      fields: { ...draft.fields, goal: '不断岗', measures: ['排班'], responsiblePerson: '秦立群' },
    });
    await desk.ask('rectifications.issue', {
      ...{ matters: [{ id: whole.id, revision: whole.revision }], notice: 'each', note: null },
    });
    expect(await shown()).toEqual([]);
    await desk.sit('wu');
    await expect.poll(shown).toHaveLength(1);
    const [notice] = await shown();
    expect(notice?.title).toMatch(/^明察 · /);
    expect(notice?.body).toContain('新到待办 1 件');
    // Neither what it is about nor where.
    expect(notice?.body).not.toMatch(/空岗|B07|督整/);
    await desk.go('#/about');
    await running.app.evaluate(() => (globalThis as Spied).press?.());
    await expect(page()).toHaveURL(new RegExp(`#/rectifications/${whole.id}$`));
  });

  test('a restart of the window tells nothing again', async () => {
    await page().reload();
    await desk.sit('wu');
    await page().waitForTimeout(1500);
    expect(await shown()).toHaveLength(1);
  });
});
