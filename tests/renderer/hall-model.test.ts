// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from 'vitest';
import type { HallTree } from '../../domain/contract/commands/hall.js';
import { hallSchema } from '../../domain/hall/schema.js';
import type { HallEntity, HallRow } from '../../domain/hall/entities.js';
import { entityOrder, gapsOf, listedFields, placesOf, rightsOf } from '../../renderer/features/hall/model/entities';
import { formerNames, historyLines } from '../../renderer/features/hall/model/history';
import { asCheckRows, cellsOf, faultsText, idsOf, pagesOf } from '../../renderer/features/hall/model/import';
import { givenFrom, listTabs } from '../../renderer/features/hall/model/list-view';
import {
  ALL,
  carriedFilters,
  countOf,
  listFor,
  nodeFilter,
  nodeOf,
  pathTo,
  treeNodes,
} from '../../renderer/features/hall/model/tree';
import { draftOf, faultsOf, typedFields } from '../../renderer/features/hall/model/values';
import { setLocale } from '../../renderer/shared/i18n';

const counts = (given: Partial<Record<HallEntity, number>>): HallTree['halls'][number]['counts'] =>
  Object.fromEntries(entityOrder.map((entity) => [entity, given[entity] ?? 0])) as never;

const tree: HallTree = {
  halls: [
    {
      id: 1,
      name: '新林市政务服务中心',
      parentId: null,
      zones: [
        {
          id: 11,
          name: 'A区',
          floor: '一楼',
          windows: [{ id: 111, number: 'A01', name: '社保', unitId: 21, zoneId: 11 }],
        },
      ],
      units: [{ id: 21, name: '人社局', windows: 1, staff: 3, items: 2 }],
      counts: counts({ window: 1, staff: 3 }),
    },
    {
      id: 2,
      name: '新林市政务服务中心车管分中心',
      parentId: 1,
      zones: [],
      units: [],
      counts: counts({ window: 4, staff: 5 }),
    },
  ],
};

beforeAll(() => setLocale('zh-CN'));

describe('the tree', () => {
  it('hangs zones, windows and branches on their hall and counts windows', () => {
    const [all, hall] = treeNodes(tree, 'places', '全部');
    expect(all).toMatchObject({ id: ALL, count: 5 });
    expect(hall?.count).toBe(5);
    expect(hall?.children?.map(({ label }) => label)).toEqual(['A区', '车管分中心']);
    expect(hall?.children?.[0]?.children?.[0]).toMatchObject({ id: 'window:111', label: 'A01 社保' });
  });

  it('has a second way, by unit', () => {
    const nodes = treeNodes(tree, 'units', '全部');
    expect(pathTo(nodes, 'window:111').map(({ id }) => id)).toEqual(['hall:1', 'unit:21', 'window:111']);
  });

  it('reads a node as a filter and a filter as a node', () => {
    for (const id of ['hall:1', 'zone:11', 'window:111']) expect(nodeOf(nodeFilter(id), 'places')).toBe(id);
    expect(nodeOf(nodeFilter('unit:21'), 'units')).toBe('unit:21');
    expect(nodeOf(nodeFilter('unit:21'), 'places')).toBeNull();
    expect(nodeFilter(ALL)).toEqual({});
    expect(nodeOf({}, 'places')).toBe(ALL);
  });

  it('counts a main hall with its branches', () => {
    expect(countOf(tree, 'staff', 1)).toBe(8);
    expect(countOf(tree, 'staff', 2)).toBe(5);
    expect(countOf(tree, 'staff', null)).toBe(8);
  });

  it('takes along what means something for the next list, else the hall around it', () => {
    expect(carriedFilters(tree, { zoneId: '11' }, 'window')).toEqual({ zoneId: '11' });
    expect(carriedFilters(tree, { zoneId: '11' }, 'contact')).toEqual({ hallId: '1' });
    expect(carriedFilters(tree, { windowId: '111' }, 'target')).toEqual({ hallId: '1' });
    expect(carriedFilters(null, { zoneId: '11' }, 'contact')).toEqual({});
    expect(carriedFilters(tree, {}, 'camera')).toEqual({});
  });

  it('leads to a list that the chosen node narrows', () => {
    expect(listFor('staff', 'zone:11')).toBe('staff');
    expect(listFor('contact', 'zone:11')).toBe('window');
    expect(listFor('target', 'window:111')).toBe('staff');
    expect(listFor('target', ALL)).toBe('target');
    for (const entity of entityOrder) expect(placesOf[entity]).toContain('hallId');
  });
});

describe('rights', () => {
  it('follow the roles as the main process does', () => {
    expect(rightsOf(['office'], null)).toMatchObject({ edit: true, export: true, history: true });
    expect(rightsOf(['office'], null).entities).toEqual(entityOrder);
    expect(rightsOf(['inspector'], null)).toMatchObject({ edit: false, export: false, history: false });
    expect(rightsOf(['unit_contact'], 21).entities).not.toContain('camera');
    expect(rightsOf(['social_supervisor'], null).entities).toEqual(['hall', 'zone', 'unit', 'window']);
    expect(rightsOf(['social_supervisor'], null).hidden('unit')).toContain('phone');
    expect(rightsOf(['leader'], null)).toMatchObject({ edit: false, export: true, history: true });
  });
});

