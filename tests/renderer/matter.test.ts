// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RectificationRow } from '../../domain/rectification/schema.js';
import DeedDialog from '../../renderer/features/rectifications/components/deed/DeedDialog.vue';
import {
  actionOf,
  initialValues,
  missingFields,
  offerOf,
  shownFields,
} from '../../renderer/features/rectifications/model/deeds';
import { deskCounts, partsOf } from '../../renderer/features/rectifications/model/desk';
import {
  blankDraft,
  deadlineFault,
  faultsOfDrafts,
  fieldsOf,
  isWholeDeadline,
  valuesOf,
} from '../../renderer/features/rectifications/model/draft-form';
import { threadOf } from '../../renderer/features/rectifications/model/matter-thread';
import {
  peopleLines,
  refusalWords,
  remainingBeside,
  remainingWords,
  waitsWords,
} from '../../renderer/features/rectifications/model/matter-words';
import { freePair, pairPlaces, pairsOf } from '../../renderer/features/rectifications/model/pairs';
import { addedDays } from '../../renderer/features/rectifications/store/added-days';
import { setLocale } from '../../renderer/shared/i18n';
import { fakeBridge, Refusal } from './support/fake-bridge.js';
import { at, day, detail, mayOf, proof, row } from './support/matter-facts.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));

describe('what stands in front', () => {
  it('is the next thing of whoever looks, one beside it, the rest in the menu with why not', () => {
    const office = offerOf(detail({ may: mayOf({ arrange: null, return: null, close: 'state' }) }), ['office']);
    expect([office.primary, office.second]).toEqual(['arrange', 'return']);
    expect(office.menu).toContainEqual({ name: 'close', refusal: 'state' });
    expect(office.menu.map(({ name }) => name)).not.toContain('submit');
  });
  it('is nothing where the matter waits for somebody else', () => {
    const offer = offerOf(detail({ may: mayOf({}, 'role') }), ['leader']);
    expect(offer).toEqual({ primary: null, second: null, menu: [] });
  });
  it('asks a unit without proof to report, with proof to submit', () => {
    const working = row({ state: 'in_rectification' });
    const may = { report: null, request_extension: null, appeal: null } as const;
    const without = offerOf(detail({ row: working, may: mayOf({ ...may, submit: 'proof' }) }), ['unit_contact']);
    expect([without.primary, without.second]).toEqual(['report', 'requestExtension']);
    expect(without.menu).toContainEqual({ name: 'submit', refusal: 'proof' });
    const withProof = offerOf(detail({ row: working, may: mayOf({ ...may, submit: null }) }), ['unit_contact']);
    expect(withProof.primary).toBe('submit');
  });
  it('is no new arrangement while a verifier is under way, and closure for a third person once found done', () => {
    const under = offerOf(detail({ row: row({ state: 'verifying' }), may: mayOf({ arrange: null }) }), ['office']);
    expect(under.primary).toBeNull();
    expect(under.menu[0]).toEqual({ name: 'arrange', refusal: null });
    const may = mayOf({ arrange: null, return: null, close: null });
    expect(offerOf(detail({ row: row({ state: 'verifying' }), may }), ['leader', 'office']).primary).toBe('close');
  });
  it('has no extension for what has no due date', () => {
    const deadline = { ...row().fields.deadline, type: 'standing_measure' as const };
    const standing = row({ state: 'in_rectification', fields: { ...row().fields, deadline } });
    const offered = ({ second, menu }: ReturnType<typeof offerOf>) => [second, ...menu.map(({ name }) => name)];
    const may = mayOf({ request_extension: null });
    expect(offered(offerOf(detail({ row: standing, may }), ['unit_contact']))).not.toContain('requestExtension');
    expect(offered(offerOf(detail({ may }), ['unit_contact']))).toContain('requestExtension');
  });
  it('says when a deed can be done', () => {
    expect(refusalWords('close', 'state', (words) => words.join('、'))).toBe('复查中才能办');
    expect(refusalWords('remind', 'state', (words) => words.join('、'))).toBe('待签收、单位整改期间才能办');
    expect(refusalWords('close', 'thirdPerson', () => '')).toContain('第三人');
  });
});

