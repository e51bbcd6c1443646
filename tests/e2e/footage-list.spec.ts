import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';
import { mediaTools, recording, type RecordingShape } from '../support/footage.js';
import { asked, playerDesk, type PlayerDesk } from '../support/player-desk.js';

test.describe.configure({ mode: 'serial' });

/** Footage in the real application: dropped, read by its names, taken in, listed, described, and still there later. */
let running: RunningApp;
let desk: PlayerDesk;
let folder: string;
let files: string;
let front: string;
let side: string;

const page = () => running.page;
const dialog = (name: string): Locator => page().getByRole('dialog', { name });
const rows = (): Locator => page().getByRole('grid').getByRole('row');
const rowOf = (text: string): Locator => rows().filter({ hasText: text });

async function go(address: string): Promise<void> {
  await page().evaluate((hash) => (location.hash = hash), address);
}
async function sit(account: string, password: string): Promise<void> {
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account, password }));
  await page().reload();
  await expect(page().getByRole('heading', { level: 1 })).toBeVisible();
}
/** Drops as the file manager would: real paths, not made by the page. */
async function drop(paths: string[], only: 'hover' | 'drop' = 'drop'): Promise<void> {
  const at = { x: 640, y: 400 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const wire = await page().context().newCDPSession(page());
  for (const type of ['dragEnter', 'dragOver', ...(only === 'drop' ? (['drop'] as const) : [])] as const)
    await wire.send('Input.dispatchDragEvent', { type, ...at, data });
  await wire.detach();
}
async function put(shape: RecordingShape, name: string): Promise<string> {
  await copyFile(await recording(shape), join(files, name));
  return join(files, name);
}
/** Faults against WCAG that a machine can see. */
async function faults(within: string): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page: page() })
    .include(within)
    .disableRules('region')
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  folder = await mkdtemp(join(tmpdir(), 'mingcha 试 '));
  front = await put('h264Mp4', `窗口 B07 “抽查” 'A' NVR_ch17_main_20261012100641_20261012100649.mp4`);
  side = await put('mjpegAvi', 'NVR_ch21_main_20261012100643_20261012100651.avi');
  running = await launch({ folder, size: { width: 1280, height: 800 } });
  desk = await playerDesk(running);
  await page().reload();
  await go('#/footage');
});
test.afterAll(async () => {
  await running?.close();
  for (const each of [folder, files]) if (each) await rm(each, { recursive: true, force: true });
});

test('files dropped on the page are read by their names before anything is taken in', async () => {
  await expect(page().getByRole('heading', { level: 1, name: '录像' })).toBeVisible();
  await expect(page().getByText('还没有录像')).toBeVisible();
  await drop([front], 'hover');
  await expect(page().getByText('松手存入这些文件')).toBeVisible();
  await drop([front]);
  await expect(page().getByText('松手存入这些文件')).toBeHidden();
  const take = dialog('存入录像');
  await expect(take.getByRole('row').filter({ hasText: '窗口 B07' })).toContainText('2026-10-12 周一 10:06:41');
  await expect(take.getByRole('row').filter({ hasText: '窗口 B07' })).toContainText('17 正面');
  // What is dropped on the open dialog comes to the rest.
  await drop([side]);
  await expect(take.getByRole('row').filter({ hasText: 'NVR_ch21' })).toContainText('21 侧面');
  await expect(take.getByText(/^2 个文件，/)).toBeVisible();
  await expect(take.getByText(/^磁盘可用/)).toBeVisible();
  expect(await faults('#layers')).toEqual([]);
  expect((await asked(running.call('recordings.list', {}))).total).toBe(0);
});

test('they are taken in by keyboard, with how they were obtained, and stand in the list with camera and time', async () => {
  const take = dialog('存入录像');
  await take.getByLabel('取得方式').focus();
  await page().keyboard.press('ArrowDown');
  await page().getByRole('option', { name: '隐蔽拍摄' }).click();
  await expect(take.getByRole('alert')).toContainText('不得侵害他人隐私');
  await take.getByLabel('调取单号').fill('2026-58');
  await page().keyboard.press('Control+Enter');
  await expect(take).toBeHidden();
  await expect(rowOf('窗口 B07')).toContainText('2026-10-12 周一 10:06:41', { timeout: 60_000 });
  await expect(rowOf('窗口 B07')).toContainText('17 正面');
  await expect(rowOf('NVR_ch21')).toContainText('MJPEG');
  await expect(page().getByText(/存入 2，早已有 0，未存入 0/)).toBeVisible();
  expect(await faults('main')).toEqual([]);
  const { ids } = await asked(running.call('recordings.list', {}));
  const [first] = await asked(running.call('recordings.rows', { ids }));
  expect(first?.acquisition).toMatchObject({ method: 'covert_device', approvalNo: '2026-58' });
});

