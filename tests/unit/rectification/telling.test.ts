import { describe, expect, it } from 'vitest';
import {
  dueHorizon,
  dueKind,
  isQuiet,
  noticeOf,
  occasionAt,
  tidingOfDeed,
  toldOn,
  usualTelling,
  type Tiding,
  type TellingPreferences,
} from '../../../domain/rectification/telling.js';
import { isoDay } from '../../../domain/time.js';
import { at, calendar, day } from '../../support/work-calendar.js';

const wish = (change: Partial<TellingPreferences> = {}): TellingPreferences => ({ ...usualTelling, ...change });
const quiet = (when: string, change: Partial<TellingPreferences> = {}): boolean =>
  isQuiet(at(when), wish(change), calendar);
const occasion = (when: string, digest: string | null = null, change: Partial<TellingPreferences> = {}): string =>
  occasionAt(at(when), wish(change), digest === null ? null : day(digest), calendar);

describe('quiet hours', () => {
  it('go over midnight, to the minute', () => {
    // Wednesday and Thursday.
    expect(quiet('2026-10-14 19:59')).toBe(false);
    expect(quiet('2026-10-14 20:00')).toBe(true);
    expect(quiet('2026-10-15 00:00')).toBe(true);
    expect(quiet('2026-10-15 07:59')).toBe(true);
    expect(quiet('2026-10-15 08:00')).toBe(false);
  });

  it('may lie within a day, and there are none where both ends are the same', () => {
    const noon = { quietFrom: 720, quietTo: 840 };
    expect(quiet('2026-10-14 12:00', noon)).toBe(true);
    expect(quiet('2026-10-14 14:00', noon)).toBe(false);
    expect(quiet('2026-10-14 03:00', { quietFrom: 600, quietTo: 600 })).toBe(false);
  });

  it('hold on days off by the working calendar, not by the week', () => {
    // National Day; Saturday 10 October 2026 is a make-up day.
    expect(quiet('2026-10-05 10:00')).toBe(true);
    expect(quiet('2026-10-10 10:00')).toBe(false);
    expect(quiet('2026-10-11 10:00')).toBe(true);
    expect(quiet('2026-10-11 10:00', { quietDaysOff: false })).toBe(false);
  });

  it('go by the week where the calendar knows nothing', () => {
    // A Saturday and a Monday long after its last year.
    expect(quiet('2051-04-01 10:00')).toBe(true);
    expect(quiet('2051-04-03 10:00')).toBe(false);
  });
});

describe('the digest', () => {
  it('comes once a working day, also when its minute was missed', () => {
    expect(occasion('2026-10-14 08:30')).toBe('digest');
    expect(occasion('2026-10-14 16:45')).toBe('digest');
    expect(occasion('2026-10-14 16:45', '2026-10-14')).toBe('atOnce');
    expect(occasion('2026-10-15 08:30', '2026-10-14')).toBe('digest');
  });

  it('does not come at night, on days off, or where nothing is wanted', () => {
    expect(occasion('2026-10-14 21:00')).toBe('silence');
    expect(occasion('2026-10-11 10:00')).toBe('silence');
    expect(occasion('2026-10-11 10:00', null, { quietDaysOff: false })).toBe('atOnce');
    expect(occasion('2026-10-14 10:00', null, { on: false })).toBe('silence');
  });

  it('holds back what happens in the hour before it, and nothing earlier', () => {
    expect(occasion('2026-10-14 08:00')).toBe('silence');
    expect(occasion('2026-10-14 16:00', null, { digestMinute: 1050 })).toBe('atOnce');
    expect(occasion('2026-10-14 16:30', null, { digestMinute: 1050 })).toBe('silence');
    expect(occasion('2026-10-14 17:30', null, { digestMinute: 1050 })).toBe('digest');
  });

  it('that would fall into the quiet hours comes when they end', () => {
    expect(occasion('2026-10-14 08:00', null, { digestMinute: 1300 })).toBe('digest');
    expect(occasion('2026-10-14 08:00', null, { digestMinute: 300 })).toBe('digest');
  });

  it('is all there is where nothing is wanted at once', () => {
    expect(occasion('2026-10-14 16:00', '2026-10-14', { atOnce: false })).toBe('silence');
  });

  it('comes again on a day before, after the clock was set back; what it told is remembered elsewhere', () => {
    expect(occasion('2026-10-13 09:00', '2026-10-14')).toBe('digest');
  });
});

