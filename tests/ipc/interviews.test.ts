import { randomUUID } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterviewFields, SummonsInterview } from '../../domain/rectification/interview-schema.js';
import { unzipped, wordText } from '../support/office-file.js';
import {
  at,
  code,
  openMatterStage,
  personOf,
  refusal,
  refusedFields,
  stepsOf,
  type MatterStage,
} from '../support/matters.js';

let stage: MatterStage;
beforeAll(async () => {
  stage = await openMatterStage();
});
afterAll(() => stage.console.close());

const HOUR = 3_600_000;
const now = (): number => stage.console.time.now;
const of = ({ id, revision }: SummonsInterview) => ({ id, revision });

/** A matter that was reminded of so often. */
async function reminded(times: number): Promise<number> {
  const { office } = stage.people;
  let { row } = await stepsOf(stage).signed();
  for (let n = 0; n < times; n += 1)
    row = (await office.call('rectifications.remind', { matters: [at(row)], note: null }))[0] ?? row;
  return row.id;
}
const written = (agenda: InterviewFields['agenda'], more: Partial<InterviewFields> = {}): InterviewFields => ({
  ...{ unitId: stage.unitId, invited: '人社局主要负责人', place: '三楼会议室', meetsAt: now() + 48 * HOUR, agenda },
  ...more,
});
const create = (fields: InterviewFields): Promise<SummonsInterview> =>
  stage.people.office.call('interviews.create', { clientId: randomUUID(), fields });
const record = (aboutId: number | null, texts = ['建立顶岗备案', '每周报送抽查']) => ({
  ...{ heldAt: now() - HOUR, attendance: '李局长、张主任', minutes: '通报情况，单位表态。' },
  demands: texts.map((text) => ({ clientId: randomUUID(), text, aboutId })),
});

let papers = 0;
/** The words of a paper as Word has them; printed to PDF they are the same. */
async function words(make: (file: { token: string; format: 'docx' | 'pdf' }) => Promise<{ jobId: number }>) {
  const { files, folder, ended, desktop } = stage.console;
  const texts: string[] = [];
  for (const format of ['pdf', 'docx'] as const) {
    papers += 1;
    const path = join(folder, `文书${papers}.${format}`);
    const token = (await files.offer(path, 'save'))?.token ?? '';
    const job = await ended((await make({ token, format })).jobId);
    expect(job).toMatchObject({ state: 'succeeded', error: null });
    const kept = process.env['KEEP'];
    if (kept && format === 'docx') await copyFile(path, join(kept, `escalation-${papers}.docx`));
    if (format === 'pdf') texts.push(desktop.printed.at(-1)?.html ?? '');
    else texts.push(wordText((await unzipped(await readFile(path))).get('word/document.xml')?.toString() ?? ''));
  }
  return texts;
}

