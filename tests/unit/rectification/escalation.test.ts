import { describe, expect, it } from 'vitest';
import {
  answerOf,
  groundsFor,
  needsReason,
  orderLevels,
  orderProposal,
  orderRefusal,
  type OrderFacts,
} from '../../../domain/rectification/escalation.js';
import { rectificationStates } from '../../../domain/rectification/life.js';

const NOW = 1_000_000;
const calm: OrderFacts = {
  ...{ state: 'in_rectification', dueAt: NOW + 1, warnAt: null, suspended: false, severity: 'general' },
  ...{ workdaysOver: 0, returns: 0, reminders: 0, issued: [] },
};
const over = (facts: Partial<OrderFacts> = {}): OrderFacts => ({ ...calm, dueAt: NOW, workdaysOver: 1, ...facts });
const proposed = (facts: OrderFacts) => orderProposal(facts, NOW);

describe('proposals of orders', () => {
  it('follow from days over due, returns, reminders and gravity, and say why', () => {
    expect(proposed(calm)).toBeNull();
    expect(proposed(over())).toEqual({ level: 'blue', grounds: ['overdue'] });
    expect(proposed(over({ workdaysOver: 4 }))?.level).toBe('blue');
    expect(proposed(over({ workdaysOver: 5 }))).toEqual({ level: 'orange', grounds: ['overdueWeek'] });
    expect(proposed(over({ workdaysOver: 9 }))?.level).toBe('orange');
    expect(proposed(over({ workdaysOver: 10 }))).toEqual({ level: 'red', grounds: ['overdueFortnight'] });
    expect(proposed({ ...calm, returns: 1, reminders: 2 })).toBeNull();
    expect(proposed({ ...calm, returns: 2 })).toEqual({ level: 'orange', grounds: ['returnedTwice'] });
    expect(proposed(over({ reminders: 3, workdaysOver: 6 }))?.grounds).toEqual(['overdueWeek', 'remindedThrice']);
    expect(proposed({ ...calm, severity: 'grave' })).toBeNull();
    expect(proposed(over({ severity: 'grave' }))).toEqual({ level: 'red', grounds: ['graveOverdue'] });
  });

  it('are none while the clock is held, it waits for us, or it is closed', () => {
    const worst = over({ workdaysOver: 30, returns: 5, reminders: 5, severity: 'grave' });
    expect(proposed({ ...worst, suspended: true })).toBeNull();
    const states = rectificationStates.filter((state) => proposed({ ...worst, state }) !== null);
    expect(states).toEqual(['issued', 'acknowledged', 'in_rectification', 'returned', 'reopened']);
  });

  it('never name a colour that was issued, or one below it', () => {
    expect(proposed(over({ issued: ['blue'] }))).toBeNull();
    expect(proposed(over({ issued: ['orange'] }))).toBeNull();
    expect(proposed(over({ issued: ['blue'], workdaysOver: 5 }))?.level).toBe('orange');
    expect(proposed(over({ issued: ['red'], workdaysOver: 50 }))).toBeNull();
  });

  it('keep all that held below the colour with the order', () => {
    const facts = over({ workdaysOver: 10, reminders: 3 });
    expect(groundsFor('blue', facts, NOW)).toEqual(['overdue']);
    expect(groundsFor('red', facts, NOW)).toEqual(['overdue', 'overdueWeek', 'remindedThrice', 'overdueFortnight']);
  });
});

describe('what a person may issue', () => {
  it('is each colour once, and none below one that was issued', () => {
    expect(orderLevels.map((level) => orderRefusal(level, []))).toEqual([null, null, null]);
    expect(orderLevels.map((level) => orderRefusal(level, ['blue']))).toEqual(['twice', null, null]);
    expect(orderLevels.map((level) => orderRefusal(level, ['orange']))).toEqual(['lower', 'twice', null]);
    expect(orderLevels.map((level) => orderRefusal(level, ['blue', 'red']))).toEqual(['twice', 'lower', 'twice']);
  });

  it('needs a reason where a colour is skipped or the rules propose none', () => {
    const needs = (facts: OrderFacts) => orderLevels.map((level) => needsReason(level, facts, NOW));
    expect(needs(calm)).toEqual([true, true, true]);
    expect(needs(over())).toEqual([false, true, true]);
    expect(needs(over({ workdaysOver: 5 }))).toEqual([false, true, true]);
    expect(needs(over({ workdaysOver: 5, issued: ['blue'] }))[1]).toBe(false);
    expect(needs(over({ workdaysOver: 12, issued: ['blue', 'orange'] }))[2]).toBe(false);
    expect(needs(over({ workdaysOver: 12, issued: ['orange'] }))[2]).toBe(true);
  });

  it('is answered by a word of the unit, in time or late', () => {
    const order = { answeredAt: null, answerByDay: 10, state: 'in_rectification' } as const;
    expect(answerOf(order, 10)).toBe('waiting');
    expect(answerOf(order, 11)).toBe('late');
    expect(answerOf({ ...order, answeredAt: 5 }, 11)).toBe('answered');
    expect(answerOf({ ...order, state: 'closed' }, 11)).toBe('closed');
  });
});
