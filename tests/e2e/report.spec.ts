import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { monthOf } from '../../domain/measures/period.js';
import { dayOf } from '../../domain/time.js';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { demoFolder, launch, resize, waitForDemo, type RunningApp } from '../support/app.js';

/** Documents as the real application prints and writes them, on the demo hall. */
let running: RunningApp;
let folder: string;
let papers: string;

test.beforeAll(async () => {
  folder = await demoFolder();
  papers = await mkdtemp(join(tmpdir(), 'mingcha 文书 '));
  running = await launch({ folder, demo: true });
  await waitForDemo(running);
});
test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
  await rm(papers, { recursive: true, force: true });
});

async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}

/** The token of a place somebody chose in the save dialog. */
async function chosen(name: string, purpose: 'visitReport' | 'certificate'): Promise<{ path: string; token: string }> {
  const path = join(papers, name);
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const taken = await ask('files.pickSave', { purpose, suggestedName: name });
  return { path, token: taken?.token ?? '' };
}

async function ended(jobId: number) {
  const find = async () => (await ask('jobs.list', {})).find(({ id }) => id === jobId);
  await expect.poll(async () => (await find())?.state, { timeout: 30_000 }).not.toBe('running');
  return find();
}

/** What a reader of the PDF sees; null where this computer has no program that tells. */
function textOf(path: string): string | null {
  try {
    return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function someVisit() {
  const { ids } = await ask('visits.list', {
    filter: { state: 'confirmed', mode: 'simulated_transaction', withFindings: true },
  });
  const visit = await ask('visits.get', { id: ids[0] ?? 0 });
  // The demo's own people, whose names no paper may bear.
  const people = await ask('session.demoPeople', {});
  const inspectors = people.filter(({ code }) => visit.inspectors.some((one) => one.code === code));
  expect(inspectors.length).toBeGreaterThan(0);
  return { visit, names: inspectors.map(({ name }) => name) };
}

test('a visit report is printed as pages that can be read, by nobody named', async () => {
  const { visit, names } = await someVisit();
  for (const language of ['zh-CN', 'en'] as const) {
    const { path, token } = await chosen(`报告 ${language}.pdf`, 'visitReport');
    const { jobId } = await ask('visits.report', { id: visit.id, format: 'pdf', language, token });
    expect(await ended(jobId)).toMatchObject({ state: 'succeeded', error: null });
    const pdf = await readFile(path);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBeGreaterThan(1);
    expect(pagesOf(pdf)).toBeLessThan(7);
    const text = textOf(path);
    test.info().annotations.push({ type: 'text of the pages', description: text === null ? 'not read' : 'read' });
    if (text === null) continue;
    expect(text).toContain(visit.no);
    expect(text).toMatch(language === 'en' ? /Page 1 of \d/ : /第\s*1\s*页\s*共\s*\d\s*页/);
    expect(text).toContain(visit.findings[0]?.no ?? 'none');
    for (const name of names) expect(text).not.toContain(name);
  }
});

test('a visit report is written as a Word file', async () => {
  const { visit } = await someVisit();
  const { path, token } = await chosen('报告.docx', 'visitReport');
  const { jobId } = await ask('visits.report', { id: visit.id, format: 'docx', language: 'zh-CN', token });
  expect(await ended(jobId)).toMatchObject({ state: 'succeeded' });
  expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
});

test("a supervisor's certificate is one page", async () => {
  const { ids } = await ask('supervisors.list', { filter: { state: 'active' } });
  const [entry] = await ask('supervisors.rows', { ids: ids.slice(0, 1) });
  const { path, token } = await chosen('证.pdf', 'certificate');
  const { jobId } = await ask('supervisors.certificate', { id: entry?.id ?? 0, language: 'zh-CN', token });
  expect(await ended(jobId)).toMatchObject({ state: 'succeeded' });
  expect(pagesOf(await readFile(path))).toBe(1);
  const text = textOf(path);
  if (text !== null) expect(text).toContain(entry?.fields.certificateNo ?? 'none');
});

test('printing leaves no page behind, and its session reaches nothing', async () => {
  const left = await running.app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    pages: webContents.getAllWebContents().filter((page) => !page.isDestroyed() && page.getURL().includes('//paper/'))
      .length,
  }));
  expect(left).toEqual({ windows: 1, pages: 0 });
  const reached = await running.app.evaluate(async ({ session }) => {
    const paper = session.fromPartition('paper', { cache: false });
    const tried = await Promise.all(
      ['https://example.invalid/', 'http://127.0.0.1:9/', 'app://main/index.html'].map((url) =>
        paper.fetch(url).then(
          ({ status }) => status,
          () => 'refused',
        ),
      ),
    );
    return { kept: paper.isPersistent(), tried };
  });
  expect(reached).toEqual({ kept: false, tried: ['refused', 'refused', 404] });
});

