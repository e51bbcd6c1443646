import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';
import { frameNumbers, recording } from '../support/footage.js';
import { asked, playerDesk, takeIn, type PlayerDesk } from '../support/player-desk.js';

test.describe.configure({ mode: 'serial' });

/** The player in the real application: opened with a reason, moved by frames, marked, cut, masked, drawn on. */
let running: RunningApp;
let desk: PlayerDesk;
let files: string;
let front: number;
let side: number;
let broken: number;
let foreign: number;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  running = await launch({ size: { width: 1280, height: 800 } });
  desk = await playerDesk(running);
  const named = async (shape: 'h264Mp4' | 'h264NoB' | 'msmpeg4Avi', name: string): Promise<string> => {
    await copyFile(await recording(shape), join(files, name));
    return join(files, name);
  };
  const noise = join(files, '读不出来.mp4');
  await writeFile(noise, Buffer.alloc(4000, 0x5a));
  [front = 0, side = 0, broken = 0, foreign = 0] = await takeIn(running, desk.hallId, [
    await named('h264Mp4', 'NVR_ch17_main_20261012100641_20261012100649.mp4'),
    // Two seconds later by its own clock.
    await named('h264NoB', 'NVR_ch21_main_20261012100643_20261012100651.mp4'),
    noise,
    await named('msmpeg4Avi', '西门 "旧" 录像机.avi'),
  ]);
});
test.afterAll(async () => {
  await running?.close();
  if (files) await rm(files, { recursive: true, force: true });
});

const page = () => running.page;
const wall = (): Locator => page().locator('[data-wall-clock]');
const clip = (label: string): Locator => page().locator('aside li').filter({ hasText: label });
const card = (): Locator => page().locator('section.card');
const press = (key: string): Promise<void> => page().keyboard.press(key);

async function go(address: string): Promise<void> {
  await page().evaluate((hash) => (location.hash = hash), address);
}
/** The number burned into the frame that is on the screen. */
async function seen(camera: Locator): Promise<number> {
  const file = join(files, 'seen.png');
  await camera.locator('video').screenshot({ path: file });
  return (await frameNumbers(file))[0] ?? -1;
}
const first = (): Locator => page().getByRole('figure', { name: '17 正面 画面' });
const second = (): Locator => page().getByRole('figure', { name: '21 侧面 画面' });

test('opening asks for a reason; one Enter opens', async () => {
  await go(`#/footage/${front}?visit=${desk.visitId}`);
  await expect(page().getByText('调阅这段录像，为了什么？')).toBeVisible();
  await expect(page().locator('video')).toHaveCount(0);
  await page().getByRole('button', { name: '查找、核实问题' }).click();
  await expect(page().getByLabel('原因')).toHaveValue('查找、核实问题');
  await page().getByLabel('原因').press('Enter');
  await expect(wall()).toHaveText('10:06:41.000');
  await expect(
    page().getByRole('region', { name: '墙钟' }).getByText('CH17 未作钟差校正；时刻取自文件名'),
  ).toBeVisible();
  await expect(page().getByText('第 1 帧')).toBeVisible();
});

test('steps of frames show the very frame, forward and back', async () => {
  for (let step = 0; step < 6; step += 1) await press('ArrowRight');
  await expect(wall()).toHaveText('10:06:41.240');
  expect(await seen(first())).toBe(6);
  await press(',');
  await expect(wall()).toHaveText('10:06:41.200');
  expect(await seen(first())).toBe(5);
  await expect(page().getByText('第 6 帧')).toBeVisible();
});

test('goes to a time of the wall clock', async () => {
  await press('g');
  const field = page().getByRole('dialog').getByLabel('墙钟');
  await field.fill('10:09:00');
  await field.press('Enter');
  await expect(page().getByText('这一刻不在录像里')).toBeVisible();
  await field.fill('10:06:44');
  await field.press('Enter');
  await expect(wall()).toHaveText('10:06:44.000');
  expect(await seen(first())).toBe(75);
});

test('a link to another moment of the open recording leads there', async () => {
  for (const [second, frame] of [
    [46, 125],
    [44, 75],
  ] as const) {
    await go(`#/footage/${front}?visit=${desk.visitId}&at=${Date.UTC(2026, 9, 12, 2, 6, second)}`);
    await expect(wall()).toHaveText(`10:06:${second}.000`);
    expect(await seen(first())).toBe(frame);
  }
});

