import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { hallGaps } from '../../domain/hall/gaps.js';
import { addPerson, openConsole, type TestConsole } from '../support/workspace.js';
import { change, draft, ids, make, rowOf, smallHall, type SmallHall } from '../support/hall.js';

let target: TestConsole;
let small: SmallHall;
const MINUTE = 60_000;

beforeEach(async () => {
  target = await openConsole();
  small = await smallHall(target);
});
afterEach(() => target.close());

const log = () =>
  target.workspace.database.read('test.log', (reader) =>
    reader.json<[string, string, number | null, string | null, string | null]>(
      'SELECT json_group_array(json_array(action, object, ref, before_json, after_json)) FROM audit',
    ),
  );

describe('a new row', () => {
  it('comes back with labels, and once for one client id', async () => {
    expect(small.post).toMatchObject({ label: 'A2 受理岗', hallLabel: '主厅', names: { windowId: 'A2 社保' } });
    expect(small.item).toMatchObject({ label: '社保登记', names: { unitId: '人社局', windowIds: 'A2' } });
    const clientId = randomUUID();
    const input = { clientId, draft: draft('zone', { hallId: small.hall.id, name: '公安区' }) };
    const [first, second] = [await target.call('hall.create', input), await target.call('hall.create', input)];
    expect(second).toEqual(first);
  });

  it.each([
    ['a taken number in the hall', 'window', { number: 'A2', name: '又一个' }, 'validation.duplicate', 'fields.number'],
    ['a unit of another hall', 'window', { number: 'A3', unit: 'unitO' }, 'validation.reference', 'fields.unitId'],
    ['a unit that is not there', 'window', { number: 'A3', unitId: 999 }, 'validation.reference', 'fields.unitId'],
  ] as const)('is refused at its field for %s', async (_, entity, given, code, path) => {
    const { unit, ...rest } = given as { unit?: 'unitO' } & Record<string, string | number>;
    const fields = { zoneId: small.zone.id, unitId: unit ? small[unit].id : small.unit.id, name: '名', ...rest };
    const error = await target.refused('hall.create', { clientId: randomUUID(), draft: draft(entity, fields) });
    expect(error).toMatchObject({ code, fields: [{ path }] });
  });

  it('has its key in one width, and none that differs in width alone', async () => {
    const row = await make(target, 'staff', { badgeNo: '０００７', name: '（周）', unitId: small.unit.id });
    expect(row.fields).toMatchObject({ badgeNo: '0007', name: '（周）' });
    await expect(change(target, small.staff, { badgeNo: '0００7' })).rejects.toMatchObject({
      code: 'validation.duplicate',
    });
    await make(target, 'unit', { hallId: small.hall.id, name: '税务局（一）' });
    await expect(make(target, 'unit', { hallId: small.hall.id, name: '税务局(一)' })).rejects.toMatchObject({
      code: 'validation.duplicate',
    });
  });

  it('may have the number of a window in another hall, and a unit of the main hall in its branch', async () => {
    await make(target, 'window', { zoneId: small.zoneB.id, unitId: small.tax.id, number: 'A2', name: '分厅办税' });
  });

  it('is no branch of a branch, nor a hall with branches a branch', async () => {
    const input = { clientId: randomUUID(), draft: draft('hall', { name: '三级', parentId: small.branch.id }) };
    expect(await target.refused('hall.create', input)).toMatchObject({ fields: [{ path: 'fields.parentId' }] });
    await expect(change(target, small.hall, { parentId: small.other.id })).rejects.toMatchObject({
      code: 'validation.reference',
    });
    await expect(change(target, small.other, { parentId: small.other.id })).rejects.toMatchObject({
      code: 'validation.reference',
    });
  });

  it('says which zone already has the target', async () => {
    const fields = { hallId: small.hall.id, zoneId: null, measure: 'waiting_minutes', value: 15 };
    expect(await make(target, 'target', fields)).toMatchObject({ label: '林溪政务服务中心 15' });
    const again = { clientId: randomUUID(), draft: draft('target', fields) };
    expect(await target.refused('hall.create', again)).toMatchObject({
      code: 'validation.duplicate',
      fields: [{ path: 'fields.measure' }],
    });
    await make(target, 'target', { ...fields, zoneId: small.zone.id });
  });
});

