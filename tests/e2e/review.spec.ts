import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { itemsOf } from '../../domain/checklist/schema.js';
import type { FindingFields } from '../../domain/finding.js';
import type { Role } from '../../domain/people.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import type { Step } from '../../domain/visit.js';
import { fieldWords as zhField } from '../../renderer/shared/i18n/zh-CN/field-words.js';
import { fieldWords as enField } from '../../renderer/shared/i18n/en/field-words.js';
import { review as zh } from '../../renderer/shared/i18n/zh-CN/review.js';
import { review as en } from '../../renderer/shared/i18n/en/review.js';
import { finding as someFinding, writing } from '../support/finding.js';
import { draft } from '../support/hall.js';
import { launch, resize, type RunningApp } from '../support/app.js';

const FIRST = '杭州湾-tide-47';
const PASSWORD = '钱塘江-tide-48';
const languages = {
  'zh-CN': { ...zh.review, ...zhField, account: '账号', password: '密码', home: '首页', signIn: '登录' },
  en: { ...en.review, ...enField, account: 'Account', password: 'Password', home: 'Home', signIn: 'Sign in' },
};
const NAMES = { lin: '林知微', qiao: '乔一鸣', both: '宋既白', fu: '傅衡', contact: '赵联络' };
const COVER = '开茶馆的个体户';
const SEEN = '问及所需材料时答复“不清楚”，让去别的窗口，未作任何引导，群众往返两次才问到。';

