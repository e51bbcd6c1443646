import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../db/audit.js';
import { change, ids, make, rowOf } from '../support/hall.js';
import { inSmallHall, log, small, target } from '../support/small-hall.js';
import { addPerson } from '../support/workspace.js';

const MINUTE = 60_000;
inSmallHall();

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
