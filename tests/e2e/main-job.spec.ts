import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import type { Clip, Derived } from '../../domain/footage/clip.js';
import { runMedia } from '../../media/runner.js';
import { launch, type RunningApp } from '../support/app.js';
import { CLOCK_START, FPS, frameNumbers, numbers, recording } from '../support/footage.js';
import { pictures, psnr } from '../support/pixels.js';
import { asked, playerDesk, type PlayerDesk } from '../support/player-desk.js';
import { unpack } from '../support/unpack.js';

test.describe.configure({ mode: 'serial' });

/**
 * The main job in the real application, from the recorder's files to a pack that stands by itself: two recordings with
 * a burned-in clock are taken in, watched, marked, cut to the frame, redacted, put to a finding and packed; outside of
 * the console the checksums hold and every frame is the one that was asked for.
 */
let running: RunningApp;
let desk: PlayerDesk;
let files: string;
/** Where the pack was unpacked. */
let there: string;

const FRONT = { file: 'NVR_ch17_main_20261012100641_20261012100653.mp4', camera: '17 正面', label: '推诿经过' };
const SIDE = { file: 'NVR_ch21_main_20261012100641_20261012100653.avi', camera: '21 侧面', label: '侧面同一刻' };
/** Frames asked for: first, and the one behind the last. Neither is a key frame of its recording. */
const ASKED = { front: [38, 138], side: [63, 111] } as const;
/** Coding anew leaves more than this of every picture, dB: once for a cut, twice for a redacted one. */
const SAME_DB = 34;
const TWICE_DB = 30;
const FINDING = '问题 1 · 未答复即推至 B09';

const page = () => running.page;
const press = (key: string): Promise<void> => page().keyboard.press(key);
const dialog = (): Locator => page().getByRole('dialog').last();
const wall = (): Locator => page().locator('[data-wall-clock]');
const aside = (label: string): Locator => page().locator('aside li').filter({ hasText: label });
const picture = (of: { camera: string }): Locator => page().getByRole('figure', { name: `${of.camera} 画面` });
/** What the clock of the hall says at a frame, as it stands on the page and in lists. */
const clockAt = (frame: number): string =>
  new Date(CLOCK_START + 8 * 3_600_000 + (frame * 1000) / FPS).toISOString().slice(11, 23);

async function go(address: string): Promise<void> {
  await page().evaluate((hash) => (location.hash = hash), address);
}
async function to(frame: number): Promise<void> {
  await press('g');
  await dialog().getByLabel('墙钟').fill(clockAt(frame));
  await press('Enter');
  await expect(wall()).toHaveText(clockAt(frame));
}
/** The number burned into the frame that is on the screen. */
async function seen(of: { camera: string }): Promise<number> {
  const file = join(files, 'seen.png');
  await picture(of).locator('video').screenshot({ path: file });
  return (await frameNumbers(file))[0] ?? -1;
}
const clips = (): Promise<Clip[]> => asked(running.call('clips.ofRecord', { kind: 'visit', visitId: desk.visitId }));
async function made(label: string, kind: Derived['kind']): Promise<Derived> {
  const clip = (await clips()).find((each) => each.label === label);
  const found = clip?.derived.find((each) => each.kind === kind);
  if (!found) throw new Error(`${label}: ${kind}`);
  return found;
}
async function sit(account: string, password: string): Promise<void> {
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account, password }));
}
/** Chooses the finding in the dialog of a clip, names it, and cuts. */
async function cutFor(label: string): Promise<void> {
  await press('Enter');
  await dialog().getByLabel('名称').fill(label);
  await dialog().getByLabel('附于').focus();
  await press('ArrowDown');
  await page().getByRole('option', { name: FINDING }).click();
  await dialog().getByRole('button', { name: '剪为证据' }).click();
  await expect(aside(label)).toContainText('已剪', { timeout: 60_000 });
}
/** Every frame of a result beside the one that was asked for; places outside of `takes` do not count. */
async function worst(result: Buffer[], source: Buffer[], takes = (_frame: number, _x: number, _y: number) => true) {
  expect(result.length).toBe(source.length);
  return Math.min(
    ...result.map((frame, index) => psnr(frame, source[index] ?? frame, 0, (x, y) => takes(index, x, y))),
  );
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  there = join(files, '解开');
  running = await launch({ size: { width: 1280, height: 800 } });
  desk = await playerDesk(running);
  await page().reload();
  await copyFile(await recording('clockMp4'), join(files, FRONT.file));
  await copyFile(await recording('clockAvi'), join(files, SIDE.file));
});
test.afterAll(async () => {
  await running?.close();
  if (files) await rm(files, { recursive: true, force: true });
});

