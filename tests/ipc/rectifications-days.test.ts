import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../domain/calendar/calendar.js';
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
});
