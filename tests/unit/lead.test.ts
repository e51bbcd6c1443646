import { describe, expect, it } from 'vitest';
import { leadFaults, leadFields, leadStep, supervisorFields, termState, type LeadFields } from '../../domain/lead.js';
import { parseIsoDay, SHANGHAI_OFFSET_MS, DAY_MS } from '../../domain/time.js';

const day = (text: string): number => parseIsoDay(text) ?? NaN;
const today = day('2026-10-14');
const noon = today * DAY_MS - SHANGHAI_OFFSET_MS + DAY_MS / 2;
const term = { fromDay: day('2026-01-01'), toDay: day('2026-12-31'), hallIds: [1] };
const whole: LeadFields = {
  hallId: 1,
  windowId: 3,
  place: null,
  seenDay: today,
  dayPart: 'morning',
  hour: 10,
  saw: '老人来问异地报销要带什么，窗口说“网上都有”。',
  aspects: ['attitude', 'notice'],
  wish: null,
};
const rules = (fields: Partial<LeadFields>, of: typeof term | null = term, now = noon): string[] =>
  leadFaults({ ...whole, ...fields }, of, now).map(({ path, rule }) => `${path}:${rule}`);

describe('a lead', () => {
  it.each<[string, Partial<LeadFields>, string[]]>([
    ['whole', {}, []],
    ['in own words instead of at a window', { windowId: null, place: '二楼饮水机' }, []],
    [
      'without anything',
      { hallId: null, windowId: null, seenDay: null, saw: null },
      ['windowId:placeMissing', 'seenDay:dayMissing', 'saw:sawMissing'],
    ],
    ['in a hall and nowhere in it', { windowId: null }, ['windowId:placeMissing']],
    ['of tomorrow', { seenDay: today + 1 }, ['seenDay:future']],
    ['of a year ago', { seenDay: today - 366 }, []],
    ['of longer ago', { seenDay: today - 367 }, ['seenDay:longAgo']],
    ['of an hour that comes later today', { dayPart: 'afternoon', hour: 15 }, ['hour:future']],
    ['of this hour', { dayPart: 'noon', hour: 12 }, []],
    ['of that hour yesterday', { seenDay: today - 1, dayPart: 'afternoon', hour: 15 }, []],
    ['of a morning at eight in the evening', { seenDay: today - 1, hour: 20 }, ['hour:hourOutside']],
    ['of another hall', { hallId: 2 }, ['windowId:hallNotAssigned']],
  ])('%s', (_, fields, expected) => {
    expect(rules(fields)).toEqual(expected);
  });

  it('is taken on the last day of the term until midnight in Shanghai, and not after', () => {
    const last = (term.toDay + 1) * DAY_MS - SHANGHAI_OFFSET_MS;
    expect(rules({ seenDay: term.toDay }, term, last - 1)).toEqual([]);
    expect(rules({ seenDay: term.toDay }, term, last)).toEqual([':termOver']);
    expect(leadFaults({ ...whole, seenDay: term.toDay }, term, last)[0]?.params).toEqual({ to: '2026-12-31' });
  });

  it('waits for the term to begin, and needs a register entry', () => {
    expect(rules({}, { ...term, fromDay: today + 1 })).toEqual([':termAhead']);
    expect(rules({}, null)).toEqual([':notRegistered']);
  });

  it('knows how far it is', () => {
    expect((['draft', 'received', 'accepted', 'answered'] as const).map(leadStep)).toEqual([null, 0, 1, null]);
  });
});

describe('what a lead holds', () => {
  it('an aspect once', () => {
    expect(leadFields.parse({ ...whole, aspects: ['fee', 'notice', 'fee'] }).aspects).toEqual(['fee', 'notice']);
  });

  it('a part of the day that has begun', () => {
    const dawn = today * DAY_MS - SHANGHAI_OFFSET_MS + 9 * 3_600_000;
    expect(rules({ dayPart: 'afternoon', hour: null }, term, dawn)).toEqual(['dayPart:future']);
    expect(rules({ dayPart: 'unknown', hour: null }, term, dawn)).toEqual([]);
  });
});

describe('a term', () => {
  it.each([
    [term.fromDay - 1, 'ahead'],
    [term.fromDay, 'running'],
    [term.toDay - 60, 'running'],
    [term.toDay - 59, 'ending'],
    [term.toDay, 'ending'],
    [term.toDay + 1, 'over'],
  ])('on day %i is %s', (on, state) => {
    expect(termState(term, on)).toBe(state);
  });
});

describe('what a person types', () => {
  it('keeps rare characters, emoji and markup as they are', () => {
    const saw = '<b>㐂</b> 𠮷野家 🙂 "\' &amp;';
    expect(leadFields.parse({ ...whole, saw: `  ${saw}\n` }).saw).toBe(saw);
  });

  it.each<[string, Partial<Record<keyof LeadFields, unknown>>]>([
    ['too long', { saw: '长'.repeat(4001) }],
    ['a control character', { saw: 'a\u0000b' }],
    ['a turned direction', { saw: 'a\u202eb' }],
    ['half a pair', { saw: 'a\ud842' }],
    ['two lines of place', { place: '二楼\n饮水机' }],
    ['an hour no clock has', { hour: 24 }],
    ['an aspect nobody knows', { aspects: ['beauty'] }],
    ['a day no calendar shows', { seenDay: 2 ** 40 }],
  ])('is refused: %s', (_, fields) => {
    expect(leadFields.safeParse({ ...whole, ...fields }).success).toBe(false);
  });

  it('has a certificate number in one width', () => {
    const fields = {
      personId: 1,
      constituency: 'citizen',
      fromDay: 1,
      toDay: 2,
      hallIds: [1],
      employer: null,
      note: null,
    };
    expect(supervisorFields.parse({ ...fields, certificateNo: '监〔２０２５〕０１７' }).certificateNo).toBe(
      '监〔2025〕017',
    );
  });
});