test('J, K and L move it, Space stops it; keys are letters in a field', async () => {
  await press('l');
  await expect(wall()).not.toHaveText('10:06:44.000');
  await press('Space');
  const stopped = await wall().textContent();
  await press('j');
  await expect(page().getByText('倒放 1 倍')).toBeVisible();
  await expect.poll(async () => ((await wall().textContent()) ?? '') < (stopped ?? '')).toBe(true);
  await press('k');
  await press('Control+k');
  await expect(page().getByRole('combobox')).toBeFocused();
  await page().keyboard.type('jilo');
  await expect(page().getByRole('combobox')).toHaveValue('jilo');
  await press('Escape');
});

test('in, out and the three moments; the clip is cut exactly and its card says so', async () => {
  test.setTimeout(90_000);
  const to = async (clock: string): Promise<void> => {
    await press('g');
    await page().getByRole('dialog').getByLabel('墙钟').fill(clock);
    await press('Enter');
    await expect(wall()).toHaveText(clock);
  };
  await to('10:06:42.000');
  await press('i');
  await press('1');
  await to('10:06:45.400');
  await press('1');
  await expect(page().getByText('3.4 秒').first()).toBeVisible();
  await to('10:06:45.960');
  await press('o');
  // What is seen is in: the out-point lies behind the frame on the screen.
  await expect(page().getByLabel('出 10:06:46.000')).toBeVisible();
  await expect(page().getByText('4.00 秒', { exact: true })).toBeVisible();
  await press('Enter');
  await page().getByLabel('名称').fill('未答复即推至 B09');
  await page().getByLabel('名称').press('Enter');
  await expect(clip('未答复即推至 B09')).toContainText('已剪', { timeout: 45_000 });
  await expect(clip('未答复即推至 B09')).toContainText('10:06:42.0–10:06:46.0');
  await expect(card()).toContainText('与所求一致，差 0 帧');
  await expect(card()).toContainText('100 / 100，逐帧核对');
  await expect(card()).toContainText('大厅录像机调取、2026-58、沈佳');
});

test('what was cut plays in the place of the recording', async () => {
  await card().getByRole('button', { name: '播放精确剪切件' }).click();
  const bar = page().getByText('正在播放精确剪切件：未答复即推至 B09');
  await expect(bar).toBeVisible();
  const video = page().locator('.derived video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(1);
  expect(await video.evaluate((element: HTMLVideoElement) => Math.round(element.duration * 10))).toBe(40);
  await press('Escape');
  await expect(bar).toHaveCount(0);
});

test('a clip is removed with a way back', async () => {
  await page().getByRole('button', { name: '移去 未答复即推至 B09' }).click();
  await expect(clip('未答复即推至 B09')).toHaveCount(0);
  await page().getByRole('button', { name: '撤销' }).click();
  await expect(clip('未答复即推至 B09')).toHaveCount(1);
});

test('masks are drawn on the picture, kept, and burned into a copy that plays', async () => {
  test.setTimeout(90_000);
  await clip('未答复即推至 B09').getByRole('button').first().click();
  await expect(wall()).toHaveText('10:06:42.000');
  await press('m');
  await expect(page().getByText('还没有遮盖区。')).toBeVisible();
  const box = await first().locator('video').boundingBox();
  if (!box) throw new Error('no picture');
  await page().mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
  await page().mouse.down();
  await page().mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8, { steps: 4 });
  await page().mouse.up();
  const masks = page().locator('aside li').filter({ hasText: '框 1' });
  await expect(masks).toContainText('1 个位置');
  await press('ArrowRight');
  await press('ArrowRight');
  await expect(wall()).toHaveText('10:06:42.080');
  await press('Shift+ArrowRight');
  await expect(masks).toContainText('2 个位置');
  await press('Control+z');
  await expect(masks).toContainText('1 个位置');
  await page().getByText('涂黑', { exact: true }).click();
  await expect(page().getByText('已保存', { exact: true })).toBeVisible();
  await page().getByRole('button', { name: '生成打码副本' }).click();
  const play = page().getByRole('button', { name: '播放打码副本' });
  await expect(play).toBeVisible({ timeout: 45_000 });
  await play.click();
  await expect(page().getByText('正在播放打码副本：未答复即推至 B09')).toBeVisible();
  await press('Escape');
  await press('Escape');
  await expect(clip('未答复即推至 B09')).toContainText('已打码');
});

test('the exact frame is kept with what is drawn on a copy', async () => {
  await press('s');
  await press('1');
  await expect(page().getByRole('button', { name: '圈 1' })).toBeVisible();
  await press('4');
  await page().getByRole('textbox', { name: '文字' }).fill('B09');
  await press('Enter');
  await expect(page().getByText('已截取这一帧，原件未动').first()).toBeVisible({ timeout: 20_000 });
  const visit = await asked(running.call('visits.get', { id: desk.visitId }));
  expect(visit.attachments.length).toBeGreaterThan(0);
});

