import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import { isoDay } from '../../domain/time.js';
import { launch, type RunningApp } from '../support/app.js';
import { matterDesk, type MatterDesk } from '../support/matter-desk.js';
import { draw } from '../support/pictures.js';

/** From a confirmed finding to closure, by the people concerned, in the real application. */
test.describe.serial('a finding is put right', () => {
  let running: RunningApp;
  let desk: MatterDesk;
  let files: string;
  let id = 0;
  const page = () => running.page;
  const dialog = (): Locator => page().getByRole('dialog').last();
  const press = (name: string | RegExp): Promise<void> => page().getByRole('button', { name }).first().click();
  /** Opens the dialog of a deed by its button. */
  async function begin(name: RegExp): Promise<void> {
    await press(name);
    await expect(page().getByRole('dialog', { name: /督整/ })).toBeVisible();
  }
  const state = async (): Promise<string> => (await desk.ask('rectifications.get', { id })).row.state;
  async function axe(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze();
    expect(violations.map((one) => `${where}: ${one.id} ${one.nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  }
  /** Says it in the dialog, and sends it. */
  async function send(label: string, words: string): Promise<void> {
    await dialog().getByLabel(label, { exact: true }).fill(words);
    await page().keyboard.press('Control+Enter');
    await expect(page().getByRole('dialog', { name: /督整/ })).toHaveCount(0);
  }

  test.beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
    const before = await draw(files, '空岗.jpg', 'bars');
    running = await launch({ language: 'zh-CN', size: { width: 1280, height: 800 } });
    desk = await matterDesk(running, before);
  });
  test.afterAll(async () => {
    await running?.close();
    await rm(files, { recursive: true, force: true });
  });

  test('the office issues it: what is missing stands at its field, then one press', async () => {
    await desk.sit('office');
    await desk.go(`#/findings/${desk.findingIds[0]}`);
    await expect(page().getByRole('button', { name: /^下达整改/ })).toBeVisible();
    await page().keyboard.press('n');
    await expect(page().getByRole('heading', { name: '下达整改' })).toBeVisible();
    const form = page().locator('form#draft');
    await expect(form.getByLabel('问题', { exact: true })).toHaveValue(/空岗 27 分钟/);
    await expect(page().getByText(/今天起算的话/)).toBeVisible();
    await press(/^下达 Ctrl/);
    await expect(dialog()).toContainText('下达 1 件整改');
    await page().keyboard.press('Control+Enter');
    await expect(form.getByText('请填写。').first()).toBeVisible();
    await axe('issuing');
    await form.getByLabel('整改要求与目标').fill('重排 AB 岗顶岗表并上墙，离岗 2 分钟内由 B 岗到位。');
    await form.getByLabel('措施 1').fill('重排 B 区 9 个窗口 AB 岗顶岗表');
    await page().keyboard.press('Enter');
    await page().keyboard.type('离岗登记改为窗口屏一键登记');
    await form.getByLabel('责任人', { exact: true }).fill('秦立群');
    await page().keyboard.press('Control+Shift+Enter');
    await expect(dialog()).toContainText('下达 1 件整改');
    await page().keyboard.press('Control+Enter');
    await expect(
      page()
        .getByText(/督整〔\d{4}〕1号/)
        .first(),
    ).toBeVisible();
    await expect.poll(() => page().url()).toMatch(/rectifications\/\d+/);
    id = Number(/rectifications\/(\d+)/.exec(page().url())?.[1]);
    expect(await state()).toBe('issued');
    await desk.go(`#/findings/${desk.findingIds[0]}`);
    await expect(page().getByRole('link', { name: /看整改 督整/ })).toBeVisible();
  });

  test('the unit signs for it, reports and asks for more time at its desk; a leader grants it', async () => {
    await desk.sit('wu');
    await expect(page().getByText(/待签收 1，在办 0/)).toBeVisible();
    await begin(/^签收 S/);
    await send('说明', '已知悉');
    await expect(page().getByText(/待签收 0，在办 1/)).toBeVisible();
    await begin(/^报进度 P/);
    await dialog().getByText('重排 B 区 9 个窗口 AB 岗顶岗表').click();
    await send('说明', '顶岗表已重排');
    await expect(page().getByText('1/2 已完成')).toBeVisible();
    const { row } = await desk.ask('rectifications.get', { id });
    const wanted = (row.dueDay ?? 0) + 7;
    await begin(/^申请延期 E/);
    const day = page().getByRole('combobox', { name: '希望延至' });
    await day.fill(isoDay(wanted));
    await day.press('Enter');
    await expect(page().getByText(/比现在的期限多 \d 个工作日/)).toBeVisible();
    await send('理由', '窗口屏到货要一周');
    expect(await state()).toBe('extension_pending');
    for (const secret of ['A07', 'A12', '林知微', '傅衡'])
      await expect(page().locator('main')).not.toContainText(secret);

    await desk.sit('chen');
    await page()
      .getByRole('link', { name: /工作时间空岗/ })
      .click();
    await begin(/^审批延期 D/);
    await dialog().getByText('同意', { exact: true }).click();
    await send('说明', '同意');
    const extended = await desk.ask('rectifications.get', { id });
    expect(extended.row).toMatchObject({ extensions: 1, originalDueDay: row.dueDay, state: 'in_rectification' });
    await expect(page().getByText(/已延期 1 次，原为/)).toBeVisible();
  });

  test('it is proved, submitted, returned, proved again', async () => {
    await desk.sit('wu');
    await expect(page().getByText('提交销号前，至少添加一件佐证。')).toBeVisible();
    await desk.choose(await draw(files, 'B岗在岗.jpg', 'chart'));
    await press('粘贴、拖入或选取整改后的照片');
    await expect(page().getByRole('button', { name: '放大查看：B岗在岗.jpg' })).toBeVisible();
    const { proofs } = await desk.ask('rectifications.get', { id });
    expect(proofs).toMatchObject([{ pair: 1, side: 'after', submitted: false }]);
    await begin(/^提交验收 T/);
    await send('说明', '顶岗表已上墙，B 岗 40 秒到位');
    expect(await state()).toBe('submitted');

    await desk.sit('office');
    await page()
      .getByRole('link', { name: /工作时间空岗/ })
      .click();
    await expect(page().getByText(/复查人不能是 A07/)).toBeVisible();
    await axe('matter');
    await begin(/^退回重改 R/);
    await page().keyboard.press('Control+Enter');
    await expect(dialog().getByText('请填写。')).toBeVisible();
    await send('说明', '照片看不出顶岗表');
    expect(await state()).toBe('returned');

    await desk.sit('wu');
    await expect(page().getByText('退回意见：照片看不出顶岗表')).toBeVisible();
    await press('其他操作');
    await expect(dialog().getByText('须先添加佐证（退回后要有新的）')).toBeVisible();
    await page().keyboard.press('Escape');
    await desk.choose(await draw(files, '顶岗表.jpg', 'fractal'));
    await press('照片、PDF、Word、Excel；粘贴、拖入或选取');
    await expect(page().getByText('顶岗表.jpg').first()).toBeVisible();
    await axe('desk');
    await begin(/^提交验收 T/);
    await send('说明', '已补顶岗表照片');
    expect(await state()).toBe('submitted');
  });

  test('another verifies it, a third closes it', async () => {
    await desk.sit('office');
    await desk.go(`#/rectifications/${id}`);
    await expect(page().getByRole('button', { name: /^安排复查 V/ })).toBeVisible();
    await page().keyboard.press('v');
    await expect(page().getByRole('dialog', { name: /督整/ })).toBeVisible();
    await dialog().getByRole('combobox', { name: '复查人' }).click();
    await expect(page().getByRole('option', { name: /A07|A12|吴敏/ })).toHaveCount(0);
    await page().getByRole('option', { name: /A15/ }).click();
    await page().keyboard.press('Control+Enter');
    await expect.poll(state).toBe('verifying');

    await desk.sit('qiao');
    await page()
      .getByRole('link', { name: /工作时间空岗/ })
      .click();
    await begin(/^记录复查 V/);
    await dialog().getByText('已整改', { exact: true }).click();
    await send('说明', '现场连看两天，B 岗均在 1 分钟内到位');

    await desk.sit('chen');
    await page()
      .getByRole('link', { name: /工作时间空岗/ })
      .click();
    await begin(/^销号 X/);
    await page().keyboard.press('Control+Enter');
    await expect.poll(state).toBe('closed');
    await expect(page().getByRole('complementary').getByText(/^销号/).first()).toBeVisible();
    const { events, may } = await desk.ask('rectifications.get', { id });
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['issue', 'acknowledge', 'grant_extension', 'return', 'verify_done', 'close']),
    );
    expect(may.close).toBe('state');
    await axe('closed');
  });
});
