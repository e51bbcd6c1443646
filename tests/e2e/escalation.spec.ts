import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { launch, type RunningApp } from '../support/app.js';
import { draft } from '../support/hall.js';
import { asked } from '../support/player-desk.js';

/** Pressing in the real application: an order, an interview whose demands become rectifications, a circular. */
let running: RunningApp;
const PASSWORD = '杭州湾-tide-47';
const page = () => running.page;

async function go(address: string): Promise<void> {
  await page().evaluate((to) => (location.hash = to), address);
}
async function faults(): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page: page() })
    .include('main')
    .disableRules('region')
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  running = await launch({ size: { width: 1280, height: 800 } });
  const administrator = { account: 'office', name: '何知远', password: PASSWORD };
  await asked(running.call('session.setUp', { clientId: randomUUID(), hallName: '林溪区便民中心', administrator }));
  const hallId = (await asked(running.call('hall.tree', {}))).halls[0]?.id ?? 0;
  const unit = draft('unit', { hallId, name: '人力资源和社会保障局', shortName: '人社局', leader: '邵平' });
  const { id: unitId } = await asked(running.call('hall.create', { clientId: randomUUID(), draft: unit }));
  const deadline = { type: 'fixed_term_fix' as const, amount: 5, byDay: null, milestones: [], nextReviewDay: null };
  for (const problem of ['工作时间空岗 27 分钟，AB岗未到位', '收费公示牌缺工本费标准']) {
    const matter = {
      ...{ problem, goal: '窗口全时段有人', measures: ['排班到人'], category: 'attendance' as const, hallId, unitId },
      ...{ severity: 'serious' as const, basisClause: null, windowId: null, leadUnitId: null, remark: null, deadline },
      ...{ responsiblePerson: '吴敏', responsibleLeader: '邵平' },
    };
    const made = await asked(running.call('rectifications.write', { clientId: randomUUID(), fields: matter }));
    const order = { matters: [{ id: made.id, revision: made.revision }], notice: 'each' as const, note: null };
    await asked(running.call('rectifications.issue', order));
  }
});
test.afterAll(() => running.close());

test('an order is proposed with why and issued; an interview is summoned to, held, and makes rectifications; a circular names the case', async () => {
  test.setTimeout(120_000);
  const { ids } = await asked(running.call('rectifications.list', {}));
  const id = ids[0] ?? 0;
  for (let n = 0; n < 3; n += 1) {
    const { row } = await asked(running.call('rectifications.get', { id }));
    await asked(running.call('rectifications.remind', { matters: [{ id, revision: row.revision }], note: null }));
  }
  await page().reload();
  await page().keyboard.press('Alt+U');
  await expect(page().getByRole('heading', { name: '督办约谈', level: 1 })).toBeVisible();
  const proposals = page().getByRole('table', { name: '建议督办' });
  await expect(proposals).toContainText('已催办三次');
  await proposals.getByRole('button', { name: '发督办单' }).click();
  const dialog = page().getByRole('dialog');
  await expect(dialog.getByLabel(/越级或提前的理由/)).toHaveValue('已催办三次');
  await page().keyboard.press('Control+Enter');
  await expect(page().getByRole('table', { name: '已发督办单' })).toContainText(/督办〔\d+〕1号/);
  await expect(page().getByText('没有需要督办的整改')).toBeVisible();
  expect(await faults()).toEqual([]);

  await page().keyboard.press(']');
  await page().getByRole('table', { name: '建议约谈' }).getByRole('button', { name: '拟约谈通知' }).click();
  await expect(dialog.getByLabel(/约谈对象/)).toHaveValue('邵平');
  await dialog.getByLabel(/地点/).fill('三楼会议室');
  await dialog.getByRole('combobox', { name: '日期' }).fill('2031-03-05');
  await dialog.getByRole('combobox', { name: '日期' }).press('Enter');
  await dialog.getByLabel(/^时间/).fill('14:30');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(page().getByRole('heading', { name: '约谈通知 · 人社局' })).toBeVisible();
  await page().getByRole('button', { name: '发出通知' }).click();
  await page().getByRole('alertdialog').getByRole('button', { name: '发出通知' }).click();
  await expect(page().getByText('已通知').first()).toBeVisible();
  const [noticed] = await asked(running.call('interviews.list', {}));
  const record = {
    ...{ heldAt: Date.now(), attendance: '邵平', minutes: '通报情况\n单位表态' },
    demands: [{ clientId: randomUUID(), text: '建立值守日查制度', aboutId: id }],
  };
  await page().getByRole('button', { name: '记录约谈' }).click();
  await expect(dialog.getByLabel(/约谈情况/)).toBeVisible();
  await page().keyboard.press('Escape');
  await asked(running.call('interviews.hold', { id: noticed?.id ?? 0, revision: noticed?.revision ?? 0, record }));
  await page().getByRole('button', { name: '要求转整改' }).click();
  await expect(page().getByRole('link', { name: '草稿' })).toBeVisible();
  await expect(page().getByRole('button', { name: '办结' })).toBeVisible();
  expect(await faults()).toEqual([]);

  // Nothing speaks for a second one: it waits for a leader.
  const again = { unitId: noticed?.fields.unitId ?? 0, invited: '邵平', place: null, meetsAt: null, agenda: [] };
  const bare = await asked(running.call('interviews.create', { clientId: randomUUID(), fields: again }));
  await go(`#/interviews/${bare.id}`);
  await expect(page().getByText('待领导批准')).toBeVisible();
  await expect(page().getByRole('button', { name: '发出通知' })).toBeDisabled();

  await go('#/escalation?part=circulars');
  await page().getByRole('button', { name: '拟通报' }).click();
  await dialog.getByLabel(/正文/).fill('近期检查发现，部分窗口对整改重视不够。');
  await dialog.getByPlaceholder('查找整改').fill('空岗');
  await dialog.getByRole('button', { name: /^点名/ }).click();
  await page().keyboard.press('Control+Enter');
  await page().getByRole('button', { name: '印发', exact: true }).click();
  await page().getByRole('alertdialog').getByRole('button', { name: '印发' }).click();
  await expect(
    page()
      .getByText(/通报〔\d+〕1号/)
      .first(),
  ).toBeVisible();
  await page().getByText('全文').click();
  const { id: circularId } = (await asked(running.call('circulars.list', {})))[0] ?? { id: 0 };
  expect(circularId).toBeGreaterThan(0);
  expect(await faults()).toEqual([]);

  await go(`#/rectifications/${id}`);
  await expect(page().getByRole('heading', { name: '督办单' })).toBeVisible();
  await expect(page().getByRole('link', { name: /约谈〔\d+〕1号/ })).toBeVisible();
});