describe('an edit', () => {
  it('of a stale row is a conflict that names both revisions', async () => {
    await change(target, small.w2, { name: '社会保险' });
    await expect(change(target, small.w2, { name: '别的' })).rejects.toMatchObject({
      code: 'conflict.revision',
      params: { entity: 'window', theirs: 2, yours: 1 },
    });
  });

  it('writes only what changed to the log, and nothing when nothing changed', async () => {
    const before = (await log()).length;
    const same = await change(target, small.w2, {});
    expect(same.revision).toBe(1);
    expect(await log()).toHaveLength(before);
    await change(target, small.w2, { note: '靠近入口' });
    expect((await log()).at(-1)).toEqual([
      'hall.update',
      'window',
      small.w2.id,
      '{"note":null}',
      '{"note":"靠近入口"}',
    ]);
  });

  it('keeps the old name for old records, also in the names of what hangs on it', async () => {
    const then = target.time.now;
    target.time.now += MINUTE;
    const renamed = await change(target, small.w2, { number: 'B7' });
    target.time.now += MINUTE;
    await change(target, renamed, { number: 'C9', name: '就业' });
    const at = (instant: number) => target.call('hall.nameAt', { entity: 'post', id: small.post.id, at: instant });
    expect(await at(then)).toEqual({ then: 'A2 受理岗', now: 'C9 受理岗', mergedInto: null });
    expect(await at(then + MINUTE)).toMatchObject({ then: 'B7 受理岗' });
    expect(await at(then + 2 * MINUTE)).toMatchObject({ then: 'C9 受理岗' });
    expect(await at(0)).toMatchObject({ then: 'A2 受理岗' });
    const history = await target.call('hall.history', { entity: 'window', id: small.w2.id });
    expect(history.map((entry) => entry.change)).toEqual(['renamed', 'renamed', 'created']);
    expect(history[1]?.fields).toEqual([{ field: 'number', before: 'A2', after: 'B7' }]);
    // Found by the new name only.
    const find = async (text: string) =>
      (await target.call('search.find', { text, limit: 20 })).hits.map(({ ref, kind }) => [kind, ref]);
    expect(await find('C9')).toEqual(
      expect.arrayContaining([
        ['post', small.post.id],
        ['window', small.w2.id],
      ]),
    );
    expect(await find('B7')).toEqual([]);
  });

  it('of a clock put back loses no name', async () => {
    const renamed = await change(target, small.w2, { name: '甲' });
    target.time.now -= 1000 * MINUTE;
    const again = await change(target, renamed, { name: '乙' });
    await change(target, again, { name: '丙' });
    const spans = await target.workspace.database.read('test', (reader) =>
      reader.json<string>(
        `SELECT json_group_array(was->>'name') FROM (SELECT was FROM hall_span WHERE entity = 'window' ORDER BY until_at)`,
      ),
    );
    expect(spans).toEqual(['社保', '甲', '乙']);
  });

  it('of a row keeps a reference that went out of use meanwhile', async () => {
    await target.call('hall.retire', { entity: 'window', ids: [small.w10.id], reason: '撤销' });
    const item = await change(target, small.item, { windowIds: [small.w2.id] });
    await expect(change(target, item, { windowIds: [small.w2.id, small.w10.id] })).rejects.toMatchObject({
      code: 'validation.reference',
    });
  });
});

describe('moving', () => {
  it('takes a zone with its windows to a branch, all or none', async () => {
    const input = { entity: 'zone', field: 'hallId' } as const;
    const renamed = await change(target, small.zone, { name: '一楼' });
    await target.call('hall.move', { ...input, ids: [renamed.id], toId: small.branch.id });
    expect(await rowOf(target, 'window', small.w2.id)).toMatchObject({
      hallId: small.branch.id,
      hallLabel: '河口分中心',
    });
    expect(await rowOf(target, 'post', small.post.id)).toMatchObject({ hallId: small.branch.id });
    // The windows' units stay behind in another main hall.
    const error = await target.refused('hall.move', { ...input, ids: [renamed.id], toId: small.other.id });
    expect(error).toMatchObject({ code: 'conflict.inUse', params: { entity: 'unit', count: 2, by: 'window' } });
    expect(await rowOf(target, 'zone', renamed.id)).toMatchObject({ hallId: small.branch.id });
  });

  it('is refused where a number is taken, also by what moves along', async () => {
    await make(target, 'window', { zoneId: small.zoneB.id, unitId: small.unit.id, number: 'A2', name: '分厅' });
    const renamed = await change(target, small.zone, { name: '一楼' });
    const error = await target.refused('hall.move', {
      entity: 'zone',
      field: 'hallId',
      ids: [renamed.id],
      toId: small.branch.id,
    });
    expect(error).toMatchObject({ code: 'validation.duplicate', params: { field: 'number', entity: 'window' } });
    const taken = await target.refused('hall.move', {
      entity: 'window',
      field: 'zoneId',
      ids: [small.w2.id],
      toId: small.zoneB.id,
    });
    expect(taken).toMatchObject({ code: 'validation.duplicate', fields: [{ path: 'fields.number' }] });
  });

  it('knows only places', async () => {
    const error = await target.refused('hall.move', { entity: 'window', field: 'name', ids: [small.w2.id], toId: 1 });
    expect(error).toMatchObject({ code: 'validation.input', fields: [{ path: 'field' }] });
    expect(
      await target.call('hall.move', {
        entity: 'staff',
        field: 'unitId',
        ids: [small.staff.id, small.clerk.id],
        toId: small.tax.id,
      }),
    ).toEqual({ moved: 1 });
  });
});

