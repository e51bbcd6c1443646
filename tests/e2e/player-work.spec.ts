import { randomUUID } from 'node:crypto';
import { appendFile, copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import type { Clip, Derived } from '../../domain/footage/clip.js';
import { dayOf } from '../../domain/time.js';
import { runForBytes } from '../../media/runner.js';
import { launch, type RunningApp } from '../support/app.js';
import {
  CLOCK_START,
  FPS,
  frameNumbers,
  HEIGHT,
  mediaTools,
  numbers,
  recording,
  soundOnly,
} from '../support/footage.js';
import { pictures, psnr } from '../support/pixels.js';
import { asked, playerDesk, takeIn, type PlayerDesk } from '../support/player-desk.js';

test.describe.configure({ mode: 'serial' });

/** What is done in the player beyond watching one recording: loops, enlarging, batches, steps, sound, four cameras. */
let running: RunningApp;
let desk: PlayerDesk;
let files: string;
let front: number;
let sound: number;
let source: string;

const page = () => running.page;
const press = (key: string): Promise<void> => page().keyboard.press(key);
const dialog = (): Locator => page().getByRole('dialog').last();
const wall = (): Locator => page().locator('[data-wall-clock]');
const clip = (label: string): Locator => page().locator('aside li').filter({ hasText: label });
const card = (): Locator => page().locator('section.card');
const picture = (camera: string): Locator => page().getByRole('figure', { name: `${camera} 画面` });
const clockAt = (frame: number): string =>
  new Date(CLOCK_START + 8 * 3_600_000 + (frame * 1000) / FPS).toISOString().slice(11, 23);

async function open(id: number, query: string): Promise<void> {
  await page().evaluate((hash) => (location.hash = hash), `#/footage/${id}${query}`);
  await page().getByLabel('原因').fill('查找、核实问题');
  await press('Enter');
  await expect(wall()).toBeVisible();
}
async function to(frame: number): Promise<void> {
  await press('g');
  await dialog().getByLabel('墙钟').fill(clockAt(frame));
  await press('Enter');
  await expect(wall()).toHaveText(clockAt(frame));
}
async function select(first: number, behind: number): Promise<void> {
  await to(first);
  await press('i');
  await to(behind - 1);
  await press('o');
}
async function save(label: string): Promise<void> {
  await press('c');
  await dialog().getByLabel('名称').fill(label);
  await press('Enter');
  await expect(clip(label)).toBeVisible();
}
/** The number burned into the frame that is on the screen. */
async function seen(camera: string): Promise<number> {
  const file = join(files, 'seen.png');
  await picture(camera).locator('video').screenshot({ path: file });
  return (await frameNumbers(file))[0] ?? -1;
}
async function made(label: string, of: (derived: Derived) => boolean): Promise<{ derived: Derived; file: string }> {
  const clips: Clip[] = await asked(running.call('clips.ofRecording', { recordingId: front }));
  const all = clips.find((each) => each.label === label)?.derived.filter(of) ?? [];
  const derived = all.sort((a, b) => b.id - a.id)[0];
  if (!derived) throw new Error(label);
  const names = await readdir(running.folder, { recursive: true });
  return { derived, file: join(running.folder, names.find((name) => basename(name) === derived.sha256) ?? '') };
}
/** Root mean square of the sound between two seconds, of 32767. */
async function level(file: string, from: number, until: number): Promise<number> {
  const args = [
    '-v',
    'error',
    '-i',
    file,
    '-ss',
    String(from),
    '-to',
    String(until),
    '-map',
    '0:a:0',
    '-f',
    's16le',
    '-',
  ];
  const bytes = await runForBytes((await mediaTools()).ffmpeg, args, { timeoutMs: 20_000, mostBytes: 8 << 20 });
  const samples = Array.from({ length: (bytes?.length ?? 0) / 2 }, (_, index) => bytes?.readInt16LE(index * 2) ?? 0);
  expect(samples.length).toBeGreaterThan(1000);
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  running = await launch({ size: { width: 1280, height: 800 } });
  desk = await playerDesk(running);
  const named = async (from: string, name: string): Promise<string> => {
    await copyFile(from, join(files, name));
    // The same bytes would be known already: each file is another one behind its last box.
    await appendFile(join(files, name), name);
    return join(files, name);
  };
  const mp4 = await recording('h264Mp4');
  source = await named(mp4, 'NVR_ch17_main_20261012100641_20261012100649.mp4');
  [front = 0, , , , sound = 0] = await takeIn(running, desk.hallId, [
    source,
    await named(mp4, 'NVR_ch21_main_20261012100643_20261012100651.mp4'),
    await named(mp4, 'NVR_ch22_main_20261012100641_20261012100649.mp4'),
    await named(mp4, 'NVR_ch30_main_20261012100642_20261012100650.mp4'),
    await named(await soundOnly(), '电话录音.m4a'),
  ]);
});
test.afterAll(async () => {
  await running?.close();
  if (files) await rm(files, { recursive: true, force: true });
});

