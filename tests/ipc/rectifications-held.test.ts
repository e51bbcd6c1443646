import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from '../../domain/time.js';
import { at, code, openMatterStage, refusedFields, stepsOf, type MatterStage } from '../support/matters.js';

describe('a matter whose clock is held', () => {
  let stage: MatterStage;
  let steps: ReturnType<typeof stepsOf>;
  beforeAll(async () => {
    stage = await openMatterStage();
    steps = stepsOf(stage);
  });
  afterAll(() => stage.console.close());

  const today = (): number => dayOf(stage.console.time.now);
  const saturday = (): number => today() + ((2 - (today() % 7) + 7) % 7 || 7);
  const why = { reason: '等待采购', approver: '李局长' };
  const proposals = async (id: number) =>
    (await stage.people.office.call('orders.proposals', {})).filter(({ matter }) => matter.id === id);
  const overdue = async () => {
    const { row } = await steps.signed();
    stage.move(14);
    return (await stage.get(row.id)).row;
  };

  it('is not pressed, and stands with its reason behind what is', async () => {
    const { office } = stage.people;
    const running = await overdue();
    const suspended = async (days: number | null) => {
      const row = await overdue();
      const toDay = days === null ? null : today() + days;
      return (await office.call('rectifications.suspend', { ...at(row), fromDay: today(), toDay, ...why })).row;
    };
    const open = await suspended(null);
    const dated = await suspended(60);
    const aside = { ...at(await overdue()), reviewDay: saturday() + 2, ...why };
    const shelved = (await office.call('rectifications.shelve', aside)).row;
    expect(await proposals(running.id)).toMatchObject([{ heldBy: null }]);
    expect(await proposals(open.id)).toMatchObject([{ heldBy: 'suspended' }]);
    expect(await proposals(dated.id)).toMatchObject([{ heldBy: 'suspended' }]);
    expect(await proposals(shelved.id)).toMatchObject([{ heldBy: 'shelved' }]);
    const all = await office.call('orders.proposals', {});
    expect(all.map(({ heldBy }) => heldBy === null)).toEqual(
      all.map(({ heldBy }) => heldBy === null).sort((a, b) => Number(b) - Number(a)),
    );
    for (const row of [open, dated]) {
      expect((await stage.get(row.id)).may.remind).toBe('notSuspended');
      const remind = office.call('rectifications.remind', { matters: [at(row)], note: null });
      expect(await code(remind)).toBe('rectification.notSuspended');
    }
    // The clock runs again, and so do the rules.
    await office.call('rectifications.resume', { ...at(open), note: null });
    expect(await proposals(open.id)).toMatchObject([{ heldBy: null }]);
  });

  it('is looked at again on a working day', async () => {
    const { office } = stage.people;
    const { row } = await steps.signed();
    const shelve = (reviewDay: number) => office.call('rectifications.shelve', { ...at(row), reviewDay, ...why });
    expect(await refusedFields(shelve(saturday()))).toEqual(['reviewDay notWorkday']);
    const shelved = (await shelve(saturday() + 2)).row;
    const review = { ...at(shelved), reviewDay: saturday(), note: '再等' };
    expect(await refusedFields(office.call('rectifications.review', review))).toEqual(['reviewDay notWorkday']);
  });

  it('is none that has no clock', async () => {
    const { office } = stage.people;
    const deadline = {
      ...{ type: 'standing_measure' as const, amount: null, byDay: null, milestones: [] },
      nextReviewDay: today() + 30,
    };
    const { row } = await steps.signed(await stage.issued({ deadline }));
    expect((await stage.get(row.id)).may.suspend).toBe('hasClock');
    const suspend = { ...at(row), fromDay: today(), toDay: null, ...why };
    expect(await code(office.call('rectifications.suspend', suspend))).toBe('rectification.noClock');
  });

  it('is over once it was closed, and its unit is instructed no more', async () => {
    const { closer, leader } = stage.people;
    const { row } = await steps.verifiedDone();
    const closed = (await closer.call('rectifications.close', { ...at(row), note: null })).row;
    const dueDay = saturday() + 2;
    const give = (to: 'unit' | 'office') =>
      leader.call('instructions.give', {
        clientId: randomUUID(),
        rectificationId: closed.id,
        to,
        text: '再查',
        dueDay,
      });
    expect(await code(give('unit'))).toBe('conflict.state');
    expect(await give('office')).toMatchObject({ text: '再查' });
  });
});
