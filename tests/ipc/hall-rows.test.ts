import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { change, draft, make } from '../support/hall.js';
import { inSmallHall, log, small, target } from '../support/small-hall.js';

const MINUTE = 60_000;
inSmallHall();

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