describe('merging', () => {
  it('hangs everything on the successor, unites lists, and the old row knows it', async () => {
    const camera = await make(target, 'camera', {
      recorderId: small.recorder.id,
      channel: 2,
      name: '西',
      windowIds: [small.w2.id, small.w10.id],
    });
    const twin = await make(target, 'post', { windowId: small.w10.id, name: '受理岗' });
    const then = target.time.now;
    target.time.now += MINUTE;
    const into = await target.call('hall.merge', {
      entity: 'window',
      ids: [small.w2.id],
      intoId: small.w10.id,
      reason: '合并办公',
    });
    expect(into.id).toBe(small.w10.id);
    expect((await rowOf(target, 'camera', camera.id)).fields).toMatchObject({ windowIds: [small.w10.id] });
    expect((await rowOf(target, 'camera', small.camera.id)).fields).toMatchObject({ windowIds: [small.w10.id] });
    // Two posts of one name in one window are one post.
    expect(await rowOf(target, 'post', small.post.id)).toMatchObject({ state: 'merged', mergedIntoId: twin.id });
    expect((await rowOf(target, 'staff', small.staff.id)).fields).toMatchObject({ postId: twin.id });
    expect(await target.call('hall.nameAt', { entity: 'window', id: small.w2.id, at: then })).toEqual({
      then: 'A2 社保',
      now: 'A2 社保',
      mergedInto: 'A10 办税',
    });
    const history = await target.call('hall.history', { entity: 'window', id: small.w10.id });
    expect(history[0]).toMatchObject({
      change: 'merged',
      reason: '合并办公',
      fields: [{ field: 'mergedFrom', after: 'A2 社保' }],
    });
    expect(await ids(target, { entity: 'window' })).toEqual([small.w10.id]);
    expect(await verifyChain(target.workspace.database)).toMatchObject({ ok: true });
  });

  it('follows chains, and unit contacts speak for the successor', async () => {
    const personId = await addPerson(target, 'lianluo', ['unit_contact'], small.unit.id);
    const third = await make(target, 'unit', { hallId: small.hall.id, name: '行政审批局' });
    await target.call('hall.merge', { entity: 'unit', ids: [small.unit.id], intoId: small.tax.id, reason: '机构改革' });
    await target.call('hall.merge', { entity: 'unit', ids: [small.tax.id], intoId: third.id, reason: '机构改革' });
    expect(await target.call('hall.nameAt', { entity: 'unit', id: small.unit.id, at: 0 })).toMatchObject({
      mergedInto: '行政审批局',
    });
    const [person] = await target.call('people.rows', { ids: [personId] });
    expect(person).toMatchObject({ unitId: third.id, unitName: '行政审批局' });
    expect((await rowOf(target, 'window', small.w2.id)).names).toMatchObject({ unitId: '行政审批局' });
  });

  it('of halls makes branches hang on the successor, a main hall may even go into its branch', async () => {
    await target.call('hall.merge', { entity: 'hall', ids: [small.hall.id], intoId: small.branch.id, reason: '迁址' });
    const branch = await rowOf(target, 'hall', small.branch.id);
    expect(branch.fields).toMatchObject({ parentId: null });
    expect(await rowOf(target, 'zone', small.zone.id)).toMatchObject({ state: 'merged', mergedIntoId: small.zoneB.id });
    expect(await rowOf(target, 'staff', small.staff.id)).toMatchObject({ hallId: branch.id });
  });

  it('is refused where two different things would get one key, and undone whole', async () => {
    const before = await log();
    await make(target, 'camera', { recorderId: small.recorder.id, channel: 7, name: '七' });
    const second = await make(target, 'recorder', { hallId: small.hall.id, name: '二号', keepDays: 90 });
    await make(target, 'camera', { recorderId: second.id, channel: 7, name: '七号' });
    const error = await target.refused('hall.merge', {
      entity: 'recorder',
      ids: [second.id],
      intoId: small.recorder.id,
      reason: '换机',
    });
    expect(error).toMatchObject({ code: 'validation.duplicate' });
    expect(await rowOf(target, 'recorder', second.id)).toMatchObject({ state: 'active', revision: 1 });
    expect(await log()).toHaveLength(before.length + 3);
    const self = { entity: 'recorder', ids: [second.id], intoId: second.id, reason: '换机' } as const;
    expect(await target.refused('hall.merge', self)).toMatchObject({ code: 'validation.input' });
  });
});

