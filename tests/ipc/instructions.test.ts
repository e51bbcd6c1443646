import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instruction } from '../../domain/rectification/instruction.js';
import { waitingCount } from '../../db/queries/telling.js';
import { measureDifferences } from '../../db/queries/measure-recount.js';
import { code, on, openMatterStage, personOf, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
let matterId: number;
const friday = on('2026-10-16');

beforeAll(async () => {
  stage = await openMatterStage();
  matterId = (await stepsOf(stage).submitted()).row.id;
});
afterAll(() => stage.console.close());

const give = (more: Partial<{ to: 'unit' | 'office'; text: string; dueDay: number; clientId: string }> = {}) =>
  stage.people.leader.call('instructions.give', {
    ...{
      clientId: randomUUID(),
      rectificationId: matterId,
      to: 'unit' as const,
      text: '周五前说明原因',
      dueDay: friday,
    },
    ...more,
  });
const waiting = async (who: MatterStage['people']['unit']): Promise<number> => {
  const [counts, list] = [
    await who.call('rectifications.counts', {}),
    await who.call('rectifications.list', { filter: { forMe: true } }),
  ];
  expect(list.total).toBe(counts.forMe);
  const viewer = {
    ...who,
    unitId: who.unitId ?? null,
    actor: { personId: who.personId, name: '' },
    opensIdentity: false,
  };
  const { console } = stage;
  expect(
    await console.workspace.database.read('test', (reader) => waitingCount(reader, viewer, console.time.now)),
  ).toBe(counts.forMe);
  return counts.forMe;
};

describe('an instruction', () => {
  it('to a unit waits for it, is answered once, and stands in the history', async () => {
    const { unit, office, leader } = stage.people;
    const before = await waiting(unit);
    const given = await give();
    expect(given).toMatchObject({
      to: 'unit',
      state: 'open',
      overdue: false,
      unitLabel: '人社局',
      may: { withdraw: null },
    });
    expect(await waiting(unit)).toBe(before + 1);
    expect((await unit.call('instructions.list', { forMe: true })).map(({ id }) => id)).toEqual([given.id]);
    // It is not the office's to answer.
    expect(await code(office.call('instructions.answer', { id: given.id, revision: 1, text: '代答' }))).toBe(
      'permission.denied',
    );
    const { id, revision } = given;
    const answered = await unit.call('instructions.answer', { id, revision, text: '已排班到人' });
    expect(answered).toMatchObject({
      state: 'answered',
      answer: '已排班到人',
      may: { answer: 'state', withdraw: 'state' },
    });
    expect(await waiting(unit)).toBe(before);
    expect(await code(unit.call('instructions.answer', { id, revision, text: '再答' }))).toBe('conflict.revision');
    expect(await code(unit.call('instructions.answer', { id, revision: 2, text: '再答' }))).toBe('conflict.state');
    expect(await code(leader.call('instructions.withdraw', { id, revision: 2, reason: '不必' }))).toBe(
      'conflict.state',
    );
    const { events, row } = await stage.get(matterId, unit);
    expect(events.slice(-2)).toMatchObject([
      { action: 'instruct', note: '周五前说明原因', detail: { answerByDay: friday } },
      { action: 'answer_instruction', note: '已排班到人' },
    ]);
    // It moves nothing of the matter.
    expect(row.state).toBe('submitted');
    expect(await stage.console.workspace.database.read('check', measureDifferences)).toEqual({});
  });

  it('to the office is nothing the unit learns of', async () => {
    const { unit, office } = stage.people;
    const before = await waiting(office);
    const given = await give({ to: 'office', text: '查清经过' });
    // The matter waits for the office already, to be accepted: it is counted once.
    expect(await waiting(office)).toBe(before);
    expect((await unit.call('instructions.list', { rectificationId: matterId })).map(({ to }) => to)).toEqual(['unit']);
    expect((await stage.get(matterId, unit)).events.filter(({ note }) => note === '查清经过')).toEqual([]);
    expect((await stage.get(matterId, office)).events.at(-1)).toMatchObject({ action: 'instruct', note: '查清经过' });
    expect(await code(unit.call('instructions.answer', { id: given.id, revision: 1, text: '抢答' }))).toBe(
      'notFound.record',
    );
    const wall = await office.call('measures.wall', { asOf: null });
    expect(wall.forMe?.first).toContainEqual(
      expect.objectContaining({ kind: 'instruction', id: matterId, byDay: friday }),
    );
    stage.move(4);
    const [late] = await office.call('instructions.list', { state: 'open' });
    expect(late).toMatchObject({ id: given.id, overdue: true });
    stage.move(-4);
    await office.call('instructions.answer', { id: given.id, revision: 1, text: '已查清' });
  });

  it('is taken back by a leader with a reason', async () => {
    const given = await give();
    const { leader, unit } = stage.people;
    const taken = await leader.call('instructions.withdraw', { id: given.id, revision: 1, reason: '已口头答复' });
    expect(taken).toMatchObject({ state: 'withdrawn', reason: '已口头答复', answer: null });
    expect(await unit.call('instructions.list', { forMe: true })).toEqual([]);
  });

  it('sent twice is given once', async () => {
    const clientId = randomUUID();
    const [first, again] = [await give({ clientId }), await give({ clientId })];
    expect(again.id).toBe(first.id);
    await stage.people.leader.call('instructions.withdraw', { id: first.id, revision: 1, reason: '重复' });
  });
});

describe('what is refused', () => {
  it('a day that is over or rests, a draft, a matter that is not there', async () => {
    expect(await refusedFields(give({ dueDay: on('2026-10-13') }))).toEqual(['dueDay past']);
    expect(await refusedFields(give({ dueDay: on('2026-10-17') }))).toEqual(['dueDay notWorkday']);
    const draft = await stage.drafted();
    const { leader } = stage.people;
    const input = { clientId: randomUUID(), to: 'unit' as const, text: '办', dueDay: friday };
    expect(await code(leader.call('instructions.give', { ...input, rectificationId: draft.id }))).toBe(
      'conflict.state',
    );
    expect(await code(leader.call('instructions.give', { ...input, rectificationId: 999_999 }))).toBe(
      'notFound.record',
    );
  });

  it('a matter that was revoked on appeal', async () => {
    const { unit, leader } = stage.people;
    const { row } = await stepsOf(stage).signed();
    const filed = await unit.call('rectifications.appeal', { id: row.id, revision: row.revision, grounds: '指南齐全' });
    const upheld = { id: row.id, revision: filed.row.revision, upheld: true, note: '查实不成立' };
    await leader.call('rectifications.decideAppeal', upheld);
    const input = { clientId: randomUUID(), rectificationId: row.id, to: 'unit' as const, text: '办', dueDay: friday };
    expect(await code(leader.call('instructions.give', input))).toBe('rectification.revoked');
  });

  it('another unit, and whoever gave it', async () => {
    const { otherUnit, leader, office } = stage.people;
    const given: Instruction = await give();
    expect(await otherUnit.call('instructions.list', {})).toEqual([]);
    const { id } = given;
    expect(await code(otherUnit.call('instructions.answer', { id, revision: 1, text: '冒答' }))).toBe(
      'notFound.record',
    );
    const both = personOf(stage.console, leader.personId, ['leader', 'office']);
    const own = await give({ to: 'office' });
    expect(own.may.answer).toBe('role');
    expect(await code(both.call('instructions.answer', { id: own.id, revision: 1, text: '自答' }))).toBe(
      'permission.samePerson',
    );
    for (const who of [office, stage.people.unit, otherUnit])
      await expect(
        who.call('instructions.give', {
          clientId: randomUUID(),
          rectificationId: matterId,
          to: 'unit',
          text: '办',
          dueDay: friday,
        }),
      ).rejects.toThrow('is not for');
  });

  it('by the store, whatever asks: what was given, what ended, and removing it', async () => {
    const { database } = stage.console.workspace;
    const write = (sql: string): Promise<unknown> => database.write('test', (tx) => tx.run(sql), { unaudited: true });
    for (const sql of [
      `UPDATE instruction SET text = '别的' WHERE state = 'open'`,
      `UPDATE instruction SET unit_id = NULL WHERE state = 'open'`,
      `UPDATE instruction SET answer = '别的' WHERE state = 'answered'`,
      `UPDATE instruction SET state = 'open', answer = NULL, ended_at = NULL, ended_by = NULL WHERE state = 'answered'`,
      `DELETE FROM instruction`,
    ])
      await expect(write(sql)).rejects.toMatchObject({ code: 'db.constraint' });
  });
});
