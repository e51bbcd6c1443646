import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chmod, copyFile, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import type { Clip, Derived } from '../../domain/footage/clip.js';
import type { Step } from '../../domain/visit.js';
import { runMedia } from '../../media/runner.js';
import { launch, type RunningApp } from '../support/app.js';
import { finding, writing } from '../support/finding.js';
import { recording } from '../support/footage.js';
import { asked, playerDesk, takeIn, type PlayerDesk } from '../support/player-desk.js';
import { unpack } from '../support/unpack.js';

test.describe.configure({ mode: 'serial' });

/** Footage on its record in the real application: from a step to the player and back, a pack, and its custody. */
let running: RunningApp;
let desk: PlayerDesk;
let files: string;
/** 10:06:41 in Shanghai on the day of the recordings. */
const START = Date.UTC(2026, 9, 12, 2, 6, 41);
const LABEL = '叫号后无人应答';
/** What was cut: an open visit is not for the office to see. */
let original: Pick<Derived, 'sha256' | 'bytes'>;

const page = () => running.page;
const press = (key: string): Promise<void> => page().keyboard.press(key);
const dialog = (): Locator => page().getByRole('dialog').last();
async function go(address: string): Promise<void> {
  await page().evaluate((hash) => (location.hash = hash), address);
}
async function axe(where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: page() }).include('#page').setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [where, id, nodes.map(({ html }) => html)])).toEqual([]);
}
const clips = (): Promise<Clip[]> => asked(running.call('clips.ofRecord', { kind: 'visit', visitId: desk.visitId }));
async function made(kind: Derived['kind']): Promise<Derived> {
  const found = (await clips()).flatMap(({ derived }) => derived).find((each) => each.kind === kind);
  if (!found) throw new Error(kind);
  return found;
}
async function ended(jobId: number): Promise<void> {
  const state = async () => (await asked(running.call('jobs.list', {}))).find(({ id }) => id === jobId)?.state;
  await expect.poll(state, { timeout: 60_000 }).toBe('succeeded');
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 录 '));
  running = await launch({ size: { width: 1280, height: 800 } });
  desk = await playerDesk(running);
  const named = async (name: string): Promise<string> => {
    await copyFile(await recording('h264Mp4'), join(files, name));
    // The same bytes would be known already: each file is another one behind its last box.
    await appendFile(join(files, name), name);
    return join(files, name);
  };
  await takeIn(running, desk.hallId, [
    await named('NVR_ch17_main_20261012100641_20261012100649.mp4'),
    await named('NVR_ch21_main_20261012100641_20261012100649.mp4'),
  ]);
  const visit = await asked(running.call('visits.get', { id: desk.visitId }));
  const step = (name: Step, windowId: number | null, seconds: number) => ({
    kind: 'step' as const,
    clientId: randomUUID(),
    entry: { step: name, windowId, at: START + seconds * 1000, recordedAt: Date.now(), note: null },
  });
  await asked(
    running.call('visits.change', {
      id: visit.id,
      seen: visit.revision,
      changes: [
        { kind: 'fields', was: { startedAt: visit.fields.startedAt }, value: { startedAt: START } },
        step('arrive', null, 0),
        step('called', desk.windowId, 1),
        step('greeted', desk.windowId, 3),
        writing(null, finding({ title: '叫号无人应', windowId: desk.windowId, at: START + 3000 })),
      ],
    }),
  );
});
test.afterAll(async () => {
  await running?.close();
  if (files) await rm(files, { recursive: true, force: true });
});

test('a step shows which recordings cover it, and opens the player there', async () => {
  await go(`#/visits/${desk.visitId}`);
  const open = page().getByRole('button', { name: /^叫号 10:06:42 的录像$/ });
  await open.focus();
  await press('Enter');
  const panel = page().getByRole('dialog', { name: '叫号 10:06:42 的录像' });
  await expect(panel).toContainText('17 正面');
  await expect(panel.getByRole('link', { name: /10:06:41–10:06:49/ })).toHaveCount(2);
  // The recorder kept thirty days, and nobody fetched the third camera.
  await expect(panel.getByRole('listitem').filter({ hasText: '22 等候区' })).toContainText('未存已覆盖');
  await expect(panel.getByRole('link', { name: '2 个机位并排看' })).toBeVisible();
  await press('Escape');
  await expect(panel).toBeHidden();
  await expect(open).toBeFocused();
  await press('Enter');
  await panel
    .getByRole('link', { name: /10:06:41–10:06:49/ })
    .first()
    .click();
  await page().getByLabel('原因').press('Enter');
  await expect(page().locator('[data-wall-clock]')).toHaveText('10:06:42.000');
});

