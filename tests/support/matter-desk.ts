import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { itemsOf } from '../../domain/checklist/schema.js';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import type { Role } from '../../domain/people.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import type { Step } from '../../domain/visit.js';
import type { RunningApp } from './app.js';
import { finding, writing } from './finding.js';
import { draft } from './hall.js';

const FIRST = '杭州湾-tide-47';
const PASSWORD = '钱塘江-tide-48';
/** Who sees, who was there too, who confirms, the unit, the leader, who verifies. The office is 何知远. */
export const cast = { lin: '林知微', ning: '宁一苇', fu: '傅衡', wu: '吴敏', chen: '陈砚秋', qiao: '乔一鸣' };
export type Account = keyof typeof cast | 'office';

export interface MatterDesk {
  visitId: number;
  findingIds: number[];
  unitId: number;
  ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** Somebody sits down, and the page is theirs. */
  sit(account: Account): Promise<void>;
  go(hash: string): Promise<void>;
  /** What the dialog of the operating system answers from now on. */
  choose(path: string): Promise<void>;
}

const titles = ['工作时间空岗 27 分钟，AB岗未到位', '收费公示牌缺工本费标准', '叫号屏花屏，等候顺序无法辨认'];

/** A hall with a confirmed visit, its findings confirmed, the first with a picture; the office is at the desk. */
export async function matterDesk(running: RunningApp, picture: string): Promise<MatterDesk> {
  const { page, app } = running;
  async function ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const answer = await running.call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  }
  const go = (hash: string): Promise<void> => page.evaluate((to) => void (location.hash = to), hash);
  const choose = (path: string): Promise<void> =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
  const enter = async (account: Account, password = PASSWORD): Promise<void> => {
    await ask('session.signOut', {});
    await ask('session.signIn', { account, password });
  };
  async function sit(account: Account): Promise<void> {
    await go('#/about');
    await enter(account);
    await go('#/');
    await expect(page.locator('h1')).toBeVisible();
  }

  await ask('session.setUp', {
    clientId: randomUUID(),
    hallName: '云汀市政务服务中心',
    administrator: { account: 'office', name: '何知远', password: PASSWORD },
  });
  const hallId = (await ask('hall.tree', {})).halls[0]?.id ?? 0;
  const make = async (entity: HallEntity, fields: Parameters<typeof draft>[1]): Promise<number> =>
    (await ask('hall.create', { clientId: randomUUID(), draft: draft(entity, fields) })).id;
  const zoneId = await make('zone', { hallId, name: '二楼B区' });
  const unitId = await make('unit', { hallId, name: '人力资源和社会保障局', shortName: '人社局' });
  const windowId = await make('window', { zoneId, unitId, number: 'B07', name: '企业开办' });
  const person = async (account: keyof typeof cast, code: string | null, roles: Role[]): Promise<void> => {
    const unit = roles.includes('unit_contact') ? unitId : null;
    const fields = { account, name: cast[account], code, roles, unitId: unit, phone: null, note: null };
    await ask('people.create', { clientId: randomUUID(), fields, password: FIRST });
  };
  await person('lin', 'A07', ['inspector']);
  await person('ning', 'A12', ['inspector']);
  await person('fu', 'R03', ['reviewer']);
  await person('wu', null, ['unit_contact']);
  await person('chen', null, ['leader']);
  await person('qiao', 'A15', ['inspector']);
  for (const account of Object.keys(cast) as (keyof typeof cast)[]) {
    await enter(account, FIRST);
    await ask('session.changePassword', { current: FIRST, next: PASSWORD });
  }

  await enter('lin');
  const { colleagues } = await ask('visits.desk', {});
  const partner = colleagues.find(({ code }) => code === 'A12')?.id ?? 0;
  const started = await ask('visits.start', {
    clientId: randomUUID(),
    mode: 'covert_visit',
    roundObjectId: null,
    hallId,
    windowIds: [windowId],
    partnerIds: [partner],
  });
  const found = titles.map((title, index) =>
    finding({
      title,
      windowId,
      unitId,
      severity: index === 0 ? 'serious' : 'general',
      category: index === 0 ? 'attendance' : 'disclosure',
      basisClause: index === 0 ? 'AB岗工作制 第四条' : null,
      description: index === 0 ? '14:02 至 14:29，B07 窗口无人，去向牌未放，B 岗未顶岗，2 名群众等候后离开。' : null,
    }),
  );
  const changes = [
    ...(await answers(started)),
    ...record(started, windowId),
    ...found.map((one) => writing(null, one)),
  ];
  await ask('visits.change', { id: started.id, seen: started.revision, changes });
  await choose(picture);
  const token = await ask('files.pickOpen', { purpose: 'picture' });
  await ask('evidence.add', {
    clientId: randomUUID(),
    token: token?.token ?? '',
    target: { kind: 'finding', visitId: started.id, finding: found[0]?.clientId ?? '' },
    origin: 'pick',
    caption: '窗口无人',
  });
  const written = await ask('visits.get', { id: started.id });
  const submitted = await ask('visits.submit', { id: written.id, revision: written.revision });

  await enter('fu');
  for (const { id, revision, severity } of submitted.findings)
    await ask('visits.decideFinding', { findingId: id, revision, decision: 'confirmed', severity, note: '与录像相符' });
  const decided = await ask('visits.get', { id: submitted.id });
  await ask('visits.confirm', { id: decided.id, revision: decided.revision, note: '事实清楚' });
  await enter('office');
  return { visitId: started.id, findingIds: submitted.findings.map(({ id }) => id), unitId, ask, sit, go, choose };

  /** Everything that has to be answered, answered. */
  async function answers({ checklists }: VisitDetail): Promise<VisitChange[]> {
    const made: VisitChange[] = [];
    for (const { clientId: checklist, versionId } of checklists) {
      const { content } = await ask('templates.version', { versionId });
      for (const { item } of itemsOf(content)) {
        const value = { kind: 'not_observed', note: null } as const;
        made.push({ kind: 'answer', checklist, item: item.code, was: null, value });
      }
    }
    return made;
  }
}

/** Times, cover and what was seen. */
function record({ fields: { startedAt } }: VisitDetail, windowId: number): VisitChange[] {
  const now = Date.now();
  const step = (name: Step, minutes: number, at: number | null): VisitChange => ({
    kind: 'step',
    clientId: randomUUID(),
    entry: { step: name, windowId: at, at: now - minutes * 60_000, recordedAt: now, note: null },
  });
  return [
    {
      kind: 'fields',
      was: { coverStory: null, startedAt, endedAt: null, narrative: null },
      value: { coverStory: '办营业执照', startedAt: now - 1_800_000, endedAt: now, narrative: '窗口无人，无人顶岗。' },
    },
    step('arrive', 29, null),
    step('ticket', 28, windowId),
    step('called', 20, windowId),
    step('left', 1, null),
  ];
}