describe('retiring and restoring', () => {
  it('is refused while something in use hangs on it', async () => {
    const retire = { entity: 'unit', ids: [small.tax.id, small.unit.id], reason: '撤出' } as const;
    expect(await target.refused('hall.retire', retire)).toMatchObject({
      code: 'conflict.inUse',
      params: { entity: 'unit', count: 2, by: 'window' },
    });
    expect(await rowOf(target, 'unit', small.tax.id)).toMatchObject({ state: 'active' });
    expect(await target.refused('hall.retire', { entity: 'hall', ids: [small.hall.id], reason: '关' })).toMatchObject({
      code: 'conflict.inUse',
    });
  });

  it('is refused for a unit somebody speaks for', async () => {
    const unit = await make(target, 'unit', { hallId: small.hall.id, name: '气象局' });
    await addPerson(target, 'qixiang', ['unit_contact'], unit.id);
    expect(await target.refused('hall.retire', { entity: 'unit', ids: [unit.id], reason: '撤出' })).toMatchObject({
      params: { by: 'person' },
    });
  });

  it('takes a row out of lists and search, and back when its key is still free', async () => {
    const state = (entity: 'staff', id: number) => rowOf(target, entity, id).then((row) => row.state);
    await target.call('hall.retire', { entity: 'staff', ids: [small.clerk.id], reason: '退休' });
    expect(await state('staff', small.clerk.id)).toBe('retired');
    expect(await ids(target, { entity: 'staff' })).toEqual([small.staff.id]);
    expect(await ids(target, { entity: 'staff', filter: { state: 'retired' } })).toEqual([small.clerk.id]);
    expect((await target.call('search.find', { text: '钱亮', limit: 5 })).hits).toEqual([]);
    await target.call('hall.restore', { entity: 'staff', ids: [small.clerk.id] });
    expect((await target.call('search.find', { text: '钱亮', limit: 5 })).hits).toHaveLength(1);
    await target.call('hall.retire', { entity: 'staff', ids: [small.clerk.id], reason: '退休' });
    await make(target, 'staff', { badgeNo: '002', name: '新人', unitId: small.tax.id });
    expect(await target.refused('hall.restore', { entity: 'staff', ids: [small.clerk.id] })).toMatchObject({
      code: 'validation.duplicate',
    });
    expect(await target.refused('hall.retire', { entity: 'staff', ids: [small.clerk.id], reason: '再' })).toMatchObject(
      {
        code: 'conflict.state',
        params: { entity: 'staff', state: 'retired' },
      },
    );
    const history = await target.call('hall.history', { entity: 'staff', id: small.clerk.id });
    expect(history.map((entry) => entry.change)).toEqual(['retired', 'restored', 'retired', 'created']);
  });

  it('does not restore what hung on something retired since', async () => {
    await target.call('hall.retire', { entity: 'staff', ids: [small.staff.id], reason: '离岗' });
    await target.call('hall.retire', { entity: 'post', ids: [small.post.id], reason: '撤岗' });
    expect(await target.refused('hall.restore', { entity: 'staff', ids: [small.staff.id] })).toMatchObject({
      code: 'validation.reference',
      fields: [{ path: 'fields.postId', rule: 'notActive' }],
    });
  });
});

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
