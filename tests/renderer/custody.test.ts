// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Clip, Derived } from '../../domain/footage/clip.js';
import type { ReleaseException } from '../../domain/footage/custody.js';
import type { FootageHole } from '../../domain/footage/holes.js';
import type { RecordingRow } from '../../domain/footage/recording.js';
import type { Role } from '../../domain/people.js';
import { packFiles } from '../../renderer/features/custody/store/pack';
import ExceptionPart from '../../renderer/features/custody/components/ExceptionPart.vue';
import FaultPart from '../../renderer/features/custody/components/FaultPart.vue';
import MomentPanel from '../../renderer/features/footage/components/record/MomentPanel.vue';
import { camerasOf, playerAt } from '../../renderer/features/footage/model/moment';
import { clipsOfFinding, playerOf, spanOf, stateWords } from '../../renderer/features/footage/store/record-clips';
import { dialogRequests } from '../../renderer/shared/dialogs/dialogs';
import ConsoleBanners from '../../renderer/shared/frame/ConsoleBanners.vue';
import { setLocale } from '../../renderer/shared/i18n';
import { useSession } from '../../renderer/shared/stores/session';
import { fakeBridge } from './support/fake-bridge.js';
import { seated } from './support/session.js';

beforeAll(() => setLocale('zh-CN'));
beforeEach(() => setActivePinia(createPinia()));

const AT = Date.UTC(2026, 9, 12, 2, 6, 42);
const recording = (rest: Partial<RecordingRow>): RecordingRow =>
  ({
    id: 1,
    cameraId: 17,
    cameraLabel: '17 正面',
    name: 'NVR_ch17.mp4',
    capturedAt: AT - 4000,
    offsetMs: 3000,
    durationMs: 8000,
    locked: false,
    playWay: 'as_is',
    ...rest,
  }) as RecordingRow;
const camera = (id: number, daysLeft: number) => ({
  id,
  label: `${id} 机位`,
  recorderLabel: '一号录像机',
  keepDays: 30,
  daysLeft,
  holes: [] as FootageHole[],
});
const derived = (rest: Partial<Derived>): Derived =>
  ({
    id: 1,
    kind: 'cut',
    redacted: false,
    locked: false,
    disposedAt: null,
    madeAt: 1,
    bytes: 10,
    exports: [],
    cut: null,
    ...rest,
  }) as unknown as Derived;
const clip = (rest: Partial<Clip>): Clip =>
  ({
    id: 5,
    recordingId: 3,
    inMs: 1000,
    outMs: 3500,
    fromAt: null,
    untilAt: null,
    target: null,
    derived: [],
    ...rest,
  }) as Clip;

const router = () => createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: {} }] });

