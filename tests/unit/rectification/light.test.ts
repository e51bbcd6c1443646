import { describe, expect, it } from 'vitest';
import type { Light } from '../../../domain/rectification/kinds.js';
import { rectificationStates, type RectificationState } from '../../../domain/rectification/life.js';
import { isOverdue, lightOf } from '../../../domain/rectification/light.js';
import { at, due } from '../../support/work-calendar.js';

const { dueAt, warnAt } = due({});
/** Far from it, near it, over it. */
const [early, near, over] = [at('2026-10-09 12:00'), at('2026-10-12 12:00'), at('2026-10-14 00:00')];
const light = (state: RectificationState, now: number, suspended = false): Light =>
  lightOf({ state, dueAt, warnAt, suspended }, now);

describe('the light', () => {
  it.each<[RectificationState, Light, Light, Light]>([
    ['draft', 'grey', 'grey', 'grey'],
    ['issued', 'green', 'yellow', 'red'],
    ['acknowledged', 'green', 'yellow', 'red'],
    ['in_rectification', 'green', 'yellow', 'red'],
    ['submitted', 'blue', 'blue', 'blue'],
    ['verifying', 'blue', 'blue', 'blue'],
    ['closed', 'grey', 'grey', 'grey'],
    ['returned', 'yellow', 'yellow', 'red'],
    ['extension_pending', 'blue', 'blue', 'blue'],
    // Filed in time it has no due date, and warns of the end of the days to decide it.
    ['appealed', 'blue', 'yellow', 'red'],
    ['shelved', 'green', 'yellow', 'red'],
    ['reopened', 'yellow', 'yellow', 'red'],
  ])('of %s is %s, near its date %s, past it %s', (state, ...lights) => {
    expect([early, near, over].map((now) => light(state, now))).toEqual(lights);
  });

  it('changes with the first instant after the due day, and with the first of the near ones', () => {
    expect(light('in_rectification', over - 1)).toBe('yellow');
    expect(light('in_rectification', at('2026-10-10 00:00'))).toBe('yellow');
    expect(light('in_rectification', at('2026-10-10 00:00') - 1)).toBe('green');
  });

  it('stays red where the clock was stopped after it was over; one stopped in time has no date to go by', () => {
    for (const state of rectificationStates) {
      expect(light(state, over, true)).toBe(light(state, over));
      expect(lightOf({ state, dueAt: null, warnAt: null, suspended: true }, over)).not.toBe('red');
    }
  });

  it('is never red or yellow by date where nothing is due', () => {
    const standing = due({ type: 'standing_measure', amount: null });
    expect(lightOf({ ...standing, state: 'in_rectification', suspended: false }, over)).toBe('green');
    expect(isOverdue({ ...standing, state: 'in_rectification' }, over)).toBe(false);
  });
});