describe('fields', () => {
  it('lead with what a row is called by and leave none out', () => {
    expect(listedFields('zone')[0]?.name).toBe('name');
    expect(listedFields('staff')[0]?.name).toBe('badgeNo');
    for (const entity of entityOrder)
      expect(
        listedFields(entity)
          .map(({ name }) => name)
          .sort(),
      ).toEqual(hallSchema[entity].fields.map(({ name }) => name).sort());
  });

  it('are typed as text and sent as the contract takes them', () => {
    const typed = typedFields('service_item', null, { unitId: 21 });
    expect(typed).toMatchObject({ code: '', unitId: 21, category: 'approval', statutoryDays: '', windowIds: [] });
    const sent = draftOf('service_item', { ...typed, code: 'X1', promisedDays: '１５', windowIds: [3] });
    expect(sent.fields).toMatchObject({
      code: 'X1',
      promisedDays: 15,
      statutoryDays: null,
      windowIds: [3],
      note: null,
    });
  });

  it('are checked before they are sent', () => {
    const typed = typedFields('recorder', null);
    expect(Object.keys(faultsOf('recorder', typed)).sort()).toEqual(['hallId', 'keepDays', 'name']);
    expect(faultsOf('recorder', { ...typed, hallId: 1, name: 'x', keepDays: '3.5' })).toEqual({
      keepDays: '请写整数。',
    });
    expect(faultsOf('recorder', { ...typed, hallId: 1, name: 'x', keepDays: '90' })).toEqual({});
  });
});

describe('views of a list', () => {
  it('keep the place and the sort', () => {
    const state = { text: '', sort: null, filters: { hallId: '1', state: 'all' }, columns: null };
    const tabs = listTabs('window', state);
    expect(tabs.map(({ key }) => key)).toEqual(['active', ...(gapsOf.window ?? []), 'retired']);
    expect(tabs.at(-1)?.query).toBe('f.hallId=1&f.state=retired');
  });

  it('give a new row the place they are narrowed to', () => {
    expect(givenFrom('window', { zoneId: '11', unitId: '21', state: 'all' })).toEqual({ zoneId: 11, unitId: 21 });
    expect(givenFrom('camera', { windowId: '111', recorderId: '5' })).toEqual({ windowIds: [111], recorderId: 5 });
    expect(givenFrom('staff', { hallId: '1' })).toEqual({});
  });
});

describe('history', () => {
  const entry = { at: 1, who: '何知远', reason: null };
  const renamed = { field: 'name', before: '公司注册', after: '企业开办' };

  it('is told in sentences, without what was there from the beginning', () => {
    const lines = historyLines('window', [
      { ...entry, change: 'renamed', fields: [renamed], reason: '一窗受理' },
      { ...entry, change: 'created', fields: [{ field: 'name', before: null, after: '公司注册' }] },
    ]);
    expect(lines[0]?.lines).toEqual(['窗口名称：公司注册 → 企业开办', '原因：一窗受理']);
    expect(lines[1]?.lines).toEqual([]);
    expect(lines[1]?.title).toBe('新增 · 何知远');
  });

  it('has words for choices, marks and merges', () => {
    const [line] = historyLines('staff', [
      {
        ...entry,
        change: 'edited',
        fields: [
          { field: 'partyMember', before: 'false', after: 'true' },
          { field: 'postSide', before: null, after: 'B' },
          { field: 'mergedFrom', before: null, after: '0001 甲' },
        ],
      },
    ]);
    expect(line?.lines).toEqual(['党员：否 → 是', 'A/B 岗：（空） → B 岗', '并入了 0001 甲']);
  });

  it('knows the names a row had before', () => {
    const fields = [renamed, { field: 'number', before: 'B1', after: 'B01' }];
    expect(formerNames('window', [{ ...entry, change: 'renamed', fields }], '企业开办')).toEqual(['公司注册', 'B1']);
    expect(formerNames('window', [], '企业开办')).toEqual([]);
  });
});

describe('rows of an import', () => {
  it('are told apart by status and found by page', () => {
    const bad = idsOf('bad', 450);
    expect(idsOf(null, 3)).toEqual([1, 2, 3]);
    expect(new Set([...bad, ...idsOf(null, 450), ...idsOf('new', 450)]).size).toBe(1350);
    expect(pagesOf(bad.slice(190, 210))).toEqual([
      { status: 'bad', offset: 0 },
      { status: 'bad', offset: 200 },
    ]);
    const row = { row: 9, status: 'bad' as const, cells: [], before: null, faults: [] };
    expect(asCheckRows('bad', 200, [row])[0]?.id).toBe(bad[200]);
  });

  it('show what stood in a cell, and why it is refused', () => {
    const changed = {
      row: 2,
      status: 'changed' as const,
      cells: ['001', '赵明明'],
      before: [null, '赵明'],
      faults: [],
    };
    expect(cellsOf(['badgeNo', 'name'], changed)).toEqual([
      { field: 'badgeNo', text: '001', was: null, fault: null },
      { field: 'name', text: '赵明明', was: '赵明', fault: null },
    ]);
    const surplus = { field: '', rule: 'surplus' as const, params: { value: '多' } };
    const required = { field: 'name', rule: 'required' as const, params: {} };
    const bad = { row: 3, status: 'bad' as const, cells: ['002', ''], before: null, faults: [surplus, required] };
    expect(cellsOf(['badgeNo', 'name'], bad)[1]).toMatchObject({ text: '', fault: '必填，没有写。' });
    expect(faultsText('staff', bad.faults)).toBe(
      '这一行的内容比列名多，多出“多”；请检查是否错位。 姓名：必填，没有写。',
    );
  });
});

it('every row has a typed form', () => {
  const row = {
    entity: 'post',
    fields: { windowId: 111, name: '受理岗', note: null },
  } as unknown as HallRow;
  expect(typedFields('post', row)).toEqual({ windowId: 111, name: '受理岗', note: '' });
});
