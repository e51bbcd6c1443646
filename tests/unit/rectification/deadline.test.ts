import { describe, expect, it } from 'vitest';
import type { DeadlineInput, Extension } from '../../../domain/rectification/deadline.js';
import { remainingWorkdays } from '../../../domain/rectification/deadline.js';
import { isoDay, localMinute } from '../../../domain/time.js';
import { at, calendar, day, due, dueOn, midnight, officeHours } from '../../support/work-calendar.js';

/** Instants as they stand on the clock; the end of a day is 00:00 of the next. */
const clock = (instant: number | null): string | null => (instant === null ? null : localMinute(instant));
const more = (addedWorkdays: number, grantedDay = '2026-10-09'): Extension => ({
  addedWorkdays,
  newDay: null,
  grantedDay: day(grantedDay),
});
const until = (newDay: string, grantedDay: string): Extension => ({
  addedWorkdays: 0,
  newDay: day(newDay),
  grantedDay: day(grantedDay),
});
const held = (from: string, to: string | null): DeadlineInput['suspensions'][number] => ({
  fromDay: day(from),
  toDay: to === null ? null : day(to),
});
const by = (date: string): Partial<DeadlineInput> => ({ type: 'fixed_date', amount: null, byDay: day(date) });
const noCalendar = (year: number) => expect.objectContaining({ code: 'deadline.noCalendar', params: { year } });

