// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { defineComponent, h } from 'vue';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import type { LeadFields, LeadRow, SupervisorRow } from '../../domain/lead.js';
import { isoDay, parseIsoDay } from '../../domain/time.js';
import { blankValues, fieldsOf, leadTitle, sameValues } from '../../renderer/features/leads/model/lead-form';
import { guessCategory, instantOf } from '../../renderer/features/leads/model/finding-guess';
import { timeWords } from '../../renderer/features/leads/model/lead-words';
import { firstOfMonth, monthCells } from '../../renderer/features/leads/model/month';
import { windowsByZone } from '../../renderer/features/leads/model/windows';
import { useLeadDraft, type LeadDraft } from '../../renderer/features/leads/store/lead-draft';
import { useSupervisor } from '../../renderer/features/leads/store/supervisor';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge, Refusal } from './support/fake-bridge.js';

const day = (text: string): number => parseIsoDay(text) ?? NaN;

beforeAll(() => setLocale('zh-CN'));

describe('what a lead is called', () => {
  it.each([
    ['二楼饮水机坏了半个月。没人修。', '二楼饮水机坏了半个月'],
    ['  两行\n第二行', '两行'],
    ['No mark at all', 'No mark at all'],
    [
      'The desk named four papers for a transfer of a flat, the counter upstairs wanted five of them at once. Then it closed.',
      'The desk named four papers for a transfer of a flat, the counter…',
    ],
    ['x'.repeat(80), `${'x'.repeat(72)}…`],
    ['It ends. It goes on.', 'It ends'],
    ['One alone, 3.5 hours.', 'One alone, 3.5 hours'],
    [null, ''],
    ['。开头就是句号', '。开头就是句号'],
    ['𠮷'.repeat(50), `${'𠮷'.repeat(40)}…`],
  ])('%j', (saw, title) => {
    expect(leadTitle(saw)).toBe(title);
  });
});

describe('when it was', () => {
  const today = day('2026-10-14');
  it.each<[Pick<LeadFields, 'seenDay' | 'dayPart' | 'hour'>, string]>([
    [{ seenDay: null, dayPart: 'morning', hour: 9 }, ''],
    [{ seenDay: today, dayPart: 'morning', hour: 10 }, '今天 上午 10 点左右'],
    [{ seenDay: today - 1, dayPart: 'afternoon', hour: 16 }, '昨天 下午 4 点左右'],
    [{ seenDay: today - 4, dayPart: 'unknown', hour: null }, '10 月 10 日 周六'],
    [{ seenDay: day('2025-12-31'), dayPart: 'noon', hour: null }, '2025 年 12 月 31 日 周三 中午'],
  ])('%j', (time, words) => {
    expect(timeWords(time, today)).toBe(words);
  });

  it('becomes an instant only with an hour that is not ahead', () => {
    const now = Date.UTC(2026, 9, 14, 6);
    const at = (hour: number | null) =>
      instantOf({ fields: { ...fieldsOf(blankValues([])), seenDay: today, hour } }, now);
    expect(at(null)).toBeNull();
    expect(at(10)).toBe(Date.UTC(2026, 9, 14, 2));
    expect(at(15)).toBeNull();
  });
});

describe('the month', () => {
  it('begins on Monday and knows leap years', () => {
    const first = firstOfMonth(day('2028-02-20'));
    expect(isoDay(first)).toBe('2028-02-01');
    const cells = monthCells(first);
    // 2028-02-01 is a Tuesday.
    expect(cells.slice(0, 2)).toEqual([null, first]);
    expect(cells.filter((cell) => cell !== null)).toHaveLength(29);
  });
});