describe('footage of a moment', () => {
  it('stands by its cameras; one that is out of use stays as long as it has recordings', () => {
    const cameras = camerasOf({
      recordings: [recording({}), recording({ id: 2, cameraId: 9, cameraLabel: '9 旧机位' })],
      cameras: [camera(17, 3), camera(21, -1)],
    });
    expect(cameras.map(({ label, daysLeft, recordings }) => [label, daysLeft, recordings.length])).toEqual([
      ['17 机位', 3, 1],
      ['21 机位', -1, 0],
      ['9 旧机位', null, 1],
    ]);
  });

  it('opens the first recording there, the others beside it', () => {
    expect(playerAt([4], AT, 7)).toBe(`/footage/4?at=${AT}&visit=7`);
    expect(playerAt([4, 5, 6], AT, 7)).toBe(`/footage/4?at=${AT}&visit=7&with=5,6`);
  });

  async function panel(answer: Parameters<typeof camerasOf>[0]) {
    window.mingcha = fakeBridge({ 'footage.ofMoment': () => answer }).bridge;
    const wrapper = mount(MomentPanel, {
      props: { visitId: 7, windowId: 11, at: AT, what: '叫号' },
      global: { plugins: [router()] },
    });
    await flushPromises();
    return wrapper;
  }

  it('says what is stored, what is soon overwritten and what is gone', async () => {
    const wrapper = await panel({
      recordings: [recording({}), recording({ id: 2, cameraId: 21, locked: true })],
      cameras: [camera(17, 6), camera(18, 5), camera(19, 0), camera(20, -1), camera(21, 9)],
    });
    const rows = wrapper.findAll('.camera').map((row) => row.text().replace(/\s+/g, ' '));
    expect(rows[0]).toContain('余 6 天');
    expect(rows[0]).toContain('10:06:41–10:06:49');
    expect(rows.slice(1, 4)).toEqual(['18 机位未存余 5 天', '19 机位未存今天覆盖', '20 机位未存已覆盖']);
    expect(wrapper.findAll('.soon').map((each) => each.text())).toEqual(['余 5 天', '今天覆盖']);
    expect(rows[4]).toContain('已锁定');
    // A locked recording is not watched beside others.
    expect(wrapper.find('.together').exists()).toBe(false);
    expect(wrapper.find('a.recording').attributes('href')).toBe(`/footage/1?at=${AT}&visit=7`);
  });

  it('names the holes at the moment and near it', async () => {
    const hole = (from: number | null, until: number | null) => ({
      from: from && AT + from,
      until: until && AT + until,
    });
    const wrapper = await panel({
      recordings: [recording({})],
      cameras: [
        { ...camera(17, 6), holes: [hole(4000, 60_000)] },
        { ...camera(18, 6), holes: [hole(-282_000, 138_000)] },
        { ...camera(19, 6), holes: [hole(-1000, null)] },
        { ...camera(20, 6), holes: [hole(null, 1000)] },
      ],
    });
    const rows = wrapper.findAll('.camera').map((row) => row.text().replace(/\s+/g, ' '));
    expect(rows[0]).toContain('10:06:46–10:07:42 无录像');
    expect(rows.slice(1)).toEqual([
      '18 机位余 6 天10:02:00–10:09:00 无录像',
      '19 机位余 6 天当天 10:06:41 之后无录像',
      '20 机位余 6 天当天 10:06:43 之前无录像',
    ]);
  });

  it('says what to do where no camera is registered, and where nothing was taken in', async () => {
    expect((await panel({ recordings: [], cameras: [] })).text()).toContain('没有登记覆盖这个窗口的摄像机');
    expect((await panel({ recordings: [], cameras: [camera(17, 3)] })).text()).toContain('这一刻还没有存入的录像');
  });
});

describe('clips on a record', () => {
  it('say their span, how far they are, and open the player with their record', () => {
    const target = { kind: 'finding' as const, visitId: 7, finding: 'f1' };
    expect(spanOf(clip({}))).toBe('00:01.000–00:03.500');
    expect(spanOf(clip({ fromAt: AT, untilAt: AT + 2500 }))).toBe('10:06:42.0–10:06:44.5');
    expect(stateWords(clip({}))).toEqual(['未剪']);
    expect(stateWords(clip({ derived: [derived({ disposedAt: 5 })] }))).toEqual(['未剪']);
    const redacted = derived({
      id: 2,
      kind: 'redacted',
      redacted: true,
      exports: [{ at: 1, by: 'A07', packName: '包' }],
    });
    expect(stateWords(clip({ derived: [derived({}), redacted] }))).toEqual(['已剪', '已打码', '已导出']);
    expect(playerOf(clip({ target }))).toBe('/footage/3?clip=5&visit=7');
    expect(playerOf(clip({ target: { kind: 'lead', leadId: 8 } }))).toBe('/footage/3?clip=5&lead=8');
    const [mine, other] = [clip({ target }), clip({ target: { kind: 'visit', visitId: 7 } })];
    expect(clipsOfFinding([mine, other], 'f1')).toEqual([mine]);
  });
});

describe('what may go into a pack', () => {
  const exception = (state: ReleaseException['state'], askedAt: number): ReleaseException =>
    ({ id: askedAt, derivedId: 1, state, askedAt }) as ReleaseException;
  const cut = derived({});
  const redacted = derived({ id: 2, kind: 'redacted', redacted: true });
  const may = (all: Derived[], exceptions: ReleaseException[]): boolean[] =>
    packFiles([clip({ derived: all })], exceptions).map((file) => file.may);

  it('is what is redacted, and what a second person approved', () => {
    expect(packFiles([clip({ derived: [cut, redacted] })], []).map(({ derived: { id } }) => id)).toEqual([2, 1]);
    expect(may([cut, redacted], [])).toEqual([true, false]);
    expect(may([cut], [exception('asked', 1)])).toEqual([false]);
    expect(may([cut], [exception('approved', 1)])).toEqual([true]);
    // The newest word counts.
    expect(may([cut], [exception('refused', 1), exception('approved', 2)])).toEqual([true]);
    expect(may([cut], [exception('approved', 1), exception('refused', 2)])).toEqual([false]);
  });

  it('is never what is locked or disposed of', () => {
    expect(may([{ ...redacted, locked: true }], [])).toEqual([false]);
    expect(may([{ ...redacted, disposedAt: 1 }], [])).toEqual([]);
  });
});

