import chineseDays from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deadlineOf,
  type DeadlineInput,
  type Extension,
  type Suspension,
} from '../../../domain/rectification/deadline.js';
import { dueStrip } from '../../../domain/rectification/due-strip.js';
import { dayOf, isoDay, startOfDay } from '../../../domain/time.js';
import { calendar, day, matter, midnight } from '../../support/work-calendar.js';

/** The independent library knows 2025 and 2026; what is drawn ends well before. */
const [first, last] = [day('2025-01-01'), day('2026-08-01')];
const suspension = (from: number): fc.Arbitrary<Suspension> =>
  fc
    .record({ after: fc.integer({ min: -5, max: 40 }), days: fc.integer({ min: 0, max: 15 }) })
    .map(({ after, days }) => ({ fromDay: from + after, toDay: from + after + days - 1 }));
const extension = (from: number): fc.Arbitrary<Extension> =>
  fc.record({
    addedWorkdays: fc.integer({ min: 1, max: 10 }),
    newDay: fc.option(fc.integer({ min: from + 1, max: from + 60 }), { freq: 3 }),
    grantedDay: fc.integer({ min: from, max: from + 20 }),
  });
const terms = (from: number): fc.Arbitrary<Partial<DeadlineInput>> =>
  fc.oneof(
    fc.integer({ min: 1, max: 30 }).map((amount) => ({ type: 'fixed_term_fix' as const, amount })),
    fc.integer({ min: 1, max: 60 }).map((days) => ({ type: 'fixed_date' as const, amount: null, byDay: from + days })),
    fc.constant({ type: 'immediate_fix' as const, amount: null }),
    fc.integer({ min: 1, max: 72 }).map((amount) => ({ type: 'hourly_fix' as const, amount })),
  );
const minute = fc.integer({ min: 0, max: 1439 });
const anyMatter = fc.integer({ min: first + 10, max: last }).chain((from) =>
  fc
    .record({
      own: terms(from),
      minute,
      suspensions: fc.array(suspension(from), { maxLength: 3 }),
      extensions: fc.array(extension(from), { maxLength: 3 }),
    })
    .map(({ own, minute: of, suspensions, extensions }) =>
      matter({ ...own, startAt: startOfDay(from) + of * 60_000, suspensions, extensions }),
    ),
);
const deadline = (input: DeadlineInput) => deadlineOf(input, midnight, calendar);

function permutations<Each>(list: readonly Each[]): Each[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((each, at) =>
    permutations([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [each, ...rest]),
  );
}

describe('a deadline, whatever it is', () => {
  it('is the same in every order in which extensions and suspensions were recorded', () => {
    fc.assert(
      fc.property(anyMatter, (input) => {
        const known = deadline(input);
        for (const suspensions of permutations(input.suspensions))
          for (const extensions of permutations(input.extensions))
            expect(deadline({ ...input, suspensions, extensions })).toEqual(known);
      }),
    );
  });

  it('is never made earlier by a suspension or an extension, and keeps its original date', () => {
    fc.assert(
      fc.property(anyMatter, (input) => {
        const bare = deadline({ ...input, suspensions: [], extensions: [] });
        const known = deadline(input);
        expect(known.originalDueDay).toBe(bare.dueDay);
        for (const part of ['suspensions', 'extensions'] as const)
          expect(known.dueDay).toBeGreaterThanOrEqual(deadline({ ...input, [part]: [] }).dueDay ?? Infinity);
      }),
    );
  });

  it('is due on a working day that is not suspended, and near before that', () => {
    fc.assert(
      fc.property(anyMatter, (input) => {
        const { dueDay, dueAt, warnAt } = deadline(input);
        expect(warnAt).toBeLessThan(dueAt ?? 0);
        expect(warnAt).toBeGreaterThanOrEqual(input.startAt ?? 0);
        if (input.type === 'hourly_fix') return;
        expect(calendar.works(dueDay ?? 0)).toBe(true);
        for (const { fromDay, toDay } of input.suspensions)
          expect(dueDay !== null && fromDay <= dueDay && dueDay <= (toDay ?? Infinity)).toBe(false);
      }),
    );
  });

  it('held and resumed the same way runs on as if the days had not been', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: first + 10, max: last }),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 20 }),
        (from, amount, after, days) => {
          const start = { amount, startAt: startOfDay(from) };
          const span = { fromDay: from + after, toDay: from + after + days };
          const held = deadline(matter({ ...start, suspensions: [{ ...span, toDay: null }] }));
          const resumed = deadline(matter({ ...start, suspensions: [span] }));
          const left = calendar.workdaysBetween(span.toDay, resumed.dueDay ?? 0);
          if (held.dueDay === null) expect(left).toBe(held.remainingWhenSuspended);
          else expect(resumed.dueDay).toBe(held.dueDay);
        },
      ),
    );
  });
});

