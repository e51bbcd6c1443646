// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import {
  addressText,
  parseAddressText,
  readAddress,
  readDays,
  writeAddress,
  writeDays,
} from '../../renderer/shared/list/list-address';
import { mapEntries } from '../../renderer/shared/list/entries';
import { missingIds, RowCache } from '../../renderer/shared/list/row-cache';
import { useSelection } from '../../renderer/shared/list/use-selection';
import { nextTick, shallowRef } from 'vue';

const spec = { filters: ['role', 'state'], sorts: ['name'], columns: ['name', 'roles', 'phone'] };

describe('a list in the address', () => {
  it('comes back as it went', () => {
    const state = {
      text: '吴 & 敏=?',
      sort: { by: 'name', direction: 'desc' as const },
      filters: { state: 'active', role: 'unit_contact' },
      columns: ['name', 'phone'],
    };
    expect(readAddress(writeAddress(state), spec)).toEqual(state);
    expect(parseAddressText(addressText(state), spec)).toEqual(state);
  });

  it('is empty when nothing is chosen, and in one order whatever came first', () => {
    expect(addressText({ text: '', sort: null, filters: {}, columns: null })).toBe('');
    const one = { text: '', sort: null, columns: null, filters: { role: 'a', state: 'b' } };
    expect(addressText(one)).toBe(addressText({ ...one, filters: { state: 'b', role: 'a' } }));
  });

  it('drops what the list does not have', () => {
    const state = readAddress(
      { q: 'x'.repeat(500), sort: '-password', 'f.secret': '1', 'f.role': ['office', null], cols: 'name,hash,name' },
      spec,
    );
    expect(state).toEqual({ text: 'x'.repeat(100), sort: null, filters: { role: 'office' }, columns: ['name'] });
  });

  it('keeps how it is shown beside what it is narrowed to, and only what the list knows', () => {
    const shown = { ...spec, manner: ['view', 'month'] };
    const state = readAddress({ view: 'board', month: '', colour: 'red', 'f.role': 'office' }, shown);
    expect(state).toMatchObject({ filters: { role: 'office' }, manner: { view: 'board' } });
    expect(addressText(state)).toBe('f.role=office&view=board');
    expect(addressText({ ...state, manner: {} })).toBe('f.role=office');
    expect(readAddress({ view: 'board' }, spec)).not.toHaveProperty('manner');
  });

  it('keeps spans of days, either side open', () => {
    expect(readDays(writeDays(20600, 20650))).toEqual({ from: 20600, to: 20650 });
    expect(readDays(writeDays(null, 20650))).toEqual({ from: null, to: 20650 });
    expect(writeDays(null, null)).toBe('');
    expect(readDays('yesterday~today')).toEqual({ from: null, to: null });
  });
});

describe('rows in windows', () => {
  const ids = Array.from({ length: 200_000 }, (_, index) => index + 1);

  it('asks for what is in sight and its neighbourhood, once', () => {
    const cache = new RowCache<string>();
    const wanted = missingIds(ids, 1000, 1030, cache);
    expect(wanted.length).toBeLessThanOrEqual(200);
    expect(wanted.slice(0, 30)).toEqual(ids.slice(1000, 1030));
    cache.ask(wanted);
    expect(missingIds(ids, 1000, 1030, cache)).toEqual([]);
  });

  it('forgets the least recently used and keeps changed rows until they are replaced', () => {
    const cache = new RowCache<string>(2);
    cache.put(1, 'one');
    cache.put(2, 'two');
    cache.get(1);
    cache.put(3, 'three');
    expect([cache.peek(1), cache.peek(2), cache.peek(3)]).toEqual(['one', undefined, 'three']);
    cache.invalidate([1]);
    expect(cache.wants(1)).toBe(true);
    expect(cache.get(1)).toBe('one');
    cache.put(1, 'new');
    expect(cache.wants(1)).toBe(false);
  });
});

describe('groups', () => {
  const groups = [
    { key: 'red', label: '逾期', count: 3 },
    { key: 'none', label: '空', count: 0 },
    { key: 'green', label: '正常', count: 2 },
  ];

  it('puts a heading before its rows and finds both ways', () => {
    const map = mapEntries(5, groups, new Set());
    expect(map.size).toBe(8);
    expect(map.at(0)).toMatchObject({ kind: 'group' });
    expect(map.at(3)).toEqual({ kind: 'row', index: 2 });
    expect(map.at(6)).toEqual({ kind: 'row', index: 3 });
    expect([0, 2, 3, 4].map(map.lineOf)).toEqual([1, 3, 6, 7]);
    expect(map.nearestRow(0, 1)).toBe(0);
    expect(map.nearestRow(4, -1)).toBe(2);
  });

  it('leaves out the rows of folded groups', () => {
    const map = mapEntries(5, groups, new Set(['red']));
    expect(map.size).toBe(5);
    expect(map.lineOf(1)).toBeNull();
    expect(map.at(3)).toEqual({ kind: 'row', index: 3 });
  });
});

describe('selection', () => {
  it('takes ranges, and survives a new order and rows that go', async () => {
    const ids = shallowRef<readonly number[]>([5, 6, 7, 8]);
    const selection = useSelection(() => ids.value);
    selection.activate(1);
    selection.extend(3);
    expect([...selection.selected]).toEqual([6, 7, 8]);
    ids.value = [8, 7, 5];
    await nextTick();
    expect([...selection.selected].sort()).toEqual([7, 8]);
    expect(selection.activeId).toBe(8);
    ids.value = [7, 5];
    await nextTick();
    expect(selection.activeId).toBe(7);
  });
});
