import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { isoMonth, monthOf } from '../../domain/measures/period.js';
import type { Role } from '../../domain/people.js';
import { dayOf } from '../../domain/time.js';
import { demoFolder, launch, waitForDemo, type RunningApp } from '../support/app.js';
import { unzipped, wordText } from '../support/office-file.js';
import { plainPng } from '../support/png.js';

test.describe.configure({ mode: 'serial' });

/** A month of the ranking in the real application: scheme, check, freezing, red flag, circular, places over months. */
let running: RunningApp;
let files: string;
const month = monthOf(dayOf(Date.now())) - 1;
const page = () => running.page;
const dialog = (): Locator => page().locator('[aria-modal="true"]').last();
const press = (name: string | RegExp): Promise<void> => page().getByRole('button', { name, exact: true }).click();

async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
  return answer.value;
}
async function sit(role: Role): Promise<void> {
  const who = (await ask('session.demoPeople', {})).find(({ roles }) => roles.includes(role));
  await ask('session.demoSignIn', { personId: who?.id ?? 0 });
  await page().reload();
  await waitForDemo(running);
  await page().evaluate((hash) => (location.hash = hash), `#/ranking?month=${isoMonth(month)}`);
  await expect(page().getByRole('heading', { level: 1, name: '月评排名' })).toBeVisible();
}
const hallId = async (): Promise<number> => (await ask('home.overview', {})).halls[0]?.id ?? 0;
const lines = async () => ask('ranking.list', { hallId: await hallId() });

test.beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'mingcha 月评 '));
  running = await launch({ demo: true, folder: await demoFolder() });
  await waitForDemo(running);
});
test.afterAll(async () => {
  await running.close();
  await rm(files, { recursive: true, force: true });
});

test('a scheme whose weights do not sum is refused, naming the sum', async () => {
  await sit('office');
  await press('评比方案');
  await press('制定新方案');
  await dialog().getByRole('textbox', { name: '暗访得分 的权重（%）' }).fill('49.5');
  await expect(dialog().getByText('合计 99.5% · 还差 0.5%')).toBeVisible();
  await dialog().getByRole('button', { name: /^保存/ }).click();
  await expect(dialog().getByText('各项权重相加是 99.5%，须为 100%。')).toBeVisible();
  await dialog().getByRole('textbox', { name: '暗访得分 的权重（%）' }).fill('50');
  await dialog().getByRole('button', { name: /^保存/ }).click();
  await expect(page().locator('[aria-modal="true"]')).toHaveCount(0);
  expect(await ask('ranking.schemes', {})).toHaveLength(2);
});

