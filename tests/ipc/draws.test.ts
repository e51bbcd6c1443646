import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMonths, isGenuine, redraw, type DrawRecord } from '../../domain/draw.js';
import { IN_ROUND, type PlanRow, type RoundRow } from '../../domain/plan.js';
import { dayOf } from '../../domain/time.js';
import { planDesk, type PlanDesk } from '../support/plans.js';

let desk: PlanDesk;

beforeEach(async () => {
  desk = await planDesk();
});
afterEach(() => desk.target.close());

describe('the dual random draw', () => {
  let plan: PlanRow;
  let round: RoundRow;
  beforeEach(async () => {
    plan = await desk.inForce();
    round = await desk.addRound(plan.id);
  });

  it('puts what it drew into the round, and anyone gets the same list from the stored record', async () => {
    const drawn = await desk.drawIn(round.id, { size: { kind: 'rate', permille: 300, minimum: 2 } });
    const { record } = drawn;
    expect(record).toMatchObject({ population: 12, eligible: 12, drawnAt: desk.target.time.now });
    expect(record.input).toMatchObject({ day: dayOf(desk.target.time.now), objectKind: 'window' });
    expect(record.result).toHaveLength(4);
    for (const { inspectorIds } of record.result) expect(new Set(inspectorIds).size).toBe(2);
    const { objects, draws } = await desk.detail(round.id);
    expect(objects.map(({ objectId }) => objectId)).toEqual(record.result.map(({ objectId }) => objectId));
    expect(objects.map(({ inspectors: team }) => team.map(({ personId }) => personId))).toEqual(
      record.result.map(({ inspectorIds }) => inspectorIds),
    );
    expect(draws).toEqual([drawn]);
    expect(Object.keys(drawn.objectLabels)).toHaveLength(12);

    // From the file alone, without the console.
    const stored = await desk.target.workspace.database.read('test.record', (reader) =>
      reader.value<string>('SELECT record FROM dual_random_draw WHERE id = :id', { id: drawn.id }),
    );
    const kept = JSON.parse(stored!) as DrawRecord;
    expect(redraw(kept)).toEqual(record.result);
    expect(isGenuine(kept)).toBe(true);
    expect(await desk.target.call('plans.redraw', { drawId: drawn.id })).toEqual({
      genuine: true,
      result: record.result,
    });

    // What was visited since, renamed or retired changes nothing of it.
    await desk.visit({
      windowId: desk.small.w2.id,
      unitId: desk.small.unit.id,
      day: dayOf(desk.target.time.now),
      state: 'confirmed',
    });
    await desk.target.call('hall.retire', { entity: 'window', ids: [desk.small.w10.id], reason: '撤' });
    expect(await desk.target.call('plans.redraw', { drawId: drawn.id })).toMatchObject({ genuine: true });
  });

  it('is made once for one client id', async () => {
    const input = { clientId: randomUUID(), roundId: round.id, request: desk.request() };
    const first = await desk.target.call('plans.draw', input);
    expect(await desk.target.call('plans.draw', input)).toEqual(first);
    expect((await desk.detail(round.id)).objects).toHaveLength(3);
  });

  it.each(['seed', 'day', 'objects', 'inspectors'])('takes no %s from the caller', async (name) => {
    const error = await desk.refusedDraw(round.id, { [name]: name === 'seed' ? 'mine' : [] });
    expect(error).toMatchObject({ code: 'validation.input', fields: [{ rule: 'unrecognized_keys' }] });
    expect(
      await desk.target.refused('plans.draw', {
        clientId: randomUUID(),
        roundId: round.id,
        request: desk.request(),
        [name]: 'mine',
      }),
    ).toMatchObject({ code: 'validation.input' });
    expect((await desk.detail(round.id)).draws).toEqual([]);
  });

  it('has another seed each time, of 128 random bits', async () => {
    const seeds = new Set<string>();
    for (let n = 0; n < 3; n += 1)
      seeds.add((await desk.drawIn(round.id, { size: { kind: 'count', count: 1 } })).record.input.seed);
    expect(seeds.size).toBe(3);
    for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{32}$/);
  });

  it('adds to the round what it does not hold yet, and says so in the record', async () => {
    const first = await desk.drawIn(round.id, { size: { kind: 'count', count: 8 } });
    const second = await desk.drawIn(round.id, { size: { kind: 'count', count: 4 } });
    const taken = first.record.result.map(({ objectId }) => objectId);
    expect(second.record.population).toBe(4);
    expect(second.record.input.objects.filter(({ excluded }) => excluded === IN_ROUND).map(({ id }) => id)).toEqual(
      [...taken].sort((a, b) => a - b),
    );
    expect((await desk.detail(round.id)).objects).toHaveLength(12);
    expect(await desk.refusedDraw(round.id, { size: { kind: 'count', count: 1 } })).toMatchObject({
      code: 'validation.draw',
      fields: [{ path: 'request', rule: 'poolTooSmall', params: { wanted: 1, eligible: 0 } }],
    });
  });

  it('leaves out what was visited less than k months ago, a draft too, and no discarded visit', async () => {
    const today = dayOf(desk.target.time.now);
    const recent = addMonths(today, -2);
    await desk.visit({ windowId: desk.small.w2.id, unitId: desk.small.unit.id, day: recent, state: 'confirmed' });
    await desk.visit({ windowId: desk.small.w10.id, unitId: desk.small.tax.id, day: today, state: 'draft' });
    const pool = await desk.target.call('plans.drawPool', {
      roundId: round.id,
      objectKind: 'window',
      hallIds: [desk.small.hall.id],
    });
    expect(pool.objects.filter(({ lastVisitedDay }) => lastVisitedDay !== null)).toEqual([
      expect.objectContaining({ id: desk.small.w2.id, lastVisitedDay: recent }),
      expect.objectContaining({ id: desk.small.w10.id, lastVisitedDay: today }),
    ]);
    expect(pool.inspectors.map(({ code }) => code)).toEqual(desk.inspectors.map((id) => `#${id}`));
    const { record } = await desk.drawIn(round.id, { size: { kind: 'count', count: 10 }, repeatMonths: 3 });
    expect(record).toMatchObject({ population: 12, eligible: 10 });
    const drawn = record.result.map(({ objectId }) => objectId);
    expect(drawn).not.toContain(desk.small.w2.id);
    expect(drawn).not.toContain(desk.small.w10.id);
  });

  it('takes units too, with the day any of their windows was last visited', async () => {
    const today = dayOf(desk.target.time.now);
    await desk.visit({ windowId: desk.small.w10.id, unitId: desk.small.tax.id, day: today - 40, state: 'submitted' });
    const drawn = await desk.drawIn(round.id, { objectKind: 'unit', size: { kind: 'count', count: 2 } });
    expect(drawn.record.input.objects).toEqual([
      { id: desk.small.unit.id, excluded: null, lastVisitedDay: null },
      { id: desk.small.tax.id, excluded: null, lastVisitedDay: today - 40 },
    ]);
  });

  it('honours exclusions and recusals, and offers the recusals again', async () => {
    const [a, b, c, d] = desk.inspectors as [number, number, number, number];
    const recusals = [{ inspectorId: a, objectId: desk.small.w2.id, reason: '亲属在岗' }];
    const { record } = await desk.drawIn(round.id, {
      excludedObjects: [{ id: desk.small.w10.id, reason: '装修' }],
      excludedInspectors: [{ id: d, reason: '休假' }],
      recusals,
      size: { kind: 'count', count: 11 },
    });
    expect(record.population).toBe(11);
    expect(record.input.objects.find(({ id }) => id === desk.small.w10.id)?.excluded).toBe('装修');
    expect(record.result.flatMap(({ inspectorIds }) => inspectorIds)).not.toContain(d);
    expect(record.result.find(({ objectId }) => objectId === desk.small.w2.id)?.inspectorIds).toEqual([b, c]);
    const pool = { roundId: round.id, objectKind: 'window' as const, hallIds: [desk.small.hall.id] };
    expect((await desk.target.call('plans.drawPool', pool)).recusals).toEqual(recusals);
  });

  it('says why it cannot be made in the words of the desk, and makes nothing', async () => {
    const [a, b, c] = desk.inspectors as [number, number, number];
    const off = (...ids: number[]) => ids.map((id) => ({ id, reason: '休假' }));
    expect(await desk.refusedDraw(round.id, { excludedInspectors: off(a, b, c) })).toMatchObject({
      code: 'validation.draw',
      fields: [{ path: 'request', rule: 'inspectorsTooFew', params: { wanted: 2, eligible: 1 } }],
    });
    const recusals = [a, b, c].map((inspectorId) => ({ inspectorId, objectId: desk.small.w2.id, reason: '回避' }));
    expect(await desk.refusedDraw(round.id, { recusals })).toMatchObject({
      fields: [{ rule: 'allRecused', params: { objectId: 'A2 社保', wanted: 2, eligible: 1 } }],
    });
    expect(
      await desk.refusedDraw(round.id, { recusals: [{ inspectorId: 999, objectId: desk.small.w2.id, reason: '无' }] }),
    ).toMatchObject({
      fields: [{ rule: 'recusalUnknown', params: { inspectorId: '#999', objectId: 'A2 社保' } }],
    });
    expect(await desk.refusedDraw(round.id, { excludedObjects: [{ id: 999, reason: '无' }] })).toMatchObject({
      fields: [{ path: 'request.excludedObjects', rule: 'unknown' }],
    });
    const twice = [
      { id: a, reason: '休假' },
      { id: a, reason: '学习' },
    ];
    expect(await desk.refusedDraw(round.id, { excludedInspectors: twice })).toMatchObject({
      fields: [{ path: 'request.excludedInspectors', rule: 'inspectorTwice' }],
    });
    const again = twice.map(({ reason }) => ({ id: desk.small.w2.id, reason }));
    expect(await desk.refusedDraw(round.id, { excludedObjects: again })).toMatchObject({
      fields: [{ path: 'request.excludedObjects', rule: 'objectTwice', params: { id: 'A2 社保' } }],
    });
    expect(await desk.refusedDraw(round.id, { hallIds: [999] })).toMatchObject({
      fields: [{ path: 'request.hallIds', rule: 'unknown' }],
    });
    expect(await desk.refusedDraw(round.id, { team: { of: 'object', inspectors: 1 } })).toMatchObject({
      code: 'validation.input',
    });
    expect(await desk.refusedDraw(round.id, { excludedObjects: [{ id: desk.small.w2.id, reason: '' }] })).toMatchObject(
      {
        fields: [{ path: 'request.excludedObjects.0.reason', rule: 'required' }],
      },
    );
    expect(await desk.detail(round.id)).toMatchObject({ objects: [], draws: [] });
  });

  it('is declared void with a reason, its record kept, unless somebody has been there', async () => {
    const drawn = await desk.drawIn(round.id);
    expect(
      await desk.target.refused('plans.removeObject', {
        roundObjectId: (await desk.detail(round.id)).objects[0]!.id,
        reason: '不想去',
      }),
    ).toMatchObject({ code: 'conflict.state' });
    const after = await desk.target.call('plans.voidDraw', { drawId: drawn.id, reason: '大厅选错' });
    expect(after.objects).toEqual([]);
    expect(after.draws).toEqual([{ ...drawn, state: 'void', voidReason: '大厅选错' }]);
    expect(await desk.target.call('plans.redraw', { drawId: drawn.id })).toMatchObject({ genuine: true });
    expect(await desk.target.refused('plans.voidDraw', { drawId: drawn.id, reason: '再来' })).toMatchObject({
      code: 'conflict.state',
      params: { entity: 'dual_random_draw', state: 'void' },
    });

    const again = await desk.drawIn(round.id, { size: { kind: 'count', count: 12 } });
    await desk.visit({
      windowId: desk.small.w2.id,
      unitId: desk.small.unit.id,
      day: dayOf(desk.target.time.now),
      state: 'draft',
      round,
    });
    expect(await desk.target.refused('plans.voidDraw', { drawId: again.id, reason: '换一批' })).toMatchObject({
      code: 'conflict.inUse',
      params: { count: 1, by: 'visit' },
    });
    expect((await desk.detail(round.id)).objects).toHaveLength(12);
  });

  it('has a record that cannot be changed in the file, nor taken away', async () => {
    const { id } = await desk.drawIn(round.id);
    const attack = (sql: string) =>
      desk.target.workspace.database.write('test.attack', (tx) => tx.run(sql, { id }), { unaudited: true });
    await expect(
      attack(`UPDATE dual_random_draw SET record = json_set(record, '$.input.seed', 'mine') WHERE id = :id`),
    ).rejects.toThrow();
    await expect(attack('UPDATE dual_random_draw SET drawn_at = 0 WHERE id = :id')).rejects.toThrow();
    await expect(attack('DELETE FROM dual_random_draw WHERE id = :id')).rejects.toThrow();
    expect(await desk.target.call('plans.redraw', { drawId: id })).toMatchObject({ genuine: true });
  });

  it('shows a list that its seed does not give as not genuine', async () => {
    const { id } = await desk.drawIn(round.id);
    await desk.target.workspace.database.write(
      'test.attack',
      async (tx) => {
        const made = JSON.parse(
          (await tx.value<string>('SELECT record FROM dual_random_draw WHERE id = :id', { id }))!,
        );
        made.result[0].inspectorIds = desk.inspectors.slice(0, 2);
        made.result[1].inspectorIds = desk.inspectors.slice(0, 2);
        await tx.run(
          `INSERT INTO dual_random_draw(client_id, round_id, record, drawn_at, drawn_by, state)
            VALUES('forged', :roundId, :record, 0, 1, 'valid')`,
          { roundId: round.id, record: JSON.stringify(made) },
        );
      },
      { unaudited: true },
    );
    expect(await desk.target.call('plans.redraw', { drawId: id + 1 })).toMatchObject({ genuine: false });
  });
});
