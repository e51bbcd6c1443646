import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator } from '@playwright/test';
import type { RectificationFields, RectificationRow } from '../../domain/rectification/schema.js';
import { isoDay } from '../../domain/time.js';
import { launch, type RunningApp } from '../support/app.js';
import { draft } from '../support/hall.js';
import { asked } from '../support/player-desk.js';

test.describe.configure({ mode: 'serial' });

/** The ledger in the real application: by light, explained, as board, month and by unit, reminded of in bulk. */
let running: RunningApp;
let matters: RectificationRow[];
let unitId: number;
const OFFICE = '杭州湾-tide-47';
const CONTACT = '杭州湾-tide-48';

const page = () => running.page;
const press = (key: string): Promise<void> => page().keyboard.press(key);
const rows = (): Locator => page().getByRole('grid').locator('[role=row][aria-selected]');
const rowOf = (text: string): Locator => rows().filter({ hasText: text });
const hash = (): Promise<string> => page().evaluate(() => location.hash);

async function go(address: string): Promise<void> {
  await page().evaluate((to) => (location.hash = to), address);
}
async function sit(account: string, password: string): Promise<void> {
  await go('#/about');
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account, password }));
  await page().reload();
  await expect(page().getByRole('heading', { level: 1 })).toBeVisible();
}
async function faults(): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page: page() })
    .include('main')
    .disableRules('region')
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

async function issue(of: Partial<RectificationFields>, place: { hallId: number; windowId: number }) {
  const fields: RectificationFields = {
    problem: '工作时间空岗 27 分钟，AB岗未到位',
    goal: '窗口全时段有人',
    measures: ['排班到人'],
    category: 'attendance',
    severity: 'serious',
    basisClause: 'AB岗工作制 第四条',
    ...place,
    unitId,
    leadUnitId: null,
    responsiblePerson: '吴敏',
    responsibleLeader: '邵平',
    deadline: { type: 'fixed_term_fix', amount: 5, byDay: null, milestones: [], nextReviewDay: null },
    remark: null,
    ...of,
  };
  const made = await asked(running.call('rectifications.write', { clientId: randomUUID(), fields }));
  const order = { matters: [{ id: made.id, revision: made.revision }], notice: 'each' as const, note: null };
  const [issued] = await asked(running.call('rectifications.issue', order));
  if (!issued) throw new Error('not issued');
  return issued;
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  running = await launch({ size: { width: 1280, height: 800 } });
  const administrator = { account: 'office', name: '何知远', password: OFFICE };
  await asked(running.call('session.setUp', { clientId: randomUUID(), hallName: '林溪区便民中心', administrator }));
  const hallId = (await asked(running.call('hall.tree', {}))).halls[0]?.id ?? 0;
  const make = async (entity: 'zone' | 'unit' | 'window', fields: Parameters<typeof draft>[1]): Promise<number> =>
    (await asked(running.call('hall.create', { clientId: randomUUID(), draft: draft(entity, fields) }))).id;
  const zoneId = await make('zone', { hallId, name: '二楼B区' });
  unitId = await make('unit', { hallId, name: '人社局' });
  const windowId = await make('window', { number: 'B07', name: '企业开办', zoneId, unitId });
  const contact = { account: 'wu', name: '吴敏', code: null, unitId, phone: null, note: null };
  const fields = { ...contact, roles: ['unit_contact'] as ['unit_contact'] };
  await asked(running.call('people.create', { clientId: randomUUID(), fields, password: OFFICE }));
  const place = { hallId, windowId };
  const long = { type: 'fixed_term_fix' as const, amount: 15, byDay: null, milestones: [], nextReviewDay: null };
  const issued = [
    await issue({}, place),
    await issue({ problem: '收费公示与实收不符', severity: 'grave', deadline: long }, place),
    await issue({ problem: '叫号屏花屏，等候顺序无法辨认' }, place),
  ];
  await asked(running.call('session.signOut', {}));
  await asked(running.call('session.signIn', { account: 'wu', password: OFFICE }));
  await asked(running.call('session.changePassword', { current: OFFICE, next: CONTACT }));
  for (const { id, revision } of issued.slice(0, 2))
    await asked(running.call('rectifications.acknowledge', { id, revision, note: null }));
  await sit('office', OFFICE);
  matters = await asked(running.call('rectifications.rows', { ids: issued.map(({ id }) => id) }));
});
test.afterAll(() => running?.close());

