import { createHash, randomUUID } from 'node:crypto';
import { chmod, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../domain/checklist/answers.js';
import { itemsOf, type Item } from '../../domain/checklist/schema.js';
import { judge } from '../../domain/checklist/verdict.js';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { AppError } from '../../domain/errors.js';
import type { Role } from '../../domain/people.js';
import { readyTemplate } from '../../domain/templates/index.js';
import type { Step } from '../../domain/visit.js';
import type { VisitChange, VisitDetail } from '../../domain/visit-record.js';
import { smallHall, type SmallHall } from '../support/hall.js';
import { addSupervisor, sit } from '../support/leads.js';
import { unzipped, wordText } from '../support/office-file.js';
import { draw } from '../support/pictures.js';
import { finding, published } from '../support/visits.js';
import { addPerson, openConsole, type TestConsole } from '../support/workspace.js';

const COVER = '自称替母亲咨询社保转移';
const CITIZEN = '排队的老人说等了半小时';
const MINUTE = 60_000;

let target: TestConsole;
let hall: SmallHall;
let who: Record<'office' | 'lin' | 'qiao' | 'gu' | 'fu' | 'qin' | 'unit', number>;
let visit: VisitDetail;

beforeAll(async () => {
  target = await openConsole({ demo: true });
  hall = await smallHall(target);
  await published(target, 'service_conduct');
  const add = (account: string, role: Role, unitId: number | null = null) => addPerson(target, account, [role], unitId);
  who = {
    office: (await target.call('session.current', {})).person?.id ?? 0,
    lin: await add('lin', 'inspector'),
    qiao: await add('qiao', 'inspector'),
    gu: await add('gu', 'inspector'),
    fu: await add('fu', 'reviewer'),
    qin: await add('qin', 'leader'),
    unit: await add('unit', 'unit_contact', hall.unit.id),
  };
  visit = await handedIn();
}, 120_000);
afterAll(() => target.close());

/** Answers every item that is asked; those of `failing` with a failure. */
function answered(failing: readonly string[]): VisitChange[] {
  const content = readyTemplate('service_conduct', 'zh-CN');
  const given: Record<string, Answer> = {};
  for (const { item } of itemsOf(content)) {
    if (judge(content, given, {}).get(item.code)?.visibility !== 'shown') continue;
    given[item.code] = failing.includes(item.code) ? { kind: 'fails', count: 2, note: null } : fine(item);
  }
  return Object.entries(given).map(([item, value]) => ({ kind: 'answer', checklist: '', item, was: null, value }));
}

function fine(item: Item): Answer {
  switch (item.kind) {
    case 'conformity':
      return item.scoring?.effect === 'bonus'
        ? { kind: 'not_applicable', note: null }
        : { kind: 'conforms', count: 1, note: null };
    case 'scale':
      return { kind: 'value', value: item.passFrom, note: null };
    case 'number':
      return { kind: 'not_observed', note: null };
    case 'text':
      return { kind: 'text', text: '无', note: null };
    default:
      return { kind: 'not_applicable', note: null };
  }
}

/** A covert visit with everything in it, handed in by its two inspectors. */
async function handedIn(): Promise<VisitDetail> {
  await sit(target, who.lin);
  const started = await target.call('visits.start', {
    clientId: randomUUID(),
    mode: 'covert_visit',
    roundObjectId: null,
    hallId: hall.hall.id,
    windowIds: [hall.w2.id],
    partnerIds: [who.qiao],
  });
  const { id } = started;
  const checklist = started.checklists[0]?.clientId ?? '';
  const { now } = target.time;
  const step = (name: Step, minutes: number): VisitChange => ({
    kind: 'step',
    clientId: randomUUID(),
    entry: {
      step: name,
      windowId: ['arrive', 'left'].includes(name) ? null : hall.w2.id,
      at: now + minutes * MINUTE,
      recordedAt: now + minutes * MINUTE,
      note: null,
    },
  });
  target.time.now += 90 * MINUTE;
  const found = finding({
    title: '取号机旁无人引导 <b>㐂𠮷</b> 🚧',
    windowId: hall.w2.id,
    unitId: hall.unit.id,
    severity: 'grave',
    description: '十分钟内三位群众取错号。',
    headCount: 3,
    headTotal: 10,
  });
  const was = { coverStory: null, spokenTo: [], practices: null };
  await target.call('visits.change', {
    id,
    seen: started.revision,
    changes: [
      {
        kind: 'fields',
        was: { ...was, endedAt: null },
        value: {
          coverStory: COVER,
          practices: '导服台主动引导。',
          endedAt: now + 60 * MINUTE,
          spokenTo: [{ kind: 'service_user', remarks: CITIZEN }],
        },
      },
      step('arrive', 0),
      step('ticket', 2),
      step('called', 20.4),
      step('left', 60),
      { kind: 'finding', clientId: found.clientId, was: null, value: found },
      ...answered([]).map((change) => ({ ...change, checklist }) as VisitChange),
    ],
  });
  const picture = await draw(target.folder, 'IMG_0001.png', 'bars', 'scale=2400:1800');
  for (const [place, caption] of [
    [{ kind: 'finding', visitId: id, finding: found.clientId }, '取号机旁'],
    [{ kind: 'visit', visitId: id }, null],
  ] as const) {
    const token = (await target.files.offer(picture, 'open'))?.token ?? '';
    await target.call('evidence.add', { clientId: randomUUID(), token, target: place, origin: 'pick', caption });
  }
  const draft = await target.call('visits.get', { id });
  return target.call('visits.submit', { id, revision: draft.revision });
}

const offer = async (name: string, folder = target.folder): Promise<string> =>
  (await target.files.offer(join(folder, name), 'save'))?.token ?? '';

async function reported(name: string, input: Partial<CommandInput<'visits.report'>> = {}) {
  const token = await offer(name);
  const { jobId } = await target.call('visits.report', {
    id: visit.id,
    format: 'docx',
    language: 'zh-CN',
    token,
    ...input,
  });
  return target.ended(jobId);
}

const rowsOf = async (action: string) => {
  await sit(target, who.office);
  const { ids } = await target.call('audit.list', { filter: { action } });
  return target.call('audit.rows', { ids });
};

describe('a visit report', () => {
  it('is written as a Word file, people by code, with small copies of its pictures', async () => {
    await sit(target, who.office);
    expect(await reported('报告 一.docx')).toMatchObject({ state: 'succeeded', result: { file: '报告 一.docx' } });
    const bytes = await readFile(join(target.folder, '报告 一.docx'));
    const parts = await unzipped(bytes);
    const text = wordText(parts.get('word/document.xml')?.toString() ?? '');
    for (const part of [
      visit.no,
      '暗访',
      `#${who.lin}、#${who.qiao}`,
      '人力资源和社会保障局',
      '取号机旁无人引导 <b>㐂𠮷</b> 🚧',
      '3 人（共 10 人）',
      '导服台主动引导。',
      '18.4 分钟',
      '图 1　取号机旁',
      '办事群众 1 人',
      '（尚未复核）',
    ])
      expect(text).toContain(part);
    const whole = [...parts.values()].map((part) => part.toString()).join('');
    for (const secret of [COVER, CITIZEN, '人员lin', '人员qiao', '何知远']) expect(whole).not.toContain(secret);
    const sizes = [...parts].filter(([name]) => name.endsWith('.jpg')).map(([, picture]) => picture.length);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(600_000);
  });

  it('says no more to its own inspector, who knows it all', async () => {
    await sit(target, who.lin);
    expect((await target.call('visits.get', { id: visit.id })).fields.coverStory).toBe(COVER);
    expect(await reported('own.docx')).toMatchObject({ state: 'succeeded' });
    const whole = [...(await unzipped(await readFile(join(target.folder, 'own.docx')))).values()].join('');
    for (const secret of [COVER, CITIZEN, '人员lin', '人员qiao']) expect(whole).not.toContain(secret);
  });

  it('goes to the printer as one closed document', async () => {
    await sit(target, who.qin);
    expect(await reported('one.pdf', { format: 'pdf', language: 'en' })).toMatchObject({ state: 'succeeded' });
    const printed = target.desktop.printed.at(-1);
    expect(printed?.html).toContain('Visit report');
    expect(printed?.html).toContain('data:image/jpeg;base64,');
    expect(printed?.html).not.toContain(COVER);
    expect(printed?.footer).toContain('class="totalPages"');
    expect((await readFile(join(target.folder, 'one.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is in the log with its kind and the checksum of the file', async () => {
    await sit(target, who.fu);
    await reported('logged.docx');
    const [row] = await rowsOf('visits.report');
    const sha256 = createHash('sha256')
      .update(await readFile(join(target.folder, 'logged.docx')))
      .digest('hex');
    expect(row).toMatchObject({ object: 'visit', ref: visit.id });
    expect(JSON.parse(String((row as { after: unknown }).after))).toEqual({
      file: 'logged.docx',
      format: 'docx',
      language: 'zh-CN',
      sha256,
    });
  });

  it('is what the name of the file asks for, where the dialog changed it', async () => {
    await sit(target, who.office);
    await reported('changed.PDF', { format: 'docx' });
    expect((await readFile(join(target.folder, 'changed.PDF'))).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is not for those who may not see the visit, and for no open or given up one', async () => {
    await sit(target, who.gu);
    const ask = async (id: number) =>
      target.refused('visits.report', { id, format: 'docx', language: 'zh-CN', token: await offer('no.docx') });
    expect(await ask(visit.id)).toMatchObject({ code: 'notFound.record' });
    const own = await target.call('visits.start', {
      clientId: randomUUID(),
      mode: 'symposium',
      roundObjectId: null,
      hallId: hall.hall.id,
      windowIds: [],
      partnerIds: [who.qiao],
    });
    expect(await ask(own.id)).toMatchObject({ code: 'conflict.state', params: { entity: 'visit', state: 'draft' } });
    await target.call('visits.discard', { id: own.id, revision: own.revision, reason: '重复' });
    expect(await ask(own.id)).toMatchObject({ code: 'conflict.state', params: { state: 'discarded' } });
    await sit(target, who.unit);
    expect(await ask(visit.id)).toMatchObject({ code: 'permission.denied' });
    expect(await readdir(target.folder)).not.toContain('no.docx');
  });

  it('takes only a place somebody chose, once', async () => {
    await sit(target, who.office);
    const token = await offer('once.docx');
    const input = { id: visit.id, format: 'docx' as const, language: 'zh-CN' as const, token };
    const { jobId } = await target.call('visits.report', input);
    await target.ended(jobId);
    expect(await target.refused('visits.report', input)).toMatchObject({ code: 'file.token' });
    expect(await target.refused('visits.report', { ...input, token: '/etc/passwd' })).toMatchObject({
      code: 'file.token',
    });
  });

  it('names a place it cannot write to, leaves nothing behind and no row in the log', async () => {
    const folder = join(target.folder, 'gone');
    const before = (await rowsOf('visits.report')).length;
    const token = await offer('lost.docx', folder);
    const { jobId } = await target.call('visits.report', { id: visit.id, format: 'docx', language: 'zh-CN', token });
    expect(await target.ended(jobId)).toMatchObject({
      state: 'failed',
      error: { code: 'file.unwritable', params: { name: 'lost.docx' } },
    });
    expect((await rowsOf('visits.report')).length).toBe(before);
  });

  it('leaves the file that stood there when the printer fails', async () => {
    await sit(target, who.office);
    await reported('kept.pdf', { format: 'pdf' });
    const before = await readFile(join(target.folder, 'kept.pdf'));
    target.desktop.printPdf = () => Promise.reject(new AppError('file.diskFull', { name: 'kept.pdf' }));
    expect(await reported('kept.pdf', { format: 'pdf' })).toMatchObject({
      state: 'failed',
      error: { code: 'file.diskFull' },
    });
    delete (target.desktop as { printPdf?: unknown }).printPdf;
    expect(await readFile(join(target.folder, 'kept.pdf'))).toEqual(before);
    expect((await readdir(target.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('counts a picture whose file is gone instead of failing', async () => {
    const evidence = join(target.folder, 'data', 'evidence');
    const [file] = (await readdir(evidence, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const path = join(file?.parentPath ?? '', file?.name ?? '');
    await chmod(path, 0o600);
    await rename(path, `${path}.away`);
    await sit(target, who.office);
    expect(await reported('without.docx')).toMatchObject({ state: 'succeeded' });
    await rename(`${path}.away`, path);
    const parts = await unzipped(await readFile(join(target.folder, 'without.docx')));
    expect(wordText(parts.get('word/document.xml')?.toString() ?? '')).toContain('有 2 张图片的原件未能读出');
  });

  it('names the reviewer once the visit is confirmed, and still no inspector', async () => {
    await sit(target, who.fu);
    let current = await target.call('visits.get', { id: visit.id });
    for (const { id: findingId, revision, severity } of current.findings)
      current = await target.call('visits.decideFinding', {
        findingId,
        revision,
        severity,
        decision: 'confirmed',
        note: '属实',
      });
    await target.call('visits.confirm', { id: visit.id, revision: current.revision, note: '事实清楚' });
    await reported('confirmed.docx');
    const parts = await unzipped(await readFile(join(target.folder, 'confirmed.docx')));
    const text = wordText(parts.get('word/document.xml')?.toString() ?? '');
    // This reviewer has no code; reviewers are not sealed.
    expect(text).toContain('复核人\n人员fu');
    expect(text).toContain('已认定：属实');
    expect(text).not.toContain('（尚未复核）');
    for (const inspector of ['人员lin', '人员qiao']) expect(text).not.toContain(inspector);
  });
});

describe("a social supervisor's certificate", () => {
  let entryId: number;

  beforeAll(async () => {
    await sit(target, who.office);
    await addSupervisor(target, 'ligf', [hall.hall.id, hall.branch.id], { certificateNo: '监〔2026〕017' });
    const { ids } = await target.call('supervisors.list', {});
    entryId = ids[0] ?? 0;
  });

  it('bears name, number, term and halls in full, in both languages', async () => {
    for (const [language, title] of [
      ['zh-CN', '社会监督员证'],
      ['en', 'Social Supervisor’s Certificate'],
    ] as const) {
      await sit(target, who.office);
      const token = await offer(`证 ${language}.pdf`);
      const { jobId } = await target.call('supervisors.certificate', { id: entryId, language, token });
      expect(await target.ended(jobId)).toMatchObject({ kind: 'supervisors.certificate', state: 'succeeded' });
      const { html, header } = target.desktop.printed.at(-1) ?? { html: '', header: '' };
      expect(header).toBeNull();
      for (const part of [title, '人员ligf', '监〔2026〕017', '林溪政务服务中心']) expect(html).toContain(part);
    }
    const [row] = await rowsOf('supervisors.certificate');
    expect(row).toMatchObject({ object: 'supervisor', ref: entryId });
    expect(JSON.stringify(row)).toMatch(/sha256/);
  });

  it('is the office’s to print, and of no entry that was ended', async () => {
    const input = { id: entryId, language: 'zh-CN' as const, token: await offer('x.pdf') };
    await sit(target, who.fu);
    expect(await target.refused('supervisors.certificate', input)).toMatchObject({ code: 'permission.denied' });
    await sit(target, who.office);
    expect(await target.refused('supervisors.certificate', { ...input, id: 9999 })).toMatchObject({
      code: 'notFound.record',
    });
    const [entry] = await target.call('supervisors.rows', { ids: [entryId] });
    await target.call('supervisors.setState', {
      id: entryId,
      revision: entry?.revision ?? 0,
      state: 'retired',
      reason: '任期届满',
    });
    expect(await target.refused('supervisors.certificate', input)).toMatchObject({
      code: 'conflict.state',
      params: { entity: 'supervisor' },
    });
  });
});
