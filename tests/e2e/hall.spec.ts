import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import type { CommandName, CommandOutput, CommandInput } from '../../domain/contract/commands/index.js';
import { demoFolder, launch, waitForDemo, type RunningApp } from '../support/app.js';

/** The hall screens in the real application, on the demo hall. */
let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = await demoFolder();
  running = await launch({ folder, demo: true, size: { width: 1440, height: 900 } });
  await waitForDemo(running);
});
test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}
async function go(hash: string): Promise<void> {
  await running.page.evaluate((to) => void (location.hash = to), hash);
}
const address = (): Promise<string> => running.page.evaluate(() => decodeURIComponent(location.hash));
const grid = (): Locator => running.page.getByRole('grid');
const lines = (): Locator => grid().locator('.line[role=row]');
/** The line whose cells include this text, selected by the keyboard's own means: a click. */
const line = (text: string): Locator => lines().filter({ hasText: text }).first();
const toast = (text: string): Locator => running.page.getByRole('region', { name: '通知' }).getByText(text);
async function find(text: string): Promise<void> {
  await running.page.getByLabel('在列表中查找').fill(text);
  await expect.poll(address).toContain(`q=${text}`);
  await expect(line(text)).toBeVisible();
  await expect(grid()).not.toHaveAttribute('aria-busy', 'true');
}
async function idOf(entity: 'unit' | 'window' | 'staff', text: string): Promise<number> {
  const { ids } = await ask('hall.list', { entity, text });
  return ids[0] ?? 0;
}

test('the tree narrows the list by keyboard and stands in the address', async () => {
  const { page } = running;
  await go('#/hall');
  await expect(lines().first()).toBeVisible();
  const all = await page.getByText(/^\d+ 行/).textContent();
  await page.keyboard.press('t');
  const tree = page.getByRole('tree');
  await expect(tree).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(address).toMatch(/f\.zoneId=\d+/);
  await expect(page.getByText(/^\d+ 行/)).not.toHaveText(all ?? '');
  // Letters find by beginning; Left goes out to the hall.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(address).toMatch(/f\.hallId=\d+/);
  await page.goBack();
  await expect.poll(address).toMatch(/f\.zoneId=\d+/);
  await page.goForward();
  await expect.poll(address).toMatch(/f\.hallId=\d+/);
});

test('filters and text live in the address, and a linked address restores them', async () => {
  const { page } = running;
  await go('#/hall/staff?q=A01&f.hallId=1&sort=-name');
  await expect(lines().first()).toBeVisible();
  await expect(page.getByLabel('在列表中查找')).toHaveValue('A01');
  await expect(page.getByRole('columnheader', { name: '姓名' })).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('link', { name: /^事项/ }).click();
  await expect.poll(address).toContain('/hall/service_item?f.hallId=1');
  await page.goBack();
  await expect.poll(address).toContain('/hall/staff?');
  await expect(page.getByLabel('在列表中查找')).toHaveValue('A01');
});

test('what is to be put in order is a view of its list', async () => {
  await go('#/hall/recorder?gap=recordersUnder30Days');
  await expect.poll(address).toContain('f.gap=recordersUnder30Days');
  const { total } = await ask('hall.list', { entity: 'recorder', filter: { gap: 'recordersUnder30Days' } });
  await expect(running.page.getByText(`${total} 行`, { exact: true })).toBeVisible();
});

test('a cell is edited in place, kept, refused where it stands, and told in the history', async () => {
  const { page } = running;
  await go('#/hall/unit');
  await find('教育局');
  const label = '云汀市教育局';
  await line(label).locator('[role=gridcell]').nth(3).dblclick();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('测试负责人');
  await page.keyboard.press('Enter');
  await expect(line('测试负责人')).toBeVisible();
  await expect(grid()).toBeFocused();

  // The name cannot be empty; Escape gives it back.
  await line(label).locator('[role=gridcell]').first().click();
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: '请填写' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(line(label)).toBeVisible();

  await line(label).locator('[role=gridcell]').first().click();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();
  await expect(page.getByText(/负责人：.+ → 测试负责人/)).toBeVisible();
});

test('Tab goes on to the next cell, and a reference is found by typing', async () => {
  const { page } = running;
  await go('#/hall/window?f.hallId=1');
  await find('A01');
  const first = lines().first();
  const cells = first.locator('[role=gridcell]');
  await cells.first().click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('测试名称');
  await page.keyboard.press('Tab');
  await expect(cells.nth(1)).toHaveText('测试名称');
  // Tab went on to the zone; Enter without a choice leaves it as it is, and so to the unit.
  await expect(first.getByRole('combobox', { name: '分区' })).toBeFocused();
  await page.keyboard.press('Tab');
  const unit = first.getByRole('combobox', { name: '进驻单位' });
  await unit.fill('公证');
  await page.keyboard.press('Enter');
  await expect(cells.nth(3)).toHaveText('公证处');
  await expect(grid()).toBeFocused();
});

