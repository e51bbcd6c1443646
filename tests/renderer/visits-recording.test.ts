// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { defineComponent, h } from 'vue';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '../../domain/contract/commands/index.js';
import { DAY_MS, dayOf } from '../../domain/time.js';
import type { VisitDetail, VisitStep } from '../../domain/visit-record.js';
import { setLocale } from '../../renderer/shared/i18n';
import { useRecording, type Recording } from '../../renderer/features/visits/store/recording';
import { fakeBridge, Refusal } from './support/fake-bridge.js';
import { finding, visitDetail } from './support/visit';

const LONG = '长'.repeat(20_001);
let fake: ReturnType<typeof fakeBridge>;
let leave: () => void = () => undefined;

function open(detail: VisitDetail): Recording {
  let recording: Recording | undefined;
  const host = mount(
    defineComponent(() => {
      recording = useRecording(detail, () => undefined);
      return () => h('div');
    }),
  );
  leave = () => host.unmount();
  return recording as Recording;
}
const sent = (): CommandInput<'visits.change'>['changes'] =>
  fake.calls.flatMap(({ name, input }) =>
    name === 'visits.change' ? (input as CommandInput<'visits.change'>).changes : [],
  );

beforeEach(async () => {
  vi.useFakeTimers();
  await setLocale('zh-CN');
  sessionStorage.clear();
  setActivePinia(createPinia());
  let revision = 1;
  fake = fakeBridge({
    'visits.change': ({ changes }) => {
      if (changes.some((change) => change.kind === 'fields' && (change.value.narrative?.length ?? 0) > 20_000))
        throw new Refusal({
          code: 'validation.input',
          fields: [
            { path: 'changes.0.value.narrative', rule: 'too_big', params: { maximum: 20_000, origin: 'string' } },
          ],
        });
      return { revision: (revision += 1), savedAt: 1, conflicts: [], others: false };
    },
  });
  window.mingcha = fake.bridge;
});
afterEach(() => {
  leave();
  vi.useRealTimers();
});

describe('a text too long for the store', () => {
  it('waits in the window and comes back with the page, the rest is kept', async () => {
    const first = open(visitDetail());
    first.setField('narrative', LONG);
    first.setField('practices', '做法');
    await vi.advanceTimersByTimeAsync(2000);
    expect(first.draft.refused.get('narrative')?.rule).toBe('too_big');
    expect(first.draft.isDirty('practices')).toBe(false);
    leave();
    await flushPromises();

    const again = open(visitDetail({ revision: 2 }));
    expect(again.draft.field('narrative')).toBe(LONG);
    await vi.advanceTimersByTimeAsync(2000);
    expect(again.draft.refused.get('narrative')?.rule).toBe('too_big');
    again.setField('narrative', '短了');
    await vi.advanceTimersByTimeAsync(2000);
    expect(again.draft.isDirty('narrative')).toBe(false);
    leave();
    await flushPromises();
    expect(open(visitDetail({ revision: 3 })).draft.field('narrative')).toBeNull();
  });
});

describe('the day of a visit', () => {
  const noon = 20_400 * DAY_MS + 4 * 3_600_000;
  const step = (name: VisitStep['step'], at: number | null): VisitStep => {
    return { clientId: `s-${name}`, step: name, windowId: null, at, recordedAt: noon, note: null, by: 'A07' };
  };
  const detail = () => {
    const base = visitDetail();
    return {
      ...base,
      fields: { ...base.fields, startedAt: noon, endedAt: noon + 3_600_000 },
      steps: [step('arrive', noon), step('left', noon + 3_600_000)],
    };
  };

  it.each([true, false])('moves in one sending, the steps and findings with it when asked (%s)', async (along) => {
    vi.setSystemTime(noon + DAY_MS);
    const recording = open(detail());
    recording.draft.set('findings.f1', finding({ at: noon + 60_000 }));
    recording.setField('practices', '做法');
    await vi.advanceTimersByTimeAsync(2000);
    const before = sent().length;
    recording.moveDay(dayOf(noon) - 2, along);
    await vi.advanceTimersByTimeAsync(2000);
    const moved = sent().slice(before);
    const back = noon - 2 * DAY_MS;
    expect(moved[0]).toMatchObject({ kind: 'fields', value: { startedAt: back, endedAt: back + 3_600_000 } });
    const times = moved.flatMap((change) => {
      if (change.kind === 'step') return [[change.entry.step, change.entry.at]];
      return change.kind === 'finding' ? [['finding', change.value?.at]] : [];
    });
    expect(times).toEqual(
      along
        ? [
            ['arrive', back],
            ['left', back + 3_600_000],
            ['finding', back + 60_000],
          ]
        : [],
    );
  });
});
