import { copyFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentsOf, matterDocuments, type DocumentKind } from '../../domain/rectification/documents.js';
import type { RectificationDetail } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import { unzipped, wordText } from '../support/office-file.js';
import { openMatterStage, type MatterStage, type Person } from '../support/matters.js';

let stage: MatterStage;
/** Went all the way, with an extension. */
let closed: RectificationDetail;
/** Stands on one notice with another. */
let pair: number[];
let written = 0;
const today = (): number => dayOf(stage.console.time.now);

const bad = '工作时间空岗 27 分钟 <script>alert(1)</script>\n{{problem}} & 群众等候后离开';

beforeAll(async () => {
  stage = await openMatterStage();
  const { office, unit, verifier, leader, reviewer, closer } = stage.people;
  const { id } = await stage.issued({ problem: bad, responsibleLeader: '李副局长', basisClause: 'AB岗工作制 第四条' });
  const at = async (who: Person = office) => ({ id, revision: (await stage.get(id, who)).row.revision });
  await unit.call('rectifications.acknowledge', { ...(await at()), note: null });
  const asked = { expectedDay: today() + 30, reason: '新排班系统待验收', progress: '已试运行' };
  await unit.call('rectifications.requestExtension', { ...(await at()), ...asked });
  const granted = { granted: true, newDueDay: today() + 29, note: '同意，按周报送' };
  await leader.call('rectifications.decideExtension', { ...(await at()), ...granted });
  const proof = {
    rectificationId: id,
    clientId: crypto.randomUUID(),
    token: await stage.chosen('整改后.png'),
    caption: '值班表',
  };
  await unit.call('proofs.add', proof);
  await unit.call('rectifications.submit', { ...(await at()), note: '已增设 B 岗，连续两周无空岗' });
  const named = { verifierId: verifier.personId, method: 'on_site' as const, note: null };
  await reviewer.call('rectifications.arrange', { ...(await at()), ...named });
  await verifier.call('rectifications.verify', {
    ...(await at()),
    ...{ result: 'done', day: today(), note: '现场查看两次，均有人在岗', visitId: null },
  });
  closed = await closer.call('rectifications.close', { ...(await at()), note: '同意' });
  const drafts = [
    await stage.drafted({ problem: '收费公示牌缺工本费标准' }),
    await stage.drafted({ problem: '叫号屏花屏' }),
  ];
  const issued = await office.call('rectifications.issue', {
    matters: drafts.map((draft) => ({ id: draft.id, revision: draft.revision })),
    notice: 'unit',
    note: '请于周五前报送计划',
  });
  pair = issued.map((row) => row.id);
});
afterAll(() => stage.console.close());

async function made(kind: DocumentKind, ids: number[], format: 'docx' | 'pdf', who = stage.people.office) {
  written += 1;
  const path = join(stage.console.folder, `文书${written}.${format}`);
  const token = (await stage.console.files.offer(path, 'save'))?.token ?? '';
  const { jobId } = await who.call('documents.make', { kind, ids, format, token });
  const job = await stage.console.ended(jobId);
  expect(job).toMatchObject({ state: 'succeeded', error: null });
  if (process.env['KEEP']) await copyFile(path, join(process.env['KEEP'], `${kind}-${written}.${format}`));
  return { path, job, text: format === 'docx' ? await textOf(await readFile(path)) : '' };
}
const textOf = async (bytes: Buffer): Promise<string> =>
  wordText((await unzipped(bytes)).get('word/document.xml')?.toString() ?? '');
const html = (): string => stage.console.desktop.printed.at(-1)?.html ?? '';