describe('what a dialog asks', () => {
  it('needs the new day to grant, the reason to refuse', () => {
    expect(shownFields('decideExtension', { granted: '' })).toEqual(['granted', 'note']);
    expect(missingFields('decideExtension', { granted: 'yes', newDueDay: null, note: '' })).toEqual(['newDueDay']);
    expect(missingFields('decideExtension', { granted: 'no', newDueDay: null, note: ' ' })).toEqual(['note']);
    expect(actionOf('decideExtension', { granted: 'no' })).toBe('reject_extension');
  });
  it('needs a result, a day and a note to verify; closing needs none', () => {
    expect(missingFields('verify', { result: '', day: null, note: '', visitId: '' })).toEqual([
      'result',
      'day',
      'note',
    ]);
    expect(actionOf('verify', { result: 'partly' })).toBe('verify_not_done');
    expect(actionOf('verify', { result: 'done' })).toBe('verify_done');
    expect(missingFields('close', { note: '' })).toEqual([]);
  });
  it('begins a decision with the day that was asked for', () => {
    const asked = {
      id: 1,
      requestedAt: 0,
      requestedBy: '吴敏',
      reason: '等设备',
      progress: null,
      expectedDay: day('2026-10-20'),
      oldDueDay: day('2026-10-13'),
      decidedAt: null,
      decidedBy: null,
      granted: null,
      newDueDay: null,
      note: null,
    };
    const values = initialValues('decideExtension', detail({ extensions: [asked] }), day('2026-10-12'));
    expect(values).toEqual({ granted: '', newDueDay: day('2026-10-20'), note: '' });
  });
});

describe('before and after', () => {
  const picture = (id: number) => ({ id, src: `media://evidence/${id}/full`, name: `f${id}.jpg` });
  const thread = { ...detail().thread, pictures: [picture(1), picture(2)] };
  it('sets the finding beside what the unit made of it', () => {
    const pairs = pairsOf({ thread, proofs: [proof(5, { pair: 1, side: 'after' }), proof(6)] });
    expect(pairs.map(({ before, after }) => [before?.name, after?.name])).toEqual([
      ['f1.jpg', '5.jpg'],
      ['f2.jpg', undefined],
    ]);
  });
  it('takes the own "before" first, and leaves papers out', () => {
    const own = [
      proof(5, { pair: 2, side: 'before' }),
      proof(6, { pair: 2, side: 'after' }),
      proof(7, { kind: 'paper', src: null, pair: 3, side: 'after' }),
    ];
    const [first, ...rest] = pairsOf({ thread, proofs: own });
    expect([first?.before?.name, first?.after?.name]).toEqual(['5.jpg', '6.jpg']);
    expect(rest).toHaveLength(2);
    expect(freePair(own)).toBe(1);
    expect(pairPlaces([own[0]!])).toHaveLength(4);
  });
});

describe('the thread', () => {
  const next = (state: RectificationRow['state'], part: Partial<RectificationRow> = {}): string | undefined =>
    threadOf(detail({ row: row({ state, ...part }) })).find((step) => step.state === 'next')?.key;
  it('knows whose move it is', () => {
    expect(next('issued')).toBe('rectification');
    expect(next('extension_pending')).toBe('rectification');
    expect(next('submitted')).toBe('proof');
    expect(next('verifying')).toBe('proof');
    expect(next('verifying', { verificationResult: 'done' })).toBe('closure');
    expect(next('closed', { closedAt: at('2026-10-20'), closure: 'verified' })).toBeUndefined();
  });
  it('leads back only where the reader may go', () => {
    const visit = { id: null, no: '访〔2026〕317号', day: day('2026-09-28'), who: 'A07' };
    const [first] = threadOf(detail({ thread: { ...detail().thread, visit } }));
    expect(first).toMatchObject({ key: 'visit', detail: '访〔2026〕317号', meta: '09-28 · A07', to: undefined });
  });
});