test('the selection repeats until it is let go', async () => {
  await open(front, `?visit=${desk.visitId}`);
  await select(50, 60);
  await press('r');
  await to(50);
  await press('l');
  const shown = new Set<string>();
  let wraps = 0;
  for (let last = '', end = Date.now() + 15_000; wraps < 2 && Date.now() < end;) {
    const now = (await wall().textContent()) ?? '';
    if (now < last) wraps += 1;
    shown.add((last = now));
  }
  await press('k');
  await press('r');
  expect(wraps).toBe(2);
  // Its end is looked for a dozen times a second.
  expect([...shown].filter((each) => each < clockAt(50) || each > clockAt(72))).toEqual([]);
});

test('the picture is enlarged where the pointer is, moved by dragging, and put back', async () => {
  const box = await picture('17 正面').boundingBox();
  if (!box) throw new Error('no picture');
  const whole = await picture('17 正面').locator('video').boundingBox();
  await page().mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.5);
  for (let turn = 0; turn < 4; turn += 1) await page().mouse.wheel(0, -100);
  await expect(page().getByText(/^放大 2/)).toBeVisible();
  const near = await picture('17 正面').locator('video').boundingBox();
  expect((near?.width ?? 0) / (whole?.width ?? 1)).toBeGreaterThan(2);
  await page().mouse.down();
  await page().mouse.move(box.x + box.width * 0.15, box.y + box.height * 0.5, { steps: 4 });
  await page().mouse.up();
  const moved = await picture('17 正面').locator('video').boundingBox();
  expect((near?.x ?? 0) - (moved?.x ?? 0)).toBeGreaterThan(box.width * 0.05);
  await press('0');
  await expect(page().getByText(/^放大/)).toHaveCount(0);
  expect(await picture('17 正面').locator('video').boundingBox()).toEqual(whole);
});

test('two clips are cut in one go, with hall, camera and clock on the picture', async () => {
  test.setTimeout(90_000);
  await select(30, 55);
  await save('甲段');
  await press('x');
  await select(110, 130);
  await save('乙段');
  await page().getByLabel('印字幕').check();
  for (const label of ['甲段', '乙段'])
    await page()
      .getByRole('checkbox', { name: `选中 ${label}` })
      .check();
  await page().getByRole('button', { name: '剪选中的 2 段' }).click();
  for (const label of ['甲段', '乙段']) await expect(clip(label)).toContainText('已剪', { timeout: 60_000 });
  await expect(card()).toContainText('已印在画面上');
  await page().getByLabel('印字幕').uncheck();
  const { file } = await made('乙段', ({ cut }) => cut?.captioned === true);
  const [got, wanted] = [await pictures(file, 0, 20), await pictures(source, 110, 130)];
  const rows = (from: number, until: number): number =>
    psnr(
      got[10] ?? Buffer.alloc(0),
      wanted[10] ?? Buffer.alloc(0),
      0,
      (_, y) => y * HEIGHT >= from && y * HEIGHT < until,
    );
  // Words stand at the edges; the middle is as it was.
  expect(rows(HEIGHT * 0.3, HEIGHT * 0.7)).toBeGreaterThan(34);
  expect(Math.min(rows(0, HEIGHT * 0.15), rows(HEIGHT * 0.85, HEIGHT))).toBeLessThan(26);
});

