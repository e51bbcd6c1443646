import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { dayOf, isoDay } from '../../domain/time.js';
import { draft } from '../support/hall.js';
import { launch, resize, type RunningApp } from '../support/app.js';

const PASSWORD = '杭州湾-tide-47';
const today = dayOf(Date.now());

/** From a plan to a drawn round that can be run again, in the real application and by its keys. */
test.describe.serial('a plan and its round', () => {
  let running: RunningApp;
  let page: Page;

  async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const answer = await running.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  }
  const go = (hash: string): Promise<void> => page.evaluate((to) => void (location.hash = to), hash);
  const address = (): Promise<string> => page.evaluate(() => decodeURIComponent(location.hash));
  const dialog = (): Locator => page.getByRole('dialog').last();
  /** Answers the question why. */
  const because = async (reason: string): Promise<void> => {
    await expect(dialog().getByLabel('原因')).toBeFocused();
    await page.keyboard.type(reason);
    await page.keyboard.press('Enter');
  };
  const axe = async (where: string): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(
      violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ).toEqual([]);
  };

  test.beforeAll(async () => {
    running = await launch({ size: { width: 1280, height: 800 } });
    ({ page } = running);
    await ask('session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '云汀市政务服务中心',
      administrator: { account: 'office', name: '何知远', password: PASSWORD },
    });
    const hallId = (await ask('hall.tree', {})).halls[0]!.id;
    const make = async (...of: Parameters<typeof draft>): Promise<number> =>
      (await ask('hall.create', { clientId: crypto.randomUUID(), draft: draft(...of) })).id;
    const zoneId = await make('zone', { hallId, name: '综合区' });
    const unitId = await make('unit', { hallId, name: '市场监督管理局' });
    for (let number = 1; number <= 12; number += 1) {
      await make('window', { zoneId, unitId, number: `B${String(number).padStart(2, '0')}`, name: '企业开办' });
    }
    for (const code of ['A07', 'A12', 'A15']) {
      await ask('people.create', {
        clientId: crypto.randomUUID(),
        password: PASSWORD,
        fields: {
          account: code,
          name: `暗访${code}`,
          code,
          roles: ['inspector'],
          unitId: null,
          phone: null,
          note: null,
        },
      });
    }
  });
  test.afterAll(() => running.close());

  test('the office writes a plan by keyboard and is told what is missing', async () => {
    await go('#/plans');
    await expect(page.getByText('还没有方案', { exact: true })).toBeVisible();
    await axe('empty');
    await page.keyboard.press('n');
    await expect(dialog().getByLabel('名称')).toBeFocused();
    await page.keyboard.type('四季度窗口暗访 㐂𠮷');
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByRole('alert').filter({ hasText: '请填写' }).first()).toBeVisible();
    await dialog().getByLabel('依据').fill('2026 年督查计划 <b>第三项</b>');
    for (const [label, day] of [
      ['开始日期', today],
      ['结束日期', today - 1],
    ] as const) {
      await dialog().getByLabel(label).fill(isoDay(day));
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText('结束不能早于开始。')).toBeVisible();
    await dialog()
      .getByLabel('结束日期')
      .fill(isoDay(today + 60));
    await page.keyboard.press('Tab');
    await axe('plan dialog');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1, name: '四季度窗口暗访 㐂𠮷' })).toBeVisible();
    await expect(page.getByText('2026 年督查计划 <b>第三项</b>')).toBeVisible();
    const year = isoDay(today).slice(0, 4);
    await expect(page.getByText(`方〔${year}〕1号`).first()).toBeVisible();
  });

  test('takes it into force once somebody approved it', async () => {
    await page.getByRole('button', { name: '填写审批' }).click();
    await dialog().getByLabel('审批人').fill('陈砚秋');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: '开始执行' }).click();
    await expect(page.getByRole('banner').or(page.locator('.record')).getByText('执行中').first()).toBeVisible();
  });

  test('makes a round within its days', async () => {
    await page.keyboard.press('b');
    await dialog().getByLabel('名称').fill('第一批双随机');
    for (const [label, day] of [
      ['开始日期', today],
      ['结束日期', today + 90],
    ] as const) {
      await dialog().getByLabel(label).fill(isoDay(day));
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText(/超出方案期间/)).toBeVisible();
    await dialog()
      .getByLabel('结束日期')
      .fill(isoDay(today + 9));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await expect.poll(address).toMatch(/#\/rounds\/\d+$/);
    await expect(page.getByText('还没有对象。', { exact: false })).toBeVisible();
  });

  test('draws: the pool is shown with what is left out, and why it cannot be drawn', async () => {
    await page.keyboard.press('d');
    const pool = dialog().getByRole('region', { name: '抽取范围' });
    await expect(pool.getByText('B12 企业开办')).toBeVisible();
    await expect(dialog().getByRole('button', { name: '抽取', exact: false }).last()).toBeEnabled();
    await dialog().getByRole('radio', { name: '按比例' }).press('ArrowRight');
    await dialog().getByLabel('个数', { exact: true }).last().fill('13');
    await expect(dialog().getByText(/要抽 13 个，可抽的只有 12 个/)).toBeVisible();
    await dialog().getByLabel('个数', { exact: true }).last().fill('4');

    await pool.getByRole('button', { name: '不抽 B03 企业开办？' }).click();
    await because('正在装修');
    await expect(pool.getByText('不抽：正在装修')).toBeVisible();
    await dialog().getByRole('button', { name: 'A15' }).click();
    await because('休假');
    await expect(dialog().getByText('A15 · 未参加 · 休假')).toBeVisible();
    await axe('draw dialog');
    await page.keyboard.press('Escape');
    const sure = page.getByRole('alertdialog', { name: '放弃这次抽取？' });
    await sure.getByRole('button', { name: '取消' }).click();
    await expect(dialog().getByText('A15 · 未参加 · 休假')).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText('抽中 4 个对象')).toBeVisible();
    await expect(dialog().getByRole('listitem')).toHaveCount(4);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('row')).toHaveCount(5);
    await expect(page.getByRole('row').nth(1)).toContainText('A07、A12');
    await axe('round');
  });

  test('anyone runs the draw again from its record and gets the same list', async () => {
    await page.getByRole('button', { name: '查看记录' }).click();
    await expect.poll(address).toMatch(/\?draw=\d+$/);
    await expect(dialog().getByText(/^[0-9a-f]{32}$/)).toBeVisible();
    await page.getByRole('button', { name: '重算核对' }).click();
    await expect(dialog().getByText('重算结果与记录一致')).toBeVisible();
    await axe('record of a draw');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('names an object by hand, and takes it out again with a reason', async () => {
    await page.keyboard.press('a');
    await dialog().getByLabel('窗口或单位').click();
    await page.getByRole('option', { name: /B03/ }).click();
    await dialog().getByLabel('A07').check();
    await page.keyboard.press('Control+Enter');
    await expect(dialog().getByText('至少选 2 项。')).toBeVisible();
    await dialog().getByLabel('A15').check();
    await page.keyboard.press('Control+Enter');
    const row = page.getByRole('row').filter({ hasText: 'B03' });
    await expect(row).toContainText('指定');
    await row.getByRole('button').click();
    await because('撤回');
    await expect(row).toHaveCount(0);
  });

  test('declares the draw void with a reason; its record stays', async () => {
    await page.getByRole('button', { name: '作废', exact: true }).click();
    await because('大厅选错');
    await expect(page.getByText('已作废', { exact: true })).toBeVisible();
    await expect(page.getByText('还没有对象。', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: '查看记录' }).click();
    await page.getByRole('button', { name: '重算核对' }).click();
    await expect(dialog().getByText('重算结果与记录一致')).toBeVisible();
    await expect(dialog().getByText('已作废：大厅选错')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  test('sees the round in the calendar, turns the month by arrows and opens it', async () => {
    await go('#/plans');
    await expect(page.getByRole('grid')).toContainText('四季度窗口暗访');
    await page.getByRole('radio', { name: '列表' }).press('ArrowRight');
    const month = isoDay(today).slice(0, 7);
    await expect.poll(address).toContain(`view=calendar&month=${month}`);
    const bar = page.getByRole('link', { name: /第一批双随机/ }).first();
    await expect(bar).toBeVisible();
    await axe('calendar');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(address).not.toContain(`month=${month}`);
    await page.keyboard.press('t');
    await expect.poll(address).toContain(`month=${month}`);
    await expect(bar).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(bar).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: '第一批双随机' })).toBeVisible();
  });

  test('reads the same in English, in large text and in the dark', async () => {
    for (const name of ['换成深色', '大字', 'EN']) await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('button', { name: /Dual random draw/ })).toBeVisible();
    await page.keyboard.press('d');
    await expect(dialog().getByText('Population')).toBeVisible();
    await axe('draw dialog, English');
    await page.keyboard.press('Escape');
    await go('#/plans?view=calendar');
    await expect(page.getByText('1 round this month')).toBeVisible();
    await axe('calendar, English');
    await go('#/plans/1');
    await expect(page.getByText('In force').first()).toBeVisible();
    await axe('plan, English');
    // Nothing runs out of the smallest window.
    await resize(running.app, page, { width: 1280, height: 800 });
    const wider = await page.evaluate(
      () => [...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth).length,
    );
    expect(wider).toBe(0);
  });
});
