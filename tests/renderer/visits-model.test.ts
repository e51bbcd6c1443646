// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import { answerRules } from '../../domain/checklist/answers.js';
import { findingRules } from '../../domain/finding.js';
import { readyTemplate } from '../../domain/templates/index.js';
import { stepRules, type VisitFields } from '../../domain/visit.js';
import { visitRules } from '../../domain/visit-check.js';
import { changeRules } from '../../domain/visit-merge.js';
import { submitRules } from '../../domain/visit-reckon.js';
import { dayOf, SHANGHAI_OFFSET_MS } from '../../domain/time.js';
import { answerWith, choose, parseNumber, withCount } from '../../renderer/features/visits/model/answering';
import { clockOf, onDay, parseClock } from '../../renderer/features/visits/model/clock';
import { conflictText } from '../../renderer/features/visits/model/conflict-text';
import { VisitDraft } from '../../renderer/features/visits/model/draft';
import { followAnswers } from '../../renderer/features/visits/model/follow';
import { lacksOf, lacksRefused } from '../../renderer/features/visits/model/lacks';
import { partsOf } from '../../renderer/features/visits/model/paths';
import { costWords, eachWords } from '../../renderer/features/visits/model/points';
import { visitRuleText } from '../../renderer/features/visits/model/rule-text';
import { rulerOf, spread } from '../../renderer/features/visits/model/ruler';
import { nextOpen, sheetOf } from '../../renderer/features/visits/model/sheet';
import { nextStep, stepWord } from '../../renderer/features/visits/model/step-words';
import { fitting, widthOf } from '../../renderer/features/visits/model/text-width';
import { setLocale, translate } from '../../renderer/shared/i18n';
import { finding, visitDetail } from './support/visit';

const content = readyTemplate('simulated_transaction', 'zh-CN');
const conforms = { kind: 'conforms' as const, count: 1, note: null };
const fails = (count = 1, note: string | null = null) => ({ kind: 'fails' as const, count, note });
const MINUTE = 60_000;

beforeAll(() => setLocale('zh-CN'));

describe('answering', () => {
  it('takes a word back when it is pressed again, and keeps note and count when it is changed', () => {
    expect(answerWith('conforms', undefined)).toEqual(conforms);
    expect(answerWith('fails', { ...fails(3), note: '看到' })).toBeNull();
    expect(answerWith('fails', { kind: 'conforms', count: 3, note: '看到' })).toEqual(fails(3, '看到'));
    expect(answerWith('not_observed', fails(3, '看到'))).toEqual({ kind: 'not_observed', note: '看到' });
  });

  it('chooses in the order of the template; several can be none', () => {
    const environment = readyTemplate('hall_environment', 'zh-CN').sections.flatMap(({ items }) => items);
    const several = environment.find(({ kind }) => kind === 'multiple_choice')!;
    const codes = 'options' in several ? several.options.map(({ code }) => code) : [];
    const second = choose(several, codes[1]!, undefined);
    const both = choose(several, codes[0]!, second ?? undefined);
    expect(both).toMatchObject({ options: [codes[0], codes[1]] });
    expect(choose(several, codes[0]!, choose(several, codes[1]!, both ?? undefined) ?? undefined)).toMatchObject({
      options: [],
    });
  });

  it.each([
    ['15', 15],
    ['１５．５', 15.5],
    ['-2', -2],
    ['.5', 0.5],
    ['3。5', 3.5],
    ['十五', null],
    ['1e3', null],
    ['1,5', null],
    ['', null],
  ])('reads %s as %s', (text, value) => expect(parseNumber(text)).toBe(value));

  it('holds a count between one and what there can be', () => {
    expect(withCount(0, fails())).toEqual(fails(1));
    expect(withCount(123_456, fails())).toEqual(fails(9999));
    expect(withCount(4, { kind: 'not_applicable', note: null })).toEqual({ kind: 'not_applicable', note: null });
  });
});

describe('times of the clock', () => {
  const day = dayOf(Date.UTC(2026, 10, 20));
  it.each([
    ['10:12:53', '10:12:53'],
    ['10:12', '10:12:00'],
    ['1012', '10:12:00'],
    ['101253', '10:12:53'],
    ['１０：１２：５３', '10:12:53'],
    ['9:05', '09:05:00'],
    ['25:00', null],
    ['10:60', null],
    ['10', null],
    ['上午十点', null],
    ['', null],
  ])('reads %s as %s', (text, shown) => {
    const at = parseClock(text, day);
    expect(at === null ? null : clockOf(at)).toBe(shown);
    if (at !== null) expect(dayOf(at)).toBe(day);
  });

  it('keeps the time when the day moves', () => {
    const at = parseClock('23:59:59', day) ?? 0;
    expect(clockOf(onDay(at, day - 40))).toBe('23:59:59');
    expect(dayOf(onDay(at, day - 40))).toBe(day - 40);
  });
});

