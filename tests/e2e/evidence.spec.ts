import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import type { Role } from '../../domain/people.js';
import { dayOf } from '../../domain/time.js';
import { launch, type RunningApp } from '../support/app.js';
import { finding, writing } from '../support/finding.js';
import { cameraNotes, draw, note } from '../support/pictures.js';

test.describe.configure({ mode: 'serial' });

/** Pictures in the real application: pasted, dropped and chosen, seen, captioned, removed and put back. */
let running: RunningApp;
let folder: string;
let files: string;
let visitId: number;

async function asked<T>(answer: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>): Promise<T> {
  const given = await answer;
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  return given.value;
}
/** Everybody's password; the first one has to be changed. */
const FIRST = '杭州湾-tide-47';
const OWN = '杭州湾-tide-48';
const people = new Map<string, number>();

async function add(account: string, role: Role): Promise<void> {
  const fields = { account, name: `人员${account}`, code: null, roles: [role], unitId: null, phone: null, note: null };
  const person = await asked(running.call('people.create', { clientId: crypto.randomUUID(), fields, password: FIRST }));
  people.set(account, person.id);
}
async function sit(account: string): Promise<void> {
  await asked(running.call('session.signOut', {}));
  const known = await running.call('session.signIn', { account, password: OWN });
  if (known.ok) return;
  await asked(running.call('session.signIn', { account, password: FIRST }));
  if (account !== 'office') await asked(running.call('session.changePassword', { current: FIRST, next: OWN }));
}
async function go(address: string): Promise<void> {
  await running.page.evaluate((hash) => (location.hash = hash), address);
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 图 '));
  folder = await mkdtemp(join(tmpdir(), 'mingcha 试 '));
  running = await launch({ folder, size: { width: 1440, height: 900 } });
  await asked(
    running.call('session.setUp', {
      clientId: crypto.randomUUID(),
      hallName: '林溪区行政便民服务中心',
      administrator: { account: 'office', name: '何知远', password: FIRST },
    }),
  );
  await add('lin', 'inspector');
  await add('fu', 'reviewer');
  await add('li', 'social_supervisor');
  await sit('lin');
  const tree = await asked(running.call('hall.tree', {}));
  const visit = await asked(
    running.call('visits.start', {
      clientId: crypto.randomUUID(),
      mode: 'simulated_transaction',
      roundObjectId: null,
      hallId: tree.halls[0]?.id ?? 0,
      windowIds: [],
      partnerIds: [],
    }),
  );
  visitId = visit.id;
  await asked(
    running.call('visits.change', {
      id: visitId,
      seen: visit.revision,
      changes: [writing(null, finding({ title: '胸牌未佩戴' }))],
    }),
  );
  await go(`#/visits/${visitId}`);
});
test.afterAll(async () => {
  await running?.close();
  for (const each of [folder, files]) if (each) await rm(each, { recursive: true, force: true });
});

const strip = (): Locator => running.page.getByRole('group', { name: '照片' }).last();
const tiles = (): Locator => strip().locator('[data-picture]');
const viewer = (): Locator => running.page.getByRole('dialog', { name: /^图/ });

