import { readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import ExcelJS from 'exceljs';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { readyTemplate } from '../../domain/templates/index.js';
import { launch, type RunningApp } from '../support/app.js';
import { idle } from '../support/recording.js';

/** Checklists in the real application: a broken file, the editor by keyboard, the live score, publishing, both forms. */
const PASSWORD = '杭州湾-tide-47';
let running: RunningApp;
let files: string;

test.beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'mingcha 文件 '));
  running = await launch({ language: 'zh-CN', size: { width: 1280, height: 800 } });
  await ask('session.setUp', {
    clientId: crypto.randomUUID(),
    hallName: '林溪区行政便民服务中心',
    administrator: { account: 'office', name: '何知远', password: PASSWORD },
  });
  await running.page.reload();
});
test.afterAll(async () => {
  await running.close();
  await rm(files, { recursive: true, force: true });
});

async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}
const go = (hash: string): Promise<void> => running.page.evaluate((to) => void (location.hash = to), hash);
const address = (): Promise<string> => running.page.evaluate(() => location.hash);
const tree = (): Locator => running.page.getByRole('tree', { name: '部分和检查项' });
const field = (name: string): Locator =>
  running.page.getByRole('region', { name: '填写' }).getByLabel(name, { exact: true });
const firstField = (): Locator => running.page.getByRole('region', { name: '填写' }).locator('input, textarea').first();
const preview = (): Locator => running.page.getByRole('group', { name: '试填' });
const score = (): Locator => running.page.getByRole('region', { name: '实时得分' }).locator('.value');
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await running.page.keyboard.press(key);
};
const focused = (): Promise<string> =>
  running.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** What the person picks in the next dialog of the system. */
const picks = (path: string): Promise<void> =>
  running.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
  }, path);

async function idOf(text: string): Promise<number> {
  const { ids } = await ask('templates.list', { text });
  return ids[0] ?? 0;
}
async function versionOf(text: string): Promise<number> {
  const choices = await ask('templates.choices', {});
  return choices.find(({ title }) => title === text)?.id ?? 0;
}