describe('the ruler of time', () => {
  const start = Date.UTC(2026, 10, 20, 1, 41, 12);
  it('stands on round minutes, has room ahead while it runs, and long ticks every five minutes', () => {
    const ruler = rulerOf([start, start + 28 * MINUTE], start + 31 * MINUTE);
    expect((ruler.from + SHANGHAI_OFFSET_MS) % MINUTE).toBe(0);
    expect(ruler.from).toBeLessThanOrEqual(start);
    expect(ruler.to).toBeGreaterThan(start + 36 * MINUTE);
    const long = ruler.ticks.filter((tick) => tick.long).map(({ at }) => clockOf(at, false));
    expect(long.slice(0, 2)).toEqual(['09:40', '09:45']);
  });

  it.each([1, 20, 90, 600, 5000])('never draws more ticks than can be told apart (%i minutes)', (minutes) => {
    const { ticks } = rulerOf([start, start + minutes * MINUTE], null);
    expect(ticks.length).toBeGreaterThan(4);
    expect(ticks.length).toBeLessThan(130);
  });

  it('parts letters that would touch, in their order', () => {
    expect(spread([100, 104, 300], 13, 400)).toEqual([95.5, 108.5, 300]);
    const placed = spread([5, 5, 5, 5], 13, 400);
    expect([...placed].sort((a, b) => a - b)).toEqual(placed);
  });

  it('leaves out what a bar has no room for', () => {
    const [bold, plain] = ['办理 11 分 29 秒', '计时中 · 目标 20 分 · 承诺即办'];
    expect(fitting(bold, plain, 1000)).toEqual({ bold, plain });
    expect(fitting(bold, plain, widthOf(bold) + 70)).toEqual({ bold, plain: '计时中' });
    expect(fitting(bold, plain, 40)).toEqual({ bold: '', plain: '' });
  });
});

describe('steps', () => {
  it('has the words of the telephone, and knows which comes next', () => {
    expect(stepWord('arrive', 'phone_inquiry')).toBe('拨号');
    expect(stepWord('greeted', 'phone_inquiry')).toBe('来有迎声');
    expect(stepWord('arrive', 'covert_visit')).toBe('到达');
    expect(nextStep('simulated_transaction', {})).toBe('arrive');
    expect(nextStep('simulated_transaction', { arrive: 1, called: 2 })).toBe('greeted');
    expect(nextStep('announced_visit', { arrive: 1, left: 2 })).toBeNull();
  });
});

describe('findings that follow answers', () => {
  const place = { checklist: 'c1', windowId: 11, unitId: 5, at: 1000 };
  const follow = (before: object, after: object, own: ReturnType<typeof finding>[] = []) =>
    followAnswers(content, before as never, after as never, {}, own, place, () => 'new');

  it('opens one for an item that begins to fail, with all the template knows', () => {
    const { opened } = follow({}, { 'A.1': fails(2, '说“去那边问”') });
    expect(opened).toEqual([
      expect.objectContaining({
        clientId: 'new',
        itemCode: 'A.1',
        title: '未答复即推至他窗',
        severity: 'serious',
        windowId: 11,
        unitId: 5,
        description: '说“去那边问”',
      }),
    ]);
  });

  it('does not bring one back that was removed by hand, nor make a second', () => {
    expect(follow({ 'A.1': fails() }, { 'A.1': fails(), 'A.2': conforms }).opened).toEqual([]);
    const own = finding({ checklist: 'c1', itemCode: 'A.1' });
    expect(follow({ 'A.1': conforms }, { 'A.1': fails() }, [own]).opened).toEqual([]);
  });

  it('takes the note along for as long as nobody wrote another description', () => {
    const own = finding({ checklist: 'c1', itemCode: 'A.1', description: '旧' });
    expect(follow({ 'A.1': fails(1, '旧') }, { 'A.1': fails(1, '新') }, [own]).changed[0]?.description).toBe('新');
    const other = finding({ checklist: 'c1', itemCode: 'A.1', description: '自己写的' });
    expect(follow({ 'A.1': fails(1, '旧') }, { 'A.1': fails(1, '新') }, [other]).changed).toEqual([]);
  });

  it('counts persons along where the item counts persons', () => {
    const conduct = readyTemplate('service_conduct', 'zh-CN');
    const item = conduct.sections.flatMap(({ items }) => items).find(({ scoring }) => scoring?.unit === 'per_person')!;
    const own = finding({ checklist: 'c1', itemCode: item.code, headCount: 1 });
    const { changed } = followAnswers(
      conduct,
      { [item.code]: fails(1) },
      { [item.code]: fails(3) },
      {},
      [own],
      place,
      () => 'new',
    );
    expect(changed[0]?.headCount).toBe(3);
  });
});