test('somebody else was first: both sides are shown and one is taken', async () => {
  const { page } = running;
  const id = await idOf('unit', '云汀市财政局');
  await go('#/hall/unit');
  await find('云汀市财政局');
  await line('云汀市财政局').locator('[role=gridcell]').nth(3).dblclick();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('我写的');
  const [row] = await ask('hall.rows', { entity: 'unit', ids: [id] });
  if (row?.entity !== 'unit') throw new Error('no unit');
  const draft = { entity: 'unit' as const, fields: { ...row.fields, leader: '别人写的' } };
  await ask('hall.update', { id, revision: row.revision, draft });
  await page.keyboard.press('Enter');
  const both = page.getByRole('alert').filter({ hasText: '刚被别人改过' });
  await expect(both).toContainText('别人写的');
  await expect(both).toContainText('我写的');
  await both.getByRole('button', { name: '用我的' }).click();
  await expect(line('我写的')).toBeVisible();
});

test('rows are moved together and moved back', async () => {
  const { page } = running;
  await go('#/hall/staff?f.unitId=' + String(await idOf('unit', '云汀市教育局')));
  await expect(lines().first()).toBeVisible();
  const before = await page.getByText(/^\d+ 行/).textContent();
  await lines().first().click();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('已选 2')).toBeVisible();
  await page.keyboard.press('m');
  await page.getByRole('combobox', { name: '进驻单位' }).fill('财政局');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(toast('已移动“2 条窗口人员”')).toBeVisible();
  await expect(page.getByText(/^\d+ 行/)).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: '撤销' }).first().click();
  await expect(page.getByText(/^\d+ 行/)).toHaveText(before ?? '');
});

test('what something hangs on is not retired; a free row is, and comes back', async () => {
  const { page } = running;
  const id = await idOf('unit', '云汀市教育局');
  await go(`#/hall/unit/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('云汀市教育局');
  await page.keyboard.press('r');
  await page.getByLabel('原因').fill('试一试');
  await page.keyboard.press('Control+Enter');
  await expect(toast('“云汀市教育局”还不能停用')).toBeVisible();
  await page.getByRole('button', { name: '看这些窗口' }).click();
  await expect.poll(address).toBe(`#/hall/window?f.unitId=${id}`);

  const { ids } = await ask('hall.list', { entity: 'contact' });
  await go(`#/hall/contact/${ids[0] ?? 0}`);
  await expect(page.getByRole('link', { name: '联络人' })).toBeVisible();
  await page.keyboard.press('r');
  await page.getByLabel('原因').fill('已经离任');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('不再出现在列表和选项里')).toBeVisible();
  await expect(page.getByText('原因：已经离任')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: /^修改/ })).toBeVisible();
});

test('a row is added by the form, with everything the fields ask for', async () => {
  const { page } = running;
  const hall = (await ask('hall.tree', {})).halls.find(({ zones }) => zones.length > 2);
  const zone = hall?.zones[0];
  await go(`#/hall/window?f.zoneId=${zone?.id ?? 0}`);
  await expect(lines().first()).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('窗口号').fill('Z99');
  await dialog.getByLabel('窗口名称').fill('测试窗口');
  // The place the list is narrowed to is filled in already; the unit is not.
  await expect(dialog.getByRole('combobox', { name: '分区' })).toHaveValue(new RegExp(zone?.name ?? 'x'));
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText('请填写')).toBeVisible();
  await dialog.getByRole('combobox', { name: '进驻单位' }).fill('局');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(line('Z99')).toBeVisible();
});

test('two units become one: what hung on them hangs on the one that stays', async () => {
  const { page } = running;
  await go('#/hall/unit');
  await find('云汀市');
  await lines().nth(0).click();
  const first = await lines().nth(0).locator('[role=gridcell]').first().textContent();
  const second = await lines().nth(1).locator('[role=gridcell]').first().textContent();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('g');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/会改挂到/)).toBeVisible();
  await dialog.getByLabel('原因').fill('机构改革');
  await page.keyboard.press('Control+Enter');
  await expect(toast(`1 条已并入“${first ?? ''}”`)).toBeVisible();
  await page.getByRole('button', { name: '已停用' }).click();
  await line(second ?? '').dblclick();
  await expect(page.getByText(`已并入“${first ?? ''}”，此后`)).toBeVisible();
  await page.getByRole('button', { name: `打开“${first ?? ''}”` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first ?? '');
});