describe('the papers of a matter', () => {
  it('are those there is something to write on', async () => {
    expect(documentsOf(closed)).toEqual(matterDocuments.filter((kind) => kind !== 'follow_up_order'));
    expect(documentsOf(await stage.get(pair[0] ?? 0))).toEqual(['rectification_notice']);
  });

  it.each([
    ['rectification_notice', ['整改通知书', '：', 'AB岗工作制 第四条', '三十日内提出申诉', '联系人']],
    ['extension_approval', ['整改延期审批表', '新排班系统待验收', '同意延期至', '按周报送']],
    [
      'closure_application',
      ['整改销号申请表', '条措施，已落实 0 条', '已增设 B 岗，连续两周无空岗', '佐证材料（1 件）', '同意销号'],
    ],
    ['verification_record', ['整改复查记录', '现场复查', '均有人在岗', '已整改']],
  ] as const)('%s says as docx and as pdf what is known', async (kind, words) => {
    const { text } = await made(kind, [closed.row.id], 'docx');
    await made(kind, [closed.row.id], 'pdf');
    for (const word of words) {
      expect(text).toContain(word);
      expect(html()).toContain(word);
    }
    expect(text).toContain(closed.row.no);
    expect(html()).not.toContain('<script>');
    // Braces that somebody typed are text.
    expect(text).toContain('{{problem}}');
  });

  it('a notice tells of all on it, by number, whichever was named, once', async () => {
    const { text, job } = await made('rectification_notice', [...pair].reverse(), 'docx');
    expect(job.result).toMatchObject({ papers: 1 });
    expect(text).toContain('2 项问题');
    expect(text.indexOf('（一）收费公示牌')).toBeGreaterThan(0);
    expect(text.indexOf('（二）叫号屏花屏')).toBeGreaterThan(text.indexOf('（一）收费公示牌'));
    expect(text).toContain('请于周五前报送计划');
    expect((await made('rectification_notice', pair.slice(1), 'docx')).text).toContain('（一）收费公示牌');
  });

  it('a notice says what was issued: no later date, what was revoked, each problem once, a receipt to sign', async () => {
    const { text } = await made('rectification_notice', [closed.row.id], 'docx');
    expect(text).toContain('自签收次日起');
    expect(text).not.toContain('暂定');
    const term = /整改时限(.*?)整改要求/s.exec(text)?.[1] ?? '';
    expect(term).not.toContain('至2026');
    expect(text.split('工作时间空岗 27 分钟')).toHaveLength(2);
    for (const word of ['签发人：', '送达回执', '签收人（签字）', '抄送：李副局长']) expect(text).toContain(word);
    const { office, unit, closer } = stage.people;
    const long = `${'窗口排队过长'.repeat(20)}群众多次反映`;
    const { id } = await stage.issued({ problem: long });
    const hourly = await stage.issued({
      problem: '系统停摆',
      deadline: { type: 'hourly_fix', amount: 3, byDay: null, milestones: [], nextReviewDay: null },
    });
    const revision = async () => (await stage.get(id)).row.revision;
    await unit.call('rectifications.acknowledge', { id, revision: await revision(), note: null });
    await unit.call('rectifications.appeal', { id, revision: await revision(), grounds: '并非我单位窗口' });
    await closer.call('rectifications.decideAppeal', { id, revision: await revision(), upheld: true, note: '属实' });
    const after = await made('rectification_notice', [id], 'docx', office);
    expect(after.text).toMatch(/（一）.{2,8}问题（已于2026年\d+月\d+日撤销）/);
    // A copy made later is none of what went out, and says so.
    expect(after.text).toMatch(/（补打件。2026年\d+月\d+日打印，/);
    expect(text).not.toContain('补打件');
    expect(after.text.split(long)).toHaveLength(2);
    expect((await made('rectification_notice', [hourly.id], 'docx')).text).toMatch(
      /3 小时内，至2026年\d+月\d+日\d\d:\d\d/,
    );
  });

  it('several go into one file, each on a page of its own, as each order was issued', async () => {
    const { office } = stage.people;
    for (const id of pair) {
      const { revision } = (await stage.get(id)).row;
      const said = { demands: '三日内排班到人', answerByDay: today() + 1, copiedTo: '派驻纪检组', reason: '群众反映' };
      await office.call('orders.issue', {
        ...{ clientId: crypto.randomUUID(), rectificationId: id, revision, level: 'orange', ...said },
      });
    }
    const { job } = await made('follow_up_order', pair, 'pdf');
    expect(job.result).toMatchObject({ papers: 2 });
    const printed = stage.console.desktop.printed.slice(-2);
    for (const [at, id] of pair.entries()) {
      const { html: one, footer } = printed[at] ?? { html: '', footer: '' };
      const { row } = await stage.get(id);
      for (const word of [`督办〔2026〕${at + 1}号`, '督办单（橙色）', '三日内排班到人', '派驻纪检组。', row.no ?? ''])
        expect(one).toContain(word);
      expect(one).toContain('尚未签收，期限自签收起算');
      expect(footer).toContain('— <');
    }
    const { path } = await made('follow_up_order', pair, 'docx');
    const xml = (await unzipped(await readFile(path))).get('word/document.xml')?.toString() ?? '';
    expect(xml.match(/<w:pgNumType w:start="1"/g)).toHaveLength(2);
  });

  it('which of many matters have one is what their pages say, within what is seen', async () => {
    const ids = [...pair, closed.row.id, (await stage.drafted({ problem: '又一草稿' })).id];
    const having = await stage.people.office.call('documents.having', { ids });
    const details = await Promise.all(ids.map((id) => stage.get(id)));
    for (const kind of matterDocuments)
      expect(having[kind]).toEqual(
        details.filter((detail) => documentsOf(detail).includes(kind)).map(({ row }) => row.id),
      );
    const others = await stage.people.otherUnit.call('documents.having', { ids });
    expect(Object.values(others).flat()).toEqual([]);
  });

  it('are refused where there are none, and to whom the matter is not shown; nothing is written', async () => {
    const before = await readdir(stage.console.folder);
    const { office, otherUnit, unit } = stage.people;
    const wanted = (kind: DocumentKind, ids: number[]) => ({ kind, ids, format: 'pdf' as const, token: 'x' });
    const draft = await stage.drafted({ problem: '草稿' });
    const state = { code: 'conflict.state' };
    await expect(office.call('documents.make', wanted('rectification_notice', [draft.id]))).rejects.toMatchObject(
      state,
    );
    await expect(office.call('documents.make', wanted('follow_up_order', [closed.row.id]))).rejects.toMatchObject(
      state,
    );
    const mixed = wanted('extension_approval', [closed.row.id, pair[0] ?? 0]);
    await expect(office.call('documents.make', mixed)).rejects.toMatchObject(state);
    const notMine = otherUnit.call('documents.make', wanted('rectification_notice', pair));
    await expect(notMine).rejects.toMatchObject({ code: 'notFound.record' });
    const spent = office.call('documents.make', wanted('rectification_notice', pair));
    await expect(spent).rejects.toMatchObject({ code: 'file.token' });
    expect(await readdir(stage.console.folder)).toEqual(before);
    expect((await made('rectification_notice', pair, 'docx', unit)).text).toContain('收费公示牌');
  });

  it('name who verified by code alone, and are in the log', async () => {
    const { text } = await made('verification_record', [closed.row.id], 'docx', stage.people.unit);
    expect(text).not.toContain('人员m-verifier');
    const { ids } = await stage.people.office.call('audit.list', { filter: { action: 'documents.make' } });
    expect(ids).toHaveLength(written);
    const [row] = await stage.people.office.call('audit.rows', { ids: ids.slice(0, 1) });
    expect(JSON.parse(row?.after ?? '')).toMatchObject({ kind: 'verification_record', papers: 1, format: 'docx' });
  });
});