describe('windows to choose from', () => {
  const window = (id: number, label: string, zoneLabel: string, hallId = 1) => ({
    id,
    hallId,
    label,
    zoneLabel,
    hallLabel: '主厅',
  });
  const windows = [
    window(1, 'A01 户籍', '一楼'),
    window(2, 'A02 医保', '一楼'),
    window(3, 'B01 医保', '二楼'),
    window(4, 'A01 远', '一楼', 2),
  ];

  it('stand zone by zone, narrowed by every word in any width', () => {
    expect(windowsByZone(windows, 1, '').map(({ label, windows: all }) => [label, all.length])).toEqual([
      ['一楼', 2],
      ['二楼', 1],
    ]);
    expect(windowsByZone(windows, 1, '医保 ｂ０１').flatMap((zone) => zone.windows.map(({ id }) => id))).toEqual([3]);
    expect(windowsByZone(windows, 1, '没有')).toEqual([]);
    expect(windowsByZone(windows, null, '')).toEqual([]);
  });

  it('guesses a category by the narrowest aspect', () => {
    expect(guessCategory([])).toBe('other');
    expect(guessCategory(['attitude', 'fee'])).toBe('fee');
  });
});

describe('a lead being written', () => {
  const term = { fromDay: 0, toDay: 50_000, hallIds: [1] };
  const entry = { state: 'active', term: 'running', fields: term, hallLabels: ['主厅'] } as unknown as SupervisorRow;
  let stored: LeadRow | null;
  let fake: ReturnType<typeof fakeBridge>;
  let draft: LeadDraft;
  let unmount: () => void;

  const save = ({ clientId, revision, fields }: CommandInput<'leads.saveDraft'>): LeadRow => {
    if (stored && stored.revision !== (revision ?? 1)) throw new Refusal({ code: 'conflict.revision' });
    stored = {
      id: 7,
      clientId,
      revision: (stored?.revision ?? 0) + 1,
      state: 'draft',
      fields,
      updatedAt: Date.now(),
      attachments: [],
    } as unknown as LeadRow;
    return stored;
  };
  const saved = (): (string | null)[] =>
    fake.calls
      .filter(({ name }) => name === 'leads.saveDraft')
      .map(({ input }) => (input as CommandInput<'leads.saveDraft'>).fields.saw);

  beforeEach(async () => {
    vi.useFakeTimers();
    setActivePinia(createPinia());
    stored = null;
    fake = fakeBridge({
      'supervisors.me': () => ({ entry, windows: [] }),
      'leads.mine': () => (stored ? [stored] : []),
      'leads.saveDraft': save,
      'leads.submit': () => ({ ...(stored as LeadRow), state: 'received', no: '线〔2026〕1号' }),
      'leads.discard': () => ({}),
    });
    window.mingcha = fake.bridge;
    await useSupervisor().load();
    const Host = defineComponent(() => {
      draft = useLeadDraft();
      draft.begin(null);
      return () => h('div');
    });
    const host = mount(Host);
    unmount = () => host.unmount();
  });
  afterEach(() => {
    unmount();
    vi.useRealTimers();
  });

  it('is in the store within two seconds, however long the typing goes on', async () => {
    for (let tenth = 1; tenth <= 40; tenth += 1) {
      draft.change({ saw: '字'.repeat(tenth) });
      await vi.advanceTimersByTimeAsync(100);
      if (tenth === 20) expect(saved().length).toBeGreaterThanOrEqual(1);
    }
    await vi.advanceTimersByTimeAsync(1500);
    expect(saved().at(-1)).toBe('字'.repeat(40));
    expect(saved().length).toBeLessThan(5);
  });

  it('keeps a text that is too long in the window, and the rest in the store', async () => {
    const long = '长'.repeat(4001);
    draft.change({ saw: long, wish: '应当有人引导' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(stored?.fields).toMatchObject({ saw: null, wish: '应当有人引导' });
    expect(draft.values.saw).toBe(long);
    expect(await draft.submit()).toBeNull();
    expect(draft.at.saw).toContain('4001');
    expect(fake.calls.filter(({ name }) => name === 'leads.submit')).toEqual([]);
    // Gone and come back.
    draft.begin(null);
    expect(draft.values.saw).toBe('');
    draft.begin(stored);
    expect(draft.values.saw).toBe(long);
    draft.change({ saw: '短了' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(stored?.fields.saw).toBe('短了');
    draft.begin(stored);
    expect(draft.values.saw).toBe('短了');
  });

  it('is not made before anything was written, and its only hall goes without saying', async () => {
    await vi.advanceTimersByTimeAsync(5000);
    expect(saved()).toEqual([]);
    expect(draft.values.hallId).toBe(1);
  });

  it('says at its fields what is missing, and sends nothing', async () => {
    draft.change({ saw: '看到的' });
    expect(await draft.submit()).toBeNull();
    expect(draft.at).toEqual({ where: '请选在哪里，或写明是什么地方。', when: '请选什么时候看到的。' });
    draft.change({ place: '门口' });
    await flushPromises();
    expect(draft.at).toEqual({ when: '请选什么时候看到的。' });
    expect(fake.calls.some(({ name }) => name === 'leads.submit')).toBe(false);
  });

  it('is kept before it is handed in, and then the page is empty again', async () => {
    draft.change({ saw: '看到的', place: '门口' });
    draft.change({ seenDay: Math.floor(Date.now() / 86_400_000) - 1 });
    const lead = await draft.submit();
    expect(lead?.no).toBe('线〔2026〕1号');
    expect(saved()).toEqual(['看到的']);
    expect(draft.values.saw).toBe('');
    expect(draft.stored).toBeNull();
  });

  it('goes on when only a picture was hung on it meanwhile', async () => {
    draft.change({ saw: '一' });
    await vi.advanceTimersByTimeAsync(1600);
    stored = { ...(stored as unknown as LeadRow), revision: 9 };
    draft.change({ saw: '一二' });
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.conflict).toBeNull();
    expect(stored).toMatchObject({ revision: 10, fields: { saw: '一二' } });
  });

  it('shows both texts when another window wrote it too, and keeps the chosen one', async () => {
    draft.change({ saw: '一' });
    await vi.advanceTimersByTimeAsync(1600);
    const other = { ...(stored as unknown as LeadRow), revision: 5 };
    stored = { ...other, fields: { ...other.fields, saw: '另一边' } };
    draft.change({ saw: '这一边' });
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.conflict?.fields.saw).toBe('另一边');
    expect(draft.values.saw).toBe('这一边');
    expect(stored.fields.saw).toBe('另一边');
    await draft.settle(true);
    expect(draft.conflict).toBeNull();
    expect(stored).toMatchObject({ revision: 6, fields: { saw: '这一边' } });
  });

  it('takes over what another window wrote while nothing waits here', async () => {
    draft.change({ saw: '一' });
    await vi.advanceTimersByTimeAsync(1600);
    const other = { ...(stored as unknown as LeadRow), revision: 2 };
    draft.meetList([{ ...other, fields: { ...other.fields, saw: '新的' } }]);
    expect(draft.values.saw).toBe('新的');
  });

  it('tells when it could not be kept, and tries again', async () => {
    fake.answers['leads.saveDraft'] = () => {
      throw new Refusal({ code: 'db.full' });
    };
    draft.change({ saw: '一' });
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.failure?.code).toBe('db.full');
    fake.answers['leads.saveDraft'] = save;
    draft.change({ saw: '一二' });
    await vi.advanceTimersByTimeAsync(1600);
    expect(draft.failure).toBeNull();
    expect(stored).toMatchObject({ fields: { saw: '一二' } });
  });

  it('compares what would be sent, not how it is held', () => {
    const values = blankValues([1]);
    expect(
      sameValues(
        { ...values, saw: ' 一 ', aspects: ['fee', 'notice'] },
        { ...values, saw: '一', aspects: ['notice', 'fee'] },
      ),
    ).toBe(true);
    expect(sameValues({ ...values, hour: 9 }, values)).toBe(false);
  });
});