test('a fast cut is named as one and tells where it really begins', async () => {
  test.setTimeout(60_000);
  await clip('甲段').getByRole('button').first().click();
  await page().getByRole('button', { name: '快速', exact: true }).click();
  const tab = card().getByText('快速剪切件', { exact: true }).first();
  await expect(tab).toBeVisible({ timeout: 30_000 });
  await tab.click();
  await expect(card()).toContainText(clockAt(25));
  const { file } = await made('甲段', ({ cut }) => cut?.mode === 'fast');
  expect((await frameNumbers(file, { before: ['-ignore_editlist', '1'] })).slice(0, 30)).toEqual(numbers(25, 55));
});

test('the three moments of a clip become timed steps of its visit', async () => {
  await press('x');
  await select(60, 190);
  for (const [key, from, until] of [
    ['1', 65, 90],
    ['2', 100, 120],
    ['3', 150, 180],
  ] as const) {
    await to(from);
    await press(key);
    await to(until);
    await press(key);
  }
  await save('三声');
  const write = page().getByRole('button', { name: '写入计时步骤' });
  // The visit is of today, the footage is not: it is said why.
  await write.click();
  await expect(page().getByText('“叫号”与检查不在同一天').first()).toBeVisible();
  const { id, revision, fields } = await asked(running.call('visits.get', { id: desk.visitId }));
  const value = { startedAt: CLOCK_START };
  const changes = [{ kind: 'fields' as const, was: { startedAt: fields.startedAt }, value }];
  await asked(running.call('visits.change', { id, seen: revision, changes }));
  await write.click();
  await expect(page().getByText('已写入 5 个计时步骤').first()).toBeVisible();
  const { steps } = await asked(running.call('visits.get', { id: desk.visitId }));
  const at = (frame: number): number => CLOCK_START + (frame * 1000) / FPS;
  expect(Object.fromEntries(steps.map((each) => [each.step, each.at]))).toEqual({
    called: at(65),
    greeted: at(90),
    answered: at(120),
    done: at(150),
    left: at(180),
  });
});

test('a part of the sound is silenced, or the voice changed; the length stays', async () => {
  test.setTimeout(90_000);
  await clip('乙段').getByRole('button').first().click();
  await press('m');
  await page().getByText('分段静音', { exact: true }).click();
  await to(115);
  await page().getByRole('button', { name: '从此刻静音' }).click();
  await to(125);
  await page().getByRole('button', { name: '静音到此刻' }).click();
  await page().getByRole('button', { name: '生成打码副本' }).click();
  await expect(page().getByRole('button', { name: '播放打码副本' })).toBeVisible({ timeout: 45_000 });
  const muted = await made('乙段', ({ kind }) => kind === 'redacted');
  expect(await level(muted.file, 0.25, 0.55)).toBeLessThan(20);
  expect(await level(muted.file, 0, 0.15)).toBeGreaterThan(500);
  expect((await pictures(muted.file, 0, 20)).length).toBe(20);
  await page().getByText('变声', { exact: true }).click();
  await page().getByRole('button', { name: '生成打码副本' }).click();
  await expect
    .poll(async () => (await made('乙段', ({ kind }) => kind === 'redacted')).derived.id, { timeout: 45_000 })
    .not.toBe(muted.derived.id);
  const changed = await made('乙段', ({ kind }) => kind === 'redacted');
  expect(await level(changed.file, 0.25, 0.55)).toBeGreaterThan(500);
  await press('Escape');
});

