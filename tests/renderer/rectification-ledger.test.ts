// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DueExplanation } from '../../domain/rectification/explain.js';
import { deadlineOf, type DeadlineInput } from '../../domain/rectification/deadline.js';
import { dueStrip } from '../../domain/rectification/due-strip.js';
import { rectificationStates } from '../../domain/rectification/life.js';
import { progressOf } from '../../domain/rectification/progress.js';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import { dayOf } from '../../domain/time.js';
import DueStrip from '../../renderer/features/rectifications/components/DueStrip.vue';
import { columnsFor } from '../../renderer/features/rectifications/model/board';
import { compactSteps, dueLines, dueSentences } from '../../renderer/features/rectifications/model/due-cells';
import { dueNotes, dueRule, dueTitle } from '../../renderer/features/rectifications/model/due-words';
import { isGrouped, ledgerInput, viewOf, weekOf } from '../../renderer/features/rectifications/model/ledger-address';
import {
  leftOf,
  lightWord,
  placeText,
  shortNo,
  tagsOf,
  waitingText,
  windowNo,
} from '../../renderer/features/rectifications/model/ledger-words';
import ListHeader from '../../renderer/shared/list/ListHeader.vue';
import { addressText, parseAddressText, writeDays } from '../../renderer/shared/list/list-address';
import { i18n, setLocale } from '../../renderer/shared/i18n';
import { at, calendar, day, midnight } from '../support/work-calendar.js';
import { shortDay } from '../../renderer/shared/i18n/format';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => void (i18n.global.locale.value = 'zh-CN'));

/** As the service explains it. */
function explained(more: Partial<DeadlineInput>, today: string): DueExplanation {
  const input: DeadlineInput = {
    type: 'fixed_term_fix',
    amount: 5,
    byDay: null,
    milestones: [],
    nextReviewDay: null,
    startAt: at('2026-09-30 10:04'),
    extensions: [],
    appeal: null,
    suspensions: [],
    unsignedSince: null,
    shelvedUntil: null,
    ...more,
  };
  const { state, dueDay, dueAt, warnAt, originalDueDay, provisional } = deadlineOf(input, midnight, calendar);
  return {
    ...{ state, dueDay, dueAt, warnAt, originalDueDay, provisional },
    type: input.type,
    amount: input.amount,
    startDay: input.startAt === null ? null : dayOf(input.startAt),
    countFrom: 'receipt',
    nextReviewDay: input.nextReviewDay,
    remaining: null,
    steps: dueStrip(input, midnight, calendar, day(today)),
    calendars: [{ year: 2026, status: 'published', paperNo: '国办发明电〔2025〕7号' }],
    dayEndMinute: 1440,
  };
}
const lines = (explanation: DueExplanation, today: string, most = 16) => dueLines(explanation, day(today), most);

