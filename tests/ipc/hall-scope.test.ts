import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hallEntities, type HallEntity } from '../../domain/hall/entities.js';
import { openConsole, type TestConsole } from '../support/workspace.js';
import { as, make, smallHall, type SmallHall } from '../support/hall.js';

let target: TestConsole;
let small: SmallHall;

beforeAll(async () => {
  target = await openConsole();
  small = await smallHall(target);
  await make(target, 'target', { hallId: small.hall.id, zoneId: null, measure: 'waiting_minutes', value: 15 });
});
afterAll(() => target.close());

/** Everything this caller can list, by entity. */
async function seen(call: ReturnType<typeof as>): Promise<Partial<Record<HallEntity, number[]>>> {
  const found: Partial<Record<HallEntity, number[]>> = {};
  for (const entity of hallEntities) {
    const { ids } = await call('hall.list', { entity, filter: { state: 'all' } });
    if (ids.length > 0) found[entity] = ids.sort((a, b) => a - b);
  }
  return found;
}

/** All ids there are, asked for by number: rows must hold what lists hold. */
async function readable(call: ReturnType<typeof as>, entity: HallEntity): Promise<number[]> {
  const rows = await call('hall.rows', { entity, ids: Array.from({ length: 30 }, (_, index) => index + 1) });
  return rows.map(({ id }) => id);
}

describe('a unit contact', () => {
  const call = (): ReturnType<typeof as> => as(target, ['unit_contact'], small.unit.id);

  it('sees its own unit and the places of its hall, nothing else', async () => {
    expect(await seen(call())).toEqual({
      hall: [small.hall.id, small.branch.id],
      zone: [small.zone.id, small.zoneB.id],
      unit: [small.unit.id],
      window: [small.w2.id],
      post: [small.post.id],
      staff: [small.staff.id],
      service_item: [small.item.id],
      contact: [small.contact.id],
    });
    expect(await readable(call(), 'staff')).toEqual([small.staff.id]);
    expect(await readable(call(), 'camera')).toEqual([]);
  });

  it('has a tree of that', async () => {
    const { halls } = await call()('hall.tree', {});
    expect(halls.map(({ id }) => id)).toEqual([small.hall.id, small.branch.id]);
    expect(halls[0]?.units.map(({ id }) => id)).toEqual([small.unit.id]);
    expect(halls[0]?.zones[0]?.windows.map(({ id }) => id)).toEqual([small.w2.id]);
    expect(halls[0]?.counts).toMatchObject({ staff: 1, window: 1, camera: 0, target: 0 });
  });

  it('learns no name of others', async () => {
    const at = (entity: HallEntity, id: number) => call()('hall.nameAt', { entity, id, at: 0 });
    await expect(at('staff', small.clerk.id)).rejects.toMatchObject({ code: 'notFound.record' });
    expect(await at('staff', small.staff.id)).toMatchObject({ then: '001 赵明' });
  });

  it('gets no gaps and only its own news', async () => {
    const { gaps, recent, halls } = await call()('home.overview', {});
    expect(gaps).toEqual([]);
    expect(recent.map(({ route }) => route)).not.toContain(`/hall/staff/${small.clerk.id}`);
    expect(halls).toHaveLength(1);
    expect(halls[0]).toMatchObject({ units: 1, windows: 1, staff: 1, cameras: 0, shortestKeepDays: null });
  });

  it('without a unit sees nothing', async () => {
    expect(await seen(as(target, ['unit_contact'], null))).toEqual({});
  });
});

describe('a social supervisor', () => {
  const call = (): ReturnType<typeof as> => as(target, ['social_supervisor']);

  it('sees halls, zones, windows and names of units', async () => {
    const found = await seen(call());
    expect(Object.keys(found)).toEqual(['hall', 'zone', 'unit', 'window']);
    const units = await call()('hall.rows', { entity: 'unit', ids: [small.unit.id, small.tax.id] });
    expect(units.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({ name: '人力资源和社会保障局', phone: null, leader: null, note: null }),
      expect.objectContaining({ name: '税务局', phone: null, leader: null }),
    ]);
    const [window] = await call()('hall.rows', { entity: 'window', ids: [small.w10.id] });
    expect(window?.fields).toMatchObject({ note: null });
    const { halls } = await call()('hall.tree', {});
    expect(halls[0]?.units[0]).toMatchObject({ staff: 0, items: 0 });
  });

  it('cannot find out a hidden field by searching or sorting', async () => {
    const list = (text: string) => call()('hall.list', { entity: 'unit', text });
    expect((await list('0000-1111')).ids).toEqual([]);
    expect((await list('陈某')).ids).toEqual([]);
    expect((await list('税务')).ids).toHaveLength(2);
    const sort = { by: 'leader', direction: 'asc' } as const;
    await expect(call()('hall.list', { entity: 'unit', sort })).rejects.toMatchObject({ code: 'validation.input' });
  });
});

describe('who holds several roles', () => {
  it('sees what any of them sees', async () => {
    const found = await seen(as(target, ['unit_contact', 'social_supervisor'], small.unit.id));
    expect(found.window).toEqual([small.w2.id, small.w10.id]);
    expect(found.staff).toEqual([small.staff.id]);
    expect(await seen(as(target, ['inspector', 'unit_contact'], small.unit.id))).toEqual(
      await seen(as(target, ['office'])),
    );
  });
});

it('an export holds what its list shows, in the same order', async () => {
  const path = join(target.folder, '导出.csv');
  const token = (await target.files.offer(path, 'save'))?.token ?? '';
  const call = as(target, ['leader']);
  const sort = { by: 'name', direction: 'desc' } as const;
  const { jobId } = await call('hall.export', { entity: 'staff', sort, columns: ['name', 'hallLabel'], token });
  expect(await target.ended(jobId)).toMatchObject({ state: 'succeeded', result: { rows: 2, file: '导出.csv' } });
  expect(await readFile(path, 'utf8')).toBe('\ufeff姓名,大厅\r\n赵明,主厅\r\n钱亮,主厅\r\n');
});