test('four cameras stand on one wall clock', async () => {
  await press('x');
  await page().getByRole('button', { name: '把 21 侧面 放到旁边' }).click();
  await page().getByRole('button', { name: '加机位' }).click();
  for (const name of [/22 等候区/, /ch30/]) await page().getByRole('checkbox', { name }).check();
  await press('Escape');
  await to(120);
  await expect(page().getByText('4 个机位锁定，画面差 0 帧（0 毫秒）')).toBeVisible();
  expect([await seen('17 正面'), await seen('21 侧面'), await seen('22 等候区')]).toEqual([120, 70, 120]);
  await press('l');
  await page().waitForTimeout(1200);
  await press('k');
  await expect(page().getByText(/^4 个机位锁定，画面差 0 帧/)).toBeVisible();
  const now = await seen('17 正面');
  expect(Math.abs(now - (await seen('21 侧面')) - 50)).toBeLessThanOrEqual(1);
  expect(Math.abs(now - (await seen('22 等候区')))).toBeLessThanOrEqual(1);
});

test('a sound recording is heard and marked; what it cannot be is said', async () => {
  await open(sound, `?visit=${desk.visitId}`);
  await expect(page().getByText('只有声音，没有画面')).toBeVisible();
  await press('l');
  await expect.poll(async () => (await wall().textContent()) ?? '').not.toBe('00:00.000');
  await press('k');
  await press('Home');
  await expect(wall()).toHaveText('00:00.000');
  await press('i');
  await press('g');
  await dialog().getByLabel('录像内时刻').fill('2');
  await press('Enter');
  await press('o');
  await save('通话');
  await expect(clip('通话')).toContainText('00:00.000–');
  await expect(page().getByText('只有声音：可以播放和记下选段')).toBeVisible();
  await expect(page().getByRole('button', { name: '剪为证据' })).toHaveCount(0);
});

/** A lead of a supervisor, handed in; the office sits at the desk afterwards. */
async function leadOf(hallId: number, windowId: number): Promise<number> {
  const sit = async (account: string, password: string): Promise<void> => {
    await asked(running.call('session.signOut', {}));
    await asked(running.call('session.signIn', { account, password }));
  };
  const office = '杭州湾-tide-47';
  const seenDay = dayOf(CLOCK_START);
  await sit('office', office);
  const person = { account: 'jian', name: '许明', code: 'S01', unitId: null, phone: null, note: null };
  const fields = { ...person, roles: ['social_supervisor' as const] };
  const { id: personId } = await asked(
    running.call('people.create', { clientId: randomUUID(), fields, password: office }),
  );
  const entry = { personId, constituency: 'retired_cadre' as const, certificateNo: '监〔2026〕001', hallIds: [hallId] };
  const term = { fromDay: seenDay - 40, toDay: dayOf(Date.now()) + 300, employer: null, note: null };
  await asked(running.call('supervisors.create', { clientId: randomUUID(), fields: { ...entry, ...term } }));
  await sit('jian', office);
  await asked(running.call('session.changePassword', { current: office, next: '杭州湾-tide-49' }));
  const clientId = randomUUID();
  const place = { hallId, windowId, place: null, seenDay, dayPart: 'morning' as const, hour: 10 };
  const told = { saw: '窗口叫了号没有人应', aspects: [], wish: null };
  const kept = await asked(
    running.call('leads.saveDraft', { clientId, revision: null, fields: { ...place, ...told } }),
  );
  const { id } = await asked(running.call('leads.submit', { clientId, revision: kept.revision }));
  await sit('office', office);
  return id;
}

test('from a lead to the footage of that day; what is marked there belongs to the lead', async () => {
  await page().evaluate(() => (location.hash = '#/'));
  const id = await leadOf(desk.hallId, desk.windowId);
  await page().reload();
  await expect(page().getByRole('heading', { level: 1 })).toBeVisible();
  await page().evaluate((hash) => (location.hash = hash), `#/leads/${id}`);
  await page().getByRole('button', { name: '当日录像' }).click();
  await page()
    .getByRole('link', { name: /^17 正面/ })
    .click();
  await page().getByLabel('原因').fill('核实线索');
  await press('Enter');
  await select(20, 40);
  await save('叫号无人');
  await page().evaluate((hash) => (location.hash = hash), `#/leads/${id}`);
  await expect(page().getByRole('region', { name: '录像选段' })).toContainText('叫号无人');
});
