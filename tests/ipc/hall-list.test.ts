import { describe, expect, it } from 'vitest';
import { hallGaps } from '../../domain/hall/gaps.js';
import { ids, type SmallHall } from '../support/hall.js';
import { inSmallHall, small, target } from '../support/small-hall.js';

inSmallHall();

describe('lists', () => {
  it('sort numbers by value, Chinese by pinyin, empty ones last', async () => {
    expect(await ids(target, { entity: 'window' })).toEqual([small.w2.id, small.w10.id]);
    const by = (direction: 'asc' | 'desc') => ids(target, { entity: 'staff', sort: { by: 'name', direction } });
    expect(await by('asc')).toEqual([small.clerk.id, small.staff.id]);
    expect(await by('desc')).toEqual([small.staff.id, small.clerk.id]);
    const post = (direction: 'asc' | 'desc') => ids(target, { entity: 'staff', sort: { by: 'postId', direction } });
    expect(await post('asc')).toEqual([small.staff.id, small.clerk.id]);
    expect(await post('desc')).toEqual([small.staff.id, small.clerk.id]);
  });

  it.each([
    ['staff', { text: '人社' }, ['staff']],
    ['staff', { text: '赵 001' }, ['staff']],
    ['staff', { text: '100%' }, []],
    ['window', { text: 'Ａ１０' }, ['w10']],
    ['window', { text: 'a\u200b2' }, ['w2']],
    ['staff', { filter: { zoneId: 'zone' } }, ['staff']],
    ['staff', { filter: { windowId: 'w2' } }, ['staff']],
    ['window', { filter: { hallId: 'branch' } }, []],
    ['zone', { filter: { hallId: 'hall' } }, ['zoneB', 'zone']],
    ['hall', { filter: { hallId: 'hall' } }, ['branch', 'hall']],
    ['camera', { filter: { unitId: 'unit' } }, ['camera']],
    ['camera', { filter: { recorderId: 'recorder' } }, ['camera']],
    ['service_item', { filter: { windowId: 'w2', unitId: 'tax' } }, []],
  ] as const)('of %s narrow by %j', async (entity, given, wanted) => {
    const { filter, ...rest } = given as { filter?: Record<string, keyof SmallHall>; text?: string };
    const named = Object.fromEntries(Object.entries(filter ?? {}).map(([name, row]) => [name, small[row].id]));
    const found = await ids(target, { entity, ...rest, filter: named });
    expect(found.sort()).toEqual(wanted.map((row) => small[row].id).sort());
  });

  it('refuse a filter or an order that means nothing here', async () => {
    expect(await target.refused('hall.list', { entity: 'contact', filter: { zoneId: 1 } })).toMatchObject({
      fields: [{ path: 'filter.zoneId' }],
    });
    expect(await target.refused('hall.list', { entity: 'zone', filter: { gap: 'postsWithoutB' } })).toMatchObject({
      fields: [{ path: 'filter.gap' }],
    });
    const order = { entity: 'zone', sort: { by: 'id); DROP TABLE zone; --', direction: 'asc' } } as const;
    expect(await target.refused('hall.list', order)).toMatchObject({ fields: [{ path: 'sort.by' }] });
  });

  it('and the home page count the same gaps', async () => {
    const { gaps, halls, recent } = await target.call('home.overview', {});
    const counts = Object.fromEntries(gaps.map(({ kind, count }) => [kind, count]));
    expect(counts).toMatchObject({
      windowsWithoutCamera: 1,
      windowsWithoutPost: 1,
      postsWithoutB: 1,
      unitsWithoutContact: 2,
      recordersUnder30Days: 1,
      hallsWithoutWaitingTarget: 3,
      noBackupToday: 1,
    });
    for (const gap of hallGaps) {
      const route = gaps.find(({ kind }) => kind === gap)?.route ?? '';
      const entity = /^\/hall\/(\w+)\?gap=/.exec(route)?.[1] as 'window';
      expect(await ids(target, { entity, filter: { gap } })).toHaveLength(counts[gap] ?? 0);
    }
    expect(halls[0]).toMatchObject({
      branches: 1,
      zones: 2,
      units: 2,
      windows: 2,
      staff: 2,
      partyMembers: 1,
      items: 1,
      approvals: 1,
      cameras: 1,
      shortestKeepDays: 15,
    });
    expect(recent[0]).toMatchObject({
      action: 'hall.create',
      object: 'contact',
      label: '孙联',
      route: `/hall/contact/${small.contact.id}`,
    });
  });

  it('become a tree in natural order', async () => {
    const { halls } = await target.call('hall.tree', {});
    expect(halls.map(({ name }) => name)).toEqual(['林溪政务服务中心', '河口分中心', '远山政务服务中心']);
    expect(halls[0]?.zones[0]?.windows.map(({ number }) => number)).toEqual(['A2', 'A10']);
    expect(halls[0]?.units).toContainEqual({
      id: small.unit.id,
      name: '人力资源和社会保障局',
      windows: 1,
      staff: 1,
      items: 1,
    });
    expect(halls[0]?.counts).toMatchObject({ window: 2, staff: 2, camera: 1 });
  });
});