describe('a checklist on the screen', () => {
  it('keeps the lines that did not change as they are, so that nothing is drawn again', () => {
    const before = sheetOf(content, {}, {}, null);
    const after = sheetOf(content, { 'A.1': fails() }, {}, before);
    const lines = (sheet: typeof before) => sheet.sections.flatMap(({ items }) => items);
    const changed = lines(after).filter((line) => !lines(before).includes(line));
    expect(changed.map(({ item }) => item.code)).toEqual(['A.1']);
    expect(after.score.score).toBe(9800);
  });

  it('asks what hangs on a failure, and finds the next open item round the end', () => {
    const sheet = sheetOf(content, { 'B.1': fails() }, {}, null);
    expect(sheet.order).toContain('B.4');
    expect(sheetOf(content, {}, {}, null).order).not.toContain('B.4');
    expect(nextOpen(sheet, 'A.1')).toBe('A.2');
    expect(nextOpen(sheet, sheet.order.at(-1)!)).toBe('A.1');
  });

  it('says what one failure costs and what several do', () => {
    expect(eachWords({ effect: 'deduction', points: 200, unit: 'per_case' })).toBe('−2 每件次');
    const cost = { effect: 'deduction', points: 400, unit: 'per_case', count: 2, cappedBy: null } as const;
    expect(costWords(cost)).toBe('−4 · 2 件');
    expect(costWords({ ...cost, points: 50, count: 1 })).toBe('−0.5 每件次');
    expect(costWords({ ...cost, effect: 'bonus', unit: 'once' })).toBe('+4');
  });
});

describe('what is missing', () => {
  const detail = visitDetail();
  const recorded = (rest: Partial<Parameters<typeof lacksOf>[0]> = {}, answers: object = {}) =>
    lacksOf({
      visit: { ...detail.fields, steps: [] } as VisitFields,
      checklists: detail.checklists,
      sheetOf: () => ({ answers: answers as never, sheet: sheetOf(content, answers as never, {}, null), content }),
      findings: [],
      conflicts: 0,
      refused: new Map(),
      now: 5000,
      ...rest,
    });

  it('says open items, steps and fields, each with the place where it is mended', () => {
    const lacks = recorded();
    expect(lacks.map(({ kind }) => kind)).toEqual(['items', 'steps', 'rule']);
    expect(lacks[0]).toMatchObject({ open: 21, place: { kind: 'item', checklist: 'c1', item: 'A.1' } });
    expect(lacks[1]).toMatchObject({ steps: ['arrive', 'called', 'left'] });
    expect(lacks[2]).toMatchObject({ rule: 'coverStoryMissing', place: { kind: 'cover' } });
  });

  it('names the window where a step is missing at one of several', () => {
    const step = (name: 'arrive' | 'called' | 'left', windowId: number | null, at: number) => ({
      step: name,
      windowId,
      at,
      recordedAt: at,
      note: null,
    });
    const visit: VisitFields = {
      ...detail.fields,
      windowIds: [11, 12],
      steps: [step('arrive', null, 1), step('called', 11, 2), step('left', null, 3)],
    };
    const steps = recorded({ visit }).filter((lack) => lack.kind === 'steps');
    expect(steps).toEqual([
      { kind: 'steps', steps: ['called'], windowId: 12, place: { kind: 'step', step: 'called', windowId: 12 } },
    ]);
  });

  it('misses the finding of a failure that lost it, and a finding without words', () => {
    const lacks = recorded({ findings: [finding({ title: ' ' })] }, { 'A.1': fails() });
    const rules = lacks.flatMap((lack) => (lack.kind === 'rule' ? [lack.rule] : []));
    expect(rules).toContain('findingMissing');
    expect(rules).toContain('titleMissing');
  });

  it('says once what was refused and is known here as well, and steps of another day in one line', () => {
    const day = 86_400_000;
    const step = (name: 'arrive' | 'called' | 'left', at: number) => {
      return { step: name, windowId: null, at, recordedAt: at, note: null };
    };
    const visit: VisitFields = {
      ...detail.fields,
      coverStory: '个体户',
      startedAt: 20_000 * day,
      endedAt: 20_000 * day - 1000,
      steps: [step('arrive', 20_002 * day), step('called', 20_002 * day + 1), step('left', 20_002 * day + 2)],
    };
    const refused = new Map([['endedAt', { rule: 'endBeforeStart', params: {} }]]);
    const own = recorded({ visit, refused, checklists: [], now: 20_003 * day });
    expect(own.map((lack) => (lack.kind === 'rule' ? lack.rule : lack.kind))).toEqual(['strayed', 'endBeforeStart']);
    expect(own[0]).toMatchObject({ steps: ['arrive', 'called', 'left'], place: { name: 'startedAt' } });
    expect(lacksRefused([{ path: 'steps.left', rule: 'otherDay', params: { step: 'left' } }], own)).toEqual([]);
  });

  it('says what was refused, and adds what only the main process knew', () => {
    const refused = new Map([['narrative', { rule: 'too_big', params: { maximum: 20_000 } }]]);
    const own = recorded({ refused, conflicts: 2 });
    expect(own).toContainEqual(expect.objectContaining({ path: 'narrative', rule: 'too_big' }));
    expect(own.at(-1)).toMatchObject({ kind: 'conflicts', count: 2 });
    const more = lacksRefused(
      [
        { path: 'checklists.c1.A.1', rule: 'open', params: { item: '…' } },
        { path: 'steps.left', rule: 'stepMissing', params: { step: 'left' } },
        { path: 'coverStory', rule: 'coverStoryMissing' },
        { path: 'startedAt', rule: 'beforeHall' },
      ],
      own,
    );
    expect(more).toEqual([
      { kind: 'rule', path: 'startedAt', rule: 'beforeHall', params: {}, place: { kind: 'field', name: 'startedAt' } },
    ]);
  });
});