describe('N working days', () => {
  it.each<[number, string, string]>([
    // The worked dates of the calendar of 2026.
    [5, '2026-09-24', '2026-10-09'],
    [5, '2026-09-30', '2026-10-13'],
    [3, '2026-02-13', '2026-02-25'],
    [15, '2026-09-18', '2026-10-15'],
    // By hand, around each holiday of 2026.
    [1, '2025-12-31', '2026-01-04'],
    [1, '2026-01-04', '2026-01-05'],
    [3, '2025-12-30', '2026-01-05'],
    [5, '2026-02-10', '2026-02-24'],
    [7, '2026-02-24', '2026-03-04'],
    [1, '2026-02-14', '2026-02-24'],
    [3, '2026-04-02', '2026-04-08'],
    [1, '2026-04-05', '2026-04-07'],
    [5, '2026-04-30', '2026-05-11'],
    [10, '2026-04-29', '2026-05-15'],
    [1, '2026-05-09', '2026-05-11'],
    [5, '2026-06-17', '2026-06-25'],
    [3, '2026-06-20', '2026-06-24'],
    [1, '2026-09-19', '2026-09-20'],
    [3, '2026-09-24', '2026-09-30'],
    [7, '2026-09-30', '2026-10-15'],
    [10, '2026-09-30', '2026-10-20'],
    [15, '2026-09-30', '2026-10-27'],
    [30, '2026-09-30', '2026-11-17'],
    [30, '2026-08-31', '2026-10-16'],
    // And of 2025.
    [1, '2025-01-01', '2025-01-02'],
    [5, '2025-01-23', '2025-02-06'],
    [3, '2025-01-27', '2025-02-07'],
    [5, '2025-02-05', '2025-02-11'],
    [1, '2025-01-25', '2025-01-26'],
    [3, '2025-04-03', '2025-04-09'],
    [5, '2025-04-25', '2025-05-06'],
    [10, '2025-04-30', '2025-05-19'],
    [3, '2025-05-30', '2025-06-05'],
    [5, '2025-09-26', '2025-10-10'],
    [5, '2025-09-30', '2025-10-14'],
    [15, '2025-12-17', '2026-01-08'],
    // Into and within 2027, whose paper is not out.
    [3, '2026-12-28', '2026-12-31'],
    [5, '2026-12-28', '2027-01-05'],
    [3, '2026-12-31', '2027-01-06'],
    [3, '2027-02-04', '2027-02-11'],
    [2, '2027-04-30', '2027-05-04'],
    [1, '2027-06-08', '2027-06-10'],
    [2, '2027-09-14', '2027-09-17'],
  ])('%i after %s end on %s', (amount, start, end) => {
    const { provisional } = due({ amount, startAt: at(`${start} 10:04`) });
    expect(dueOn({ amount, startAt: at(`${start} 10:04`) })).toBe(end);
    // Day one is the next day, at whatever minute it came.
    expect(dueOn({ amount, startAt: at(`${start} 00:00`) })).toBe(end);
    expect(dueOn({ amount, startAt: at(`${start} 23:59`) })).toBe(end);
    expect(provisional).toBe(end > '2027');
  });

  it('end at midnight, or when the office closes', () => {
    expect(clock(due({}).dueAt)).toBe('2026-10-14 00:00');
    expect(clock(due({}, officeHours).dueAt)).toBe('2026-10-13 17:30');
  });

  it.each<[number, string, string]>([
    [5, '2026-09-30', '2026-10-10 00:00'],
    [15, '2026-09-18', '2026-10-09 00:00'],
    [3, '2026-02-13', '2026-02-24 00:00'],
    [10, '2026-04-29', '2026-05-12 00:00'],
    // One day is near from the start.
    [1, '2026-10-12', '2026-10-12 10:04'],
  ])('of %i after %s are near from %s', (amount, start, near) => {
    expect(clock(due({ amount, startAt: at(`${start} 10:04`) }).warnAt)).toBe(near);
  });

  it('have not begun before receipt', () => {
    expect(due({ startAt: null })).toMatchObject({ state: 'notStarted', dueDay: null, dueAt: null, warnAt: null });
  });

  it.each([
    ['2026-09-30 10:04', '2026-10-10 00:00'],
    ['2026-10-08 23:59', '2026-10-11 00:00'],
    ['2026-11-20 09:00', '2026-11-25 00:00'],
  ])('issued %s have to be signed for before %s', (issued, over) => {
    const unsigned = { startAt: null, unsignedSince: at(issued) };
    expect(due(unsigned)).toMatchObject({ dueDay: null, dueAt: null });
    expect(clock(due(unsigned).warnAt)).toBe(over);
    const tomorrow = { ...midnight, signWithin: 1 };
    expect(due(unsigned, tomorrow).warnAt).toBeLessThan(at(over));
    expect(due({ ...unsigned, type: 'standing_measure', amount: null }).warnAt).toBe(at(over));
    expect(due({ ...unsigned, ...by('2026-12-31') }).warnAt).toBe(at(over));
    // Counted from issue: what comes first, the term of signing or the nearness of the due day.
    expect(due({ startAt: at(issued), unsignedSince: at(issued), amount: 30 }).warnAt).toBe(at(over));
    expect(due({ startAt: at(issued), unsignedSince: at(issued), amount: 1 }).warnAt).toBe(at(issued));
  });

  it('press nobody to sign where there is no calendar to count by', () => {
    for (const issued of ['2024-12-31 10:00', '2035-12-31 10:00', '2040-01-01 10:00'])
      expect(due({ startAt: null, unsignedSince: at(issued) }).warnAt).toBeNull();
  });

  it('are refused where there is no calendar', () => {
    expect(() => due({ startAt: at('2024-12-31 10:00') })).toThrow(noCalendar(2024));
    expect(() => due({ startAt: at('2035-12-28 10:00'), amount: 30 })).toThrow(noCalendar(2036));
    expect(() => due({ type: 'hourly_fix', amount: 24, startAt: at('2024-12-31 10:00') })).toThrow(noCalendar(2024));
  });
});

describe('an immediate fix', () => {
  const now: Partial<DeadlineInput> = { type: 'immediate_fix', amount: null };
  it.each([
    ['a working day', '2026-10-09 16:00', '2026-10-09'],
    ['a make-up day', '2026-10-10 09:00', '2026-10-10'],
    ['a Sunday', '2026-10-11 09:00', '2026-10-12'],
    ['a holiday', '2026-10-02 09:00', '2026-10-08'],
  ])('received on %s', (_, start, end) => {
    expect(dueOn({ ...now, startAt: at(start) })).toBe(end);
  });

  it('received when the office is closed is due the next working day', () => {
    expect(isoDay(due({ ...now, startAt: at('2026-10-09 17:30') }, officeHours).dueDay ?? 0)).toBe('2026-10-10');
    expect(isoDay(due({ ...now, startAt: at('2026-10-09 17:29') }, officeHours).dueDay ?? 0)).toBe('2026-10-09');
    expect(dueOn({ ...now, startAt: at('2026-10-09 23:59') })).toBe('2026-10-09');
  });

  it('is near at once', () => {
    expect(clock(due({ ...now, startAt: at('2026-10-09 16:00') }).warnAt)).toBe('2026-10-09 16:00');
  });
});