for (const language of ['zh-CN', 'en'] as const) {
  const words = languages[language];

  /** A visit from its reviewer's desk to the unit, in the real application. */
  test.describe.serial(`a visit is reviewed (${language})`, () => {
    let running: RunningApp;
    let page: Page;
    let visit: VisitDetail;
    let windowId: number;
    let unitId: number;

    async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
      const answer = await running.call(name, input);
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
      return answer.value;
    }
    const go = (hash: string): Promise<void> => page.evaluate((to) => void (location.hash = to), hash);
    const dialog = (): Locator => page.getByRole('dialog').last();
    const finding = (title: string): Locator => page.getByRole('article').filter({ hasText: title }).last();
    const panel = (): Locator => page.locator('section').filter({ hasText: words.honesty.title }).last();
    async function axe(where: string): Promise<void> {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
        [],
      );
    }

    /** Signs in at the desk, by keyboard. */
    async function sit(account: string): Promise<void> {
      await go('#/');
      await running.call('session.signOut', {});
      await expect(page.getByLabel(words.account, { exact: true })).toBeFocused();
      await page.keyboard.type(account);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: words.home, exact: true })).toBeVisible();
    }
    /** As somebody else, without their screens. */
    async function behind(account: string, work: () => Promise<void>): Promise<void> {
      await go('#/');
      await ask('session.signOut', {});
      await ask('session.signIn', { account, password: PASSWORD });
      await work();
    }

    test.beforeAll(async () => {
      running = await launch({ language, size: { width: 1280, height: 800 } });
      ({ page } = running);
      await ask('session.setUp', {
        clientId: crypto.randomUUID(),
        hallName: '云汀市政务服务中心',
        administrator: { account: 'office', name: '何知远', password: PASSWORD },
      });
      const hallId = (await ask('hall.tree', {})).halls[0]!.id;
      const make = async (...of: Parameters<typeof draft>): Promise<number> =>
        (await ask('hall.create', { clientId: crypto.randomUUID(), draft: draft(...of) })).id;
      const zoneId = await make('zone', { hallId, name: '综合区' });
      unitId = await make('unit', { hallId, name: '人力资源和社会保障局', shortName: '人社局' });
      windowId = await make('window', { zoneId, unitId, number: 'B07', name: '企业开办' });
      const person = async (
        account: keyof typeof NAMES,
        code: string | null,
        roles: Role[],
        unit: number | null = null,
      ) => {
        const fields = { account, name: NAMES[account], code, roles, unitId: unit, phone: null, note: null };
        await ask('people.create', { clientId: crypto.randomUUID(), fields, password: FIRST });
      };
      await person('lin', 'A07', ['inspector']);
      await person('both', 'A15', ['inspector', 'reviewer']);
      await person('fu', 'R03', ['reviewer']);
      await person('contact', null, ['unit_contact'], unitId);
      for (const account of ['lin', 'both', 'fu', 'contact']) {
        await ask('session.signOut', {});
        await ask('session.signIn', { account, password: FIRST });
        await ask('session.changePassword', { current: FIRST, next: PASSWORD });
      }
      await behind('lin', async () => {
        const { colleagues } = await ask('visits.desk', {});
        const partner = colleagues.find(({ code }) => code === 'A15');
        const started = await ask('visits.start', {
          clientId: crypto.randomUUID(),
          mode: 'covert_visit',
          roundObjectId: null,
          hallId,
          windowIds: [windowId],
          partnerIds: [partner?.id ?? 0],
        });
        const complete = [...(await answers(started)), ...record(started)];
        await ask('visits.change', { id: started.id, seen: started.revision, changes: complete });
        const written = await ask('visits.get', { id: started.id });
        visit = await ask('visits.submit', { id: written.id, revision: written.revision });
      });
    });
    test.afterAll(() => running.close());

    /** Everything that has to be answered, answered. */
    async function answers({ checklists }: VisitDetail): Promise<VisitChange[]> {
      const made: VisitChange[] = [];
      for (const { clientId: checklist, versionId } of checklists) {
        const { content } = await ask('templates.version', { versionId });
        for (const { item } of itemsOf(content))
          made.push({
            kind: 'answer',
            checklist,
            item: item.code,
            was: null,
            value: { kind: 'not_observed', note: null },
          });
      }
      return made;
    }
    /** Steps, cover, narrative and two findings. */
    function record(started: VisitDetail): VisitChange[] {
      const now = Date.now();
      const step = (name: Step, minutes: number, at: number | null): VisitChange => ({
        kind: 'step',
        clientId: crypto.randomUUID(),
        entry: { step: name, windowId: at, at: now - minutes * 60_000, recordedAt: now, note: null },
      });
      const found = (fields: Partial<FindingFields>): VisitChange =>
        writing(null, someFinding({ category: 'service_language', windowId, unitId, at: now - 600_000, ...fields }));
      const { startedAt } = started.fields;
      return [
        {
          kind: 'fields',
          was: { coverStory: null, startedAt, endedAt: null, narrative: null },
          value: { coverStory: COVER, startedAt: now - 1_800_000, endedAt: now, narrative: SEEN },
        },
        step('arrive', 29, null),
        step('ticket', 28, windowId),
        step('called', 20, windowId),
        step('left', 1, null),
        found({ title: '未答复即推至他窗', severity: 'serious', description: SEEN, basisClause: '首问负责制 第三条' }),
        found({ title: '胸牌未佩戴', category: 'appearance' }),
      ];
    }

    test('the reviewer finds it on the home page, and beside it how it was recorded', async () => {
      await sit('fu');
      await page.getByRole('link', { name: visit.no }).click();
      await expect(page.getByRole('heading', { name: 'B07 企业开办' })).toBeVisible();
      await expect(page.getByText(words.visitState.submitted).first()).toBeVisible();
      await expect(panel()).toContainText(words.honesty.clockNone);
      await expect(panel()).toContainText(words.honesty.wordingNone);
      await expect(panel()).toContainText(words.honesty.picturesNone);
      await expect(page.locator('body')).toContainText('A07');
      for (const secret of [NAMES.lin, NAMES.both, COVER]) await expect(page.locator('body')).not.toContainText(secret);
      await axe('review');
    });

    test('confirms one finding and dismisses the other by keyboard, each with a note', async () => {
      await expect(page.getByRole('button', { name: words.end.confirm })).toBeDisabled();
      await page.keyboard.press('c');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByRole('article').getByText(words.decide.noteMissing)).toBeVisible();
      await page.keyboard.type('照片与记录相符 㐂𠮷 <b>属实</b>');
      await page.keyboard.press('Control+Enter');
      await expect(finding('未答复即推至他窗').getByText(words.findingState.confirmed).first()).toBeVisible();
      await expect(finding('未答复即推至他窗')).toContainText('<b>属实</b>');
      await page.keyboard.press('x');
      await page.keyboard.type('当日换发胸牌，有登记');
      await page.keyboard.press('Control+Enter');
      await expect(finding('胸牌未佩戴').getByText(words.findingState.dismissed).first()).toBeVisible();
      await expect(page.getByRole('button', { name: words.end.confirm })).toBeEnabled();
    });

    test('sends it back with a reason; every decision falls', async () => {
      await page.keyboard.press('r');
      await expect(dialog()).toContainText(visit.no);
      await page.keyboard.type('请补写等候时的情况');
      await page.keyboard.press('Enter');
      await expect(page.getByText(words.visitState.returned).first()).toBeVisible();
      await expect(page.getByRole('button', { name: words.end.confirm })).toHaveCount(0);
      await behind('lin', async () => {
        const back = await ask('visits.get', { id: visit.id });
        expect(back).toMatchObject({ state: 'returned', may: { edit: true } });
        expect(back.findings.map(({ state, decisionNote }) => [state, decisionNote])).toEqual([
          ['draft', null],
          ['draft', null],
        ]);
        const change = { was: { narrative: SEEN }, value: { narrative: `${SEEN}等候八分钟，前面三人。` } };
        await ask('visits.change', { id: back.id, seen: back.revision, changes: [{ kind: 'fields', ...change }] });
        const again = await ask('visits.get', { id: visit.id });
        visit = await ask('visits.submit', { id: again.id, revision: again.revision });
      });
    });

    test('who was there is refused, though a reviewer too', async () => {
      await sit('both');
      await go(`#/visits/${visit.id}`);
      await expect(page.getByText(words.end.samePerson)).toBeVisible();
      await expect(page.getByRole('button', { name: words.end.confirm })).toHaveCount(0);
      await expect(page.getByText(words.honesty.title)).toHaveCount(0);
      await page.keyboard.press('c');
      await expect(page.getByLabel(words.decide.note)).toHaveCount(0);
      const [first] = visit.findings;
      const refused = await running.call('visits.decideFinding', {
        findingId: first?.id ?? 0,
        revision: first?.revision ?? 0,
        decision: 'confirmed',
        severity: 'general',
        note: '自己认定',
      });
      expect(refused).toMatchObject({ ok: false, error: { code: 'permission.samePerson' } });
    });

    test('the reviewer decides again and ends the review', async () => {
      await sit('fu');
      await go('#/visits?f.forMe=yes');
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'B07 企业开办' })).toBeVisible();
      for (const [key, title, state] of [
        ['c', '未答复即推至他窗', 'confirmed'],
        ['x', '胸牌未佩戴', 'dismissed'],
      ] as const) {
        await page.keyboard.press(key);
        await page.keyboard.type('复核无误');
        await page.keyboard.press('Control+Enter');
        await expect(finding(title).getByText(words.findingState[state]).first()).toBeVisible();
        await page.keyboard.press('Escape');
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      }
      await page.keyboard.press('Control+Enter');
      await expect(dialog()).toContainText(visit.no);
      await page.keyboard.type('事实清楚，程序完整');
      await page.keyboard.press('Enter');
      await expect(page.getByText(words.visitState.confirmed).first()).toBeVisible();
      await go('#/visits');
      await expect(page.getByRole('row').filter({ hasText: visit.no })).toContainText(words.visitState.confirmed);
      await axe('list');
    });

    test('the unit sees its finding, and neither name nor code nor way to the visit', async () => {
      await sit('contact');
      await go('#/findings');
      const row = page.getByRole('row').filter({ hasText: '未答复即推至他窗' });
      await expect(row).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: '胸牌未佩戴' })).toHaveCount(0);
      await row.dblclick();
      await expect(page.getByRole('heading', { name: '未答复即推至他窗' })).toBeVisible();
      await expect(page.getByText(words.thread.rectificationLater)).toBeVisible();
      for (const secret of [
        ...Object.values(NAMES).filter((name) => name !== NAMES.contact),
        COVER,
        'A07',
        'A15',
        'R03',
      ])
        await expect(page.locator('main')).not.toContainText(secret);
      expect(await page.locator(`a[href*="/visits/"]`).count()).toBe(0);
      expect(await running.call('visits.get', { id: visit.id })).toMatchObject({
        ok: false,
        error: { code: 'permission.denied' },
      });
      await axe('finding');
      await resize(running.app, page, { width: 1920, height: 1080 });
      await axe('finding, wide');
    });
  });
}