describe('an interview', () => {
  it('is proposed by rules, noticed with an agenda, held, and each demand becomes a rectification in one press', async () => {
    const { office, unit, otherUnit, leader } = stage.people;
    expect(await office.call('interviews.proposals', {})).toEqual([]);
    const id = await reminded(3);
    const [proposal] = await office.call('interviews.proposals', {});
    expect(proposal).toMatchObject({ unitId: stage.unitId, triggers: ['remindedThrice'], matters: [{ id }] });
    const made = await create(written([{ rectificationId: id, text: '空岗问题三次催办未改' }]));
    expect(made).toMatchObject({ state: 'proposed', no: null, triggers: ['remindedThrice'] });
    // What stands on an agenda is proposed no more.
    expect(await office.call('interviews.proposals', {})).toEqual([]);
    expect(await unit.call('interviews.list', {})).toEqual([]);
    const noticed = await office.call('interviews.notice', of(made));
    expect(noticed).toMatchObject({ state: 'noticed', no: '约谈〔2026〕1号', triggers: ['remindedThrice'] });
    expect(await unit.call('interviews.list', {})).toMatchObject([{ no: noticed.no, approvedBy: null }]);
    expect(await otherUnit.call('interviews.list', {})).toEqual([]);

    const paperOf = (kind: 'notice' | 'record', who = office) =>
      words((file) => who.call('documents.make', { kind: `interview_${kind}`, ids: [made.id], ...file }));
    for (const text of await paperOf('notice', unit))
      for (const word of ['约谈通知书', noticed.no ?? '', '空岗问题三次催办未改', '三楼会议室', '经三次催办仍未完成'])
        expect(text).toContain(word);
    const early = office.call('documents.make', {
      kind: 'interview_record',
      ids: [made.id],
      token: 'x',
      format: 'pdf',
    });
    expect(await code(early)).toBe('conflict.state');
    const strange = otherUnit.call('documents.make', {
      kind: 'interview_notice',
      ids: [made.id],
      token: 'x',
      format: 'pdf',
    });
    expect(await code(strange)).toBe('notFound.record');

    stage.move(3);
    const held = await office.call('interviews.hold', { ...of(noticed), record: record(id) });
    expect(held).toMatchObject({ state: 'held', demands: [{ matter: null }, { matter: null }] });
    const open = (count: number, text: string) => ({ code: 'interview.demandsOpen', params: { count, text } });
    const close = (interview: SummonsInterview) =>
      office.call('interviews.close', { ...of(interview), note: '已转整改' });
    expect(await refusal(close(held))).toMatchObject(open(2, '建立顶岗备案'));
    const drafted = await office.call('interviews.draft', of(held));
    const drafts = drafted.demands.map(({ matter }) => matter?.id ?? 0);
    const rows = await office.call('rectifications.rows', { ids: drafts });
    expect(rows).toMatchObject([
      { state: 'draft', origin: 'interview', fields: { problem: '建立顶岗备案', basisClause: '约谈〔2026〕1号' } },
      { state: 'draft', origin: 'interview', fields: { problem: '每周报送抽查', unitId: stage.unitId } },
    ]);
    for (const text of await paperOf('record'))
      for (const word of ['约谈记录', '李局长、张主任', '单位表态', '建立顶岗备案', '待下达'])
        expect(text).toContain(word);
    // A unit learns of no draft; a draft thrown away can be made again, and none is made twice.
    const seen = await unit.call('interviews.get', { id: made.id });
    expect(seen.demands.map(({ matter }) => matter)).toEqual([null, null]);
    for (const row of rows.slice(0, 1)) await office.call('rectifications.discard', at(row));
    const again = await office.call('interviews.get', { id: made.id });
    expect(again.demands.map(({ matter }) => matter !== null)).toEqual([false, true]);
    const repaired = await office.call('interviews.draft', of(again));
    expect(repaired.demands[1]?.matter?.id).toBe(drafts[1]);
    // A draft is not enough: thrown away after the interview was closed, its demand would stand without a matter.
    expect(repaired.may.close).toBe('demandsIssued');
    expect(await refusal(close(repaired))).toMatchObject(open(2, '建立顶岗备案'));
    const issue = async (matterId: number): Promise<void> => {
      const { row } = await stage.get(matterId);
      const fields = { ...row.fields, goal: '不再空岗', measures: ['备案'], responsiblePerson: '张主任' };
      const whole = await office.call('rectifications.edit', { ...at(row), fields });
      await office.call('rectifications.issue', { matters: [at(whole)], notice: 'each', note: null });
    };
    await issue(repaired.demands[0]?.matter?.id ?? 0);
    expect(await refusal(close(repaired))).toMatchObject(open(1, '每周报送抽查'));
    await issue(drafts[1] ?? 0);
    const closed = await close(repaired);
    expect(closed).toMatchObject({ state: 'closed', endNote: '已转整改' });
    expect(await leader.call('interviews.list', { rectificationId: drafts[1] ?? 0 })).toHaveLength(1);
  });

  it('before its trigger is refused, unless a leader approved it with a reason', async () => {
    const { office, leader, reviewer } = stage.people;
    const id = await reminded(2);
    const made = await create(written([{ rectificationId: id, text: '两次催办' }]));
    expect(made).toMatchObject({ triggers: [], may: { notice: 'triggered' } });
    expect(await code(office.call('interviews.notice', of(made)))).toBe('interview.notTriggered');
    for (const person of [office, reviewer])
      await expect(person.call('interviews.approve', { ...of(made), reason: '批' })).rejects.toThrow('is not for');
    const approved = await leader.call('interviews.approve', { ...of(made), reason: '群众反映强烈' });
    expect(approved.approvalReason).toBe('群众反映强烈');
    const noticed = await office.call('interviews.notice', of(approved));
    expect(noticed).toMatchObject({ no: '约谈〔2026〕2号', triggers: [] });
    // Behind the back of the services the store refuses it as well.
    const { database } = stage.console.workspace;
    const other = await create(written([{ rectificationId: id, text: '再谈' }]));
    const forged = `UPDATE summons_interview SET state = 'noticed', no = 'X', year = 2026, number = 99, noticed_at = 1,
      noticed_by = 1 WHERE id = ${other.id}`;
    await expect(database.write('attack', (tx) => tx.run(forged), { unaudited: true })).rejects.toThrow();
    const changed = `UPDATE summons_interview_item SET text = '别的' WHERE interview_id = ${made.id}`;
    await expect(database.write('attack', (tx) => tx.run(changed), { unaudited: true })).rejects.toThrow();
  });

  it('loses its approval when whom or what it is about changes, and is not approved by who speaks for the unit', async () => {
    const { office, leader, unit } = stage.people;
    const item = { rectificationId: await reminded(1), text: '一次催办' };
    const made = await create(written([item]));
    const both = personOf(stage.console, unit.personId, ['leader', 'unit_contact'], stage.unitId);
    const own = both.call('interviews.approve', { ...of(made), reason: '自批' });
    expect(await code(own)).toBe('interview.notOfUnit');
    const elsewhere = personOf(stage.console, leader.personId, ['leader', 'unit_contact'], stage.otherUnitId);
    let current = await elsewhere.call('interviews.approve', { ...of(made), reason: '群众反映强烈' });
    const edit = (fields: InterviewFields) => office.call('interviews.edit', { ...of(current), fields });
    current = await edit(written([item], { place: '五楼会议室' }));
    expect(current).toMatchObject({ approvalReason: '群众反映强烈', may: { notice: null } });
    for (const fields of [
      written([item], { invited: '窗口人员' }),
      written([{ ...item, text: '别的事' }]),
      written([{ ...item, rectificationId: null }]),
      written([item, { rectificationId: null, text: '加一项' }]),
    ]) {
      current = await edit(fields);
      expect(current).toMatchObject({ approvedBy: null, approvalReason: null, may: { notice: 'triggered' } });
      expect(await code(office.call('interviews.notice', of(current)))).toBe('interview.notTriggered');
      current = await leader.call('interviews.approve', { ...of(current), reason: '再批' });
    }
  });

  it('is triggered by a red order without an answer and by three overdue matters', async () => {
    const { office } = stage.people;
    const ids: number[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await stepsOf(stage).signed()).row.id);
    stage.move(14);
    const [many] = await office.call('interviews.proposals', {});
    expect(many?.triggers).toEqual(['manyOverdue']);
    expect(many?.matters.map((matter) => matter.id)).toEqual(expect.arrayContaining(ids));
    const [first = 0] = ids;
    const offer = await office.call('orders.offer', { rectificationId: first });
    const red = offer.levels.find(({ level }) => level === 'red');
    await office.call('orders.issue', {
      ...{ clientId: randomUUID(), rectificationId: first, revision: offer.matter.revision, level: 'red' },
      ...{ demands: '立即整改', answerByDay: red?.answerByDay ?? 0, copiedTo: null, reason: '久拖不改' },
    });
    stage.move(10);
    expect((await office.call('interviews.proposals', {}))[0]?.triggers).toEqual(['redUnanswered', 'manyOverdue']);
    const { row } = await stage.get(first);
    await stage.people.unit.call('rectifications.report', { ...at(row), note: '已排班', measures: [], milestones: [] });
    expect((await office.call('interviews.proposals', {}))[0]?.triggers).toEqual(['manyOverdue']);
  });

  it('is refused for what it lacks, for matters that are not the unit’s, and at times that cannot be', async () => {
    const { office } = stage.people;
    const id = await reminded(3);
    const item = { rectificationId: id, text: '空岗' };
    const bare = await create(written([], { place: null, meetsAt: null }));
    expect(await refusedFields(office.call('interviews.notice', of(bare)))).toEqual([
      'place required',
      'meetsAt required',
      'agenda required',
    ]);
    expect(await refusedFields(create(written([item], { meetsAt: now() - HOUR })))).toEqual(['fields.meetsAt passed']);
    const late = await create(written([item], { meetsAt: now() + HOUR }));
    stage.move(0, 2);
    expect(await refusedFields(office.call('interviews.notice', of(late)))).toEqual(['meetsAt passed']);
    const foreign = written([item], { unitId: stage.otherUnitId });
    expect(await refusedFields(create(foreign))).toEqual(['fields.agenda.0.rectificationId unknown']);
    expect(await refusedFields(create(written([item, item])))).toEqual(['fields.agenda.1.rectificationId duplicate']);
    const edited = await office.call('interviews.edit', { ...of(late), fields: written([item]) });
    expect(await code(office.call('interviews.notice', of(late)))).toBe('conflict.revision');
    const noticed = await office.call('interviews.notice', of(edited));
    expect(await code(office.call('interviews.edit', { ...of(noticed), fields: written([item]) }))).toBe(
      'conflict.state',
    );
    const hold = (more: Partial<ReturnType<typeof record>>) =>
      office.call('interviews.hold', { ...of(noticed), record: { ...record(id), ...more } });
    expect(await refusedFields(hold({ heldAt: now() + HOUR }))).toEqual(['record.heldAt future']);
    expect(await refusedFields(hold({ heldAt: now() - 99 * HOUR }))).toEqual(['record.heldAt beforeNotice']);
    expect(await refusedFields(hold({ ...record(bare.id + 999), heldAt: now() }))).toEqual([
      'record.demands.0.aboutId unknown',
    ]);
    const cancelled = await office.call('interviews.cancel', { ...of(noticed), reason: '单位已整改' });
    expect(cancelled).toMatchObject({ state: 'cancelled', no: noticed.no });
    const after = await refusal(office.call('interviews.hold', { ...of(cancelled), record: record(id) }));
    expect(after).toMatchObject({ code: 'conflict.state', params: { state: 'cancelled' } });
  });

  it('numbers have no gap, side by side and when one is refused', async () => {
    const { office } = stage.people;
    const agenda = [{ rectificationId: await reminded(3), text: '空岗' }];
    const more = await reminded(3);
    const [a, b, c] = [
      await create(written(agenda)),
      await create(written([{ rectificationId: more, text: '空岗' }])),
      await create(written([], { place: null })),
    ];
    await Promise.all([
      office.call('interviews.notice', of(a)),
      code(office.call('interviews.notice', of(c))),
      office.call('interviews.notice', of(b)),
    ]);
    const numbers = (await office.call('interviews.list', {}))
      .flatMap(({ no }) => (no === null ? [] : [Number(/(\d+)号/.exec(no)?.[1])]))
      .sort((x, y) => x - y);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('a circular', () => {
  const fields = (cases: number[]) => ({
    ...{ title: '关于窗口服务问题的通报', text: '近期检查发现以下问题。', sentTo: '各进驻单位', copiedTo: null, cases },
  });

  it('names cases by the ledger, is issued with a number and never changes again', async () => {
    const { office, leader } = stage.people;
    const issued = await stage.issued();
    const draft = await stage.drafted();
    const make = (cases: number[]) =>
      office.call('circulars.create', { clientId: randomUUID(), fields: fields(cases) });
    expect(await refusedFields(make([draft.id]))).toEqual(['fields.cases.0 unknown']);
    const made = await make([issued.id]);
    expect(made.cases).toMatchObject([{ no: issued.no, unitLabel: issued.unitLabel, problem: issued.fields.problem }]);
    const sent = await office.call('circulars.issue', { id: made.id, revision: made.revision });
    expect(sent).toMatchObject({ no: '通报〔2026〕1号', state: 'issued' });
    const { id, revision } = sent;
    for (const text of await words((file) => office.call('documents.make', { kind: 'circular', ids: [id], ...file })))
      for (const word of [
        sent.no ?? '',
        '关于窗口服务问题的通报',
        '各进驻单位：',
        issued.no ?? '',
        '人力资源和社会保障局',
      ])
        expect(text).toContain(word);
    expect(await code(office.call('circulars.edit', { id, revision, fields: fields([]) }))).toBe('conflict.state');
    expect(await code(office.call('circulars.discard', { id, revision }))).toBe('conflict.state');
    expect(await code(office.call('circulars.issue', { id, revision }))).toBe('conflict.state');
    await expect(leader.call('circulars.issue', { id, revision })).rejects.toThrow('is not for');
    const { database } = stage.console.workspace;
    for (const sql of [
      `UPDATE circular SET text = '改' WHERE id = ${id}`,
      `DELETE FROM circular WHERE id = ${id}`,
      `DELETE FROM circular_case WHERE circular_id = ${id}`,
      `INSERT INTO circular_case VALUES(${id}, 9, ${draft.id})`,
    ])
      await expect(
        database.write('attack', (tx) => tx.run(sql), { unaudited: true }),
        sql,
      ).rejects.toThrow();
    expect(await leader.call('circulars.get', { id })).toEqual(sent);
  });

  it('is thrown away while it is a draft, and leaves no gap in the numbers', async () => {
    const { office } = stage.people;
    const make = () => office.call('circulars.create', { clientId: randomUUID(), fields: fields([]) });
    const [gone, kept] = [await make(), await make()];
    await office.call('circulars.discard', { id: gone.id, revision: gone.revision });
    expect(await code(office.call('circulars.get', { id: gone.id }))).toBe('notFound.record');
    const sent = await office.call('circulars.issue', { id: kept.id, revision: kept.revision });
    expect(sent.no).toBe('通报〔2026〕2号');
  });
});