test('the report of a month and of a plan is on its page; a typed number no row stands behind is told at its place', async () => {
  const { page } = running;
  await page.evaluate(() => (location.hash = '#/report'));
  const found = page.getByLabel('问题', { exact: true });
  await page.getByRole('button', { name: '上一月' }).click();
  await expect(found).toHaveValue(/认定问题 \d+ 个/);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const said = await found.inputValue();
  await found.fill(said.replace(/认定问题 \d+ 个/, '认定问题 4842 个'));
  await expect(page.getByText(/“4842”/)).toBeVisible();

  const month = monthOf(dayOf(Date.now())) - 1;
  const ofMonth = await ask('roundReports.read', { of: { kind: 'month', month }, language: 'zh-CN' });
  const labels = ofMonth.tables.units.map(({ label, hallLabel }) => `${label ?? ''} ${hallLabel ?? ''}`);
  expect(new Set(labels).size).toBe(labels.length);
  const { path, token } = await chosen('检查情况.docx', 'visitReport');
  const { jobId } = await ask('roundReports.make', {
    ...{ of: { kind: 'month', month }, language: 'zh-CN', texts: { found: await found.inputValue() } },
    ...{ format: 'docx', token },
  });
  expect(await ended(jobId)).toMatchObject({ state: 'succeeded' });
  expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');

  const { ids } = await ask('plans.list', {});
  const [plan] = await ask('plans.rows', { ids: ids.slice(-1) });
  await page.evaluate((hash) => (location.hash = hash), `#/report?plan=${plan?.id ?? 0}`);
  await expect(page.getByText(plan?.fields.title ?? 'none').first()).toBeVisible();
  await running.call('system.setPreferences', { language: 'en', textSize: 'large' });
  await page.reload();
  await waitForDemo(running);
  await resize(running.app, page, { width: 1280, height: 800 });
  await expect(page.getByRole('heading', { level: 1, name: 'Inspection report' })).toBeVisible();
  const over = await page.evaluate(() =>
    ['main', 'main .page', 'main .body'].map((part) => {
      const box = document.querySelector(part);
      return box && box.scrollWidth - box.clientWidth;
    }),
  );
  expect(over).toEqual([0, 0, 0]);
  const last = await page.getByRole('button', { name: 'PDF' }).boundingBox();
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThan(1280);
  const pdf = await chosen('方案.pdf', 'visitReport');
  const made = await ask('roundReports.make', {
    ...{ of: { kind: 'plan', planId: plan?.id ?? 0 }, language: 'zh-CN', texts: {}, format: 'pdf', token: pdf.token },
  });
  expect(await ended(made.jobId)).toMatchObject({ state: 'succeeded' });
  expect(pagesOf(await readFile(pdf.path))).toBeGreaterThan(0);

  // The longest name there is stands within its column.
  const cell = page.getByRole('table', { name: 'By unit' }).getByRole('cell').first();
  await cell.locator('span').evaluate((span) => (span.textContent = '超长名称单位'.repeat(14)));
  expect(await cell.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});