describe('words', () => {
  it.each<[Partial<RectificationRow>, string]>([
    [{ state: 'in_rectification', remaining: 3 }, '余 3 个工作日'],
    [{ state: 'in_rectification', remaining: -2 }, '逾期 2 个工作日'],
    [{ state: 'in_rectification', remaining: 3, suspended: true }, '停计中'],
    [{ remaining: 3, submittedAt: at('2026-10-12'), dueAt: at('2026-10-13') }, '按期提交'],
    [{ remaining: -2, submittedAt: at('2026-10-15'), dueAt: at('2026-10-13') }, '逾期 2 个工作日提交'],
    [{ remaining: null }, ''],
    [{ remaining: -2, state: 'closed' }, ''],
  ])('%j', (part, words) => {
    expect(remainingWords(row(part))).toBe(words);
  });
  it('do not say twice that an appeal is being decided', () => {
    const appealed = row({ state: 'appealed', light: 'blue', decideByDay: day('2026-11-11') });
    expect(remainingWords(appealed)).toBe('申诉中');
    expect(remainingBeside(appealed)).toBe('');
    expect(remainingBeside(row({ state: 'in_rectification', remaining: 3 }))).toBe('余 3 个工作日');
  });
  it('say on the home page what it waits by, before the clock of the unit', () => {
    const standing = { ...row().fields, deadline: { ...row().fields.deadline, type: 'standing_measure' as const } };
    const reviewed = { ...standing, deadline: { ...standing.deadline, nextReviewDay: day('2026-10-10') } };
    const now = at('2026-10-12');
    expect(waitsWords(row({ state: 'appealed', remaining: 5, decideByDay: day('2026-11-11') }), now)).toMatch(
      /11-11 前答复/,
    );
    expect(waitsWords(row({ state: 'issued', light: 'yellow' }), now)).toBe('未按时签收');
    expect(waitsWords(row({ state: 'in_rectification', light: 'yellow', fields: reviewed }), now)).toBe('该再看了');
    expect(waitsWords(row({ state: 'in_rectification', light: 'green', remaining: 3 }), now)).toBe('余 3 个工作日');
  });
  it('keeps a place for the two who must be others', () => {
    const lines = peopleLines({
      people: [
        { part: 'seen', who: 'A07' },
        { part: 'seen', who: 'A12' },
      ],
    });
    expect(lines).toEqual([
      { part: 'seen', who: 'A07 A12' },
      { part: 'verified', who: null },
      { part: 'closed', who: null },
    ]);
  });
  it('lays out a desk by what is to be done', () => {
    const rows = (['issued', 'reopened', 'submitted', 'closed'] as const).map((state, id) => row({ id, state }));
    const late = (['returned', 'submitted'] as const).map((state, id) => row({ id: 9 + id, state, light: 'red' }));
    const parts = partsOf([...rows, ...late]);
    expect(parts.map(({ group }) => group)).toEqual(['over', 'reopened', 'issued', 'handed']);
    expect(parts[0]?.rows.map(({ id }) => id)).toEqual([9]);
    expect(deskCounts(rows)).toMatchObject({ returned: 0, reopened: 1, issued: 1, working: 0, handed: 1 });
  });
});

describe('a draft', () => {
  it('comes back as it was, without empty measures and the parts of another type', () => {
    const { fields } = row();
    const full = { ...fields, measures: ['甲', '乙'], responsiblePerson: '秦立群', windowId: 4 };
    expect(fieldsOf(valuesOf(full))).toEqual(full);
    const values = valuesOf(full);
    values.measures.push(' ');
    values.deadline = { ...values.deadline, type: 'fixed_date', byDay: day('2026-12-01') };
    expect(fieldsOf(values)).toMatchObject({
      measures: ['甲', '乙'],
      deadline: { amount: null, byDay: day('2026-12-01') },
    });
  });
  it('knows when a due date can be told', () => {
    const { deadline } = blankDraft(1);
    expect(isWholeDeadline(deadline)).toBe(true);
    expect(isWholeDeadline({ ...deadline, amount: '' })).toBe(false);
    expect(deadlineFault({ ...deadline, amount: '三' })).toBe('integer');
    expect(deadlineFault({ ...deadline, amount: '366' })).toBe('integer');
    const half = { ...deadline, type: 'staged_fix' as const, milestones: [{ title: '装完', dueDay: null }] };
    expect([deadlineFault(half), isWholeDeadline(half)]).toEqual(['required', false]);
    expect(isWholeDeadline({ ...deadline, type: 'standing_measure' })).toBe(false);
  });
  it('shows what it lacks at its field', () => {
    const issue = (path: string) => ({ path, rule: 'required', params: {} });
    const faults = faultsOfDrafts(
      [issue('matters.1.goal'), issue('matters.1.deadline.amount'), issue('matters.9.goal'), issue('note')],
      [11, 12],
    );
    expect([...faults]).toEqual([[12, { goal: '请填写。', deadline: '请填写。' }]]);
  });
});

