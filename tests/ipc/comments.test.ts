import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommentFields, QuarterComment } from '../../domain/comments/schema.js';
import { quarterOf } from '../../domain/comments/quarter.js';
import { dayOf } from '../../domain/time.js';
import { findingInput } from '../support/leads.js';
import {
  code,
  on,
  openMatterStage,
  personOf,
  refusedFields,
  type MatterStage,
  type Person,
} from '../support/matters.js';
import { addPerson } from '../support/workspace.js';

const texts: CommentFields = {
  achievements: '窗口秩序明显好转。\n“一次性告知”做到位。',
  problems: '高峰时段只开两个窗口；<b>等候</b>超过四十分钟 🙂 㐂 𠮷',
  suggestions: '错峰排班。',
  direction: '下季度平均等候不超过十五分钟。',
};
const blank: CommentFields = { achievements: null, problems: null, suggestions: null, direction: null };

let stage: MatterStage;
let people: MatterStage['people'];
let stranger: Person;
let point = 0;
let quarter = 0;
const today = (): number => dayOf(stage.console.time.now);
const draft = (fields: CommentFields = texts, over: Record<string, unknown> = {}) => ({
  ...{ clientId: randomUUID() as string, contactPointId: point, quarter, revision: null, fields },
  ...over,
});
const listed = (who: Person): Promise<QuarterComment[]> => who.call('comments.list', {});

beforeAll(async () => {
  stage = await openMatterStage();
  ({ people } = stage);
  quarter = quarterOf(today());
  stranger = personOf(stage.console, await addPerson(stage.console, 'm-leader2', ['leader']), ['leader']);
  const input = { leaderId: people.leader.personId, unitId: stage.unitId, fromDay: on('2025-01-01'), toDay: null };
  const clientId = randomUUID();
  const made = await people.office.call('contactPoints.create', { clientId, ...input });
  expect(await people.office.call('contactPoints.create', { clientId, ...input })).toEqual(made);
  point = made.id;
});
afterAll(() => stage.console.close());

describe('contact points', () => {
  it('pair a leader with a unit, one leader of a unit at a time', async () => {
    const create = (over: object) =>
      people.office.call('contactPoints.create', {
        ...{ clientId: randomUUID(), leaderId: stranger.personId, unitId: stage.otherUnitId },
        ...{ fromDay: on('2026-01-01'), toDay: null, ...over },
      });
    expect(await refusedFields(create({ unitId: stage.unitId }))).toEqual(['unitId unitTaken']);
    expect(await refusedFields(create({ leaderId: people.reviewer.personId }))).toEqual(['leaderId unknown']);
    expect(await refusedFields(create({ unitId: 9999 }))).toEqual(['unitId unknown']);
    expect(await refusedFields(create({ toDay: on('2025-12-31') }))).toEqual(['toDay periodOrder']);
    await create({});
    const { leaders, units } = await people.office.call('contactPoints.choices', {});
    expect(leaders.map(({ id }) => id)).toEqual(expect.arrayContaining([people.leader.personId, stranger.personId]));
    expect(units.map(({ id }) => id)).toContain(stage.unitId);
  });

  it('are the office’s to keep', async () => {
    const input = { clientId: randomUUID(), leaderId: 1, unitId: stage.otherUnitId, fromDay: 0, toDay: null };
    for (const who of [people.leader, people.reviewer, people.unit, people.verifier])
      await expect(who.call('contactPoints.create', input)).rejects.toThrow('is not for');
    for (const who of [people.unit, people.verifier])
      await expect(who.call('comments.tracker', { year: 2026 })).rejects.toThrow('is not for');
  });

  it('hold in the store too: neither pair nor row goes, and no second leader comes', async () => {
    for (const sql of [
      `UPDATE contact_point SET leader_id = ${stranger.personId} WHERE id = ${point}`,
      `DELETE FROM contact_point WHERE id = ${point}`,
      `INSERT INTO contact_point(client_id, leader_id, unit_id, from_day, created_at, updated_at)
        VALUES('x', ${stranger.personId}, ${stage.unitId}, 30000, 0, 0)`,
    ])
      await expect(
        stage.console.workspace.database.write('attack', (tx) => tx.run(sql), { unaudited: true }),
      ).rejects.toThrow();
  });
});

