// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DueExplanation } from '../../domain/rectification/explain.js';
import type { RectificationDetail, RectificationRow } from '../../domain/rectification/schema.js';
import { startOfDay } from '../../domain/time.js';
import { ledgerCells } from '../../electron/documents/ledger-cells.js';
import MatterDue from '../../renderer/features/rectifications/components/matter/MatterDue.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { isoDay, nextWeekday } from '../../renderer/shared/i18n/format';
import { day, detail, row } from './support/matter-facts.js';

beforeAll(() => setLocale('zh-CN'));

describe('the due date', () => {
  const explained = (part: Partial<DueExplanation>): DueExplanation => ({
    ...{ type: 'fixed_term_fix', amount: 10, state: 'running', startDay: day('2026-09-30'), countFrom: 'receipt' },
    ...{ dueDay: null, dueAt: null, warnAt: null, originalDueDay: null, nextReviewDay: null, provisional: false },
    ...{ remaining: null, steps: [], calendars: [], dayEndMinute: 1440 },
    ...part,
  });
  const said = (of: Partial<RectificationRow>, more: Partial<RectificationDetail> = {}, why = explained({})): string =>
    mount(MatterDue, {
      props: { matter: detail({ row: row({ state: 'in_rectification', ...of }), ...more }), explanation: why },
    })
      .text()
      .replace(/\s+/g, ' ');
  const stop = { id: 1, kind: 'suspension' as const, fromDay: day('2026-10-09'), toDay: null, reviewDay: null };
  const suspensions = [{ ...stop, reason: '停电', approver: '陈砚秋' }];
  it('of a held clock: since when, what it was, how many days were left; of what is closed nothing is held', () => {
    const held = { dueDay: null, dueAt: null, suspended: true };
    const words = said(held, { suspensions }, explained({ state: 'suspended', remaining: 4 }));
    expect(words).toContain('停计中10-09 起 · 原为 10-13 · 余 4 个工作日');
    expect(said({ ...held, state: 'closed' }, { suspensions })).toBe('原为 10-13');
    const shelved = [{ ...suspensions[0]!, kind: 'shelving' as const, reviewDay: day('2027-01-08') }];
    expect(said({ ...held, state: 'shelved' }, { suspensions: shelved })).toMatch(/^挂账.*2027-01-08 周五 再看/);
  });
  it('of hours names the minute, and in the place of the strip where it began', () => {
    const deadline = { ...row().fields.deadline, type: 'hourly_fix' as const, amount: 3 };
    const dueAt = startOfDay(day('2026-10-13')) + 20 * 3_600_000;
    const words = said({ dueAt, receivedAt: dueAt - 3 * 3_600_000, fields: { ...row().fields, deadline } });
    expect(words).toContain('10-13 20:00');
    expect(words).toContain('自 10-13 17:00 起连续计算，10-13 20:00 到期');
  });
  it('of a reopened matter says nothing of extensions of its first run', () => {
    expect(said({ extensions: 1, reopenings: 1 })).toContain('未延期');
    expect(said({ extensions: 1, dueDay: day('2026-10-20') })).toContain('已延期 1 次，原为 10-13');
  });
  it('that rests on a year not published says so beside it in the spreadsheet, and stays a date', () => {
    const of = row({ state: 'in_rectification', provisional: true });
    const cells = ledgerCells(['due', 'left'], of, { now: startOfDay(day('2026-10-09')), language: 'zh-CN' });
    expect(cells).toEqual([new Date('2026-10-13'), '余 2 日（期限暂定）']);
  });
});

describe('the example of an empty day', () => {
  it('is the next day of the week that works', () => {
    const after = (from: string): string => isoDay(nextWeekday(day(from)));
    expect(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(after)).toEqual([
      '2026-11-20',
      '2026-11-23',
      '2026-11-23',
      '2026-11-23',
    ]);
  });
});