describe('a decision', () => {
  afterEach(() => vi.unstubAllGlobals());
  const decided = { decidedAt: null, decidedBy: null, note: null };
  const asked = {
    ...{ id: 1, requestedAt: at('2026-10-12'), requestedBy: '吴敏', reason: '等设备到货', progress: '已订货' },
    ...{ expectedDay: day('2026-10-20'), oldDueDay: day('2026-10-13'), granted: null, newDueDay: null, ...decided },
  };
  const filed = {
    ...{ id: 1, filedAt: at('2026-10-12'), filedBy: '吴敏', grounds: '当日停电，有证明' },
    ...{ decideByDay: day('2026-11-11'), upheld: null, ...decided },
  };
  it.each([
    ['decideExtension', detail({ extensions: [asked] }), ['2026-10-20 周二', '多 5 个工作日', '等设备到货', '已订货']],
    ['decideAppeal', detail({ appeals: [filed] }), ['当日停电，有证明', '2026-11-11']],
  ] as const)('%s shows what was asked above the choice, and begins in the choice', async (name, matter, words) => {
    const steps = [{ day: 1, toDay: 1, kind: 'due', count: 5, name: null }];
    const fake = fakeBridge({
      'rectifications.tryDeadline': () => ({ dueDay: day('2026-10-20'), steps }) as never,
    });
    vi.stubGlobal('mingcha', fake.bridge);
    const layers = document.createElement('div');
    layers.id = 'layers';
    document.body.append(layers);
    const dialog = mount(DeedDialog, { props: { name, matter }, attachTo: document.body });
    await flushPromises();
    const text = layers.textContent;
    for (const word of words) expect(text).toContain(word);
    const choice = document.querySelector<HTMLInputElement>('[role=radiogroup] input');
    expect(document.querySelector('.asked')?.compareDocumentPosition(choice!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(document.activeElement).toBe(choice);
    dialog.unmount();
    layers.remove();
  });
});

describe('an extension', () => {
  afterEach(() => vi.unstubAllGlobals());
  it('is told in working days', async () => {
    const steps = (['start', 'weekend', 'counted', 'due', 'over'] as const).map((kind, count) => ({
      day: count,
      toDay: count,
      kind,
      count: count > 1 ? count - 1 : null,
      name: null,
    }));
    const fake = fakeBridge({
      'rectifications.tryDeadline': () => ({ dueDay: day('2026-10-19'), steps }) as never,
    });
    vi.stubGlobal('mingcha', fake.bridge);
    expect(await addedDays(day('2026-10-13'), day('2026-10-18'))).toEqual({ workdays: 2, day: day('2026-10-19') });
    expect(await addedDays(day('2026-10-13'), day('2026-10-13'))).toEqual({ workdays: 0, day: day('2026-10-13') });
  });
});

describe('a deed on a matter that changed meanwhile', () => {
  afterEach(() => vi.unstubAllGlobals());
  it('keeps what was typed, says what happened, and is sent on the newer revision', async () => {
    const event = {
      id: 9,
      at: at('2026-10-13'),
      action: 'report' as const,
      who: '吴敏',
      whoUnit: '人社局',
      note: null,
      fromState: null,
      toState: 'in_rectification' as const,
      detail: {},
    };
    const newer = detail({ row: row({ revision: 5 }), events: [event], may: mayOf({ return: null }) });
    const fake = fakeBridge({
      'rectifications.return': ({ revision }) => {
        if (revision !== 5) throw new Refusal({ code: 'conflict.revision' });
        return newer;
      },
      'rectifications.get': () => newer,
    });
    vi.stubGlobal('mingcha', fake.bridge);
    const layers = document.createElement('div');
    layers.id = 'layers';
    document.body.append(layers);
    const dialog = mount(DeedDialog, {
      props: { name: 'return', matter: detail({ may: mayOf({ return: null }) }) },
      attachTo: document.body,
    });
    await flushPromises();
    const field = document.querySelector('textarea');
    expect(field).not.toBeNull();
    field!.value = '照片看不出窗口';
    field!.dispatchEvent(new Event('input'));
    document.querySelector('form')?.requestSubmit();
    await flushPromises();
    expect(document.body.textContent).toContain('期间：报进度');
    expect(document.querySelector('textarea')?.value).toBe('照片看不出窗口');
    document.querySelector<HTMLButtonElement>('.conflict button')?.click();
    await flushPromises();
    expect(dialog.emitted('done')).toEqual([[newer]]);
    expect(fake.calls.filter(({ name }) => name === 'rectifications.return').map(({ input }) => input)).toMatchObject([
      { revision: 4, note: '照片看不出窗口' },
      { revision: 5, note: '照片看不出窗口' },
    ]);
    dialog.unmount();
    layers.remove();
  });
});
