import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect, test, type Locator } from '@playwright/test';
import ExcelJS from 'exceljs';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import { launch, type RunningApp } from '../support/app.js';
import { matterDesk, type MatterDesk } from '../support/matter-desk.js';
import { unzipped } from '../support/office-file.js';
import { draw } from '../support/pictures.js';
import { zipOf } from '../support/zip.js';

test.describe.configure({ mode: 'serial' });

/** Files that go out and come back in the real application: a reply sheet, a template; and a round of looking back. */
let running: RunningApp;
let desk: MatterDesk;
let files: string;
let picture: string;
const page = () => running.page;
const dialog = (): Locator => page().getByRole('dialog');

/** What the person picks in the next dialogs of the system. */
const picks = (path: string): Promise<void> =>
  running.app.evaluate(({ dialog: system }, file) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
  }, path);
const written = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

/** A matter nobody found on a visit, signed for by its unit. */
async function inHand(problem: string): Promise<RectificationRow> {
  await desk.sit('office');
  const hallId = (await desk.ask('hall.tree', {})).halls[0]?.id ?? 0;
  const made = await desk.ask('rectifications.write', {
    clientId: randomUUID(),
    fields: {
      ...{ problem, goal: '窗口全时段有人', measures: ['排班到人'], category: 'attendance', severity: 'serious' },
      ...{ basisClause: null, hallId, windowId: null, unitId: desk.unitId, leadUnitId: null, remark: null },
      ...{ responsiblePerson: '秦立群', responsibleLeader: null },
      deadline: { type: 'fixed_term_fix', amount: 5, byDay: null, milestones: [], nextReviewDay: null },
    },
  });
  const order = { matters: [{ id: made.id, revision: made.revision }], notice: 'each' as const, note: null };
  await desk.ask('rectifications.issue', order);
  await desk.sit('wu');
  await desk.ask('rectifications.acknowledge', { ...(await revised(made.id)), note: null });
  return (await desk.ask('rectifications.get', { id: made.id })).row;
}
async function revised(id: number): Promise<{ id: number; revision: number }> {
  const { row } = await desk.ask('rectifications.get', { id });
  return { id, revision: row.revision };
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  files = await mkdtemp(join(tmpdir(), 'mingcha 表 '));
  picture = await draw(files, '在岗.jpg', 'chart');
  running = await launch({ language: 'zh-CN', size: { width: 1280, height: 800 } });
  desk = await matterDesk(running, picture);
});
test.afterAll(async () => {
  await running?.close();
  await rm(files, { recursive: true, force: true });
});

test('a reply sheet goes out, is filled in, shows what it would report, and is taken in by one press', async () => {
  const { id, no } = await inHand('午间咨询台无人值守');
  const path = join(files, '回执表.xlsx');
  await picks(path);
  await page().getByRole('button', { name: '导出回执表' }).click();
  await expect.poll(() => written(path)).not.toBeNull();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets.find(({ state }) => state === 'visible');
  if (!sheet) throw new Error('no sheet');
  const cells = new Map<string, ExcelJS.Cell>();
  sheet.eachRow((row) => row.eachCell((cell) => void cells.set(cell.text, cell)));
  const column = cells.get('进度')?.col ?? '';
  const row = [...cells].find(([text]) => no !== null && text.includes(no))?.[1].row ?? '';
  sheet.getCell(Number(row), Number(column)).value = '值班表已排，咨询台两班轮换';
  await book.xlsx.writeFile(path);
  await page().getByRole('button', { name: '读入回执表' }).click();
  await expect(dialog()).toContainText('可写入 1');
  await expect(dialog()).toContainText('值班表已排，咨询台两班轮换');
  expect((await desk.ask('rectifications.get', { id })).row.state).toBe('acknowledged');
  await page().keyboard.press('Control+Enter');
  await expect(dialog()).toHaveCount(0);
  const { row: after, events } = await desk.ask('rectifications.get', { id });
  expect(after.state).toBe('in_rectification');
  expect(events.some(({ action, note }) => action === 'report' && note?.includes('两班轮换'))).toBe(true);
});