test('a picture is put to an item given by hand, and opened from its count', async () => {
  await sit('office');
  const path = join(files, '考勤表.png');
  await writeFile(path, plainPng(640, 400, [90, 120, 160, 255]));
  await running.app.evaluate(({ dialog: system }, filePath) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
  await page()
    .getByRole('button', { name: /^填写 .+ 的日常考勤$/ })
    .first()
    .click();
  await dialog()
    .getByRole('button', { name: /照片、PDF/ })
    .click();
  await expect(dialog().getByRole('button', { name: '考勤表.png', exact: true })).toBeVisible();
  await dialog().getByRole('textbox', { name: /^得分/ }).fill('100');
  await dialog().getByRole('textbox', { name: /^依据/ }).fill('当月考勤表');
  await dialog().getByRole('button', { name: /^保存/ }).click();
  await expect(page().locator('[aria-modal="true"]')).toHaveCount(0);
  await page()
    .getByRole('button', { name: /日常考勤佐证（1 件）$/ })
    .click();
  await dialog().getByRole('button', { name: '考勤表.png', exact: true }).click();
  await expect
    .poll(() =>
      dialog()
        .getByRole('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBe(640);
  await page().keyboard.press('Escape');
  await page().keyboard.press('Escape');
});

test('a month is checked by another, frozen by a leader, and not computed again', async () => {
  await sit('reviewer');
  await press('复核');
  await dialog().getByRole('button', { name: '复核' }).click();
  await expect(page().getByText('待定档', { exact: true })).toBeVisible();
  await sit('leader');
  await press('定档');
  await dialog().getByRole('button', { name: '定档' }).click();
  await expect(page().getByText('已定档', { exact: true }).first()).toBeVisible();
  await sit('office');
  const again = await running.call('ranking.compute', { hallId: await hallId(), month });
  expect(again).toMatchObject({ ok: false, error: { code: 'conflict.state', params: { state: 'frozen' } } });
  await expect(page().getByRole('button', { name: '重新计算' })).toHaveCount(0);
});

test('the table says how points came about, and a value opens its rows', async () => {
  const [line] = await lines();
  const whole = await ask('ranking.get', { id: line?.id ?? 0 });
  const first = whole.record.rows.find(({ rank, ratios }) => rank !== null && ratios[0]);
  const row = page()
    .getByRole('region', { name: '单位位次' })
    .locator('tbody tr')
    .filter({ has: page().getByRole('rowheader', { name: first?.unitLabel ?? '' }) });
  await expect(row.locator('.total')).toHaveText(first?.total?.toFixed(2) ?? '');
  await row.getByRole('button').first().click();
  const panel = page().getByRole('region', { name: '所选的数据行' });
  await expect(panel.locator('tbody tr')).toHaveCount(first?.ratios[0]?.denominator ?? 0);
  await page().keyboard.press('Escape');
});

test('places over months are those of the records', async () => {
  const figure = page().locator('[data-chart="bump"]');
  await figure.getByRole('button', { name: /表格/ }).click();
  const standing = (await lines()).filter(({ superseded, state }) => !superseded && state === 'frozen');
  const months = [...new Set(standing.map((one) => one.month))].sort((a, b) => a - b);
  await expect(figure.locator('thead th')).not.toHaveCount(0);
  const heads = await figure.locator('thead th').allTextContents();
  expect(heads.slice(1)).toEqual(months.map(isoMonth));
  const shown = await figure
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
  expect(shown.length).toBeGreaterThan(5);
  for (const [label, ...places] of shown)
    expect(places, label).toEqual(
      months.map((at) => {
        const version = standing.find((one) => one.month === at);
        return String(version?.ranks.find(({ unitLabel }) => unitLabel === label)?.rank ?? '—');
      }),
    );
});

test('a leader honours a window, and its history shows it', async () => {
  await sit('leader');
  await press('授予');
  await dialog().getByRole('combobox').click();
  await page().getByRole('option').first().click();
  await dialog().getByRole('textbox', { name: '事由' }).fill('零差错');
  await dialog().getByRole('button', { name: /^授予/ }).click();
  await expect(page().locator('.flags').getByText('零差错')).toBeVisible();
  expect((await ask('ranking.flags', { hallId: await hallId() }))[0]).toMatchObject({ month, reason: '零差错' });
});

test('who stands at the bottom twice is summoned from there, and the interview leads back', async () => {
  await sit('office');
  await page().getByRole('button', { name: '拟约谈' }).first().click();
  await expect(dialog().getByRole('textbox', { name: '事项 1' })).toHaveValue(/连续 \d 个月排名后三/);
  const invited = dialog().getByRole('textbox', { name: /约谈对象/ });
  if ((await invited.inputValue()) === '') await invited.fill('单位负责人');
  await dialog().getByRole('button', { name: /^保存/ }).click();
  await expect(page()).toHaveURL(/#\/interviews\/\d+/);
  await page().getByRole('link', { name: '看月评排名' }).click();
  await expect(page()).toHaveURL(new RegExp(`month=${isoMonth(month)}`));
  await expect(page().getByRole('link', { name: /已拟约谈/ })).toBeVisible();
});

for (const format of ['docx', 'pdf'] as const)
  test(`the circular is made with its tables and charts: ${format}`, async () => {
    await sit('office');
    const path = join(process.env['MINGCHA_KEEP'] ?? files, `通报.${format}`);
    await running.app.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await press('制作通报');
    if (format === 'pdf') await expect(dialog().getByText(/已印发，文号 .*〔\d{4}〕\d+号/)).toBeVisible();
    await dialog().getByRole('checkbox', { name: '问题类别与程度' }).check();
    if (format === 'pdf') await dialog().getByText('PDF', { exact: true }).click();
    await dialog().getByRole('button', { name: /^制作/ }).click();
    await expect(page().locator('[aria-modal="true"]')).toHaveCount(0);
    await expect.poll(async () => (await readFile(path).catch(() => null))?.length ?? 0).toBeGreaterThan(20_000);
    if (format === 'pdf') return;
    const parts = await unzipped(await readFile(path));
    const text = wordText(parts.get('word/document.xml')?.toString('utf8') ?? '');
    expect(text).toContain('以定档得分为准');
    const [line] = await lines();
    const whole = await ask('ranking.get', { id: line?.id ?? 0 });
    for (const { unitLabel, total, rank } of whole.record.rows.filter((row) => row.rank !== null)) {
      expect(text).toContain(unitLabel);
      if (rank !== null) expect(text).toContain(total?.toFixed(2));
    }
    expect(text).toContain('零差错');
    // It stands in the register as a draft; issued there it has its number, which the next paper bears.
    expect(text).toContain('草稿（未印发）');
    const { circular } = whole;
    const [draft] = (await ask('circulars.list', {})).filter(({ id }) => id === circular?.id);
    await page().evaluate((hash) => (location.hash = hash), '#/escalation?part=circulars');
    await page()
      .getByRole('listitem')
      .filter({ hasText: draft?.fields.title ?? '' })
      .getByRole('button', { name: '印发' })
      .click();
    await page().getByRole('alertdialog').getByRole('button', { name: '印发' }).click();
    await expect.poll(async () => (await ask('circulars.get', { id: draft?.id ?? 0 })).no).toMatch(/〔\d{4}〕/);
    await page().getByRole('link', { name: '到月评排名制作' }).click();
    await expect(page()).toHaveURL(new RegExp(`month=${isoMonth(month)}`));
    expect([...parts.keys()].filter((name) => name.startsWith('word/media/'))).toHaveLength(3);
  });