describe('due days', () => {
  const horizon = (today: string): string => isoDay(dueHorizon(day(today), calendar));

  it('are told up to the next working day', () => {
    expect(horizon('2026-10-14')).toBe('2026-10-15');
    expect(horizon('2026-09-30')).toBe('2026-10-08');
    // Friday before a make-up Saturday.
    expect(horizon('2026-10-09')).toBe('2026-10-10');
    expect(horizon('2026-10-16')).toBe('2026-10-19');
    expect(horizon('2035-12-31')).toBe('2036-01-01');
    expect(horizon('2051-04-03')).toBe('2051-04-04');
  });

  it('have their word by how near they are', () => {
    const today = day('2026-10-16');
    expect([0, 1, 3].map((days) => dueKind(today + days, today))).toEqual(['dueToday', 'dueTomorrow', 'dueNext']);
  });
});

describe('what a deed says', () => {
  const deed = { action: 'return', matterId: 7, ofOwnUnit: true, forMe: true };
  const kind = (change: Partial<typeof deed>): string | null => tidingOfDeed({ ...deed, ...change })?.kind ?? null;

  it('to the unit', () => {
    expect(kind({})).toBe('returned');
    expect(kind({ action: 'issue' })).toBe('waiting');
    expect(kind({ action: 'grant_extension', forMe: false })).toBe('granted');
    expect(kind({ action: 'reject_extension' })).toBe('refused');
    expect(kind({ action: 'close', forMe: false })).toBe('closed');
    expect(kind({ action: 'remind' })).toBe('reminded');
    // The unit's own steps, and those that are nobody's.
    expect(kind({ action: 'submit' })).toBeNull();
    expect(kind({ action: 'recalculate' })).toBeNull();
  });

  it('to whom it was handed on, and only while it waits for them', () => {
    expect(kind({ action: 'submit', ofOwnUnit: false })).toBe('waiting');
    expect(kind({ action: 'submit', ofOwnUnit: false, forMe: false })).toBeNull();
    expect(kind({ action: 'return', ofOwnUnit: false })).toBeNull();
    expect(kind({ forMe: false })).toBeNull();
    expect(kind({ action: 'close', ofOwnUnit: false })).toBeNull();
  });
});

describe('a notice', () => {
  const all: Tiding[] = [
    { kind: 'waiting', id: 3 },
    { kind: 'overdue', id: 1 },
    { kind: 'overdue', id: 2 },
    { kind: 'returned', id: 2 },
    { kind: 'returned', id: 2 },
    { kind: 'dueTomorrow', id: 4 },
  ];

  it('counts matters of each kind, the gravest first', () => {
    expect(noticeOf('digest', all)).toEqual({
      occasion: 'digest',
      lines: [
        { kind: 'overdue', count: 2 },
        { kind: 'dueTomorrow', count: 1 },
        { kind: 'returned', count: 1 },
        { kind: 'waiting', count: 1 },
      ],
      matters: 4,
      route: '/',
    });
  });

  it('leads to the matter, to the list that shows exactly these, or home', () => {
    expect(noticeOf('atOnce', all.slice(0, 1))?.route).toBe('/rectifications/3');
    expect(noticeOf('atOnce', all.slice(1, 3))?.route).toBe('/rectifications?f.state=open&f.light=red');
    expect(noticeOf('atOnce', [...all.slice(0, 1), { kind: 'waiting', id: 9 }])?.route).toBe(
      '/rectifications?f.forMe=yes',
    );
  });

  it('is none where nothing is to be told', () => {
    expect(noticeOf('digest', [])).toBeNull();
    expect(toldOn('silence', all)).toEqual([]);
    expect(toldOn('atOnce', all).map(({ kind }) => kind)).not.toContain('dueTomorrow');
    expect(toldOn('digest', all)).toEqual(all);
  });
});