describe('a request to let something leave unredacted', () => {
  it.each([
    ['cut', 'video'],
    ['still', 'img'],
  ] as const)('shows the %s itself to whoever decides, with a reason', async (kind, element) => {
    const asked = { id: 4, derivedId: 9, kind, name: '窗口空岗', state: 'asked', reason: '公示', askedAt: AT } as const;
    const own = { decidedAt: null, decidedBy: null, note: null, askedBy: 'A07' };
    const { bridge, calls } = fakeBridge({
      'exceptions.list': () => [
        { ...asked, ...own, may: { decide: true } },
        { ...asked, ...own, id: 5, may: { decide: false } },
      ],
      'derived.play': () => ({ url: 'media://derived/9/play', mediaType: 'video/mp4' }),
    });
    window.mingcha = bridge;
    document.body.innerHTML = '<div id="layers"></div>';
    const wrapper = mount(ExceptionPart);
    await flushPromises();
    const buttons = wrapper.findAll('button').filter((button) => button.text() === '查看');
    expect(buttons).toHaveLength(1);
    await buttons[0]?.trigger('click');
    const [question] = dialogRequests;
    if (question?.kind !== 'reason') throw new Error('no reason is asked for');
    question.resolve('看过再定');
    await flushPromises();
    expect(calls.filter(({ name }) => name === 'derived.play')).toMatchObject([
      { input: { id: 9, reason: '看过再定' } },
    ]);
    expect(document.querySelector(element)?.getAttribute('src')).toBe('media://derived/9/play');
    wrapper.unmount();
  });
});

describe('faults', () => {
  let unmount = (): void => undefined;
  afterEach(() => unmount());
  it('are named, open ones first; settled ones are folded', async () => {
    const fault = { evidenceId: 1, name: '叫号.mp4', sha256: 'ab'.repeat(32), path: null, foundAt: AT };
    window.mingcha = fakeBridge({
      'custody.faults': () => [
        { id: 2, kind: 'mismatch', ...fault, settledAt: null, settledBy: null, note: null },
        { id: 1, kind: 'missing', ...fault, settledAt: AT, settledBy: '何知远', note: '已恢复' },
      ],
    }).bridge;
    const wrapper = mount(FaultPart);
    unmount = () => wrapper.unmount();
    await flushPromises();
    expect(wrapper.findAll('li')).toHaveLength(1);
    expect(wrapper.text()).toContain('校验不一致');
    expect(wrapper.text()).toContain('叫号.mp4');
    // Who is not of the office reads.
    expect(wrapper.text()).not.toContain('处理“');
    expect(wrapper.findAll('button').map((button) => button.text())).toContain('已处理的 1 项');
    const more = wrapper.findAll('button').find((button) => button.text().startsWith('已处理的'));
    await more?.trigger('click');
    expect(wrapper.text()).toContain('已恢复');
  });
});

describe('the banner', () => {
  async function banner(roles: Role[]) {
    const fake = fakeBridge({
      'custody.faults': () => [
        {
          id: 2,
          kind: 'mismatch',
          evidenceId: 1,
          name: '叫号.mp4',
          sha256: '',
          path: null,
          foundAt: AT,
          settledAt: null,
          settledBy: null,
          note: null,
        },
        {
          id: 1,
          kind: 'orphan',
          evidenceId: null,
          name: 'ab',
          sha256: 'ab',
          path: 'ab/ab',
          foundAt: AT,
          settledAt: null,
          settledBy: null,
          note: null,
        },
      ],
    });
    window.mingcha = fake.bridge;
    useSession().take(seated(roles));
    const wrapper = mount(ConsoleBanners, { global: { plugins: [router()] } });
    await flushPromises();
    return { wrapper, asked: fake.calls.map(({ name }) => name) };
  }

  it('names what is locked and says how much more there is; who keeps the evidence gets there', async () => {
    const { wrapper } = await banner(['office']);
    expect(wrapper.text()).toContain('证据“叫号.mp4”与登记的校验值不符，已锁定。 另有 1 项异常。');
    expect(wrapper.find('a').attributes('href')).toBe('/custody?part=faults');
    expect((await banner(['inspector'])).wrapper.find('a').exists()).toBe(false);
  });

  it.each<Role>(['unit_contact', 'social_supervisor'])('is not for a %s, nor asked for', async (role) => {
    const { wrapper, asked } = await banner([role]);
    expect(wrapper.text()).toBe('');
    expect(asked.filter((name) => name !== 'system.status')).toEqual([]);
  });
});