describe('the strip of a due date', () => {
  it('says day by day what is counted over the National Day, as the office explains it', () => {
    const [line, ...more] = lines(explained({}, '2026-10-14'), '2026-10-14');
    expect(more).toEqual([]);
    expect(line?.cells.map(({ mark }) => mark).join(' ')).toBe('签收 假 假 假 假 假 假 假 1 2 3 休 4 5 今');
    expect(line?.cells.map(({ weekday }) => weekday).join('')).toBe('三四五六日一二三四五六日一二三');
    expect(line?.cells.map(({ date }) => date).join(' ')).toBe(
      '09-30 10-01 02 03 04 05 06 07 10-08 09 10-10 11 12 10-13 10-14',
    );
    expect(line?.captions.map(({ text, width }) => `${text}:${width}`)).toEqual([
      '不计:1',
      '国庆节放假 7 日，不计:7',
      '计 2 日:2',
      '调休:1',
      '周日:1',
      '计 2 日:2',
      '逾 1:1',
    ]);
    expect(line?.cells.filter(({ today }) => today).map(({ look }) => look)).toEqual(['now']);
  });

  it('says it in words, in a title, a rule and what is unusual', () => {
    const known = explained({}, '2026-10-14');
    expect(dueTitle(known, 2026)).toBe('为什么是 10-13 周二');
    expect(dueRule(known)).toBe('限期整改 5 个工作日，签收次日起算');
    expect(dueNotes(known)).toEqual([
      '10-10 周六为调休上班日，计入。',
      '日历：2026 年放假安排（国办发明电〔2025〕7号）；当日 24:00 截止。',
    ]);
    expect(dueSentences(known)[1]).toBe('2026-10-01 至 2026-10-07 放假，不计 (国庆节放假 7 日，不计)');
    expect(dueSentences(known)).toHaveLength(7);
  });

  it('is said in English', async () => {
    await setLocale('en');
    const known = explained({}, '2026-10-14');
    expect(dueTitle(known, 2026)).toBe('Why Tue 10-13');
    expect(lines(known, '2026-10-14')[0]?.captions.map(({ text }) => text)).toEqual([
      'day 0',
      'National Day, 7 days skipped',
      '2 counted',
      'make-up',
      'Sun',
      '2 counted',
      '+1',
    ]);
  });

  it('breaks into even lines, and a caption that goes on speaks once', () => {
    const known = explained({ amount: 15, startAt: at('2026-11-02 09:00') }, '2026-11-03');
    const drawn = lines(known, '2026-11-03', 12);
    expect(drawn.map(({ cells }) => cells.length)).toEqual([11, 11]);
    for (const { cells, captions } of drawn)
      expect(captions.reduce((sum, { width }) => sum + width, 0)).toBe(
        cells.reduce((sum, { width }) => sum + width, 0),
      );
    const spoken = drawn.flatMap(({ captions }) => captions.map(({ text }) => text)).filter((text) => /^计/.test(text));
    expect(spoken).toEqual(['计 4 日', '计 5 日', '计 5 日', '计 1 日']);
    // Before the due day today is the step of its day.
    expect(drawn[0]?.cells.filter(({ today }) => today).map(({ look, mark }) => `${look} ${mark}`)).toEqual(['on 1']);
  });

  it('tells extension and suspension, and folds days off where there is little room', () => {
    const extended = explained(
      { extensions: [{ addedWorkdays: 3, newDay: null, grantedDay: day('2026-10-12') }] },
      '2026-10-12',
    );
    expect(dueNotes(extended)).toContain('原期限 10-13，已延期至 10-16。');
    expect(lines(extended, '2026-10-12', 30)[0]?.captions.at(-1)?.text).toBe('延 3 日');
    const paused = explained({ suspensions: [{ fromDay: day('2026-10-08'), toDay: day('2026-10-09') }] }, '2026-10-12');
    expect(lines(paused, '2026-10-12', 30)[0]?.captions.map(({ text }) => text)).toContain('停计 2 日');
    expect(dueNotes(paused)).toContain('停计的日子不计入。');
    const compact = compactSteps(explained({}, '2026-10-12').steps);
    expect(
      dueLines({ steps: compact, countFrom: 'receipt' }, day('2026-10-12'), 20)[0]?.cells.map(({ mark }) => mark),
    ).toEqual(['签收', '假 7', '1', '2', '3', '休', '4', '5']);
  });

  it('says what there is to say where nothing is counted', () => {
    const waiting = explained({ startAt: null }, '2026-10-12');
    expect(waiting.steps).toEqual([]);
    expect(dueTitle(waiting, 2026)).toBe('期限还没开始计');
    expect(dueNotes(waiting)[0]).toBe('签收后才开始计日。');
    const standing = explained(
      { type: 'standing_measure', amount: null, nextReviewDay: day('2026-12-31') },
      '2026-10-12',
    );
    expect(dueTitle(standing, 2026)).toBe('长期坚持，没有期限');
    expect(dueNotes(standing)[0]).toBe('下次复查 2026-12-31 周四');
    const office = { ...explained({}, '2026-10-12'), dayEndMinute: 1050 };
    expect(dueNotes(office).at(-1)).toContain('当日 17:30 截止');
    const next = {
      ...explained({}, '2026-10-12'),
      calendars: [{ year: 2027, status: 'provisional' as const, paperNo: null }],
    };
    expect(dueNotes(next).at(-1)).toContain('2027 年放假安排未公布');
  });

  it('is a list of sentences to who does not see it, and the drawing is not read', () => {
    const strip = mount(DueStrip, { props: { explanation: explained({}, '2026-10-14') } });
    expect(strip.findAll('ol.sr-only li')).toHaveLength(7);
    expect(strip.findAll('.line').every((line) => line.attributes('aria-hidden') === 'true')).toBe(true);
    strip.unmount();
  });
});

const row = {
  id: 1,
  no: '督整〔2026〕107号',
  state: 'in_rectification',
  beforeState: null,
  light: 'green',
  waiting: { kind: 'unit', name: '人社局' },
  windowLabel: 'B07 企业开办',
  unitLabel: '人社局',
  fields: { responsiblePerson: '吴敏', deadline: { type: 'fixed_term_fix', amount: 5, nextReviewDay: null } },
  verificationResult: null,
  closure: null,
  suspended: false,
  remaining: 3,
  dueDay: day('2026-10-19'),
  dueAt: at('2026-10-20'),
  submittedAt: null,
  recurrenceOf: null,
  reopenings: 0,
  escalation: 'none',
} as unknown as RectificationRow;
const now = at('2026-10-14 14:05');
const left = (more: Partial<RectificationRow>) => leftOf({ ...row, ...more }, now, 2026);

