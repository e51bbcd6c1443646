import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../domain/calendar/calendar.js';
import { dayOf } from '../../domain/time.js';
import { at, code, openMatterStage, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

let stage: MatterStage;
let steps: ReturnType<typeof stepsOf>;
beforeAll(async () => {
  stage = await openMatterStage();
  steps = stepsOf(stage);
});
afterAll(() => stage.console.close());

describe('days a person names', () => {
  it('to ask for are working days, and no clock is stopped after the due day', async () => {
    const { unit, office } = stage.people;
    const { row } = await steps.signed();
    const dueDay = row.dueDay ?? 0;
    const saturday = dueDay + 7 + ((6 - weekdayOf(dueDay) + 7) % 7);
    const asked = { ...at(row), expectedDay: saturday, reason: '设备未到', progress: null };
    expect(await refusedFields(unit.call('rectifications.requestExtension', asked))).toEqual([
      'expectedDay notWorkday',
    ]);
    const why = { ...at(row), reason: '等待', approver: '李主任' };
    const late = office.call('rectifications.suspend', { ...why, fromDay: dueDay + 1, toDay: dueDay + 5 });
    expect(await refusedFields(late)).toEqual(['fromDay pastDue']);
  });

  it('on which a measure or a stage was done are not before it was issued', async () => {
    const { unit } = stage.people;
    const issuedDay = dayOf(stage.console.time.now);
    const milestones = [{ title: '设备进场', dueDay: issuedDay + 15 }];
    const staged = { type: 'staged_fix' as const, amount: null, byDay: null, milestones, nextReviewDay: null };
    const { row, ...parts } = await steps.signed(await stage.issued({ deadline: staged }));
    stage.move(3);
    const [measure, stageOf] = [parts.measures[0]?.id ?? 0, parts.milestones[0]?.id ?? 0];
    const report = (doneDay: number, stageDay: number | null) =>
      unit.call('rectifications.report', {
        ...{ ...at(row), note: '已办' },
        measures: [{ id: measure, doneDay, note: null }],
        milestones: [{ id: stageOf, doneDay: stageDay }],
      });
    expect(await refusedFields(report(issuedDay - 1, null))).toEqual(['measures.0.doneDay beforeIssue']);
    expect(await refusedFields(report(issuedDay, issuedDay - 1))).toEqual(['milestones.0.doneDay beforeIssue']);
    expect((await report(issuedDay, issuedDay)).measures[0]?.doneDay).toBe(issuedDay);
  });
});

describe('a suspension that has not begun', () => {
  const why = { reason: '搬迁', approver: '李主任' };
  const planned = async () => {
    const { office } = stage.people;
    const { row } = await steps.signed();
    const today = dayOf(stage.console.time.now);
    // The two working days after today.
    const fromDay = today + (weekdayOf(today) > 4 ? 8 - weekdayOf(today) : 1);
    const set = { ...at(row), ...why, fromDay, toDay: fromDay + (weekdayOf(fromDay) === 5 ? 3 : 1) };
    return { today, set, was: row.dueDay ?? 0, ...(await office.call('rectifications.suspend', set)) };
  };

  it('is taken back, and nothing of the deadline remains of it', async () => {
    const { office } = stage.people;
    const { row, was, set, may } = await planned();
    expect(row.suspended).toBe(false);
    expect(row.dueDay).toBeGreaterThan(was);
    expect(may.resume).toBeNull();
    const back = await office.call('rectifications.resume', { ...at(row), note: null });
    expect(back.row).toMatchObject({ dueDay: was, originalDueDay: was, remaining: 5 });
    expect(back.suspensions).toMatchObject([{ fromDay: set.fromDay, toDay: set.fromDay - 1 }]);
    expect(back.may.resume).toBe('suspended');
    expect(await code(office.call('rectifications.resume', { ...at(back.row), note: null }))).toBe(
      'rectification.suspended',
    );
  });

  it('stays when what holds the clock now is ended, or the matter is put aside meanwhile', async () => {
    const { office } = stage.people;
    const one = await planned();
    const now = { ...at(one.row), ...why, fromDay: one.today, toDay: one.today };
    const held = await office.call('rectifications.suspend', now);
    const runs = await office.call('rectifications.resume', { ...at(held.row), note: null });
    expect(runs.row).toMatchObject({ suspended: false, dueDay: one.row.dueDay });
    expect(runs.may.resume).toBeNull();
    const aside = { ...at(runs.row), ...why, reviewDay: one.today + 20 };
    const shelved = await office.call('rectifications.shelve', aside);
    const back = await office.call('rectifications.unshelve', { ...at(shelved.row), note: null });
    expect(back.row.dueDay).toBe(one.row.dueDay);
    expect(back.suspensions[0]).toMatchObject({ fromDay: one.set.fromDay, toDay: one.set.toDay });
  });
});