describe('working days', () => {
  const counted = fc.integer({ min: first + 10, max: last }).chain((from) =>
    fc.record({
      from: fc.constant(from),
      amount: fc.integer({ min: 1, max: 30 }),
      added: fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 2 }),
      suspensions: fc.array(suspension(from), { maxLength: 3 }),
    }),
  );
  const input = ({ from, amount, added, suspensions }: typeof counted extends fc.Arbitrary<infer T> ? T : never) =>
    matter({
      amount,
      startAt: startOfDay(from),
      suspensions,
      extensions: added.map((addedWorkdays) => ({ addedWorkdays, newDay: null, grantedDay: from })),
    });

  it('are those one finds walking day by day through an independent library', () => {
    fc.assert(
      fc.property(counted, (drawn) => {
        const { from, amount, added, suspensions } = drawn;
        let [left, each] = [added.reduce((sum, days) => sum + days, amount), from];
        while (left > 0) {
          each += 1;
          const held = suspensions.some(({ fromDay, toDay }) => fromDay <= each && each <= (toDay ?? Infinity));
          if (!held && chineseDays.isWorkday(isoDay(each))) left -= 1;
        }
        expect(deadline(input(drawn)).dueDay).toBe(each);
      }),
      { numRuns: 300 },
    );
  });

  it('are near from the first day on with at most 30 % of them left, or one', () => {
    fc.assert(
      fc.property(counted, (drawn) => {
        const { dueDay, warnAt } = deadline(input(drawn));
        const held = (each: number): boolean =>
          drawn.suspensions.some(({ fromDay, toDay }) => fromDay <= each && each <= (toDay ?? Infinity));
        const left = (from: number): number =>
          Array.from({ length: (dueDay ?? 0) - from }, (_, index) => from + 1 + index).filter(
            (each) => calendar.works(each) && !held(each),
          ).length;
        const near = Math.max(1, Math.ceil(left(drawn.from) * 0.3));
        const warnDay = dayOf(warnAt ?? 0);
        expect(left(warnDay)).toBeLessThanOrEqual(near);
        if (warnDay > drawn.from) expect(left(warnDay - 1)).toBeGreaterThan(near);
      }),
    );
  });

  it('grow with the amount and with the start', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 1, max: 20 }), (drawn, later) => {
        const known = deadline(input(drawn)).dueDay ?? Infinity;
        expect(deadline(input({ ...drawn, amount: drawn.amount + 1 })).dueDay).toBeGreaterThan(known);
        expect(deadline(input({ ...drawn, from: drawn.from + later })).dueDay).toBeGreaterThanOrEqual(known);
      }),
    );
  });

  it('stand in the strip: as many as the limit, the last one the due day', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 0, max: 90 }), (drawn, passed) => {
        const steps = dueStrip(input(drawn), midnight, calendar, drawn.from + passed);
        const { dueDay } = deadline(input(drawn));
        const upToDue = steps.filter(({ toDay }) => toDay <= (dueDay ?? 0));
        const limit = drawn.added.reduce((sum, days) => sum + days, drawn.amount);
        expect(upToDue.at(-1)).toMatchObject({ kind: 'due', day: dueDay, toDay: dueDay, count: limit });
        expect(steps[0]).toMatchObject({ kind: 'start', day: drawn.from });
        // Every day once, in order.
        steps.forEach((step, at) => expect(step.day).toBe((steps[at - 1]?.toDay ?? drawn.from - 1) + 1));
        const numbers = upToDue.flatMap(({ count }) => (count === null ? [] : [count]));
        expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});
