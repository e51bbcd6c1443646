import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { commandNames } from '../../domain/contract/commands/index.js';
import type { HallEntity } from '../../domain/hall/entities.js';
import { roles } from '../../domain/people.js';
import { verificationResults } from '../../domain/rectification/kinds.js';
import { rectificationStates } from '../../domain/rectification/life.js';
import { dayOf } from '../../domain/time.js';
import { visitModeNames } from '../../domain/visit.js';
import { makeDemo, type DemoCounts, type DemoOptions } from '../../electron/demo/make.js';
import { findMediaTools } from '../../media/binaries.js';
import { openConsole, type TestConsole } from '../support/workspace.js';

const PATIENCE_MS = 180_000;
/** Times and what is made from them, and the salted hashes, differ from run to run. */
const FLEETING = /(^|_)at$|^hash$/;
/**
 * What is no record of the hall: the search index follows the rows, jobs and settings are the computer's own, the calendar is
 * as the State Council published it.
 */
const TABLES = `SELECT json_group_array(name) FROM (SELECT name FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE 'calendar%'
    AND name NOT IN ('job', 'meta', 'setting', 'person_secret', 'audit_head') ORDER BY name)`;

async function dump({ workspace }: TestConsole): Promise<Record<string, unknown[]>> {
  return workspace.database.read('demo.dump', async (reader) => {
    const tables: Record<string, unknown[]> = {};
    for (const table of await reader.json<string>(TABLES)) {
      const rows = await reader.all<Record<string, unknown>>(`SELECT * FROM "${table}"`);
      tables[table] = rows
        .map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !FLEETING.test(column))))
        .sort();
    }
    return tables;
  });
}

/** Numbers of records are those of official papers in every language. */
const RECORD_NO = /(?:[方访线监评]|督整通?|督办|约谈|通报)〔\d+〕\d+号?/gu;

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

interface Made {
  opened: TestConsole;
  counts: DemoCounts;
  reports: (number | null)[];
}

async function make(options: Partial<DemoOptions>, startedAt = Date.UTC(2026, 9, 14, 6, 5)): Promise<Made> {
  const opened = await openConsole({ demo: true, setUp: false, language: options.language ?? 'zh-CN' });
  opened.time.now = startedAt;
  const reports: (number | null)[] = [];
  const clock = (): number => (opened.time.now += 1);
  const { files, workspace } = opened;
  const counts = await makeDemo(workspace, { clock, files, report: (percent) => reports.push(percent), ...options });
  return { opened, counts, reports };
}

async function sitDown(opened: TestConsole, account: string): Promise<void> {
  const person = (await opened.call('session.demoPeople', {})).find((one) => one.account === account);
  await opened.call('session.demoSignIn', { personId: person?.id ?? 0 });
}