test('a broken workbook is refused with its rows, the corrected one becomes a draft', async () => {
  const { page } = running;
  const path = join(files, '电话咨询.xlsx');
  await picks(path);
  await go(`#/templates/${await idOf('电话咨询')}`);
  await page.getByRole('button', { name: '导出表格' }).click();
  await expect.poll(() => readFile(path).catch(() => null)).not.toBeNull();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const items = book.getWorksheet('检查项')!;
  const [kind, title] = [items.getCell('C3').value, items.getCell('D4').value];
  items.getCell('C3').value = '拍照';
  items.getCell('D4').value = { formula: 'A1', result: 'x' };
  await book.xlsx.writeFile(path);

  await go('#/templates');
  await expect(page.getByText('8 行')).toBeVisible();
  await press('i');
  const dialog = page.getByRole('dialog', { name: '导入检查表' });
  await expect(dialog.getByRole('button', { name: '选择文件' })).toBeFocused();
  await press('Enter');
  await expect(dialog.getByText('有 2 处问题，没有存入任何内容')).toBeVisible();
  await expect(dialog.getByRole('row', { name: /检查项 · C3 · 类型.*不认识检查项类型“拍照”/ })).toBeVisible();
  await expect(dialog.getByRole('row', { name: /检查项 · D4 · 检查内容.*是公式/ })).toBeVisible();
  expect((await ask('templates.list', {})).total).toBe(8);

  items.getCell('C3').value = kind;
  items.getCell('D4').value = title;
  book.getWorksheet('检查表')!.getCell('B2').value = '电话咨询（街道）';
  await book.xlsx.writeFile(path);
  await dialog.getByRole('button', { name: '改好后重新选择' }).click();
  await expect.poll(address).toMatch(/#\/templates\/\d+\/edit/);
  await expect(page.getByRole('heading', { name: '电话咨询（街道）' })).toBeVisible();
  expect((await ask('templates.list', {})).total).toBe(9);
});

test('a template is changed by keyboard alone, its score seen live, and published', async () => {
  const { page } = running;
  await go('#/templates');
  await expect(page.getByText('9 行')).toBeVisible();
  await press('n');
  await expect(page.getByLabel('名称')).toBeFocused();
  await page.keyboard.type('夜间开放日巡查');
  await press('Control+Enter');
  await expect.poll(address).toMatch(/\/edit$/);
  await expect(page.getByText('1 处问题').or(page.getByText('2 处问题'))).toBeVisible();

  // The section's name, then its first item, each reached from the tree.
  await press('F2');
  await expect(tree()).toBeFocused();
  await press('Home', 'ArrowDown', 'Enter');
  await field('部分名称').fill('灯光秩序');
  await press('F2', 'ArrowDown', 'Enter');
  await expect(firstField()).toBeFocused();
  await press('Tab', 'Tab');
  await page.keyboard.type('入口灯箱亮着');
  await expect(tree()).toContainText('入口灯箱亮着');
  await expect(page.getByText('没有问题，可以发布。')).toBeVisible();

  // A second item, moved above the first and back, deleted and brought back.
  await press('F2', 'Insert');
  await expect(tree().getByRole('treeitem')).toHaveCount(4);
  await expect(firstField()).toBeFocused();
  await press('Tab', 'Tab');
  await page.keyboard.type('叫号屏可读');
  await press('F2', 'Alt+ArrowUp');
  const rows = tree().getByRole('treeitem');
  await expect(rows.nth(2)).toContainText('叫号屏可读');
  await press('Alt+ArrowDown');
  await expect(rows.nth(3)).toContainText('叫号屏可读');
  await press('Delete');
  await expect(rows).toHaveCount(3);
  await press('Control+z');
  await expect(rows).toHaveCount(4);

  // It is asked only where the first one failed: hidden until then, and its points count.
  await rows.nth(3).click();
  await page.getByText('满足条件时').click();
  await expect(page.getByRole('textbox', { name: '写成文字' })).toHaveValue('A.1 = 不符合');
  await expect(preview()).toContainText('另有 1 项按条件未显示');
  await press('F4');
  expect(await focused()).toBe('试填');
  await expect(score()).toHaveText('100.0');
  await press('2');
  await expect(score()).toHaveText('99.0');
  await expect(preview()).toContainText('叫号屏可读');
  await press('ArrowDown', '2');
  await expect(score()).toHaveText('98.0');
  await press('ArrowUp', '1');
  await expect(score()).toHaveText('100.0');

  // A score that does not add up is named, and its line leads to the field.
  await press('F2', 'Home', 'Enter');
  await field('基础分').fill('90');
  await page.getByRole('button', { name: /整表 · 基础分.*各部分基础分之和是 100，应等于基础分 90/ }).click();
  await expect(field('基础分')).toBeFocused();
  await press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await field('基础分').fill('100');
  await expect(page.getByText(/草稿已存/)).toBeVisible();

  await press('Control+Enter');
  await expect(page.getByRole('dialog', { name: '发布第 1 版' })).toBeVisible();
  await page.keyboard.type('夜间开放试行');
  await press('Control+Enter');
  await expect.poll(address).toMatch(/#\/templates\/\d+$/);
  await expect(page.getByRole('heading', { name: '夜间开放日巡查' })).toBeVisible();
  await expect(page.getByText('夜间开放试行')).toBeVisible();
  const { content, head } = await ask('templates.version', { versionId: await versionOf('夜间开放日巡查') });
  expect(head).toMatchObject({ number: 1, items: 2, note: '夜间开放试行' });
  expect(content.sections[0]?.items[1]).toMatchObject({ title: '叫号屏可读', showWhen: { item: 'A.1', is: 'fails' } });
});

test('what is typed is in the store within two seconds, and a version stays as it was', async () => {
  const { page } = running;
  const id = await idOf('服务规范');
  const before = readyTemplate('service_conduct', 'zh-CN');
  await go(`#/templates/${id}/edit`);
  await tree().getByRole('treeitem').nth(0).click();
  await field('名称').fill('服务规范（修订）');
  await expect
    .poll(async () => (await ask('templates.get', { id })).draft ?? '', { timeout: 2500 })
    .toContain('服务规范（修订）');
  const { content } = await ask('templates.version', { versionId: await versionOf('服务规范') });
  expect(content).toEqual(before);
  // Going back to what is published leaves nothing to publish.
  await page.keyboard.press('Control+z');
  await expect(page.getByText('与已发布的一版相同')).toBeVisible();
});

test('items are moved with the mouse too, within a section and into another', async () => {
  await go(`#/templates/${await idOf('实名服务巡检')}/edit`);
  const rows = tree().getByRole('treeitem');
  const texts = async (): Promise<string[]> => (await rows.allTextContents()).map((text) => text.trim().slice(0, 3));
  await expect.poll(texts).toContain('A.1');
  const before = await texts();
  const at = (code: string): number => before.indexOf(code);
  await rows.nth(at('A.1')).dragTo(rows.nth(at('A.3')));
  await expect.poll(async () => (await texts()).slice(at('A.1'), at('A.1') + 3)).toEqual(['A.2', 'A.1', 'A.3']);
  await rows.nth(at('A.3')).dragTo(rows.nth(at('B.1')));
  await expect.poll(async () => (await texts())[at('B.1')]).toBe('B.1');
  const moved = await texts();
  expect(moved[moved.indexOf('B.1') - 1]).toBe('A.3');
  await press('Control+z', 'Control+z');
  await expect.poll(texts).toEqual(before);
});

test('two who write one draft see both, and neither is lost', async () => {
  const { page } = running;
  const id = await idOf('业务问答');
  await go(`#/templates/${id}/edit`);
  await expect(page.getByRole('heading', { name: '业务问答' })).toBeVisible();
  await tree().getByRole('treeitem').nth(0).click();
  // Somebody else saves between this one's reading and writing: the event is not heard while one is typing.
  const theirs = { ...readyTemplate('business_questions', 'zh-CN'), summary: '他人写的用途' };
  await field('名称').press('End');
  await field('名称').pressSequentially('（一）');
  const { template } = await ask('templates.get', { id });
  await ask('templates.saveDraft', { id, revision: template.revision, draft: JSON.stringify(theirs) });
  const dialog = page.getByRole('alertdialog', { name: '这份草稿刚被别人改过' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('row', { name: /整表 · 用途.*他人写的用途/ })).toBeVisible();
  // Put off it is still there, and one cannot leave over it.
  await press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('没有存上')).toBeVisible();
  await go('#/templates');
  await expect(dialog).toBeVisible();
  expect(await address()).toMatch(/edit$/);
  await dialog.getByRole('button', { name: '我的另存为新表' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(async () => (await ask('templates.list', { text: '业务问答（一）（我的）' })).total).toBe(1);
  expect((await ask('templates.get', { id })).draft).toContain('他人写的用途');
  await expect(page.getByRole('heading', { name: '业务问答', exact: true })).toBeVisible();
});

test('both forms of a version come back as the same content', async () => {
  const { page } = running;
  const id = await idOf('夜间开放日巡查');
  const before = await ask('templates.version', { versionId: await versionOf('夜间开放日巡查') });
  for (const [button, name] of [
    ['导出表格', '夜间.xlsx'],
    ['导出 JSON', '夜间.json'],
  ] as const) {
    await go(`#/templates/${id}`);
    await picks(join(files, name));
    await page.getByRole('button', { name: button }).click();
    await expect.poll(() => readFile(join(files, name)).catch(() => null)).not.toBeNull();
    await go('#/templates');
    await page.getByRole('button', { name: '导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '选择文件' }).click();
    await expect.poll(address).toMatch(/\/edit$/);
    const made = Number(/\d+/.exec(await address())?.[0]);
    const { draft } = await ask('templates.get', { id: made });
    // One of this title is in use, so what comes in is told from it by a number.
    const title = expect.stringMatching(/^夜间开放日巡查 \(\d\)$/) as unknown;
    expect(JSON.parse(draft ?? '')).toEqual({ ...before.content, title });
  }
});

test('a file that is no template says so, and the pages pass the checks of accessibility', async () => {
  const { page } = running;
  const path = join(files, '页面.json');
  await writeFile(path, '<script>alert(1)</script>');
  await picks(path);
  await go('#/templates');
  await page.getByRole('button', { name: '导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '选择文件' }).click();
  await expect(page.getByRole('dialog').getByText('不是 JSON 文件，也不是表格。')).toBeVisible();
  await press('Escape');
  const id = await idOf('大厅环境与设施');
  const pages: [string, Locator][] = [
    ['#/templates', page.getByRole('row').filter({ hasText: '大厅环境与设施' })],
    [`#/templates/${id}`, page.getByRole('button', { name: '导出 JSON' })],
    [`#/templates/${id}/edit`, score()],
  ];
  for (const [hash, shown] of pages) {
    await go(hash);
    await expect(shown).toBeVisible();
    await idle(page);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(
      violations.map((one) => [one.id, one.nodes.map((node) => node.html).slice(0, 3)]),
      hash,
    ).toEqual([]);
  }
});