test('a template goes out to Word and comes back changed; one with an unknown field is refused and changes nothing', async () => {
  await desk.sit('office');
  await desk.go('#/papers');
  await page()
    .getByRole('button', { name: /^约谈通知书/ })
    .click();
  await expect(page().getByText('{{约谈对象}}')).toBeVisible();
  const path = join(files, '约谈通知书 模板.docx');
  await picks(path);
  await page().getByRole('button', { name: '导出模板' }).click();
  await expect.poll(() => written(path)).not.toBeNull();
  const parts: Record<string, string | Buffer> = Object.fromEntries(await unzipped(await readFile(path)));
  const main = String(parts['word/document.xml']);
  await writeFile(path, await zipOf({ ...parts, 'word/document.xml': main.replace('一、约谈事项', '一、约谈议题') }));
  await page().getByRole('button', { name: '放回模板' }).click();
  await expect(page().getByText(/按“约谈通知书 模板\.docx”生成/)).toBeVisible();
  await writeFile(path, await zipOf({ ...parts, 'word/document.xml': main.replace('{{约谈地点}}', '{{会议室}}') }));
  const own = async () => (await desk.ask('documents.templates', {})).find(({ kind }) => kind === 'interview_notice');
  const before = await own();
  await page().getByRole('button', { name: '放回模板' }).click();
  await expect(page().getByText(/\{\{会议室\}\}/)).toBeVisible();
  expect(await own()).toEqual(before);
});

test('a round of looking back is drawn, given to an inspector who did nothing of the matter, and recorded', async () => {
  const { id, no } = await inHand('引导台无人应答');
  const offered = async (): Promise<string> => {
    await picks(picture);
    return (await desk.ask('files.pickOpen', { purpose: 'picture' }))?.token ?? '';
  };
  await desk.ask('proofs.add', {
    ...{ rectificationId: id, clientId: randomUUID(), token: await offered(), caption: null },
  });
  await desk.ask('rectifications.submit', { ...(await revised(id)), note: '引导台已排两人' });
  await desk.sit('office');
  const { ids } = await desk.ask('people.list', {});
  const people = await desk.ask('people.rows', { ids });
  const lin = people.find(({ account }) => account === 'lin')?.id ?? 0;
  const named = { verifierId: lin, method: 'on_site' as const, note: null };
  await desk.ask('rectifications.arrange', { ...(await revised(id)), ...named });
  await desk.sit('lin');
  const result = { result: 'done' as const, day: dayOf(Date.now()), note: '现场有人', visitId: null };
  await desk.ask('rectifications.verify', { ...(await revised(id)), ...result });
  await desk.sit('chen');
  await desk.ask('rectifications.close', { ...(await revised(id)), note: null });

  await desk.sit('office');
  await desk.go('#/look-back');
  await expect(page().getByText('还没有回头看。')).toBeVisible();
  await page().keyboard.press('n');
  await expect(dialog()).toContainText('1 件');
  await dialog().getByLabel('抽几件').fill('1');
  await page().keyboard.press('Control+Enter');
  const round = page().getByRole('table', { name: '回头看' });
  await expect(round).toContainText(no ?? '');
  await round.getByRole('button', { name: '安排' }).click();
  await dialog().getByRole('combobox', { name: '查看人' }).click();
  await expect(page().getByRole('option', { name: /A07/ })).toHaveCount(0);
  await page().getByRole('option', { name: /A15/ }).click();
  await page().keyboard.press('Control+Enter');
  await expect(round).toContainText('待查看');
  await page().getByRole('button', { name: '抽取记录与复算' }).click();
  await dialog().getByRole('button', { name: '复算' }).click();
  await expect(dialog()).toContainText('复算一致');

  await desk.sit('qiao');
  await page()
    .getByRole('link', { name: /引导台无人应答/ })
    .click();
  await page()
    .getByRole('button', { name: /^记录回头看/ })
    .click();
  await dialog().getByText('未反弹', { exact: true }).click();
  await dialog().getByLabel('说明', { exact: true }).fill('两次经过均有人应答');
  await page().keyboard.press('Control+Enter');
  await expect(dialog()).toHaveCount(0);
  const { lookBacks } = await desk.ask('rectifications.get', { id });
  expect(lookBacks).toMatchObject([{ result: 'done', note: '两次经过均有人应答' }]);
});