test('a finding leads to the same minute, all its cameras side by side', async () => {
  await go(`#/visits/${desk.visitId}`);
  await page().getByRole('button', { name: '叫号无人应 10:06:44 的录像' }).click();
  await page().getByRole('link', { name: '2 个机位并排看' }).click();
  await page().getByLabel('原因').press('Enter');
  await expect(page().locator('[data-wall-clock]')).toHaveText('10:06:44.000');
  await expect(page().getByRole('figure', { name: '21 侧面 画面' })).toBeVisible();
});

test('what is marked there is cut, and stands on the record', async () => {
  test.setTimeout(120_000);
  await go(`#/visits/${desk.visitId}`);
  await page().getByRole('button', { name: '叫号 10:06:42 的录像' }).click();
  await page()
    .getByRole('link', { name: /10:06:41–10:06:49/ })
    .first()
    .click();
  await page().getByLabel('原因').press('Enter');
  await expect(page().locator('[data-wall-clock]')).toHaveText('10:06:42.000');
  await press('i');
  await press('g');
  await dialog().getByLabel('墙钟').fill('10:06:44.000');
  await press('Enter');
  await expect(page().locator('[data-wall-clock]')).toHaveText('10:06:44.000');
  await press('o');
  await press('Enter');
  await page().getByLabel('名称').fill(LABEL);
  await page().getByLabel('名称').press('Enter');
  await expect(page().locator('aside li').filter({ hasText: LABEL })).toContainText('已剪', { timeout: 60_000 });
  await page().locator('.facts').getByRole('link').first().click();
  const section = page().getByRole('region', { name: '录像选段' });
  await expect(section).toContainText(LABEL);
  await expect(section).toContainText('10:06:42.0–10:06:44.0');
  await expect(section).toContainText('已剪');
  await axe('recording');
  await section.getByRole('link', { name: `在播放器中打开：${LABEL}` }).click();
  await expect(page()).toHaveURL(/#\/footage\/\d+\?clip=\d+&visit=\d+/);
  await go(`#/visits/${desk.visitId}`);
});

test('a cut plays on the record once a reason was given', async () => {
  await page()
    .getByRole('button', { name: `播放 ${LABEL}` })
    .click();
  await expect(dialog()).toContainText('没有打码');
  await dialog().getByLabel('原因').fill('复核问题');
  await press('Enter');
  const video = page().locator('video');
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState), { timeout: 20_000 })
    .toBeGreaterThan(1);
  await press('Escape');
  await expect(video).toHaveCount(0);
});

test('a pack takes what is redacted; the rest waits for the word of somebody else', async () => {
  test.setTimeout(120_000);
  const [clip] = await clips();
  if (!clip) throw new Error('no clip');
  const keys = [{ atMs: 0, x: 0.4, y: 0.4, width: 0.2, height: 0.2 }];
  const regions = [{ id: randomUUID(), shape: 'box' as const, fromMs: 0, untilMs: 2000, keys }];
  const track = { method: 'black' as const, regions, sound: 'mute' as const, mutedSpans: [] };
  await asked(running.call('redactions.save', { clipId: clip.id, revision: 0, track }));
  await ended((await asked(running.call('redactions.make', { clipId: clip.id }))).jobId);
  original = await made('cut');
  await page().getByRole('button', { name: '证据包' }).click();
  const [cut, copy] = ['精确剪切件', '打码副本'].map((kind) =>
    dialog().getByRole('listitem').filter({ hasText: kind }),
  );
  await expect(copy!.getByRole('checkbox')).toBeChecked();
  await expect(cut!.getByRole('checkbox')).toBeDisabled();
  await expect(cut!).toContainText('须经批准');
  await dialog().getByRole('button', { name: '选择位置并导出' }).click();
  await expect(dialog()).toContainText('请填写。');
  await cut!.getByRole('button', { name: '申请原样外发' }).click();
  await dialog().getByLabel('原因').fill('当事人要求看清经过');
  await press('Enter');
  await expect(cut!).toContainText('已申请，待批准');

  const path = join(files, '证据包 “甲”.zip');
  await running.app.evaluate(({ dialog: ask }, filePath) => {
    ask.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await dialog().getByLabel('用途').fill('移交市监局');
  await press('Control+Enter');
  await expect(dialog()).toBeHidden();
  const jobs = async () => (await asked(running.call('jobs.list', {}))).find(({ kind }) => kind === 'packs.make');
  await expect.poll(async () => (await jobs())?.state, { timeout: 60_000 }).toBe('succeeded');
  const there = join(files, '解开');
  const names = await unpack(path, there);
  const lines: string[] = [];
  const args = ['-c', 'SHA256SUMS'];
  const { code } = await runMedia('sha256sum', args, { cwd: there, onLine: (line) => lines.push(line) });
  expect([code, lines]).toEqual([0, names.slice(0, -1).map((name) => `${name}: OK`)]);
  const sha256 = createHash('sha256')
    .update(await readFile(join(there, names[0] ?? '')))
    .digest('hex');
  expect(sha256).toBe((await made('redacted')).sha256);

  await page().getByRole('button', { name: '证据包' }).click();
  await expect(dialog()).toContainText('移交市监局');
  await expect(dialog()).toContainText('A07');
  await press('Escape');
  await expect(page().getByRole('region', { name: '录像选段' })).toContainText('已导出');
});

test('the office decides what may leave as it is', async () => {
  await go('#/');
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account: 'office', password: '杭州湾-tide-47' }));
  const waiting = page().getByRole('link', { name: /当事人要求看清经过/ });
  await expect(waiting).toContainText('A07');
  await waiting.click();
  await page().getByRole('button', { name: '批准', exact: true }).click();
  await dialog().getByLabel('原因').fill('已征得当事人同意');
  await press('Enter');
  await expect(page().getByRole('tabpanel')).toContainText('已批准');
  await expect(page().getByRole('tabpanel')).toContainText('已征得当事人同意');
  await axe('exceptions');
});

