import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../domain/contract/commands/index.js';
import type { Recurrence } from '../../domain/rectification/recurrence.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { at, code, openMatterStage, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
});
afterAll(() => stage.console.close());

/** A matter of this clause that was struck off, and a finding of the same clause some days later. */
async function cameBack(clause: string, days = 30): Promise<{ closed: RectificationRow; likely: Recurrence }> {
  const { closer } = stage.people;
  const { row } = await steps.verifiedDone(await stage.issued({}, { basisClause: clause }));
  const closed = (await closer.call('rectifications.close', { ...at(row), note: null })).row;
  stage.move(days);
  const findingId = await stage.confirmed({ basisClause: clause });
  const likely = (await list()).find((one) => one.findingId === findingId);
  if (!likely) throw new Error('not proposed');
  return { closed, likely };
}
const list = () => stage.people.office.call('recurrences.list', {});
const issue = async (findingId: number): Promise<RectificationRow> => {
  const { office } = stage.people;
  const [draft] = await office.call('rectifications.draft', { findings: [{ clientId: randomUUID(), findingId }] });
  if (!draft) throw new Error('no draft');
  const fields = { ...draft.fields, goal: '有人', measures: ['排班'], responsiblePerson: '张' };
  const whole = await office.call('rectifications.edit', { ...at(draft), fields });
  const [row] = await office.call('rectifications.issue', { matters: [at(whole)], notice: 'each', note: null });
  return row as RectificationRow;
};

describe('a finding like a matter that was struck off', () => {
  it('is proposed with what both have, and issued as its recurrence', async () => {
    const { office } = stage.people;
    const { closed, likely } = await cameBack('第二十一条');
    expect(likely).toMatchObject({ ground: 'clause', same: '第二十一条', draftId: null, earlier: { no: closed.no } });
    const decision = { findingId: likely.findingId, earlierId: closed.id, decision: 'marked' as const };
    const left = await office.call('recurrences.decide', decision);
    expect(left.map(({ findingId }) => findingId)).not.toContain(likely.findingId);
    expect((await issue(likely.findingId)).recurrenceOf).toEqual({ id: closed.id, no: closed.no });
    expect(await code(office.call('recurrences.decide', decision))).toBe('conflict.state');
    expect((await office.call('rectifications.counts', {})).recurred).toBeGreaterThan(0);
  });

  it('reopens the earlier matter, and is not issued beside it', async () => {
    const { office } = stage.people;
    const { closed, likely } = await cameBack('第二十二条');
    const reopened = {
      ...{ findingId: likely.findingId, earlierId: closed.id, decision: 'reopened' as const },
      ...{ earlierRevision: closed.revision, reason: '窗口再次无人' },
    };
    expect(await code(office.call('recurrences.decide', { ...reopened, earlierRevision: closed.revision - 1 }))).toBe(
      'conflict.revision',
    );
    await office.call('recurrences.decide', reopened);
    const whole = await stage.get(closed.id);
    expect(whole.row).toMatchObject({ state: 'reopened', reopenings: 1 });
    expect(whole.events.at(-1)).toMatchObject({ action: 'reopen', detail: { findingNo: likely.findingNo } });
    expect(await code(issue(likely.findingId))).toBe('rectification.findingTaken');
    const { rows: candidates } = await office.call('rectifications.candidates', {});
    expect(candidates.map(({ findingId }) => findingId)).not.toContain(likely.findingId);
  });

  it('is dismissed with a reason that is kept, and is then issued as no recurrence', async () => {
    const { office, unit } = stage.people;
    const { closed, likely } = await cameBack('第二十三条');
    const dismissed = { findingId: likely.findingId, earlierId: closed.id, decision: 'dismissed' as const };
    const { input } = commands['recurrences.decide'];
    expect(input.safeParse({ ...dismissed, reason: ' ' }).success).toBe(false);
    await expect(unit.call('recurrences.decide', { ...dismissed, reason: '不同' })).rejects.toThrow();
    expect(await code(office.call('recurrences.decide', { ...dismissed, earlierId: 1, reason: '不同' }))).toBe(
      'conflict.state',
    );
    await office.call('recurrences.decide', { ...dismissed, reason: '停电所致' });
    expect((await issue(likely.findingId)).recurrenceOf).toBeNull();
    await expect(
      stage.console.workspace.database.write(
        'test',
        (tx) => tx.run(`UPDATE recurrence_decision SET reason = 'x'`, {}),
        { unaudited: true },
      ),
    ).rejects.toMatchObject({ code: 'db.constraint' });
  });

  it('with a draft of it does not reopen; a year later nothing is proposed', async () => {
    const { office } = stage.people;
    const { closed, likely } = await cameBack('第二十四条');
    await office.call('rectifications.draft', {
      findings: [{ clientId: randomUUID(), findingId: likely.findingId }],
    });
    const reopened = {
      ...{ findingId: likely.findingId, earlierId: closed.id, decision: 'reopened' as const },
      ...{ earlierRevision: closed.revision, reason: '又一次' },
    };
    expect(await code(office.call('recurrences.decide', reopened))).toBe('rectification.findingTaken');
    await expect(cameBack('第二十五条', 370)).rejects.toThrow('not proposed');
  });
});