test('a second camera stands on the same wall clock, and says where it recorded nothing', async () => {
  await page().getByRole('button', { name: '加机位' }).click();
  await page()
    .getByRole('checkbox', { name: /21 侧面/ })
    .check();
  await press('Escape');
  await press('g');
  await page().getByRole('dialog').getByLabel('墙钟').fill('10:06:45.000');
  await press('Enter');
  await expect(wall()).toHaveText('10:06:45.000');
  await expect(page().getByText('已锁定墙钟')).toBeVisible();
  expect(await seen(first())).toBe(100);
  expect(await seen(second())).toBe(50);
  await press('l');
  await expect.poll(() => seen(first())).toBeGreaterThan(115);
  await press('k');
  await expect(page().getByText('已锁定墙钟')).toBeVisible();
  expect(Math.abs((await seen(first())) - (await seen(second())) - 50)).toBeLessThanOrEqual(1);
  await press('Home');
  await expect(page().getByText('此刻没有录像')).toBeVisible();
  expect(page().url()).toContain(`with=${side}`);
});

test('another camera takes the lead at the same instant, without being asked again', async () => {
  await press('g');
  await page().getByRole('dialog').getByLabel('墙钟').fill('10:06:45.000');
  await press('Enter');
  await expect(wall()).toHaveText('10:06:45.000');
  await page().getByRole('button', { name: '以 21 侧面 为主画面' }).click();
  await expect(page().getByRole('heading', { level: 1 })).toHaveText('21 侧面');
  await expect(wall()).toHaveText('10:06:45.000');
  await expect(page().getByText('已锁定墙钟')).toBeVisible();
  expect(await seen(second())).toBe(50);
  expect(await seen(first())).toBe(100);
});

test('every part can be reached and read', async () => {
  const { violations } = await new AxeBuilder({ page: page() }).include('#page').setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page().evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
});

test('a file that cannot be played is kept, with the reason and its checksum', async () => {
  await go(`#/footage/${broken}`);
  await page().getByLabel('原因').press('Enter');
  await expect(page().getByText('这份文件不能播放，已作为证据原样保存')).toBeVisible();
  const row = await asked(running.call('recordings.get', { id: broken }));
  const hash = page()
    .locator('section.dark')
    .getByRole('button', { name: `复制 SHA-256：${row.sha256}` });
  await expect(hash).toBeVisible();
});

test('what Chromium cannot play is watched as a copy, at the very frames', async () => {
  await go(`#/footage/${foreign}`);
  await page().getByLabel('原因').press('Enter');
  await expect(page().getByText('不知道这段录像是什么时候拍的')).toBeVisible();
  // Its copy is made, and then is a file like any other.
  await expect
    .poll(async () => {
      const playback = await running.call('recordings.playback', { id: foreign });
      return playback.ok && playback.value.source.kind;
    })
    .toBe('file');
  await expect(page().getByText(/边转换边播放/)).toHaveCount(0);
  await press('g');
  await page().getByRole('dialog').getByLabel('录像内时刻').fill('5');
  await press('Enter');
  await expect(wall()).toHaveText('00:05.000');
  await press('.');
  await expect(wall()).toHaveText('00:05.040');
  expect(await seen(page().getByRole('figure').first())).toBe(126);
});

test('the time of a recording is set, and the clock runs on it, corrected, with a warning', async () => {
  await page().getByRole('button', { name: '设定时间' }).click();
  await expect(page().getByRole('dialog')).toContainText('旧');
  await press('Escape');
  const row = await asked(running.call('recordings.get', { id: foreign }));
  const capturedAt = Date.UTC(2026, 9, 12, 2, 6, 41);
  const { hallId, cameraId, retentionClass, acquisition, note } = row;
  const fields = { hallId, cameraId, retentionClass, acquisition, note, timeSource: 'manual' as const };
  await asked(
    running.call('recordings.describe', {
      id: foreign,
      revision: row.revision,
      fields: { ...fields, capturedAt, ownOffsetMs: 3000, burnedInAt: capturedAt + 120_000 },
    }),
  );
  await expect(wall()).toHaveText('10:06:49.040');
  const clock = page().getByRole('region', { name: '墙钟' });
  await expect(clock).toContainText('慢 3 秒，按本文件的钟差校正；时刻由人工填写');
  await expect(clock).toContainText('画面上的时间与校正后相差 1 分 57 秒，请核对');
});
