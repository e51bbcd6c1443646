import { readFile, rm } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import type { CommandInput, CommandName, CommandOutput } from '../../domain/contract/commands/index.js';
import { itemsOf, type TemplateContent } from '../../domain/checklist/schema.js';
import { readyTemplate } from '../../domain/templates/index.js';
import { launch, type LaunchOptions, type RunningApp } from './app.js';

export const PASSWORD = '杭州湾-tide-47';

/** The value of a command through the real bridge; throws what it was refused for. */
export async function ask<N extends CommandName>(
  running: RunningApp,
  name: N,
  input: CommandInput<N>,
): Promise<CommandOutput<N>> {
  const answer = await running.call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Signs somebody in by the contract and shows the console that is theirs. */
export async function signIn(running: RunningApp, account: string, password = PASSWORD): Promise<void> {
  await ask(running, 'session.signOut', {});
  await ask(running, 'session.signIn', { account, password });
  await running.page.reload();
  await expect(running.page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** A new hall with three windows, two inspectors (A07, A12) and a reviewer; A07 sits at the desk. */
export async function freshHall(options: LaunchOptions = {}): Promise<RunningApp> {
  const running = await launch(options);
  await ask(running, 'session.setUp', {
    clientId: crypto.randomUUID(),
    hallName: '林溪区行政便民服务中心',
    administrator: { account: 'office', name: '何知远', password: PASSWORD },
  });
  const make = async (draft: CommandInput<'hall.create'>['draft']): Promise<number> =>
    (await ask(running, 'hall.create', { clientId: crypto.randomUUID(), draft })).id;
  const { halls } = await ask(running, 'hall.tree', {});
  const hallId = halls[0]?.id ?? 0;
  const note = null;
  const zoneId = await make({ entity: 'zone', fields: { hallId, name: '二楼 B 区', floor: '2层', note } });
  const unit = { hallId, shortName: null, leader: null, phone: null, note };
  const unitId = await make({ entity: 'unit', fields: { ...unit, name: '市场监督管理局' } });
  for (const [number, name] of [
    ['B07', '企业开办'],
    ['B09', '涉税服务'],
    ['B11', '道路运输'],
  ] as const)
    await make({ entity: 'window', fields: { zoneId, unitId, number, name, note } });
  await make({ entity: 'target', fields: { hallId, zoneId: null, measure: 'waiting_minutes', value: 15, note } });
  for (const [account, code, role] of [
    ['a07', 'A07', 'inspector'],
    ['a12', 'A12', 'inspector'],
    ['f01', 'F01', 'reviewer'],
  ] as const) {
    await ask(running, 'people.create', {
      clientId: crypto.randomUUID(),
      fields: { account, name: `人员${code}`, code, roles: [role], unitId: null, phone: null, note: null },
      password: `${PASSWORD}-first`,
    });
  }
  for (const account of ['f01', 'a12', 'a07']) {
    await ask(running, 'session.signOut', {});
    await ask(running, 'session.signIn', { account, password: `${PASSWORD}-first` });
    await ask(running, 'session.changePassword', { current: `${PASSWORD}-first`, next: PASSWORD });
  }
  await running.page.reload();
  await expect(running.page.getByRole('heading', { level: 1, name: '首页' })).toBeVisible();
  return running;
}

/** A published checklist of sixty items of every kind, as the office makes it. Codes run 1.1 to 6.10. */
export async function publishSixty(running: RunningApp): Promise<{ versionId: number; title: string }> {
  const like = readyTemplate('simulated_transaction', 'zh-CN');
  const all = itemsOf(like).map(({ item }) => item);
  const pick = (kind: string) => all.find((item) => item.kind === kind && item.showWhen === null) ?? all[0];
  const kinds = ['conformity', 'conformity', 'conformity', 'number', 'conformity'] as const;
  const title = '六十项检查表';
  const sections = Array.from({ length: 6 }, (_, section) => ({
    ...like.sections[0],
    code: String(section + 1),
    title: `第${section + 1}部分`,
    chapter: null,
    baseScore: section === 5 ? 50 : 10,
    weight: null,
    cap: null,
    floorMode: 'run_on',
    items: Array.from({ length: 10 }, (_, index) => ({
      ...pick(kinds[index % kinds.length] ?? 'conformity'),
      code: `${section + 1}.${index + 1}`,
      title: `第 ${section + 1}.${index + 1} 项：窗口服务是否符合规定并有记录可查`,
      findingTitle: `第 ${section + 1}.${index + 1} 项不符合`,
      showWhen: null,
      ...(kinds[index % kinds.length] === 'number' ? { from: null } : {}),
    })),
  }));
  const content = { ...like, title, sections } as unknown as TemplateContent;
  const made = await ask(running, 'templates.create', {
    clientId: crypto.randomUUID(),
    from: { kind: 'empty', title, language: 'zh-CN' },
  });
  const kept = await ask(running, 'templates.saveDraft', {
    id: made.template.id,
    revision: made.template.revision,
    draft: JSON.stringify(content),
  });
  const published = await ask(running, 'templates.publish', { id: kept.id, revision: kept.revision, note: null });
  return { versionId: published.versions[0]?.id ?? 0, title };
}

/** Waits until the page says that what was typed is on this computer's disk. */
export const kept = (page: Page): Promise<void> => expect(page.getByText(/^已存本机/)).toBeVisible();

/** Waits until the page has drawn what there is to draw and has nothing left to do. */
export const idle = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done()))),
      ),
  );

export interface MainThread {
  count: number;
  /** Milliseconds: of the thread's own time, and as a person waits while other programs have the processor too. */
  longest: number;
  longestWall: number;
}
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, as all times here. */
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

const TRACED = ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'];

/** Traces the main thread of the page while something is done, as Chromium's own developer tools do. */
export async function mainThreadTasks({ app, page }: RunningApp, work: () => Promise<void>): Promise<MainThread> {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  await app.evaluate(
    ({ contentTracing }, categories) => contentTracing.startRecording({ included_categories: categories }),
    TRACED,
  );
  // Tracing itself is begun and ended outside of what is measured.
  await idle(page);
  await page.evaluate(() => void performance.mark('work-begins'));
  await work();
  await page.evaluate(() => void performance.mark('work-ends'));
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(await readFile(file, 'utf8')) as { traceEvents: TraceEvent[] };
  await rm(file, { force: true });
  const own = traceEvents.filter((event) => event.pid === pid);
  const main = own.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')?.tid;
  const markAt = (name: string): number => own.find((event) => event.name === name)?.ts ?? NaN;
  const [from, to] = [markAt('work-begins'), markAt('work-ends')];
  const tasks = own.filter(
    ({ tid, name, ph, ts }) => tid === main && ph === 'X' && /RunTask$/.test(name) && ts > from && ts < to,
  );
  const longestOf = (of: 'dur' | 'tdur'): number => Math.max(0, ...tasks.map((task) => task[of] ?? 0)) / 1000;
  return { count: tasks.length, longest: longestOf('tdur'), longestWall: longestOf('dur') };
}