describe('the default demo hall', () => {
  let made: Made;
  beforeAll(async () => {
    made = await make({ footage: true });
  }, PATIENCE_MS);
  afterAll(() => made.opened.close());

  it('counts exactly as the sources do', async () => {
    const { opened, counts } = made;
    expect(counts).toMatchObject({ halls: 6, units: 19 + 65, windows: 180, staff: 600, items: 75 + 508, cameras: 336 });
    await sitDown(opened, 'office');
    const { halls } = await opened.call('home.overview', {});
    const [city, district] = [1, 0].map((branches) => halls.find((hall) => hall.branches > 0 === (branches === 1)));
    expect(district).toMatchObject({
      branches: 0,
      units: 19,
      windows: 29,
      staff: 49,
      partyMembers: 11,
      items: 75,
      approvals: 50,
      publicServices: 25,
    });
    expect(city).toMatchObject({ branches: 4, units: 65, cameras: 324, items: 508 });
    const main = (await opened.call('hall.tree', {})).halls.find(({ id }) => id === city?.id);
    expect(main?.zones).toHaveLength(8);
  });

  it('leaves the office something to put in order', async () => {
    await sitDown(made.opened, 'office');
    const { gaps } = await made.opened.call('home.overview', {});
    const found = Object.fromEntries(gaps.map(({ kind, count }) => [kind, count]));
    expect(found).toMatchObject({ windowsWithoutCamera: 13, unitsWithoutContact: 5, hallsWithoutWaitingTarget: 1 });
    expect(found['postsWithoutB']).toBeGreaterThan(5);
    expect(found['recordersUnder30Days'] ?? 0).toBe(0);
  });

  it('has somebody for every role, at the desk without a password and without having to choose one', async () => {
    const people = await made.opened.call('session.demoPeople', {});
    expect(new Set(people.flatMap((person) => person.roles))).toEqual(new Set(roles));
    expect(people.map(({ code }) => code).filter(Boolean)).toEqual([
      'A03',
      'A07',
      'A09',
      'A12',
      'F01',
      'S17',
      'S22',
      'S05',
    ]);
    for (const person of people) {
      const view = await made.opened.call('session.demoSignIn', { personId: person.id });
      expect(view.state).toBe('signedIn');
    }
  });

  it('has lived through two years of visits in every mode, in season and out of it', async () => {
    const asked = <T>(sql: string): Promise<T[]> =>
      made.opened.workspace.database.read('demo.visits', (reader) => reader.all<T>(sql));
    const modes = await asked<{ mode: string }>('SELECT DISTINCT mode FROM visit');
    expect(modes.map(({ mode }) => mode).sort()).toEqual([...visitModeNames].sort());
    const months = await asked<{ month: string; n: number }>(
      `SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month, count(*) AS n FROM visit GROUP BY 1 ORDER BY 1`,
    );
    expect(months.length).toBeGreaterThanOrEqual(24);
    const busy = Math.max(...months.map(({ n }) => n));
    expect(months.find(({ month }) => month === '2025-02')?.n).toBeLessThan(busy * 0.7);
    // Charts need units that differ.
    const [spread] = await asked<{ worst: number; best: number }>(
      `SELECT min(mean) AS worst, max(mean) AS best FROM
        (SELECT avg(score) AS mean FROM visit WHERE unit_id IS NOT NULL AND score IS NOT NULL GROUP BY unit_id HAVING count(*) >= 4)`,
    );
    expect(spread && spread.best - spread.worst).toBeGreaterThan(500);
    const states = await asked<{ state: string }>('SELECT DISTINCT state FROM visit ORDER BY state');
    expect(states.map(({ state }) => state)).toEqual(['confirmed', 'discarded', 'draft', 'returned', 'submitted']);
    expect(await asked('SELECT 1 FROM visit_clock')).toEqual([]);
    const taken = await asked<{ title: string; n: number }>(
      `SELECT v.title, count(DISTINCT c.visit_id) AS n FROM checklist_version v
        LEFT JOIN visit_checklist c ON c.version_id = v.id GROUP BY v.id`,
    );
    expect(taken).toHaveLength(8);
    for (const { title, n } of taken) expect(n, title).toBeGreaterThan(0);
  });

  it('has closed the plans that are over, and tells each visit as its mode allows', async () => {
    const { opened } = made;
    const asked = <T>(sql: string): Promise<T[]> =>
      opened.workspace.database.read('demo.told', (reader) => reader.all<T>(sql));
    const today = dayOf(opened.time.now);
    const plans = await asked<{ state: string; to_day: number }>('SELECT state, to_day FROM inspection_plan');
    expect(plans.filter(({ state }) => state === 'active').length).toBeLessThanOrEqual(2);
    for (const { state, to_day } of plans) if (to_day < today - 30) expect(state).toBe('closed');
    const told = await asked<{ mode: string; text: string }>(
      `SELECT mode, narrative AS text FROM visit WHERE narrative IS NOT NULL
        UNION ALL SELECT v.mode, f.description FROM finding f JOIN visit v ON v.id = f.visit_id
          WHERE f.description IS NOT NULL`,
    );
    const misfits: Record<string, RegExp> = {
      video_patrol: /取号|拨打|通话|咨询开办/,
      phone_inquiry: /引导员|取号|等候区|画面/,
      simulated_transaction: /电话|拨打|通话|画面/,
      announced_visit: /未亮明身份|群众身份/,
    };
    for (const { mode, text } of told) expect(text, mode).not.toMatch(misfits[mode] ?? /^$/);
    const backup = await asked<{ category: string }>(
      `SELECT DISTINCT category FROM finding WHERE description GLOB '*AB 岗*'`,
    );
    expect(backup.filter(({ category }) => category !== 'attendance')).toEqual([]);
  });

  it('has a few copied texts to find, and own words elsewhere', async () => {
    const { opened } = made;
    const reviewer = (await opened.call('session.demoPeople', {})).find(({ code }) => code === 'F01');
    await opened.call('session.demoSignIn', { personId: reviewer?.id ?? 0 });
    const newest = await opened.workspace.database.read('demo.wording', (reader) =>
      reader.json<number>(`SELECT json_group_array(id) FROM
        (SELECT id FROM visit WHERE state IN ('submitted', 'confirmed') ORDER BY day DESC, id DESC LIMIT 60)`),
    );
    const close: number[] = [];
    for (const id of newest)
      close.push(...(await opened.call('visits.honesty', { id })).wording.map(({ percent }) => percent));
    const copied = close.filter((percent) => percent === 100).length;
    expect(copied).toBeGreaterThanOrEqual(2);
    expect(close.length - copied).toBeLessThan(newest.length / 6);
  });

  it('gives the inspector somewhere to go, and the supervisors something to read', async () => {
    const { opened } = made;
    await sitDown(opened, 'a07');
    expect((await opened.call('visits.desk', {})).assignments.length).toBeGreaterThan(0);
    await sitDown(opened, 'supervisor1');
    const leads = await opened.call('leads.mine', {});
    expect(leads.map(({ state }) => state)).toEqual(expect.arrayContaining(['draft', 'accepted', 'answered']));
    await sitDown(opened, 'supervisor3');
    expect((await opened.call('supervisors.me', {})).entry?.term).toBe('over');
  });

  it('went through commands alone, with an unbroken chain', async () => {
    const { workspace } = made.opened;
    const actions = await workspace.database.read('demo.actions', (reader) =>
      reader.json<string>('SELECT json_group_array(action) FROM (SELECT DISTINCT action FROM audit)'),
    );
    expect(commandNames).toEqual(expect.arrayContaining(actions));
    expect(actions).toEqual(
      expect.arrayContaining(['session.setUp', 'hall.create', 'hall.importApply', 'hall.merge', 'people.create']),
    );
    const report = await verifyChain(workspace.database);
    expect(report).toMatchObject({ ok: true });
    expect(report.ok && report.rows).toBeGreaterThan(2000);
  });

  it('has a few recordings of its visits, one of them with a clip at a finding, where there is an ffmpeg', async () => {
    const { opened, counts } = made;
    const tools = await findMediaTools();
    await sitDown(opened, 'reviewer');
    const { ids } = await opened.call('recordings.list', {});
    expect(ids).toHaveLength(tools.tools ? 4 : 0);
    expect(counts['recordings'] ?? 0).toBe(ids.length);
    expect(await opened.workspace.jobs.list({ personId: 0, office: true })).toEqual([]);
    if (!tools.tools) return;
    const rows = await opened.call('recordings.rows', { ids });
    expect(new Set(rows.map(({ videoCodec }) => videoCodec))).toEqual(new Set(['h264', 'msmpeg4v3']));
    for (const row of rows) expect(row).toMatchObject({ kind: 'video', timeSource: 'file_name', durationMs: 20_000 });
    const clips = await Promise.all(rows.map(({ id }) => opened.call('clips.ofRecording', { recordingId: id })));
    const [clip, ...others] = clips.flat();
    expect(others).toEqual([]);
    if (clip?.target?.kind !== 'finding') throw new Error('no clip is put to a finding');
    const visit = await opened.call('visits.get', { id: clip.target.visitId });
    const { finding } = clip.target;
    expect(visit.findings.find(({ clientId }) => clientId === finding)?.title).toBe(clip.label);
    const called = visit.steps.filter(({ step }) => step === 'called').at(-1);
    const { recordings } = await opened.call('footage.ofMoment', {
      ...{ visitId: visit.id, windowId: called?.windowId ?? null, at: called?.at ?? 0 },
    });
    expect(recordings.map(({ id }) => id)).toEqual([clip.recordingId]);
    expect(clip.marks[0]?.fromMs).toBe((called?.at ?? 0) - (recordings[0]?.capturedAt ?? 0));
  });

  it('has matters in every state, late, extended, sent back and come back, and broke no rule on the way', async () => {
    const { opened, counts } = made;
    const asked = <T>(sql: string): Promise<T[]> =>
      opened.workspace.database.read('demo.matters', (reader) => reader.all<T>(sql));
    const states = await asked<{ state: string }>('SELECT DISTINCT state FROM rectification');
    expect(states.map(({ state }) => state).sort()).toEqual([...rectificationStates].sort());
    expect(counts['matters']).toBeGreaterThanOrEqual(65);
    await sitDown(opened, 'office');
    const ledger = await opened.call('rectifications.counts', {});
    for (const light of ['green', 'yellow', 'red', 'blue', 'grey'] as const)
      expect(ledger.lights[light], light).toBeGreaterThan(0);
    const { ids } = await opened.call('rectifications.list', { filter: { light: 'red' } });
    expect(ids.length).toBeGreaterThanOrEqual(4);
    const [facts] = await asked<Record<string, number>>(
      `SELECT count(recurrence_of) AS recurred, sum(extensions > 0) AS extended, sum(suspended) AS suspended,
          sum(reminders >= 3) AS reminded, sum(reopenings > 0) AS reopened, sum(closure = 'revoked') AS revoked
        FROM rectification`,
    );
    for (const [fact, count] of Object.entries(facts ?? {})) expect(count, fact).toBeGreaterThan(0);
    const same = await asked(
      `SELECT 1 FROM rectification r WHERE r.closure = 'verified' AND (r.closed_by IN (r.verifier_id, r.submitted_by)
        OR EXISTS(SELECT 1 FROM visit_inspector i WHERE i.visit_id = r.visit_id AND i.person_id IN (r.verifier_id, r.closed_by)))`,
    );
    expect(same).toEqual([]);
    expect(await asked(`SELECT 1 FROM rectification_event WHERE at > ${opened.time.now}`)).toEqual([]);
    const results = await asked<{ result: string }>(
      'SELECT DISTINCT result FROM rectification_verification WHERE result IS NOT NULL',
    );
    expect(results.map(({ result }) => result).sort()).toEqual([...verificationResults].sort());
    const pairs = await asked<{ kind: string; side: string | null }>(
      'SELECT DISTINCT kind, side FROM rectification_proof ORDER BY kind, side',
    );
    const { tools } = await findMediaTools();
    expect(pairs).toEqual([
      { kind: 'paper', side: null },
      ...(tools ? ['after', 'before'].map((side) => ({ kind: 'picture', side })) : []),
    ]);
  });

  it('pressed for what was late: orders of every colour, an interview with demands, a circular with its cases', async () => {
    const { opened } = made;
    await sitDown(opened, 'office');
    const orders = await opened.call('orders.list', {});
    expect(new Set(orders.map(({ level }) => level))).toEqual(new Set(['blue', 'orange', 'red']));
    expect((await opened.call('orders.proposals', {})).length).toBeGreaterThan(0);
    const [interview] = await opened.call('interviews.list', {});
    expect(interview).toMatchObject({ state: 'held', triggers: ['redUnanswered'] });
    expect(interview?.demands.every(({ matter }) => matter !== null)).toBe(true);
    expect((await opened.call('interviews.proposals', {})).length).toBeGreaterThan(0);
    const [circular] = await opened.call('circulars.list', {});
    expect(circular).toMatchObject({ state: 'issued' });
    expect(circular?.cases.length).toBeGreaterThanOrEqual(2);
  });

  it('has a history to show', async () => {
    const { opened } = made;
    await sitDown(opened, 'office');
    const changesOf = async (entity: HallEntity, text: string, state: 'active' | 'all' = 'active') => {
      const { ids } = await opened.call('hall.list', { entity, text, filter: { state } });
      const histories = await Promise.all(ids.map((id) => opened.call('hall.history', { entity, id })));
      return histories.flat().map(({ change }) => change);
    };
    expect(await changesOf('unit', '林溪区市场监督管理局')).toContain('renamed');
    expect(await changesOf('window', '证照寄递')).toContain('moved');
    expect(await changesOf('unit', '盐务管理局', 'all')).toContain('merged');
    expect(await changesOf('window', '档案查询', 'all')).toContain('retired');
  });

  it('reports progress that only rises, up to the end', () => {
    const { reports } = made;
    expect(reports).toEqual([...reports].sort((a, b) => Number(a) - Number(b)));
    expect(reports.at(-1)).toBe(100);
  });
});

describe('small demo halls', () => {
  const scale = 0.1;
  const made: Made[] = [];
  beforeAll(async () => {
    made.push(await make({ scale }));
    made.push(await make({ scale }, Date.UTC(2026, 9, 14, 11, 40)));
    made.push(await make({ scale, language: 'en' }));
  }, PATIENCE_MS);
  afterAll(() => Promise.all(made.map(({ opened }) => opened.close())));

  it('are alike to the last row for the same options and day, whenever and wherever they are made', async () => {
    const [first, second] = [await dump(made[0]!.opened), await dump(made[1]!.opened)];
    for (const [table, rows] of Object.entries(first)) expect(digest(second[table]), table).toBe(digest(rows));
    expect(digest(second)).toBe(digest(first));
  });

  it('have the same structure in both languages', async () => {
    expect(made[2]!.counts).toEqual(made[0]!.counts);
    const words = JSON.stringify(await dump(made[2]!.opened)).replace(RECORD_NO, '');
    expect(words.match(/.{0,30}\p{Script=Han}.{0,30}/u)?.[0]).toBeUndefined();
  });

  it('leave no job behind', async () => {
    expect(await made[0]!.opened.workspace.jobs.list({ personId: 0, office: true })).toEqual([]);
  });
});