describe('a comment of a quarter', () => {
  it('is written, kept half-way, signed once, and read', async () => {
    expect((await people.leader.call('measures.wall', { asOf: null })).comments).toMatchObject({
      missing: [{}, {}],
      total: 2,
    });
    const input = draft({ ...blank, achievements: '好' });
    const half = await people.leader.call('comments.saveDraft', input);
    expect(await people.leader.call('comments.saveDraft', input)).toMatchObject({ id: half.id });
    expect(await listed(people.office)).toEqual([]);
    expect(await listed(people.unit)).toEqual([]);
    const kept = (await listed(people.leader))[0] as QuarterComment;
    expect(await refusedFields(people.leader.call('comments.sign', { id: kept.id, revision: kept.revision }))).toEqual([
      'problems required',
      'suggestions required',
      'direction required',
    ]);
    const whole = await people.leader.call('comments.saveDraft', { ...input, revision: kept.revision, fields: texts });
    const signed = await people.leader.call('comments.sign', { id: whole.id, revision: whole.revision });
    expect(signed).toMatchObject({ no: '评〔2026〕1号', version: 1, own: true, fields: texts, replaced: false });
    for (const who of [people.office, people.reviewer, people.unit]) expect(await listed(who)).toHaveLength(1);
    expect(await listed(people.otherUnit)).toEqual([]);
    expect((await people.leader.call('measures.wall', { asOf: null })).comments).toMatchObject({
      missing: [{ unitLabel: '另一单位' }],
      total: 2,
    });
    // The day before nobody had signed.
    expect((await people.leader.call('measures.wall', { asOf: today() - 1 })).comments?.missing).toHaveLength(2);
    const [tracked] = await people.reviewer.call('comments.tracker', { year: 2026 });
    expect(tracked?.quarters.find((one) => one.quarter === quarter)).toMatchObject({ state: 'done', mayWrite: false });
  });

  it('is one for a quarter, and only of a quarter that can be written', async () => {
    const save = (over: Record<string, unknown>) => people.leader.call('comments.saveDraft', draft(texts, over));
    expect(await code(save({}))).toBe('conflict.state');
    expect(await refusedFields(save({ quarter: quarter + 1 }))).toEqual(['quarter quarterAhead']);
    expect(await refusedFields(save({ quarter: quarter - 2 }))).toEqual(['quarter quarterPast']);
    const second = `INSERT INTO quarter_comment(client_id, contact_point_id, quarter, created_at, updated_at)
      VALUES('y', ${point}, ${quarter}, 0, 0)`;
    await expect(
      stage.console.workspace.database.write('attack', (tx) => tx.run(second), { unaudited: true }),
    ).rejects.toThrow();
  });

  it('is nobody else’s to write, and does not change once signed', async () => {
    const [signed] = await listed(people.leader);
    if (!signed) throw new Error('gone');
    const { id, revision, clientId } = signed;
    expect(await code(stranger.call('comments.saveDraft', draft(texts, { quarter: quarter - 1 })))).toBe(
      'permission.scope',
    );
    expect(await code(stranger.call('comments.correct', { id, clientId: randomUUID(), reason: '改' }))).toBe(
      'permission.scope',
    );
    for (const who of [people.office, people.unit])
      await expect(who.call('comments.sign', { id, revision })).rejects.toThrow('is not for');
    expect(await code(people.leader.call('comments.sign', { id, revision }))).toBe('conflict.state');
    expect(await code(people.leader.call('comments.discard', { id, revision }))).toBe('conflict.state');
    expect(await code(people.leader.call('comments.saveDraft', draft(texts, { clientId, revision })))).toBe(
      'conflict.state',
    );
    for (const sql of [
      `UPDATE quarter_comment SET problems = '无' WHERE id = ${id}`,
      `DELETE FROM quarter_comment WHERE id = ${id}`,
    ])
      await expect(
        stage.console.workspace.database.write('attack', (tx) => tx.run(sql), { unaudited: true }),
      ).rejects.toThrow(/signed/);
  });

  it('is corrected by a version that names the old one, which stands until then', async () => {
    const [first] = await listed(people.leader);
    if (!first) throw new Error('gone');
    const order = { id: first.id, clientId: randomUUID(), reason: '时段写错' };
    const next = await people.leader.call('comments.correct', order);
    expect(await people.leader.call('comments.correct', order)).toEqual(next);
    expect(next).toMatchObject({ version: 2, reason: '时段写错', signedAt: null, fields: texts });
    expect(await code(people.leader.call('comments.correct', { ...order, clientId: randomUUID() }))).toBe(
      'conflict.state',
    );
    expect(await listed(people.unit)).toMatchObject([{ id: first.id }]);
    const fields = { ...texts, problems: '早高峰只开两个窗口。' };
    const kept = await people.leader.call(
      'comments.saveDraft',
      draft(fields, { clientId: next.clientId, revision: next.revision }),
    );
    const signed = await people.leader.call('comments.sign', { id: kept.id, revision: kept.revision });
    expect(signed.no).toBe(first.no);
    expect(await listed(people.unit)).toMatchObject([{ id: signed.id, version: 2 }]);
    expect(await listed(people.office)).toMatchObject([
      { version: 2, replaced: false },
      { version: 1, replaced: true },
    ]);
  });

  it('names a problem that becomes a finding in one step, once, by the office and not by who signed', async () => {
    const [comment] = await listed(people.office);
    const id = comment?.id ?? 0;
    const finding = findingInput({ title: '高峰开窗不足', category: 'handling', windowId: null, unitId: null });
    for (const who of [people.leader, people.reviewer, people.unit])
      await expect(who.call('comments.find', { id, finding })).rejects.toThrow('is not for');
    const both = personOf(stage.console, people.leader.personId, ['leader', 'office']);
    expect(await code(both.call('comments.find', { id, finding }))).toBe('permission.samePerson');
    const found = await people.office.call('comments.find', { id, finding });
    expect(await people.office.call('comments.find', { id, finding })).toEqual(found);
    expect(found.findings).toMatchObject([{ no: '评〔2026〕1号-1', title: '高峰开窗不足' }]);
    const replaced = (await listed(people.office)).find((one) => one.replaced);
    const late = people.office.call('comments.find', {
      id: replaced?.id ?? 0,
      finding: findingInput({ unitId: null }),
    });
    await expect(late).rejects.toMatchObject({ code: 'conflict.state', params: { state: 'replaced' } });
    expect(
      await refusedFields(
        people.office.call('comments.find', { id, finding: findingInput({ unitId: stage.otherUnitId }) }),
      ),
    ).toEqual(['finding.unitId otherUnit']);
    await stage.console.workspace.database.write('test.opened', (tx) => tx.run('UPDATE hall SET opened_day = 18000'), {
      unaudited: true,
    });
    const ages = findingInput({ unitId: null, at: stage.console.time.now - 20_000 * 86_400_000 });
    expect(await refusedFields(people.office.call('comments.find', { id, finding: ages }))).toEqual([
      'finding.at beforeHall',
    ]);
    const [row] = await people.office.call('findings.rows', { ids: [found.findings[0]?.id ?? 0] });
    expect(row).toMatchObject({
      state: 'confirmed',
      commentId: id,
      commentNo: comment?.no,
      unitId: stage.unitId,
      leadId: null,
    });
    const period = { fromDay: today() - 1, toDay: today() };
    const { rows } = await people.office.call('measures.parts', {
      parts: ['findings'],
      period,
      by: ['mode'],
      filter: {},
    });
    expect(rows).toContainEqual({ keys: ['comment'], values: [1] });
    const opened = await people.office.call('measures.rows', { part: 'findings', period, filter: { mode: 'comment' } });
    expect(opened).toMatchObject({ ids: [row?.id], total: 1 });
    const lead = await people.office.call('measures.rows', { part: 'findings', period, filter: { mode: 'lead' } });
    expect(lead.total).toBe(0);
    const matter = await people.office.call('rectifications.draft', {
      findings: [{ clientId: randomUUID(), findingId: row?.id ?? 0 }],
    });
    expect(matter).toHaveLength(1);
  });

  it('is printed when it is signed, and to those who read it', async () => {
    const [comment] = await listed(people.unit);
    const path = join(stage.console.folder, '点评.docx');
    const { token } = (await stage.console.files.offer(path, 'save')) ?? { token: '' };
    const { jobId } = await people.unit.call('comments.paper', { id: comment?.id ?? 0, format: 'docx', token });
    await expect
      .poll(async () => (await stage.console.call('jobs.list', {})).find(({ id }) => id === jobId)?.state, {
        timeout: 20_000,
      })
      .toBe('succeeded');
    expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');
    expect(
      await code(people.otherUnit.call('comments.paper', { id: comment?.id ?? 0, format: 'docx', token: 'x' })),
    ).toBe('notFound.record');
  });

  it('is due in the last month, missed when the quarter is over, and can be made up for', async () => {
    const waiting = await people.leader.call('comments.waiting', {});
    expect(waiting).toMatchObject([{ quarter: quarter - 1, state: 'missed', contactPointId: point }]);
    const mine = { kind: 'comment' as const, id: point, quarter: quarter - 1, byDay: null };
    const tasks = await people.leader.call('measures.waiting', { asOf: null });
    expect(tasks.filter(({ kind }) => kind === 'comment')).toMatchObject([mine]);
    const { forMe } = await people.leader.call('measures.wall', { asOf: null });
    expect(forMe).toMatchObject({ total: tasks.length, oldestAt: tasks[0]?.since });
    expect(forMe.first).toEqual(tasks.slice(0, 8));
    expect(await people.leader.call('measures.waiting', { asOf: null, hallId: 999_999 })).toEqual([]);
    const others = await stranger.call('measures.waiting', { asOf: null });
    expect(others.map(({ kind, id }) => [kind, id === point])).toEqual([['comment', false]]);
    expect(
      (await people.office.call('measures.waiting', { asOf: null })).filter(({ kind }) => kind === 'comment'),
    ).toEqual([]);
    await expect(people.unit.call('measures.waiting', { asOf: null })).rejects.toThrow('is not for');
    const late = await people.leader.call('comments.saveDraft', draft(texts, { quarter: quarter - 1 }));
    expect(await people.leader.call('comments.waiting', {})).toMatchObject([{ begun: true }]);
    await people.leader.call('comments.sign', { id: late.id, revision: late.revision });
    const tracked = (await people.office.call('comments.tracker', { year: 2026 })).find(({ id }) => id === point);
    expect(tracked?.quarters.map(({ state }) => state)).toEqual(['missed', 'missed', 'late', 'done']);
    expect(await people.leader.call('comments.waiting', {})).toEqual([]);
  });

  it('keeps the days of its contact point', async () => {
    const change = (over: object) =>
      people.office.call('contactPoints.change', {
        id: point,
        revision: 1,
        fromDay: on('2025-01-01'),
        toDay: null,
        ...over,
      });
    expect(await refusedFields(change({ toDay: on('2026-06-30') }))).toEqual(['toDay signedQuarter']);
    expect(await refusedFields(change({ fromDay: on('2027-01-01') }))).toEqual(['fromDay signedQuarter']);
    expect(await code(change({ revision: 9 }))).toBe('conflict.revision');
    expect(await change({ toDay: on('2026-12-31') })).toMatchObject({ revision: 2, toDay: on('2026-12-31') });
  });
});