describe('the words of a row', () => {
  it.each([
    ['督整〔2026〕107号', '107'],
    ['督整〔2026〕7号', '007'],
    ['督整〔2025〕88号', '2025-088'],
    ['整改 2026-1204', '1204'],
    ['第12号', '012'],
    ['无号', '无号'],
    [null, '草稿'],
  ])('%s is shown as %s', (no, short) => expect(shortNo(no, 2026)).toBe(short));

  it('leave the year out where it is this one', () => {
    expect([shortDay(day('2026-10-13'), 2026), shortDay(day('2027-01-08'), 2026)]).toEqual(['10-13', '2027-01-08']);
  });

  it.each<[string, Partial<RectificationRow>, string, string]>([
    ['days left', {}, '余 3 日', 'plain'],
    ['near', { light: 'yellow', remaining: 1 }, '余 1 日', 'near'],
    ['today', { light: 'yellow', remaining: 0, dueDay: day('2026-10-14') }, '今日到期', 'near'],
    ['before a day of rest that ends it', { remaining: 0 }, '余 0 日', 'plain'],
    ['over', { light: 'red', remaining: -7 }, '逾期 7 日', 'over'],
    ['over by hours', { light: 'red', remaining: 0 }, '已逾期', 'over'],
    ['handed in', { state: 'submitted', submittedAt: now - 1, dueAt: now, remaining: 3 }, '按期提交', 'plain'],
    ['handed in late', { state: 'submitted', submittedAt: now, dueAt: now, remaining: -2 }, '迟交 2 日', 'plain'],
    ['late on the day', { state: 'verifying', submittedAt: now, dueAt: now, remaining: 0 }, '迟交', 'plain'],
    ['found done', { state: 'verifying', verificationResult: 'done', remaining: 2 }, '已完成', 'plain'],
    ['suspended', { suspended: true, remaining: null }, '停计', 'plain'],
    ['shelved', { state: 'shelved', remaining: null }, '停计', 'plain'],
    ['closed', { state: 'closed', light: 'grey', remaining: null }, '', 'plain'],
    ['not signed for', { state: 'issued', remaining: null }, '', 'plain'],
  ])('time left: %s', (_, more, text, tone) => expect(left(more)).toEqual({ text, tone }));

  it('time left of an hourly limit and of a standing measure', () => {
    const hourly = { ...row.fields, deadline: { ...row.fields.deadline, type: 'hourly_fix' as const } };
    expect(left({ fields: hourly, remaining: 0, dueAt: now + 5.2 * 3_600_000 }).text).toBe('余 6 小时');
    const passed = { fields: hourly, light: 'red' as const, remaining: 0, dueAt: now - 600_000 };
    expect(left(passed)).toEqual({ text: '逾期 1 小时', tone: 'over' });
    expect(left({ ...passed, state: 'submitted', submittedAt: now }).text).toBe('迟交 1 小时');
    const standing = { ...row.fields, deadline: { ...row.fields.deadline, type: 'standing_measure' as const } };
    expect(left({ fields: standing, remaining: null }).text).toBe('长期');
    const review = { ...standing, deadline: { ...standing.deadline, nextReviewDay: day('2026-12-31') } };
    expect(left({ fields: review, remaining: null }).text).toBe('复查 12-31');
  });

  it('marks, waiting for whom, place, light', () => {
    expect(tagsOf({ ...row, state: 'extension_pending' })).toEqual(['延期申请']);
    expect(tagsOf({ ...row, state: 'returned', reopenings: 1, escalation: 'orange' })).toEqual([
      '退回重改',
      '反弹',
      '橙色督办',
    ]);
    expect(tagsOf({ ...row, state: 'returned' }, true)).toEqual([]);
    expect(tagsOf({ ...row, state: 'shelved', suspended: true })).toEqual(['挂账']);
    expect(tagsOf({ ...row, escalation: 'reminder' })).toEqual([]);
    expect(waitingText(row)).toBe('吴敏');
    expect(waitingText({ ...row, waiting: { kind: 'leader', name: null } })).toBe('分管领导');
    expect(waitingText({ ...row, waiting: { kind: 'nobody', name: null } })).toBe('');
    expect([placeText(row), windowNo('B07 企业开办')]).toEqual(['人社局 · B07 企业开办', 'B07']);
    expect([lightWord(row), lightWord({ light: 'grey', state: 'draft' })]).toEqual(['正常', '草稿']);
  });

  it('every state stands on the progress line; a branch where it was entered from', () => {
    const places = rectificationStates.map((state) => progressOf({ ...row, state, beforeState: 'returned' }).at);
    expect(places.every((place) => place >= 0 && place < 7)).toBe(true);
    expect(progressOf({ ...row, state: 'appealed', beforeState: 'issued' })).toMatchObject({ at: 1, hollow: false });
    expect(progressOf({ ...row, state: 'returned' })).toMatchObject({ at: 2, hollow: true });
    expect(progressOf({ ...row, state: 'verifying' }).at).toBe(4);
    expect(progressOf({ ...row, state: 'verifying', verificationResult: 'done' }).at).toBe(5);
    expect(progressOf({ ...row, state: 'closed', closure: 'revoked' })).toMatchObject({ at: 6, hollow: true });
  });
});