/** Drops files as the file manager would: real paths, not made by the page. */
async function dropOn(where: Locator, paths: string[]): Promise<void> {
  const box = await where.boundingBox();
  if (!box) throw new Error('nothing to drop on');
  const at = { x: box.x + box.width / 2, y: box.y + 10 };
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const wire = await running.page.context().newCDPSession(running.page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await wire.send('Input.dispatchDragEvent', { type, ...at, data });
  await wire.detach();
}
/** Whether an address of a picture shows one to the page as it is now. */
const shows = (address: string): Promise<boolean> =>
  running.page.evaluate(
    (src) =>
      new Promise<boolean>((resolve) => {
        const image = new Image();
        image.onload = () => resolve(image.naturalWidth > 0);
        image.onerror = () => resolve(false);
        image.src = src;
      }),
    address,
  );
const attachments = async () => (await asked(running.call('visits.get', { id: visitId }))).attachments;

test('a picture is pasted from the clipboard by keyboard alone', async () => {
  const { page, app } = running;
  await app.evaluate(async ({ clipboard, nativeImage }) => {
    const bitmap = Buffer.alloc(64 * 48 * 4, 0);
    for (let at = 0; at < bitmap.length; at += 4) bitmap.set([at % 256, (at >> 6) % 256, (at >> 9) % 256, 255], at);
    const picture = nativeImage.createFromBitmap(bitmap, { width: 64, height: 48 });
    // Electron up to 44 takes the picture, 45 items as pages know them.
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
  await strip().getByRole('button', { name: '粘贴或拖入照片' }).focus();
  await page.keyboard.press('ControlOrMeta+v');
  await expect(tiles()).toHaveCount(1);
  const [pasted] = await attachments();
  expect(pasted).toMatchObject({ origin: 'paste', mediaType: 'image/png', width: 64, height: 48 });
  expect(pasted?.name).toMatch(/^clipboard-\d{8}-\d{4}-[0-9a-f]{6}\.png$/);
  // What passed through has been removed again.
  expect(await readdir(join(folder, 'passing'))).toEqual([]);
});

test('pictures are dropped; what is none says why and leaves nothing', async () => {
  const photo = await draw(files, '大厅一楼 取号机旁 “三声” 𠮷.jpg', 'test', 'scale=1200:900');
  await note(photo, cameraNotes(1, '2026:10:14 09:41:12'));
  const svg = join(files, '截图.png');
  await writeFile(svg, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  await dropOn(strip(), [photo, svg, files]);
  await expect(tiles()).toHaveCount(2);
  const refused = strip().getByRole('button', { name: '“截图.png”未存入，查看原因' });
  await refused.click();
  await expect(running.page.getByRole('dialog', { name: /截图/ })).toContainText('不是可以读取的照片');
  await running.page.getByRole('button', { name: '不再显示“截图.png”' }).click();
  await expect(refused).toHaveCount(0);
  // The folder that came along is named as one.
  await strip()
    .getByRole('button', { name: /未存入，查看原因/ })
    .click();
  await expect(running.page.getByRole('dialog', { name: /未存入/ })).toContainText('这是文件夹');
  await running.page.getByRole('button', { name: /^不再显示/ }).click();
  const [, dropped] = await attachments();
  expect(dropped).toMatchObject({
    origin: 'drop',
    name: '大厅一楼 取号机旁 “三声” 𠮷.jpg',
    width: 1200,
    takenAt: Date.UTC(2026, 9, 14, 1, 41, 12),
  });
  expect(await readdir(join(folder, 'data', 'evidence', 'incoming'))).toEqual([]);
});

test('a picture is chosen; the same one is not hung twice', async () => {
  const chosen = await draw(files, 'B07.png', 'chart');
  await running.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, chosen);
  await strip().getByRole('button', { name: '加照片' }).click();
  await expect(tiles()).toHaveCount(3);
  await strip().getByRole('button', { name: '加照片' }).click();
  await expect(running.page.getByText('“B07.png”已在这里，未重复存入').first()).toBeVisible();
  await expect(tiles()).toHaveCount(3);
});

test('every tile shows its picture', async () => {
  const widths = await tiles()
    .locator('img')
    .evaluateAll((images) =>
      Promise.all((images as HTMLImageElement[]).map((one) => one.decode().then(() => one.naturalWidth))),
    );
  expect(widths).toEqual([64, 320, 320]);
});

test('seen in full, walked through, magnified and captioned by keyboard', async () => {
  const { page } = running;
  await tiles().first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(viewer()).toHaveAccessibleName('图 2（2 / 3）');
  const image = viewer().locator('img');
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1200);
  const shown = async (): Promise<number> => Math.round((await image.boundingBox())?.width ?? 0);
  const whole = await shown();
  await page.keyboard.press('+');
  await expect.poll(shown).toBeGreaterThan(whole * 1.4);
  await page.keyboard.press('1');
  await expect.poll(shown).toBe(1200);
  await page.keyboard.press('0');
  await expect.poll(shown).toBe(whole);
  await expect(viewer()).toContainText('2026-10-14 周三 09:41:12');
  await page.keyboard.press('e');
  await page.keyboard.type('取号机旁无人引导 <b>1-9</b> 🙂');
  await page.keyboard.press('Enter');
  await expect(strip()).toContainText('取号机旁无人引导 <b>1-9</b> 🙂');
  const found = await new AxeBuilder({ page }).include('#layers').disableRules('region').setLegacyMode().analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  // In the field the arrows belong to the text.
  await page.keyboard.press('ArrowLeft');
  await expect(viewer()).toHaveAccessibleName('图 2（2 / 3）');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer()).toHaveAccessibleName('图 1（1 / 3）');
  await page.keyboard.press('ArrowLeft');
  await expect(viewer()).toHaveAccessibleName('图 1（1 / 3）');
  await page.keyboard.press('Escape');
  await expect(viewer()).toHaveCount(0);
  expect((await attachments())[1]?.caption).toBe('取号机旁无人引导 <b>1-9</b> 🙂');
});

test('removed by Delete, with a way back, the focus on the neighbour', async () => {
  const { page } = running;
  const before = (await attachments()).map(({ id }) => id);
  await tiles().first().focus();
  await page.keyboard.press('Delete');
  await expect(tiles()).toHaveCount(2);
  await expect(tiles().first()).toBeFocused();
  await page.getByRole('button', { name: '撤销' }).last().click();
  await expect(tiles()).toHaveCount(3);
  expect((await attachments()).map(({ id }) => id)).toEqual(before);
});

test('the page can show pictures to who may see them, and do nothing else with them', async () => {
  const [first] = await attachments();
  const own = `media://evidence/${first?.id}/full`;
  expect(await shows(own)).toBe(true);
  for (const other of [
    'media://evidence/999999/full',
    `media://evidence/${first?.id}/../../../data/mingcha.sqlite`,
    `media://evidence/${first?.id}/full?x`,
    `media://other/${first?.id}/full`,
    'media://evidence/..%2f..%2fsettings.json/full',
  ])
    expect(await shows(other), other).toBe(false);
  // Neither fetched nor run nor framed, whatever the bytes may be.
  const taken = await running.page.evaluate(async (address) => {
    const fetched = await fetch(address).then(
      () => 'fetched',
      () => 'refused',
    );
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    for (const [tag, name] of Object.entries({
      script: 'src',
      iframe: 'src',
      object: 'data',
      embed: 'src',
      video: 'src',
    })) {
      const element = document.createElement(tag);
      element.setAttribute(name, address);
      document.body.append(element);
      await new Promise((later) => setTimeout(later, 50));
      element.remove();
    }
    return [fetched, ...new Set(refused)].sort();
  }, own);
  expect(taken).toEqual(['connect-src', 'frame-src', 'media-src', 'object-src', 'refused', 'script-src-elem']);
  await sit('fu');
  expect(await shows(own)).toBe(false);
  await sit('lin');
  expect(await shows(own)).toBe(true);
  await asked(running.call('session.lock', {}));
  expect(await shows(own)).toBe(false);
  await asked(running.call('session.unlock', { password: OWN }));
  expect(await shows(own)).toBe(true);
});

test('on the page of large text, in English, a refused file says why in full', async () => {
  const { page } = running;
  await sit('office');
  const tree = await asked(running.call('hall.tree', {}));
  const today = dayOf(Date.now());
  const entry = {
    personId: people.get('li') ?? 0,
    constituency: 'retired_cadre' as const,
    certificateNo: '监〔2026〕017',
    fromDay: today - 10,
    toDay: today + 300,
    hallIds: tree.halls.map(({ id }) => id),
    employer: null,
    note: null,
  };
  await asked(running.call('supervisors.create', { clientId: crypto.randomUUID(), fields: entry }));
  await sit('li');
  await asked(running.call('system.setPreferences', { language: 'en' }));
  await page.reload();
  await go('#/');
  const pictures = page.getByRole('group', { name: 'Pictures' }).last();
  const text = join(files, 'note.jpg');
  await writeFile(text, 'this is not a picture, it only says that it is one'.repeat(10));
  await dropOn(pictures, [await draw(files, 'fountain.jpg', 'bars'), text]);
  await expect(pictures.locator('[data-picture]')).toHaveCount(1);
  await expect(pictures.getByRole('alert')).toContainText('Not a picture that can be read');
  await pictures.getByRole('button', { name: 'Dismiss “note.jpg”' }).click();
  await expect(pictures.getByRole('alert')).toHaveCount(0);
  await expect(pictures.locator('img')).toHaveJSProperty('complete', true);
});