describe('hours', () => {
  const hours = (amount: number, start: string, parts: Partial<DeadlineInput> = {}) =>
    due({ type: 'hourly_fix', amount, startAt: at(start), ...parts });

  it('run round the clock, days off too', () => {
    const given = hours(24, '2026-10-02 16:00');
    expect(clock(given.dueAt)).toBe('2026-10-03 16:00');
    expect(clock(given.warnAt)).toBe('2026-10-03 08:48');
    expect(isoDay(given.dueDay ?? 0)).toBe('2026-10-03');
    expect(given).toMatchObject({ provisional: false, originalDueDay: given.dueDay });
  });

  it('that end at midnight belong to the day they end', () => {
    expect(isoDay(hours(24, '2026-10-09 00:00').dueDay ?? 0)).toBe('2026-10-09');
  });

  it('stand still on suspended days', () => {
    const given = hours(48, '2026-10-08 16:00', { suspensions: [held('2026-10-09', '2026-10-11')] });
    expect(clock(given.dueAt)).toBe('2026-10-13 16:00');
    // 14.4 of 48 hours: all of 10-13 until 16:00 is 16.
    expect(clock(given.warnAt)).toBe('2026-10-13 01:36');
    expect(isoDay(given.originalDueDay ?? 0)).toBe('2026-10-10');
    const stopped = hours(48, '2026-10-08 16:00', { suspensions: [held('2026-10-09', null)] });
    expect(stopped).toMatchObject({ state: 'suspended', dueAt: null, warnAt: null, remainingWhenSuspended: 40 });
  });

  it('are extended by working days at the same hour, or to the end of a named day', () => {
    expect(clock(hours(24, '2026-09-29 16:00', { extensions: [more(2, '2026-09-30')] }).dueAt)).toBe(
      '2026-10-09 16:00',
    );
    const named = hours(24, '2026-09-29 16:00', { extensions: [until('2026-10-10', '2026-09-30')] });
    expect(clock(named.dueAt)).toBe('2026-10-11 00:00');
  });
});

describe('a named day', () => {
  it.each([
    ['2026-10-16', '2026-10-16', null],
    ['2026-10-03', '2026-10-08', '2026-10-03'],
    ['2026-10-10', '2026-10-10', null],
    ['2026-10-11', '2026-10-12', '2026-10-11'],
    ['2026-02-20', '2026-02-24', '2026-02-20'],
  ])('%s is due on %s', (named, end, moved) => {
    const given = due({ ...by(named), startAt: at('2026-01-20 09:00') });
    expect(isoDay(given.dueDay ?? 0)).toBe(end);
    expect(given.movedFrom).toBe(moved === null ? null : day(moved));
  });

  it('binds before receipt, and holds although it lies before the start', () => {
    expect(due({ ...by('2026-10-03'), startAt: null })).toMatchObject({
      state: 'notStarted',
      dueDay: day('2026-10-08'),
      dueAt: at('2026-10-09 00:00'),
      movedFrom: day('2026-10-03'),
    });
    expect(dueOn(by('2026-09-20'))).toBe('2026-09-20');
  });

  it('is near when 30 % of its working days are left', () => {
    // 10-08, 09, 10, 12, 13, 14, 15, 16, 19, 20: ten.
    expect(clock(due(by('2026-10-20')).warnAt)).toBe('2026-10-15 00:00');
  });

  it('is the next stage that is not done, the last one when all are', () => {
    const stage = (title: string, dueDay: string, doneDay: string | null) => ({
      title,
      dueDay: day(dueDay),
      doneDay: doneDay === null ? null : day(doneDay),
    });
    const staged = (...milestones: DeadlineInput['milestones'][number][]) =>
      dueOn({ type: 'staged_fix', amount: null, milestones });
    const [first, second] = [stage('制度', '2026-10-20', null), stage('设备', '2026-12-18', null)];
    expect(staged(second, first)).toBe('2026-10-20');
    expect(staged(second, { ...first, doneDay: day('2026-10-19') })).toBe('2026-12-18');
    expect(staged(stage('设备', '2026-12-18', '2026-12-01'), stage('制度', '2026-10-20', '2026-10-19'))).toBe(
      '2026-12-18',
    );
    expect(staged()).toBeNull();
  });

  it('of a year not published is provisional', () => {
    expect(due(by('2027-01-08')).provisional).toBe(true);
    expect(due(by('2026-12-31')).provisional).toBe(false);
  });
});

