import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { HallDraft, HallEntity } from '../../domain/hall/entities.js';
import { dayOf } from '../../domain/time.js';
import { launch, resize, type RunningApp } from '../support/app.js';

const PASSWORD = '杭州湾-tide-47';
const OWN = '退休老李-2026';
const SAW = '老人来问异地报销要带什么，窗口说“网上都有”。老人不会上网，又问一遍，没人再答。㐂𠮷';

/** From the office's register to the supervisor's page and back, by keyboard where a person would use it. */
test.describe.serial('a social supervisor', () => {
  let folder: string;
  let running: RunningApp;
  let page: Page;
  let hallId: number;

  const start = async (language: 'zh-CN' | 'en' = 'zh-CN'): Promise<void> => {
    running = await launch({ folder, language });
    ({ page } = running);
  };
  const ask = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> => {
    const answer = await running.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };
  const add = async (entity: HallEntity, fields: object): Promise<number> => {
    const draft = { entity, fields: { note: null, ...fields } } as unknown as HallDraft;
    return (await ask('hall.create', { clientId: crypto.randomUUID(), draft })).id;
  };
  const signIn = async (account: string, password: string): Promise<void> => {
    await expect(page.getByLabel('账号', { exact: true })).toBeVisible();
    await page.getByLabel('账号', { exact: true }).fill(account);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
  };
  /** As the console does it: home first, so that the next person begins there. */
  const leave = async (): Promise<void> => {
    await page.evaluate(() => (location.hash = '#/'));
    await ask('session.signOut', {});
  };
  const title = () => page.getByRole('heading', { level: 1 });
  const mine = () => page.getByRole('complementary', { name: '我反映过的事' });
  /** Nothing sticks out, nothing is inaccessible, and how it looks is kept beside the results. */
  const look = async (name: string): Promise<void> => {
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await resize(running.app, page, { width, height });
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false);
      await page.screenshot({ path: test.info().outputPath(`${name}-${width}.png`) });
    }
    await resize(running.app, page, { width: 1280, height: 800 });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`)).toEqual([]);
  };

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingcha 监督 '));
    await start();
    await ask('session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'hezhiyuan', name: '何知远', password: PASSWORD },
    });
    hallId = (await ask('hall.tree', {})).halls[0]?.id ?? 0;
    const zoneId = await add('zone', { hallId, name: '综合服务区', floor: '一楼' });
    const unitId = await add('unit', { hallId, name: '医疗保障局', shortName: null, leader: null, phone: null });
    for (const [number, name] of [
      ['A02', '居民身份证'],
      ['A03', '医保报销'],
    ])
      await add('window', { zoneId, unitId, number, name });
    await ask('people.create', {
      clientId: crypto.randomUUID(),
      fields: {
        account: 'ligf',
        name: '李桂芬',
        code: 'S17',
        roles: ['social_supervisor'],
        unitId: null,
        phone: null,
        note: null,
      },
      password: PASSWORD,
    });
  });
  test.afterAll(async () => {
    await running.app.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('is registered by the office from the keyboard', async () => {
    await page.reload();
    await page.evaluate(() => (location.hash = '#/supervisors'));
    await expect(page.getByText('还没有登记监督员')).toBeVisible();
    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: '登记监督员' });
    await expect(dialog.getByRole('combobox', { name: '姓名' })).toBeFocused();
    await page.keyboard.press('Control+Enter');
    await expect(dialog.getByRole('alert').filter({ hasText: '请填写' }).first()).toBeVisible();
    await expect(dialog).toContainText('李桂芬');
    await dialog.getByLabel('证号').fill('监〔2026〕017');
    await expect(dialog.getByRole('checkbox', { name: '林溪区行政便民服务中心' })).toBeChecked();
    await page.keyboard.press('Control+Enter');
    await expect(title()).toHaveText('李桂芬');
    await expect(page.getByText('在任')).toBeVisible();
    await look('register');
    await leave();
  });

  test('comes to one large page, writes, and finds it again after a crash', async () => {
    await signIn('ligf', PASSWORD);
    await expect(page.getByRole('heading', { name: '先设自己的密码' })).toBeVisible();
    await page.getByLabel('现在的密码').fill(PASSWORD);
    await page.getByLabel('新密码', { exact: true }).fill(OWN);
    await page.getByLabel('再输一次').fill(OWN);
    await page.keyboard.press('Enter');
    await expect(title()).toHaveText('反映一件事');
    await expect(page.getByRole('banner')).toContainText('退休干部 · 证号 监〔2026〕017');
    await expect(page.getByRole('navigation')).toHaveCount(0);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('18px');

    await page.getByRole('textbox', { name: '看到了什么' }).focus();
    await page.keyboard.type(SAW);
    await expect(page.getByText('上次保存')).toBeVisible();
    running.app.process().kill('SIGKILL');

    await start();
    await signIn('ligf', OWN);
    await expect(page.getByText('这是您上次没写完的')).toBeVisible();
    await expect(page.getByRole('textbox', { name: '看到了什么' })).toHaveValue(SAW);
  });

  test('is told at each field what is missing, and hands it in by keyboard', async () => {
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('请选在哪里，或写明是什么地方。')).toBeVisible();
    await expect(page.getByText('请选什么时候看到的。')).toBeVisible();
    await expect(page.getByRole('button', { name: '在哪里' })).toBeFocused();
    // The window, found by its name.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: '在哪里' }).getByRole('textbox')).toBeFocused();
    await page.keyboard.type('医保');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /在哪里: 一楼 综合服务区 A03 医保报销/ })).toBeFocused();
    await expect(page.getByText('请选在哪里')).toHaveCount(0);
    // The day and the part of it.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: '今天' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: '中午' })).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /什么时候: 昨天 中午/ })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(page.getByRole('checkbox', { name: /态度/ })).toHaveAttribute('aria-checked', 'true');
    await look('write');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/已经提交，编号 线〔\d+〕1号/)).toBeVisible();
    await expect(mine()).toContainText('督查办已收到，正在核实。');
    await expect(page.getByRole('textbox', { name: '看到了什么' })).toHaveValue('');
  });

  test('reports another place in own words, and larger text holds', async () => {
    const larger = page.getByRole('button', { name: '字再大些' });
    await larger.click();
    await larger.click();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('24px');
    await page.getByRole('button', { name: '在哪里' }).click();
    await page.getByRole('button', { name: '别的地方' }).click();
    await page.keyboard.type('停车场');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '什么时候' }).click();
    await page.getByRole('button', { name: '别的日子' }).click();
    await page.getByRole('button', { name: '今天' }).click();
    await page.getByRole('button', { name: '选好了' }).click();
    await page.getByRole('textbox', { name: '看到了什么' }).fill('停车场收费高。一小时十元。');
    await look('largest');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(/编号 线〔\d+〕2号/)).toBeVisible();
    await expect(
      mine()
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading') }),
    ).toHaveCount(2);
    await page.getByRole('button', { name: '字恢复原样' }).click();
    await page.getByRole('button', { name: '退出' }).click();
  });

  test('the office sees a code, makes a finding of the one and answers the other', async () => {
    await signIn('hezhiyuan', PASSWORD);
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
    await page.evaluate(() => (location.hash = '#/leads'));
    await expect(page.getByRole('grid')).toContainText('S17 · 退休干部');
    await expect(page.getByRole('main')).not.toContainText('李桂芬');
    await look('leads');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(title()).toHaveText('停车场收费高');
    await page.keyboard.press('r');
    await page.getByRole('dialog').getByLabel('给反映人的答复').waitFor();
    await page.keyboard.type('不属大厅管理，已转市停车办。');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('已答复').first()).toBeVisible();

    await page.evaluate(() => (location.hash = '#/leads?f.state=received'));
    await page.getByRole('grid').getByText('老人来问').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(title()).toHaveText('老人来问异地报销要带什么，窗口说“网上都有”');
    await look('lead');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: /立为问题/ });
    await expect(dialog.getByLabel('问题名称')).toHaveValue('老人来问异地报销要带什么，窗口说“网上都有”');
    await expect(dialog.getByText('医疗保障局')).toBeVisible();
    await expect(dialog.getByText('A03 医保报销')).toBeVisible();
    await dialog.getByLabel('给反映人的答复').fill('已认定，责成改正。');
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('link', { name: /1号-1/ })).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText('李桂芬');
    await leave();
  });

  test('sees what became of both, in both languages', async () => {
    await signIn('ligf', OWN);
    const done = mine().getByRole('listitem').filter({ hasText: '老人来问' });
    await expect(done).toContainText('已认定，责成改正。');
    await expect(done.getByRole('list', { name: '办理进展' }).locator('[aria-current="step"]')).toHaveText('整改');
    await expect(mine()).toContainText('不属大厅管理，已转市停车办。');
    await look('replies');
    await page.getByRole('button', { name: '李桂芬，更多' }).click();
    await page.getByRole('button', { name: '换成英文' }).click();
    await expect(title()).toHaveText('Report something');
    await look('replies-en');
    expect(/\b(report|leads|aspect|leadStep)\.[a-z]+/i.exec(await page.locator('body').innerText())).toBeNull();
    await page.getByRole('button', { name: '李桂芬, more' }).click();
    await page.getByRole('button', { name: 'Change to Chinese' }).click();
    await page.keyboard.press('Control+l');
    await expect(page.getByRole('heading', { name: '已锁定' })).toBeVisible();
    await page.getByLabel('密码', { exact: true }).fill(OWN);
    await page.keyboard.press('Enter');
    await expect(title()).toHaveText('反映一件事');
    await page.getByRole('button', { name: '退出' }).click();
  });

  test('past the term reads on, and is told whom to call', async () => {
    await signIn('hezhiyuan', PASSWORD);
    await expect(page.getByRole('heading', { name: '首页' })).toBeVisible();
    const [entry] = await ask('supervisors.rows', { ids: (await ask('supervisors.list', {})).ids });
    if (!entry) throw new Error('no entry');
    const today = dayOf(Date.now());
    await ask('supervisors.update', {
      id: entry.id,
      revision: entry.revision,
      fields: { ...entry.fields, fromDay: today - 400, toDay: today - 1 },
    });
    await leave();
    await signIn('ligf', OWN);
    await expect(title()).toHaveText('现在不能反映新的事');
    await expect(page.getByText(/您的聘期已于 .* 到期/)).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(0);
    await expect(mine()).toContainText('已认定，责成改正。');
    await look('over');
  });
});