test('a table with bad rows is read, checked and written without them; what is exported comes in as the same', async () => {
  const { page } = running;
  const hall = (await ask('hall.tree', {})).halls.find(({ parentId }) => parentId === null);
  const unit = hall?.units.at(-1)?.name ?? '';
  const file = join(folder, '导入 试.csv');
  const bad = [`9001,测试甲,${unit},是,x`, '9002,测试乙,没有这个局,也许,x', `,测试丙,${unit},否,x`];
  const many = Array.from({ length: 400 }, (_, at) => `${8000 + at},人员${at},${unit},否,x`);
  await writeFile(file, ['胸牌号,姓名,进驻单位,党员,星座', ...bad, ...many].join('\n'));
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);

  await go(`#/hall/import?entity=staff&hall=${hall?.id ?? 0}`);
  await page.getByRole('button', { name: '选择文件' }).click();
  await expect(page.getByText('不认识的列，已略过：星座')).toBeVisible();
  await page.getByRole('button', { name: '有误 2' }).click();
  await expect(lines()).toHaveCount(2);
  await expect(lines().first()).toContainText('没有叫“没有这个局”的进驻单位');
  await expect(lines().last()).toContainText('胸牌号：必填');
  expect((await ask('hall.list', { entity: 'staff', text: '9001' })).total).toBe(0);
  await page.getByRole('button', { name: '略去有误的 2 行，写入其余 401 行' }).click();
  await expect(page.getByText('新增 401 行，改动 0 行')).toBeVisible();
  await page.getByRole('button', { name: '看人员列表' }).click();
  await find('9001');

  const out = join(folder, '人员.csv');
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, out);
  await go('#/hall/staff?q=人员1&sort=-badgeNo&cols=badgeNo,name,unitId');
  await expect(line('人员199')).toBeVisible();
  const shown = await page.getByText(/^\d+ 行/).textContent();
  await page.getByRole('button', { name: '导出所见' }).click();
  await expect(toast('导出已完成')).toBeVisible();
  const text = (await readFile(out, 'utf8'))
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/);
  expect(text[0]).toBe('胸牌号,姓名,进驻单位');
  expect(`${text.length - 1} 行`).toBe(shown);
  expect(text[1]).toContain('8199,人员199,');

  // This time the file is dropped.
  await go('#/hall/import?entity=staff');
  await expect(page.getByText('把 xlsx 或 csv 文件拖到这里')).toBeVisible();
  await page.evaluate(() =>
    document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'drag' })),
  );
  await page.locator('#drag').setInputFiles(out);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#drag');
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    input?.remove();
    document.querySelector('.drop')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  });
  await expect(page.getByRole('button', { name: `相同 ${text.length - 1}` })).toBeVisible();
  await expect(page.getByRole('button', { name: '写入 0 行' })).toBeDisabled();
});

for (const [name, hash] of [
  ['list', '#/hall/staff'],
  ['list of cameras narrowed to a hall', '#/hall/camera?f.hallId=1'],
  ['record', '#/hall/window/12'],
  ['import', '#/hall/import'],
] as const) {
  test(`axe finds nothing on the ${name}`, async () => {
    await go(hash);
    await expect(running.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(running.page.getByText('正在读取…')).toHaveCount(0);
    const found = await new AxeBuilder({ page: running.page }).include('#page').setLegacyMode().analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
}

test('axe finds nothing on the form and in a cell being edited', async () => {
  const { page } = running;
  const clean = async (where: string): Promise<void> => {
    // Choices hang above the page and belong to their control, not to a landmark.
    const found = await new AxeBuilder({ page }).include(where).disableRules('region').setLegacyMode().analyze();
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  };
  await go('#/hall/camera?f.hallId=1');
  await expect(lines().first()).toBeVisible();
  await lines().first().locator('[role=gridcell]').nth(2).dblclick();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('listbox')).toBeVisible();
  await clean('body');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await clean('[role=dialog]');
  await page.keyboard.press('Escape');
});

test('a unit contact sees its own unit and edits nothing', async () => {
  const { page } = running;
  const people = await ask('session.demoPeople', {});
  const contact = people.find(({ roles }) => roles.includes('unit_contact'));
  await ask('session.demoSignIn', { personId: contact?.id ?? 0 });
  await expect(page.getByText(contact?.name ?? 'x').first()).toBeVisible();
  await go('#/hall/unit');
  await expect(lines()).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^新增/ })).toHaveCount(0);
  await expect(page.getByRole('link', { name: /^录像机/ })).toHaveCount(0);
  await page.getByRole('link', { name: /^人员/ }).click();
  await expect(lines().first()).toBeVisible();
  const own = await ask('hall.list', { entity: 'staff' });
  await expect(page.getByText(`${own.total} 行`, { exact: true })).toBeVisible();
  await lines().first().locator('[role=gridcell]').first().dblclick();
  // Nobody may type here: a double click opens the record.
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('人员');
  await expect(page.getByRole('button', { name: /^修改/ })).toHaveCount(0);
});