describe('a standing measure', () => {
  it('is never due, and looked at again on its day', () => {
    const standing = due({ type: 'standing_measure', amount: null, nextReviewDay: day('2026-12-31') });
    const warnAt = at('2026-12-31 00:00');
    expect(standing).toMatchObject({ state: 'standing', dueDay: null, dueAt: null, warnAt });
    expect(due({ type: 'standing_measure', amount: null }).warnAt).toBeNull();
  });

  it('and whatever lies aside is looked at on the day that was set, whatever else is near', () => {
    const aside = { shelvedUntil: day('2027-01-08'), suspensions: [held('2026-10-09', null)] };
    for (const type of ['fixed_term_fix', 'standing_measure'] as const)
      expect(due({ ...aside, type, nextReviewDay: day('2026-10-20') }).warnAt).toBe(at('2027-01-08 00:00'));
  });
});

describe('suspension', () => {
  it.each<[string, [string, string][], string]>([
    ['over working days', [['2026-10-09', '2026-10-12']], '2026-10-16'],
    ['over days off alone', [['2026-10-01', '2026-10-07']], '2026-10-13'],
    ['after the due day', [['2026-10-14', '2026-10-30']], '2026-10-13'],
    ['on the due day', [['2026-10-13', '2026-10-13']], '2026-10-14'],
    ['ended before it began, by resuming the same day', [['2026-10-12', '2026-10-11']], '2026-10-13'],
    ['from before the start', [['2026-09-28', '2026-10-08']], '2026-10-14'],
    [
      'twice, over the same days',
      [
        ['2026-10-09', '2026-10-12'],
        ['2026-10-10', '2026-10-13'],
      ],
      '2026-10-19',
    ],
    [
      'twice, one after the other',
      [
        ['2026-10-13', '2026-10-13'],
        ['2026-10-14', '2026-10-14'],
      ],
      '2026-10-15',
    ],
  ])('%s', (_, spans, end) => {
    const suspensions = spans.map(([from, to]) => held(from, to));
    expect(dueOn({ suspensions })).toBe(end);
    expect(due({ suspensions }).originalDueDay).toBe(day('2026-10-13'));
  });

  it('that lasts holds the clock and says what is left', () => {
    expect(due({ suspensions: [held('2026-10-09', null)] })).toEqual({
      state: 'suspended',
      dueDay: null,
      dueAt: null,
      warnAt: null,
      originalDueDay: day('2026-10-13'),
      movedFrom: null,
      provisional: false,
      remainingWhenSuspended: 4,
    });
    expect(due({ suspensions: [held('2026-10-09', null)], extensions: [more(3)] }).remainingWhenSuspended).toBe(7);
  });

  it('after the due day leaves it where it was', () => {
    expect(due({ suspensions: [held('2026-10-20', null)] })).toMatchObject({
      state: 'suspended',
      dueDay: day('2026-10-13'),
      remainingWhenSuspended: 0,
    });
  });

  it('moves when it is near', () => {
    expect(clock(due({ suspensions: [held('2026-10-12', '2026-10-12')] }).warnAt)).toBe('2026-10-10 00:00');
    expect(clock(due({ suspensions: [held('2026-10-10', '2026-10-10')] }).warnAt)).toBe('2026-10-12 00:00');
  });
});