test('two recordings are dropped, known by their bytes and names, and taken in', async () => {
  await go('#/footage');
  await expect(page().getByText('还没有录像')).toBeVisible();
  const wire = await page().context().newCDPSession(page());
  const data = { items: [], files: [FRONT, SIDE].map(({ file }) => join(files, file)), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await wire.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data });
  await wire.detach();
  await expect(dialog().getByRole('row').filter({ hasText: FRONT.file })).toContainText(FRONT.camera);
  await expect(dialog().getByRole('row').filter({ hasText: SIDE.file })).toContainText(SIDE.camera);
  await press('Control+Enter');
  const row = (text: string): Locator => page().getByRole('grid').getByRole('row').filter({ hasText: text });
  await expect(row(FRONT.file)).toContainText('H.264', { timeout: 60_000 });
  await expect(row(SIDE.file)).toContainText('MS-MPEG4', { timeout: 60_000 });
  await expect(row(SIDE.file)).toContainText('10:06:41');
});

async function open(of: { file: string }): Promise<void> {
  const { ids } = await asked(running.call('recordings.list', {}));
  const rows = await asked(running.call('recordings.rows', { ids }));
  await go(`#/footage/${rows.find(({ name }) => name === of.file)?.id}?visit=${desk.visitId}`);
  await page().getByLabel('原因').fill('查找、核实问题');
  await press('Enter');
  await expect(wall()).toHaveText(clockAt(0));
}
async function plays(of: { camera: string }): Promise<void> {
  await press('l');
  await expect.poll(async () => ((await wall().textContent()) ?? '') > clockAt(20)).toBe(true);
  await press('k');
  const frame = await seen(of);
  expect(frame).toBeGreaterThan(20);
  await expect(wall()).toHaveText(clockAt(frame));
}

test('the AVI plays by its copy, is cut to the frame and stands at the finding', async () => {
  test.setTimeout(90_000);
  await open(SIDE);
  await plays(SIDE);
  const [first, behind] = ASKED.side;
  await to(first);
  // The copy has become whole meanwhile, and took the place of the one that grew.
  await expect.poll(() => seen(SIDE)).toBe(first);
  await press('i');
  await to(behind - 1);
  await press('o');
  await expect(page().getByLabel(`出 ${clockAt(behind)}`)).toBeVisible();
  await cutFor(SIDE.label);
  await expect(page().locator('section.card')).toContainText(`${behind - first} / ${behind - first}，逐帧核对`);
});

test('the MP4 plays as it is, gets its moments, is cut and stands at the finding', async () => {
  test.setTimeout(90_000);
  await open(FRONT);
  await plays(FRONT);
  const [first, behind] = ASKED.front;
  await to(first);
  await press('i');
  await press('1');
  await to(100);
  await press('1');
  await to(behind - 1);
  expect(await seen(FRONT)).toBe(behind - 1);
  await press('o');
  await cutFor(FRONT.label);
  await expect(page().locator('section.card')).toContainText('首尾重编码，中段原样复制');
  await expect(page().locator('section.card')).toContainText('与所求一致，差 0 帧');
});

test('a mask that moves is burned into a copy', async () => {
  test.setTimeout(90_000);
  await aside(FRONT.label).getByRole('button').first().click();
  await press('m');
  const box = await picture(FRONT).locator('video').boundingBox();
  if (!box) throw new Error('no picture');
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page().mouse.move(...at(0.2, 0.3));
  await page().mouse.down();
  await page().mouse.move(...at(0.4, 0.7), { steps: 4 });
  await page().mouse.up();
  const masks = page().locator('aside li').filter({ hasText: '框 1' });
  await expect(masks).toContainText('1 个位置');
  // Two and a half seconds later it stands elsewhere; between the two it moves by itself.
  await to(ASKED.front[0] + 60);
  await page().mouse.move(...at(0.3, 0.5));
  await page().mouse.down();
  await page().mouse.move(...at(0.7, 0.6), { steps: 4 });
  await page().mouse.up();
  await expect(masks).toContainText('2 个位置');
  await page().getByText('马赛克', { exact: true }).click();
  await page().getByRole('button', { name: '生成打码副本' }).click();
  await expect(page().getByRole('button', { name: '播放打码副本' })).toBeVisible({ timeout: 60_000 });
  await press('Escape');
  await expect(aside(FRONT.label)).toContainText('已打码');
});