test('what was filled in is there the next time; what fails is told by file and in words', async () => {
  const lot = join(files, '第 3 周');
  await mkdir(lot);
  await copyFile(front, join(lot, '同一段.mp4'));
  await writeFile(join(lot, '空.mp4'), '');
  await drop([lot]);
  const take = dialog('存入录像');
  await expect(take.getByLabel('调取单号')).toHaveValue('2026-58');
  await take.getByRole('button', { name: /^存入 2 个文件/ }).click();
  await go('#/footage/takings');
  const fileRow = (text: string): Locator => page().getByRole('row').filter({ hasText: text });
  await expect(fileRow('同一段')).toContainText('早已存入', { timeout: 30_000 });
  await expect(fileRow('空.mp4')).toContainText('未存入');
  await expect(fileRow('空.mp4')).toContainText('没有内容');
  expect(await faults('main')).toEqual([]);
  await page().getByText('未存入 1', { exact: true }).click();
  await expect(fileRow('同一段')).toBeHidden();
  await page().keyboard.press('Escape');
  await expect(rows().filter({ hasText: '2026-10-12' })).toHaveCount(2);
});

test('time and clock are put right by hand, with a warning where the picture says otherwise', async () => {
  await go('#/footage?q=B07');
  await expect(rows().filter({ hasText: '2026-10-12' })).toHaveCount(1);
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('e');
  const form = dialog('时间与来源');
  await expect(form.getByLabel('录像开始时间')).toHaveValue('2026-10-12 10:06:41');
  await form.getByText('慢', { exact: true }).click();
  await page().keyboard.press('Control+Enter');
  await expect(form.getByRole('alert').filter({ hasText: '请写明相差多少' })).toBeVisible();
  await form.getByLabel('相差').fill('3:12');
  await expect(form.getByText('2026-10-12 周一 10:09:53')).toBeVisible();
  await form.getByLabel('画面上的时间').fill('2026-10-12 10:06:41');
  await expect(form.getByRole('alert')).toContainText(['相差 3 分 12 秒', '不得侵害']);
  await form.getByLabel('画面上的时间').fill('2026-10-12 10:09:50');
  await expect(form.getByText('相差 3 分 12 秒')).toBeHidden();
  expect(await faults('#layers')).toEqual([]);
  await page().keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(rowOf('窗口 B07')).toContainText('2026-10-12 周一 10:09:53');
  await expect(rowOf('窗口 B07')).toContainText('文件名 · 慢 3 分 12 秒');
});

test('a clock noted for a camera corrects what it recorded from then on', async () => {
  await go('#/footage?q=ch21');
  await expect(rowOf('NVR_ch21')).toBeVisible();
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('e');
  await dialog('时间与来源').getByRole('button', { name: '登记点位钟差' }).click();
  const clock = dialog('登记点位钟差');
  await clock.getByText('快', { exact: true }).click();
  await clock.getByLabel('相差').fill('3');
  await expect(clock.getByLabel('自何时起')).toHaveValue('2026-10-12 10:06:40');
  await page().keyboard.press('Control+Enter');
  await expect(clock).toBeHidden();
  await expect(dialog('时间与来源').getByText('21 侧面：快 3 秒')).toBeVisible();
  await page().keyboard.press('Escape');
  await expect(rowOf('NVR_ch21')).toContainText('2026-10-12 周一 10:06:40');
});