describe('extension', () => {
  it('adds working days; the original date stays', () => {
    const given = due({ extensions: [more(3)] });
    expect(isoDay(given.dueDay ?? 0)).toBe('2026-10-16');
    expect(given.originalDueDay).toBe(day('2026-10-13'));
    expect(dueOn({ extensions: [more(3)], suspensions: [held('2026-10-09', '2026-10-12')] })).toBe('2026-10-21');
    expect(dueOn({ ...by('2026-10-16'), extensions: [more(2)] })).toBe('2026-10-20');
    expect(dueOn({ type: 'immediate_fix', amount: null, extensions: [more(2)] })).toBe('2026-10-09');
  });

  it('to a named day stands as named, also when it is one of rest', () => {
    for (const own of [{}, by('2026-10-16')]) {
      expect(dueOn({ ...own, extensions: [until('2026-10-30', '2026-10-12')] })).toBe('2026-10-30');
      expect(due({ ...own, extensions: [until('2026-10-31', '2026-10-12')] })).toMatchObject({
        dueDay: day('2026-11-02'),
        movedFrom: day('2026-10-31'),
      });
    }
  });

  it('to a named day is moved by what is suspended after it was granted, not by what was known', () => {
    const suspensions = [held('2026-10-12', '2026-10-13')];
    expect(dueOn({ ...by('2026-10-16'), suspensions })).toBe('2026-10-20');
    expect(dueOn({ ...by('2026-10-16'), suspensions, extensions: [until('2026-10-30', '2026-10-14')] })).toBe(
      '2026-10-30',
    );
    expect(dueOn({ ...by('2026-10-16'), suspensions, extensions: [until('2026-10-30', '2026-10-09')] })).toBe(
      '2026-11-03',
    );
  });

  it('to a day of rest and to the day after it are told as the latter, in either order', () => {
    const granted = [until('2026-10-31', '2026-10-12'), until('2026-11-02', '2026-10-13')];
    for (const extensions of [granted, [...granted].reverse()])
      expect(due({ extensions })).toMatchObject({ dueDay: day('2026-11-02'), movedFrom: null });
  });

  it('never makes it earlier', () => {
    expect(dueOn({ extensions: [until('2026-10-09', '2026-10-08')] })).toBe('2026-10-13');
  });

  it('after a named day adds to it', () => {
    const extensions = [more(2, '2026-10-20'), until('2026-10-30', '2026-10-12')];
    expect(dueOn({ extensions })).toBe('2026-11-03');
  });
});

describe('what is left', () => {
  it.each([
    ['2026-10-14', '2026-10-16', 2],
    ['2026-10-14', '2026-10-19', 3],
    ['2026-10-13', '2026-10-13', 0],
    ['2026-10-14', '2026-10-13', -1],
    ['2026-10-14', '2026-09-29', -7],
    ['2026-10-14', '2026-10-12', -2],
    // Nothing but days of rest since.
    ['2026-10-17', '2026-10-16', -1],
  ])('on %s of %s', (today, end, left) => {
    expect(remainingWorkdays(day(end), day(today), calendar)).toBe(left);
  });
});

describe('an appeal not decided yet', () => {
  const decideBy = Math.floor(at('2026-11-08 12:00') / 86_400_000);
  const plain = due({});
  it('holds the clock of what was not over when it was filed, and warns once the days to decide it are over', () => {
    const filed = due({ appeal: { filedAt: (plain.dueAt ?? 0) - 1, decideBy } });
    expect(filed).toMatchObject({ dueDay: null, dueAt: null, warnAt: at('2026-11-09 00:00') });
    expect(filed.originalDueDay).toBe(plain.originalDueDay);
  });

  it('changes nothing of what was over', () => {
    expect(due({ appeal: { filedAt: plain.dueAt ?? 0, decideBy } })).toEqual(plain);
  });
});