test('the record has both at its finding; the pack takes the copy, and the original that somebody else approved', async () => {
  test.setTimeout(90_000);
  const { id } = await made(SIDE.label, 'cut');
  const exception = await asked(running.call('exceptions.ask', { derivedId: id, reason: '当事人要求看清经过' }));
  await sit('office', '杭州湾-tide-47');
  await asked(running.call('exceptions.decide', { id: exception.id, approve: true, note: '已征得同意' }));
  await sit('lin', '杭州湾-tide-48');
  await page().reload();
  await expect(page().getByLabel('原因')).toBeVisible();
  await go(`#/visits/${desk.visitId}`);
  const section = page().getByRole('region', { name: '录像选段' });
  for (const { label } of [FRONT, SIDE])
    await expect(section.getByRole('listitem').filter({ hasText: label })).toContainText('· 未答复即推至 B09');
  await page().getByRole('button', { name: '证据包' }).click();
  const copy = dialog().getByRole('listitem').filter({ hasText: '打码副本' });
  const original = dialog().getByRole('listitem').filter({ hasText: SIDE.label });
  await expect(copy.getByRole('checkbox')).toBeChecked();
  await expect(original).toContainText('已批准');
  await original.getByRole('checkbox').check();
  const path = join(files, '证据包.zip');
  await running.app.evaluate(({ dialog: ask }, filePath) => {
    ask.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await dialog().getByLabel('用途').fill('移交市监局');
  await press('Control+Enter');
  await expect(dialog()).toBeHidden();
  const job = async () => (await asked(running.call('jobs.list', {}))).find(({ kind }) => kind === 'packs.make');
  await expect.poll(async () => (await job())?.state, { timeout: 60_000 }).toBe('succeeded');
  await unpack(path, there);
});

test('outside, the checksums hold and the manifest says where each file is from', async () => {
  const lines: string[] = [];
  const { code } = await runMedia('sha256sum', ['-c', 'SHA256SUMS'], {
    cwd: there,
    onLine: (line) => lines.push(line),
  });
  expect([code, lines.filter((line) => !line.endsWith(': OK'))]).toEqual([0, []]);
  expect(lines.length).toBeGreaterThanOrEqual(5);
  const bytes = await readFile(join(there, 'manifest.csv'));
  const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
  const of = (label: string) => rows.find((row) => row['名称'] === label);
  const redacted = await made(FRONT.label, 'redacted');
  const cut = await made(SIDE.label, 'cut');
  const seconds = (frame: number): string => (frame / FPS).toFixed(3);
  expect(of(FRONT.label)).toMatchObject({
    'SHA-256': redacted.sha256,
    字节: String(redacted.bytes),
    已打码: '1',
    通道: '17',
    来源录像: FRONT.file,
    '上级 SHA-256': (await made(FRONT.label, 'cut')).sha256,
    '画面时间（北京时间）': `2026-10-12 ${clockAt(ASKED.front[0])}`,
  });
  expect(of(SIDE.label)).toMatchObject({
    'SHA-256': cut.sha256,
    已打码: '0',
    通道: '21',
    来源录像: SIDE.file,
    '要求入点（秒）': seconds(ASKED.side[0]),
    '实际入点（秒）': seconds(ASKED.side[0]),
    '要求出点（秒）': seconds(ASKED.side[1]),
    '实际出点（秒）': seconds(ASKED.side[1]),
    帧数: String(ASKED.side[1] - ASKED.side[0]),
    '画面时间（北京时间）': `2026-10-12 ${clockAt(ASKED.side[0])}`,
  });
});

test('every frame of what was cut is the frame that was asked for', async () => {
  test.setTimeout(90_000);
  const inPack = (await readdir(join(there, 'clips'))).sort().map((name) => join(there, 'clips', name));
  const { sha256 } = await made(FRONT.label, 'cut');
  const stored = (await readdir(running.folder, { recursive: true })).find((name) => basename(name) === sha256) ?? '';
  const results = [
    [join(running.folder, stored), FRONT.file, ASKED.front],
    [inPack.find((name) => name.includes(SIDE.label)) ?? '', SIDE.file, ASKED.side],
  ] as const;
  for (const [result, source, [first, behind]] of results) {
    expect(await frameNumbers(result)).toEqual(numbers(first, behind));
    // Nothing lies hidden in front of the first frame.
    expect(await frameNumbers(result, { before: ['-ignore_editlist', '1'] })).toEqual(numbers(first, behind));
    const [got, wanted] = [
      await pictures(result, 0, behind - first),
      await pictures(join(files, source), first, behind),
    ];
    expect(await worst(got, wanted)).toBeGreaterThan(SAME_DB);
  }
});

test('in the redacted copy the mask follows its keys, and the rest is what was recorded', async () => {
  test.setTimeout(90_000);
  const [first, behind] = ASKED.front;
  const redacted = (await readdir(join(there, 'clips'))).find((name) => name.includes(FRONT.label)) ?? '';
  const result = join(there, 'clips', redacted);
  expect(await frameNumbers(result)).toEqual(numbers(first, behind));
  const got = await pictures(result, 0, behind - first);
  const wanted = await pictures(join(files, FRONT.file), first, behind);
  /** Whether a place is in the box at a frame; drawn from 0.2, 0.3 to 0.4, 0.7, moved by 0.4, 0.1 in sixty frames. */
  const inside = (frame: number, x: number, y: number, more: number): boolean => {
    const share = Math.min(1, frame / 60);
    const [left, top] = [0.2 + 0.4 * share, 0.3 + 0.1 * share];
    return x > left - more && x < left + 0.2 + more && y > top - more && y < top + 0.4 + more;
  };
  expect(await worst(got, wanted, (frame, x, y) => !inside(frame, x, y, 0.06))).toBeGreaterThan(TWICE_DB);
  const covered = got.map((each, index) => psnr(each, wanted[index] ?? each, 0, (x, y) => inside(index, x, y, -0.02)));
  expect(Math.max(...covered)).toBeLessThan(28);
});