test('a changed file is locked and named everywhere until it is whole again', async () => {
  test.setTimeout(90_000);
  const { sha256, bytes } = original;
  const all = await readdir(running.folder, { recursive: true });
  const stored = join(running.folder, all.find((name) => name.endsWith(sha256)) ?? '');
  await chmod(stored, 0o600);
  await appendFile(stored, 'x');
  await go('#/custody');
  await page().getByRole('button', { name: '核验全部证据' }).focus();
  await press('v');
  await expect(page().getByText(/核验：1 项异常/)).toBeVisible({ timeout: 30_000 });
  const banner = page()
    .getByRole('alert')
    .filter({ hasText: `证据“${LABEL}”与登记的校验值不符，已锁定` });
  await expect(banner).toBeVisible();
  const fault = page().getByRole('tabpanel').getByRole('listitem').filter({ hasText: '校验不一致' });
  await expect(fault).toContainText(LABEL);
  await axe('faults');
  await fault.getByRole('button', { name: '处理' }).click();
  await dialog().getByLabel('原因').fill('还没有找回原件');
  await press('Enter');
  // Looked at again before the file is put right, or it would be found whole.
  await expect(
    page()
      .getByText(/核[对验]\S*不一致，/)
      .first(),
  ).toBeVisible();
  await expect(banner).toBeVisible();
  await truncate(stored, bytes);
  await fault.getByRole('button', { name: '处理' }).click();
  await dialog().getByLabel('原因').fill('已从备份恢复');
  await press('Enter');
  await expect(banner).toHaveCount(0);
  await page().getByRole('button', { name: '已处理的 1 项' }).click();
  await expect(page().getByRole('tabpanel')).toContainText('已从备份恢复');
});

test('terms, holds, the viewing register and what the recorders still hold', async () => {
  await page().getByRole('tab', { name: '期限与保全' }).click();
  const row = page().getByRole('row').filter({ hasText: 'NVR_ch21' });
  await row.getByRole('button', { name: '保全', exact: true }).click();
  await dialog().getByLabel('原因').fill('行政复议期间');
  await press('Enter');
  await expect(row).toContainText('保全中');
  await row.getByRole('combobox').selectOption({ label: '案卷' });
  await dialog().getByLabel('原因').fill('入卷');
  await press('Enter');
  await expect(row.getByRole('combobox')).toHaveValue('case_file');
  await row.getByRole('button', { name: '解除保全' }).click();
  await dialog().getByLabel('原因').fill('复议终结');
  await press('Enter');
  await expect(row).not.toContainText('保全中');
  await expect(page().getByRole('img', { name: /^一号录像机：/ })).toBeVisible();
  await axe('retention');
  await page().getByRole('tab', { name: '调阅登记' }).click();
  await expect(page().getByRole('row').filter({ hasText: '复核问题' })).toContainText('A07');
  await page().getByRole('tab', { name: '到期处置' }).click();
  await expect(page().getByRole('tabpanel')).toContainText('没有到期的录像');
});