test('it is all there after a restart, and Enter opens a recording', async () => {
  test.setTimeout(120_000);
  await running.app.close();
  running = await launch({ folder, size: { width: 1280, height: 800 } });
  await sit('lin', '杭州湾-tide-48');
  await page().getByRole('navigation').getByRole('link', { name: '录像' }).click();
  await expect(rowOf('窗口 B07')).toContainText('慢 3 分 12 秒');
  await page().getByRole('button', { name: '点位' }).first().click();
  await page()
    .getByRole('option', { name: /17 正面/ })
    .click();
  await expect(rows().filter({ hasText: '2026-10-12' })).toHaveCount(1);
  await page().keyboard.press('Escape');
  await page().getByRole('grid').focus();
  await page().keyboard.press('Enter');
  await expect(page()).toHaveURL(/#\/footage\/\d+$/);
  await expect(page().getByText('调阅这段录像，为了什么？')).toBeVisible();
  expect(desk.hallId).toBeGreaterThan(0);
});

test('an order that was killed half way goes on by one press, without doing again what was done', async () => {
  test.setTimeout(180_000);
  await sit('lin', '杭州湾-tide-48');
  await go('#/footage');
  const lot = join(files, '大文件');
  await mkdir(lot);
  const MANY = 4;
  for (let at = 0; at < MANY; at += 1) {
    const path = join(lot, `第 ${at + 1} 段.bin`);
    await writeFile(path, `${at} 不是录像`);
    await truncate(path, 48 << 20);
  }
  await drop([lot]);
  await dialog('存入录像')
    .getByRole('button', { name: `存入 ${MANY} 个文件` })
    .click();
  const order = async () => (await asked(running.call('footage.takings', { limit: 1 })))[0];
  await expect.poll(async () => (await order())?.taken, { timeout: 60_000, intervals: [50] }).toBeGreaterThan(0);
  const gone = new Promise((done) => running.app.process().once('exit', done));
  running.app.process().kill('SIGKILL');
  await gone;
  running = await launch({ folder, size: { width: 1280, height: 800 } });
  await sit('lin', '杭州湾-tide-48');
  const before = await order();
  expect(before).toMatchObject({ jobId: null, files: MANY });
  expect(before?.waiting).toBeGreaterThan(0);
  await go('#/footage');
  await expect(page().getByText(`/ ${MANY} 个文件`)).toBeVisible();
  await page().getByRole('button', { name: '接着存' }).click();
  await expect.poll(async () => (await order())?.taken, { timeout: 60_000 }).toBe(MANY);
  await expect(page().getByRole('button', { name: '接着存' })).toBeHidden();
  await expect(rowOf('段.bin')).toHaveCount(MANY);
});

test('a pattern of one’s own is written against its example; the program for video is named', async () => {
  await sit('office', '杭州湾-tide-47');
  await go('#/footage/patterns');
  await page().getByLabel('试读一个文件名').fill('前台01-20260105-0930.mp4');
  await expect(page().getByText('读不出', { exact: true })).toBeVisible();
  await page().keyboard.press('Tab');
  await page().getByRole('button', { name: '新增规则' }).click();
  const form = dialog('新增规则');
  await form.getByLabel('名称', { exact: true }).fill('前台');
  await form.getByLabel('示例').fill('前台01-20260105-0930.mp4');
  await form.getByLabel('规则', { exact: true }).fill('前台(?<channel>\\d\\d)-');
  await form.getByRole('button', { name: /年月日/ }).click();
  await page().keyboard.type('-(?<h>\\d\\d)(?<mi>\\d\\d)');
  await expect(form.getByText('通道 1 · 2026-01-05 周一 09:30:00')).toBeVisible();
  await form.getByLabel('示例').fill('门口.mp4');
  await page().keyboard.press('Control+Enter');
  await expect(form.getByRole('alert').filter({ hasText: '读不出这个示例' })).toBeVisible();
  await form.getByLabel('示例').fill('前台01-20260105-0930.mp4');
  await page().keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(page().getByText('通道 1 · 2026-01-05 周一 09:30:00')).toHaveCount(2);
  await expect(page().getByText('由“前台”读出')).toBeVisible();
  await page().getByRole('switch', { name: '启用 前台' }).click();
  await expect(page().getByText('已停用“前台”')).toBeVisible();
  await expect(page().getByText('由“前台”读出')).toBeHidden();
  expect(await faults('main')).toEqual([]);
  await go('#/system');
  const program = page().locator('section').filter({ hasText: '录像程序' }).last();
  await expect(program).toContainText(/ffmpeg \d/);
  const choose = async (path: string): Promise<void> => {
    await running.app.evaluate(
      ({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
      },
      [path],
    );
    await program.getByRole('button', { name: '改用另一个' }).click();
  };
  await choose(front);
  await expect(program.getByRole('alert')).toContainText('不是能用的 ffmpeg');
  await expect(program).toContainText(/ffmpeg \d/);
  const { ffmpeg } = await mediaTools();
  const places = (process.env['PATH'] ?? '').split(delimiter).map((place) => join(place, ffmpeg));
  const own = [ffmpeg, ...places].find((path) => isAbsolute(path) && existsSync(path)) ?? '';
  await choose(own);
  await expect(program).toContainText('本机指定');
  await expect(program).toContainText(own);
  await program.getByRole('button', { name: '改回自动选择' }).click();
  await expect(program.getByText('本机指定')).toBeHidden();
  expect(await faults('main')).toEqual([]);
});
