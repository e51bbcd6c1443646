import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type RunningApp } from '../support/app.js';
import { ask, freshHall, kept, signIn } from '../support/recording.js';

/** Recording a visit in the real application: by the keyboard alone, nothing lost, what is missing said. */
let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  running = await freshHall({ folder, size: { width: 1440, height: 900 } });
});
test.afterAll(async () => {
  await running.app.close();
  await rm(folder, { recursive: true, force: true });
});

const key = (keys: string): Promise<void> => running.page.keyboard.press(keys);
const type = (text: string): Promise<void> => running.page.keyboard.type(text);
const current = (): Locator => running.page.locator('[data-current]');
const tab = (name: string | RegExp): Locator => running.page.getByRole('tab', { name });
const lacks = (): Locator => running.page.getByRole('region', { name: '提交前还差' });
const findings = (): Locator => running.page.getByRole('region', { name: '问题', exact: true });
/** The button of a step; another beside it leads to its footage. */
const step = (name: string): Locator => running.page.locator('button[data-step]').filter({ hasText: name });
async function visit() {
  const id = Number(/visits\/(\d+)/.exec(running.page.url())?.[1]);
  return ask(running, 'visits.get', { id });
}

test.describe.serial('a visit', () => {
  test('begins in two clicks and has its number at once', async () => {
    const { page } = running;
    await page.getByRole('button', { name: /^模拟办事/ }).click();
    const panel = page.getByRole('dialog', { name: '开始：模拟办事' });
    await expect(panel).toBeVisible();
    await expect(panel.getByRole('button', { name: /^开始/ })).toBeFocused();
    await expect(panel.getByLabel('A12')).toBeChecked();
    await panel.getByLabel('A12').uncheck();
    await panel.getByRole('button', { name: /^开始/ }).focus();
    await key('Enter');
    await expect(page.getByText(/访〔\d{4}〕1号/)).toBeVisible();
    await expect(current()).toContainText('A.1');
    expect((await visit()).state).toBe('draft');
  });

  test('takes its window, and the checklist that was begun goes with it', async () => {
    const { page } = running;
    await page.getByRole('button', { name: '加窗口' }).click();
    await type('B07');
    await expect(page.getByRole('option', { name: /B07/ })).toBeVisible();
    await key('ArrowDown');
    await key('Enter');
    await page.getByRole('button', { name: /^加入/ }).click();
    await expect(tab(/B07 企业开办/)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'B07 企业开办' })).toBeVisible();
    await expect.poll(async () => (await visit()).checklists.length).toBe(1);
  });

  test('has its steps by single keys, not overwritten by a slip, corrected with the correction kept', async () => {
    const { page } = running;
    await key('a');
    await key('t');
    await expect(step('取号')).toContainText(/\d{2}:\d{2}:\d{2}/);
    await key('t');
    await expect(page.getByText(/更正按 Shift\+T/)).toBeVisible();
    await key('c');
    await key('Shift+T');
    const dialog = page.getByRole('dialog', { name: '更正：取号' });
    const field = dialog.getByLabel('时间');
    await expect(field).toBeFocused();
    await type('25:99');
    await key('Enter');
    await expect(dialog.getByRole('alert')).toContainText('10:12:53');
    await key('Control+a');
    await type('235959');
    await key('Enter');
    await expect(dialog.getByRole('alert')).toContainText(/不能/);
    await expect.poll(async () => (await visit()).steps.length).toBe(3);
    const arrived = (await visit()).steps.find((one) => one.step === 'arrive')?.at ?? 0;
    const clock = new Date(arrived + 8 * 3_600_000).toISOString().slice(11, 19);
    await key('Control+a');
    await type(clock);
    await key('Tab');
    await type('看错了表');
    await key('Enter');
    await expect(dialog).toBeHidden();
    await expect.poll(async () => (await visit()).steps.filter((one) => one.step === 'ticket').length).toBe(2);
    const tickets = (await visit()).steps.filter((one) => one.step === 'ticket');
    expect(tickets.at(-1)?.note).toBe('看错了表');
    await expect(step('取号')).toContainText('已改');
  });

  test('is answered by the keyboard: words, counts, notes, numbers; a failure opens its finding', async () => {
    const { page } = running;
    await key('1');
    await expect(current()).toContainText('A.2');
    await key('Control+z');
    await expect(page.getByText('已撤销。')).toBeVisible();
    await expect.poll(async () => (await visit()).checklists[0]?.answers['A.1'] ?? null).toBeNull();
    await key('Control+y');
    await expect(page.getByText('已重做。')).toBeVisible();
    await expect.poll(async () => (await visit()).checklists[0]?.answers['A.1']?.kind).toBe('conforms');
    await expect(current()).toContainText('A.2');
    await key('2');
    await expect(current(), 'a failure stays for its note').toContainText('A.2');
    await expect(findings()).toContainText('移交未登记');
    await key('+');
    await key('n');
    await type('问了两次，<b>㐂𠮷</b> 😀 都说“去那边问”');
    // Letters are letters in a field, not steps.
    await expect(step('来有迎声')).toContainText('按 G 记下');
    await key('Escape');
    await key('ArrowDown');
    await key('3');
    await expect(current()).toContainText('A.4');
    await type('12');
    await expect(page.locator('[data-current] [data-value]')).toHaveValue('12');
    await key('Enter');
    await expect(current()).toContainText('B.1');
    await kept(running.page);
    const { checklists, findings: stored } = await visit();
    const answers = checklists[0]?.answers ?? {};
    expect(answers['A.1']).toMatchObject({ kind: 'conforms' });
    expect(answers['A.2']).toMatchObject({ kind: 'fails', count: 2, note: '问了两次，<b>㐂𠮷</b> 😀 都说“去那边问”' });
    expect(answers['A.3']).toMatchObject({ kind: 'not_applicable' });
    expect(answers['A.4']).toMatchObject({ kind: 'value', value: 12 });
    expect(stored.map(({ title }) => title)).toEqual(['移交未登记', '多次被转介']);
    expect(stored[0]?.description).toContain('㐂𠮷');
    await expect(page.locator('.record b', { hasText: '㐂' })).toHaveCount(0);
  });

  test('refuses a number that does not fit where it stands, and keeps the old one', async () => {
    const { page } = running;
    await key('ArrowUp');
    await type('99');
    await expect(current().getByRole('alert')).toContainText('20');
    await key('Escape');
    await expect(page.locator('[data-item="A.4"] [data-value]')).toHaveValue('12');
    await key('ArrowDown');
  });

  test('undoes an answer together with the finding it opened', async () => {
    const before = (await visit()).findings.length;
    await key('2');
    await expect(findings()).toContainText('未一次性告知应补正的材料');
    // Extra items are asked once something failed.
    await expect(running.page.locator('[data-item="B.4"]')).toBeVisible();
    await key('Control+z');
    await expect(findings()).not.toContainText('未一次性告知应补正的材料');
    await expect(running.page.locator('[data-item="B.4"]')).toHaveCount(0);
    await expect.poll(async () => (await visit()).findings.length).toBe(before);
  });

  test('shows a finding as idle once its item does not fail any more', async () => {
    await running.page.locator('[data-item="A.2"] .no').click();
    await key('1');
    await expect(findings().getByText('这一项已不再是不符合。')).toBeVisible();
    await running.page.locator('[data-item="A.2"] .no').click();
    await key('2');
    await expect(findings().getByText('这一项已不再是不符合。')).toHaveCount(0);
  });

  test('takes a picture that is pasted on the item in hand', async () => {
    const { page, app } = running;
    await app.evaluate(async ({ clipboard, nativeImage }) => {
      const bitmap = Buffer.alloc(64 * 48 * 4, 0);
      for (let at = 0; at < bitmap.length; at += 4) bitmap.set([at % 256, (at >> 6) % 256, 90, 255], at);
      const picture = nativeImage.createFromBitmap(bitmap, { width: 64, height: 48 });
      const board = clipboard as unknown as {
        writeImage?(image: unknown): void;
        write?(items: unknown[]): Promise<void>;
      };
      if (board.writeImage) return board.writeImage(picture);
      const { ClipboardItem } = globalThis as unknown as { ClipboardItem: new (parts: object) => unknown };
      await board.write?.([
        new ClipboardItem({ 'image/png': new Blob([new Uint8Array(picture.toPNG())], { type: 'image/png' }) }),
      ]);
    });
    await page.locator('[data-item="A.2"] .no').click();
    await expect(current()).toContainText('A.2');
    await key('ControlOrMeta+v');
    await expect(current().locator('img')).toHaveCount(1);
    const [pasted] = (await visit()).attachments;
    expect(pasted?.target).toMatchObject({ kind: 'item', itemCode: 'A.2' });
    await key('ArrowDown');
    await expect(page.locator('[data-item="A.2"]')).toContainText('1 张图');
  });

  test('takes a finding without an item, written where it stands', async () => {
    const { page } = running;
    await key(']');
    await expect(tab('记录内容')).toHaveAttribute('aria-selected', 'true');
    await running.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await key('f');
    await expect(page.getByLabel('问题 必填').or(page.getByRole('textbox', { name: '问题' }))).toBeFocused();
    await type('志愿者不在岗');
    await page.getByRole('radiogroup', { name: '程度' }).getByText('较重').click();
    await page.getByRole('textbox', { name: '涉及人数' }).fill('3');
    await page.getByRole('textbox', { name: '总人数' }).fill('2');
    await expect(page.getByText('涉及人数不能多于总人数。').first()).toBeVisible();
    await page.getByRole('textbox', { name: '总人数' }).fill('10');
    await page.getByRole('textbox', { name: '经过' }).last().fill('九点半到十点，服务台无人');
    await key('Escape');
    await kept(running.page);
    await expect
      .poll(async () => (await visit()).findings.find(({ title }) => title === '志愿者不在岗'))
      .toMatchObject({ severity: 'serious', headCount: 3, headTotal: 10, itemCode: null });
    await key('[');
  });

  test('has a second window with a checklist and steps of its own', async () => {
    const { page } = running;
    await page.getByRole('button', { name: '加窗口' }).click();
    await type('B09');
    await expect(page.getByRole('option', { name: /B09/ })).toBeVisible();
    await key('ArrowDown');
    await key('Enter');
    await page.getByRole('button', { name: /^加入/ }).click();
    await expect(tab(/B09 涉税服务/)).toHaveAttribute('aria-selected', 'true');
    await expect(step('叫号')).toContainText('—');
    await key('c');
    await expect.poll(async () => (await visit()).steps.filter((one) => one.step === 'called').length).toBe(2);
    const { steps, windows } = await visit();
    expect(steps.filter((one) => one.step === 'called').map(({ windowId }) => windowId)).toEqual(
      windows.map(({ id }) => id),
    );
    await key('[');
    await expect(tab(/B07/)).toHaveAttribute('aria-selected', 'true');
  });

  test('says what is missing before it is submitted, and leads there', async () => {
    const { page } = running;
    await key('Control+Enter');
    await expect(page.getByText(/还差 \d+ 项，补齐后再提交/)).toBeVisible();
    await expect(lacks()).toContainText('B09 涉税服务 未开始');
    await expect(lacks()).toContainText('掩护身份');
    await expect(lacks()).toContainText('“离开”');
    expect((await visit()).state).toBe('draft');
    await lacks()
      .getByRole('button', { name: /掩护身份/ })
      .click();
    const cover = page.getByRole('dialog', { name: '掩护身份' });
    await expect(cover.getByLabel('掩护身份')).toBeVisible();
    await cover.getByLabel('掩护身份').fill('替亲戚办营业执照');
    await cover.getByRole('button', { name: '关闭' }).last().click();
    await expect(page.getByText('替亲戚办营业执照')).toHaveCount(0);
    await lacks()
      .getByRole('button', { name: /至少要 2 人/ })
      .click();
    await expect(page.getByLabel('A12')).toBeFocused();
    await key('Space');
    await expect(lacks()).not.toContainText('至少要 2 人');
    await expect.poll(async () => (await visit()).fields.inspectorIds.length).toBe(2);
    await lacks()
      .getByRole('button', { name: /未开始/ })
      .click();
    await expect(tab(/B09/)).toHaveAttribute('aria-selected', 'true');
    await expect(current()).toBeFocused();
  });

  test('survives being killed: the next start offers it by its name, with everything but the last moment', async () => {
    const { page } = running;
    await key(']');
    const narrative = page.getByRole('textbox', { name: '经过' }).first();
    await narrative.fill('两点到窗口，前面有三人。');
    await expect.poll(async () => (await visit()).fields.narrative).toBe('两点到窗口，前面有三人。');
    await narrative.press('End');
    await type('最后这半句可以不在');
    running.app.process().kill('SIGKILL');
    await running.app.close().catch(() => undefined);
    running = await launch({ folder, size: { width: 1440, height: 900 } });
    await signIn(running, 'a07');
    const draft = running.page.getByRole('listitem').filter({ hasText: /访〔\d{4}〕1号/ });
    await expect(draft).toContainText('B07 企业开办');
    await expect(draft).toContainText(/已答 \d+ 项/);
    await draft.getByRole('button', { name: /^继续/ }).click();
    await expect(tab(/B07/)).toBeVisible();
    const { fields, checklists, findings: stored } = await visit();
    expect(fields.narrative).toMatch(/^两点到窗口，前面有三人。/);
    expect(checklists[0]?.answers['A.2']).toMatchObject({ kind: 'fails', count: 2 });
    expect(stored).toHaveLength(3);
  });

  test('keeps both texts when another window writes the same, and lets one choose', async () => {
    const { page } = running;
    await key('[');
    await expect(tab('记录内容')).toHaveAttribute('aria-selected', 'true');
    const narrative = page.getByRole('textbox', { name: '经过' }).first();
    await narrative.click();
    await key('Control+End');
    await type('我这边接着写。');
    await expect.poll(async () => (await visit()).fields.narrative).toMatch(/我这边接着写。$/);
    await kept(page);
    const now = await visit();
    await ask(running, 'visits.change', {
      id: now.id,
      seen: now.revision,
      changes: [
        {
          kind: 'fields',
          was: { narrative: now.fields.narrative, practices: now.fields.practices },
          value: { narrative: '另一边改写了。', practices: '另一边写了做法。' },
        },
      ],
    });
    await expect(page.getByRole('textbox', { name: '主要做法' }), 'the page has followed').toHaveValue(
      '另一边写了做法。',
    );
    await expect(narrative, 'what is being typed is not overwritten').toHaveValue(/我这边接着写。$/);
    await type('再一句。');
    const conflict = page.getByRole('alert', { name: /两人写得不同/ });
    await expect(conflict).toContainText('再一句。');
    await expect(conflict).toContainText('另一边改写了。');
    await conflict.getByRole('button', { name: '两段都留' }).click();
    await expect(conflict).toHaveCount(0);
    await expect(narrative).toHaveValue(/另一边改写了。/);
    await expect(narrative).toHaveValue(/再一句。/);
    await page.getByRole('heading', { level: 1 }).click();
    await key('[');
  });

  test('is completed by the keyboard and handed to review', async () => {
    const { page } = running;
    for (const name of [/B07/, /B09/]) {
      await tab(name).click();
      for (let turn = 0; turn < 60; turn += 1) {
        const open = lacks().getByRole('button', { name: new RegExp(`^${name.source}.*(未答|未开始)`) });
        if ((await open.count()) === 0) break;
        await open.first().click();
        await expect(current()).toBeFocused();
        const numeric = await page.locator('[data-current] [data-value]').count();
        const text = await page.locator('[data-current] textarea').count();
        if (numeric > 0 || text > 0) await key('x');
        else if ((await page.locator('[data-current] .options').count()) > 0) await key('x');
        else await key('1');
      }
    }
    await tab(/B07/).click();
    await key('l');
    await expect(lacks()).toContainText('都齐了');
    await kept(running.page);
    await key('Control+Enter');
    await expect.poll(async () => (await visit()).state).toBe('submitted');
    const done = await visit();
    expect(done.score).not.toBeNull();
    expect(done.may.edit).toBe(false);
    await expect(page.getByRole('button', { name: /^提交复核/ })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});

for (const look of [
  { name: 'zh-CN, light' },
  { name: 'en, dark, large', toggles: ['EN', 'Dark theme', 'Large text'] },
]) {
  test(`holds up to accessibility rules (${look.name})`, async () => {
    const { page } = running;
    const { open } = await ask(running, 'visits.desk', {});
    const draft =
      open[0] ??
      (await ask(running, 'visits.start', {
        clientId: crypto.randomUUID(),
        mode: 'covert_visit',
        roundObjectId: null,
        hallId: null,
        windowIds: [],
        partnerIds: [],
      }));
    await page.evaluate((id) => void (location.hash = `#/visits/${id}`), draft.id);
    await expect(current()).toBeVisible();
    await key('2');
    for (const name of look.toggles ?? []) await page.getByRole('banner').getByRole('button', { name }).first().click();
    const found = await new AxeBuilder({ page }).setLegacyMode().include('.record').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
  });
}