describe('paths and words', () => {
  it('finds items whose codes hold dots', () => {
    expect(partsOf('answers.c1.5.3.2')).toEqual({ kind: 'answer', checklist: 'c1', item: '5.3.2' });
    expect(partsOf('checklists.c1.5.3.2')).toEqual({ kind: 'answer', checklist: 'c1', item: '5.3.2' });
    expect(partsOf('findings.f1')).toEqual({ kind: 'finding', clientId: 'f1' });
    expect(partsOf('narrative')).toEqual({ kind: 'field', name: 'narrative' });
  });

  it('shows both sides of a conflict as a person reads them', () => {
    const draft = new VisitDraft(visitDetail(), () => 'A07');
    const shown = (path: string, value: unknown): string =>
      conflictText(path, JSON.stringify(value), visitDetail(), new Map([[1, content]]), draft);
    expect(shown('narrative', '<b>㐂</b>')).toBe('<b>㐂</b>');
    expect(shown('answers.c1.A.1', fails(1, '看到'))).toBe('不符合\n看到');
    expect(shown('answers.c1.A.4', { kind: 'value', value: 3, note: null })).toBe('3');
    expect(shown('findings.f1', finding({ headCount: 3 }))).toContain('窗口无人');
    expect(shown('windowIds', [11])).toBe('B07 企业开办');
    expect(shown('inspectorIds', [3, 4])).toBe('A07 · A12');
    expect(shown('findings.f1', null)).toBe('');
  });

  it.each(['zh-CN', 'en'] as const)(
    'has a sentence for every rule, with every value filled in (%s)',
    async (locale) => {
      await setLocale(locale);
      const named: Record<string, readonly string[]> = {
        ...answerRules,
        ...stepRules,
        ...changeRules,
        ...submitRules,
        ...Object.fromEntries([...visitRules.wrong, ...visitRules.missing].map((rule) => [rule, []])),
        ...Object.fromEntries(findingRules.map((rule) => [rule, []])),
      };
      named['inspectorsTooFew'] = ['minimum'];
      named['stepMissing'] = ['step'];
      named['order'] = ['earlier', 'later'];
      named['notInMode'] = ['step'];
      for (const [rule, params] of Object.entries(named)) {
        const text = visitRuleText({ rule, params: Object.fromEntries(params.map((name) => [name, 7])) });
        expect(text, rule).not.toBe(translate('rule.other'));
        expect(text, rule).not.toMatch(/[{}]/);
      }
      await setLocale('zh-CN');
    },
  );
});