describe('the ledger in its address', () => {
  const spec = { filters: ['state', 'hall', 'due'], sorts: ['dueOn'], columns: ['no'], manner: ['view', 'month'] };

  it('becomes the input of the list; what is no value is left out', () => {
    const filters = {
      state: 'open',
      hall: '3',
      category: 'fee',
      severity: 'nope',
      recurred: 'yes',
      year: '2026',
      waiting: 'unit',
    };
    expect(ledgerInput({ text: '空岗', sort: null, filters: { ...filters, due: '20600~20606', unit: '-1' } })).toEqual({
      text: '空岗',
      filter: {
        open: true,
        hallId: 3,
        category: 'fee',
        recurred: true,
        year: 2026,
        waiting: 'unit',
        dueFrom: 20600,
        dueTo: 20606,
      },
    });
    expect(
      ledgerInput({ text: '', sort: { by: 'no', direction: 'desc' }, filters: { state: 'returned', forMe: 'no' } }),
    ).toEqual({
      sort: { by: 'no', direction: 'desc' },
      filter: { states: ['returned'], forMe: false },
    });
  });

  it('keeps how it is shown apart from what it is narrowed to', () => {
    const board = parseAddressText('f.state=open&month=2026-10&view=board&evil=1', spec);
    expect(board).toMatchObject({ filters: { state: 'open' }, manner: { view: 'board', month: '2026-10' } });
    expect(viewOf(board)).toBe('board');
    expect(addressText(board)).toBe('f.state=open&month=2026-10&view=board');
    expect(viewOf({ manner: { view: 'hologram' } })).toBe('table');
    expect(viewOf(parseAddressText('', spec))).toBe('table');
    expect([isGrouped({ sort: null }), isGrouped({ sort: { by: 'dueOn', direction: 'desc' } })]).toEqual([true, false]);
  });

  it('a week runs from Monday to Sunday', () => {
    const week = writeDays(day('2026-11-16'), day('2026-11-22'));
    expect(['2026-11-16', '2026-11-19', '2026-11-22'].map((one) => weekOf(day(one)))).toEqual([week, week, week]);
    expect(weekOf(day('2026-11-23'))).not.toBe(week);
  });

  it('the board has the columns of what the ledger is narrowed to', () => {
    const keys = (filter: Parameters<typeof columnsFor>[0]) =>
      columnsFor(filter, rectificationStates).map(({ key }) => key);
    expect(keys({})).toHaveLength(9);
    expect(keys({ open: true })).toEqual([
      'issued',
      'rectifying',
      'returned',
      'submitted',
      'verifying',
      'deciding',
      'shelved',
    ]);
    expect(columnsFor({ states: ['appealed'] }, rectificationStates)).toMatchObject([
      { key: 'deciding', states: ['appealed'] },
    ]);
    expect(
      columnsFor({}, rectificationStates)
        .flatMap(({ states }) => states)
        .sort(),
    ).toEqual([...rectificationStates].sort());
  });
});

describe('the head of a list with a usual order', () => {
  it('shows that order, turns it, and comes back to it', async () => {
    const columns = [
      { key: 'due', title: '期限', width: 5, sort: 'dueOn', text: () => '' },
      { key: 'no', title: '编号', width: 5, sort: 'no', text: () => '' },
    ];
    const usual = { by: 'dueOn', direction: 'asc' } as const;
    const head = mount(ListHeader, { props: { columns, sort: null, usual } });
    const sorts = () => head.findAll('[role=columnheader]').map((cell) => cell.attributes('aria-sort'));
    expect(sorts()).toEqual(['ascending', 'none']);
    const [due, no] = head.findAll('button');
    await due?.trigger('click');
    await no?.trigger('click');
    expect(head.emitted('sort')).toEqual([[{ by: 'dueOn', direction: 'desc' }], [{ by: 'no', direction: 'asc' }]]);
    await head.setProps({ sort: { by: 'dueOn', direction: 'desc' } });
    await head.findAll('button')[0]?.trigger('click');
    await head.setProps({ sort: { by: 'no', direction: 'desc' } });
    await head.findAll('button')[1]?.trigger('click');
    expect(head.emitted('sort')?.slice(2)).toEqual([[null], [null]]);
    head.unmount();
  });
});