test('opens for what is not struck off, in groups by light, and says how many in the rail', async () => {
  await go('#/rectifications');
  await expect(page().getByRole('heading', { name: '整改台账' })).toBeVisible();
  await expect(rows()).toHaveCount(3);
  expect(await hash()).toBe('#/rectifications?f.state=open');
  await expect(page().getByText('正常 3')).toBeVisible();
  await expect(page().getByRole('link', { name: '3 件未销号' })).toBeVisible();
  await expect(rowOf('收费公示与实收不符')).toContainText('严重');
  expect(await faults()).toEqual([]);
});

test('explains a due date by key and by press, and goes on with the next row', async () => {
  const first = matters[0];
  const due = isoDay(first?.dueDay ?? 0).slice(5);
  const panel = page().locator('[popover][role=dialog]').filter({ hasText: '为什么是' });
  await rowOf('空岗').getByRole('button', { name: '说明期限' }).click();
  await expect(panel).toContainText(`为什么是 ${due}`);
  await expect(panel).toContainText('限期整改 5 个工作日，签收次日起算');
  await expect(panel.locator('.due .cell')).toHaveText('5');
  await press('ArrowDown');
  await expect(panel).toContainText('限期整改 15 个工作日');
  await press('Escape');
  await expect(panel).toHaveCount(0);
  await page().getByRole('grid').focus();
  await press('End');
  await press('e');
  await expect(page().getByRole('dialog', { name: /期限说明/ })).toContainText('签收后才开始计日');
  await press('e');
  await expect(page().getByRole('dialog', { name: /期限说明/ })).toHaveCount(0);
});

test('is a board, a month and a list of units, each in the address', async () => {
  await press('v');
  await expect(page().getByRole('region', { name: '按状态排列的看板' })).toBeVisible();
  expect(await hash()).toContain('view=board');
  await expect(page().getByRole('region', { name: '待签收，1 件' })).toContainText('叫号屏花屏');
  await press('ArrowDown');
  await press('ArrowRight');
  await expect(page().locator('a:focus')).toContainText('空岗');
  expect(await faults()).toEqual([]);

  await page().getByRole('button', { name: '日历', exact: true }).click();
  const dueDay = matters[0]?.dueDay ?? 0;
  await go(`#/rectifications?f.state=open&view=calendar&month=${isoDay(dueDay).slice(0, 7)}`);
  const cell = page().locator(`[data-day="${dueDay}"]`);
  await expect(cell).toHaveAttribute('aria-label', /1 件到期/);
  await cell.focus();
  await press('ArrowLeft');
  await expect(page().locator(`[data-day="${dueDay - 1}"]`)).toBeFocused();
  await press('ArrowRight');
  await press('Enter');
  await expect(rows()).toHaveCount(1);
  expect(decodeURIComponent(await hash())).toBe(`#/rectifications?f.due=${dueDay}~${dueDay}&f.state=open`);

  await go('#/rectifications?f.state=open&view=unit');
  await page()
    .getByRole('row', { name: /人社局/ })
    .click();
  await expect(rows()).toHaveCount(3);
  expect(await hash()).toBe(`#/rectifications?f.state=open&f.unit=${unitId}`);
});

test('reminds of all that is selected, and writes it into their history', async () => {
  await go('#/rectifications?f.state=open');
  await expect(rows()).toHaveCount(3);
  await page().getByRole('grid').focus();
  await press('Control+a');
  await press('c');
  const dialog = page().getByRole('dialog', { name: '催办 3 件' });
  await dialog.getByLabel('说明').fill('请于本周五前报送进度');
  await press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page().getByText('已催办 3 件')).toBeVisible();
  const after = await asked(running.call('rectifications.rows', { ids: matters.map(({ id }) => id) }));
  expect(after.map(({ reminders }) => reminders)).toEqual([1, 1, 1]);
});

test('a unit sees its own, and neither issues nor reminds', async () => {
  await sit('wu', CONTACT);
  await go('#/rectifications?f.state=open');
  await expect(rows()).toHaveCount(3);
  await expect(page().getByRole('button', { name: '下达整改' })).toHaveCount(0);
  await page().getByRole('grid').focus();
  await press('c');
  await expect(page().getByRole('dialog')).toHaveCount(0);
});
