// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h, nextTick } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { findingInput } from '../../renderer/features/findings/store/finding-list';
import { remarkableSteps, stepCounts } from '../../renderer/features/review/model/honesty-words';
import { visitInput } from '../../renderer/features/review/store/visit-list';
import { useList, type List } from '../../renderer/shared/list/use-list';
import { fakeBridge } from './support/fake-bridge';

interface Row {
  id: number;
}
const all = Array.from({ length: 900 }, (_, index) => 900 - index);

let asked: (number | undefined)[];
let bridge: ReturnType<typeof fakeBridge>;
beforeEach(() => {
  asked = [];
  bridge = fakeBridge({});
  Object.assign(window, { mingcha: bridge.bridge });
});

async function listed(first: number | undefined): Promise<{ list: List<Row>; router: Router; leave: () => void }> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { render: () => null } }],
  });
  await router.push('/visits');
  let list: List<Row> | undefined;
  const Page = defineComponent({
    setup() {
      list = useList<Row>({
        name: 'rows',
        entities: ['visit'],
        idOf: (row) => row.id,
        columns: () => [{ key: 'id', title: 'id', width: 4, sort: 'id', text: (row) => String(row.id) }],
        filters: () => [{ key: 'state', label: 'state', kind: 'choice' }],
        ...(first !== undefined && { first }),
        fetchIds: (_, limit) => {
          asked.push(limit);
          return Promise.resolve({ ids: all.slice(0, limit), total: all.length });
        },
        fetchRows: (ids) => Promise.resolve(ids.map((id) => ({ id }))),
      });
      return () => h('p', list?.ids.length);
    },
  });
  const wrapper = mount(Page, { global: { plugins: [router] } });
  if (!list) throw new Error('no list');
  return { list, router, leave: () => wrapper.unmount() };
}

describe('a list that grows without end', () => {
  it('shows its first ids and the whole number at once, and the rest behind them', async () => {
    const { list, leave } = await listed(100);
    await vi.waitUntil(() => list.ids.length > 0);
    expect(list.total).toBe(900);
    await vi.waitUntil(() => list.ids.length === 900);
    expect(asked).toEqual([100, undefined]);
    leave();
  });

  it('is not cut to its first ids when a row changes, and begins anew with another view', async () => {
    const { list, router, leave } = await listed(100);
    await vi.waitUntil(() => list.ids.length === 900 && !list.loading);
    asked.length = 0;
    bridge.emit('data.changed', { entity: 'visit', ids: [3], revision: 1 });
    await list.load();
    expect(asked).toEqual([undefined]);
    expect(list.ids).toHaveLength(900);
    asked.length = 0;
    await router.push('/visits?f.state=submitted');
    await nextTick();
    await vi.waitUntil(() => asked.length === 2);
    expect(asked).toEqual([100, undefined]);
    leave();
  });

  it('asks once where all there are fit', async () => {
    const { list, leave } = await listed(5000);
    await vi.waitUntil(() => list.ids.length === 900 && !list.loading);
    expect(asked).toEqual([5000]);
    leave();
    asked.length = 0;
    const plain = await listed(undefined);
    await vi.waitUntil(() => plain.list.ids.length === 900);
    expect(asked).toEqual([undefined]);
    plain.leave();
  });
});

describe('an address', () => {
  it('becomes what is asked; what does not belong there is left out', () => {
    const filters = {
      state: 'submitted',
      window: '7',
      score: 'from90',
      found: 'yes',
      days: '20000~',
      mode: 'nonsense',
      unit: '-1',
    };
    expect(visitInput({ text: '空岗', sort: { by: 'score', direction: 'asc' }, filters })).toEqual({
      text: '空岗',
      sort: { by: 'score', direction: 'asc' },
      filter: { state: 'submitted', windowId: 7, scoreFrom: 90, scoreTo: 94.99, withFindings: true, fromDay: 20_000 },
    });
    expect(
      findingInput({ text: '', sort: null, filters: { corrected: 'no', visit: '12', severity: 'deadly' } }),
    ).toEqual({
      filter: { correctedOnSpot: false, visitId: 12 },
    });
  });
});

describe('steps of an honest record', () => {
  const step = (at: number | null, recordedAt: number, corrected = false) => {
    return { step: 'called' as const, windowId: null, at, recordedAt, corrected, note: null };
  };
  it('are told apart: at the time, afterwards, corrected', () => {
    const steps = [step(0, 900), step(0, 60_000), step(0, 60_001), step(5, 70_000, true), step(null, 80_000, true)];
    expect(stepCounts(steps)).toEqual({ all: 3, late: 1, corrected: 2, otherDay: 0 });
    expect(remarkableSteps(steps)).toEqual(steps.slice(2));
  });

  it('noted on another day are counted and told, also where the note is older', () => {
    const day = 86_400_000;
    const steps = [step(0, 900), step(0, 2 * day), step(3 * day, 900)];
    expect(stepCounts(steps)).toEqual({ all: 3, late: 2, corrected: 0, otherDay: 2 });
    expect(remarkableSteps(steps)).toEqual(steps.slice(1));
  });
});
