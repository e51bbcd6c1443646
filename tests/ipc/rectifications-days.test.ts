import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../domain/calendar/calendar.js';
import { dayOf } from '../../domain/time.js';
import { at, openMatterStage, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

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
