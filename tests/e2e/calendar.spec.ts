import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';

const days = ['2027-01-01', '2027-01-04', '2027-02-05'].map((date) => ({ date, kind: 'off', holiday: '元旦' }));
const good = {
  format: 'mingcha-calendar',
  version: 1,
  year: 2027,
  paperNo: '国办发明电〔2026〕9号',
  source: null,
  days,
};

/** The calendar of working days in the real application: read, imported, adjusted. */
test.describe.serial('the working calendar', () => {
  let running: RunningApp;
  let files: string;
  const page = () => running.page;
  const dialog = (): Locator => page().getByRole('dialog').last();
  const day = (text: string): Locator => page().getByRole('button', { name: new RegExp(`^${text}`) });
  async function axe(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map((one) => `${where}: ${one.id} ${one.nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  }
  async function choose(name: string, content: string): Promise<void> {
    const path = join(files, name);
    await writeFile(path, content);
    await running.app.evaluate(({ dialog: native }, filePath) => {
      native.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await dialog()
      .getByRole('button', { name: /^(选择文件|重新选择)/ })
      .click();
  }

  test.beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'mingcha 历 '));
    running = await launch({ language: 'zh-CN', size: { width: 1280, height: 800 } });
    await running.call('session.setUp', {
      clientId: randomUUID(),
      hallName: '云汀市政务服务中心',
      administrator: { account: 'office', name: '何知远', password: '杭州湾-tide-47' },
    });
  });
  test.afterAll(async () => {
    await running?.close();
    await rm(files, { recursive: true, force: true });
  });

  test('shows a year with its days off, make-up days and paper, and is walked by arrows over the edge of the year', async () => {
    await page().evaluate(() => void (location.hash = '#/calendar?y=2026'));
    await expect(page().getByRole('heading', { name: '工作日历' })).toBeVisible();
    await expect(page().getByText('国务院办公厅通知 国办发明电〔2025〕7号')).toBeVisible();
    await expect(day('2026-10-01')).toHaveAccessibleName('2026-10-01 周四，休 国庆节');
    await expect(day('2026-10-10')).toHaveAccessibleName('2026-10-10 周六，班 国庆节');
    await expect(page().locator('.months .day')).toHaveCount(365);
    await axe('calendar');
    await day('2026-12-28').focus();
    await page().keyboard.press('ArrowDown');
    await expect(day('2027-01-04')).toBeFocused();
    await expect(page().getByText('2027 年是暂定日历')).toBeVisible();
    await axe('provisional');
  });

  test('a bad file is told fault by fault; a good one shows its changes and then stands', async () => {
    await page().keyboard.press('i');
    await choose('坏.json', JSON.stringify({ ...good, days: [...days, days[0], { date: '2027-02-30', kind: 'off' }] }));
    await expect(dialog()).toContainText('“坏.json”有 2 处不对，没有导入');
    await expect(dialog()).toContainText('2027-01-01 与第 1 条重复。');
    await choose('2027.json', JSON.stringify(good));
    await expect(dialog()).toContainText('2027 年日历的改动');
    await expect(dialog().getByLabel('通知文号')).toHaveValue('国办发明电〔2026〕9号');
    await expect(dialog().getByRole('row', { name: /2027-01-04/ })).toContainText('放假 元旦');
    await axe('preview');
    await page().keyboard.press('Control+Enter');
    await expect(page().getByRole('dialog')).toHaveCount(0);
    await expect(page().getByText('国务院办公厅通知 国办发明电〔2026〕9号')).toBeVisible();
    await expect(page().getByText('2027 年是暂定日历')).toHaveCount(0);
  });

  test('a local day is set by a press with its reason, and taken back', async () => {
    await day('2027-03-10').click();
    await expect(dialog()).toContainText('日历上：上班');
    await page().keyboard.press('Control+Enter');
    await expect(dialog().getByText('请填写。')).toBeVisible();
    await dialog().getByLabel('原因').fill('大厅搬迁停办一天');
    await axe('local day');
    await page().keyboard.press('Control+Enter');
    await expect(page().getByRole('dialog')).toHaveCount(0);
    await expect(day('2027-03-10').first()).toHaveAccessibleName('2027-03-10 周三，本地休 大厅搬迁停办一天');
    await page()
      .getByRole('complementary')
      .getByRole('button', { name: /大厅搬迁停办一天/ })
      .click();
    await dialog().getByRole('button', { name: '取消本地调整' }).click();
    await page().getByRole('alertdialog').getByRole('button', { name: '取消本地调整' }).click();
    await expect(day('2027-03-10').first()).toHaveAccessibleName('2027-03-10 周三，上班');
  });
});
